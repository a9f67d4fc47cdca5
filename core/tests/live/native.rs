//! A live state in the shape of a project's services.

use super::{read, value};

#[test]
fn services_and_configuration_are_read_as_they_are_written() {
    let live = read(
        "environment: production\nservices:\n  web: {replicas: 2}\n  api: {own: [1, 2]}\n  idle:\n\
         configuration: {cache: {ttl: 60}}\n",
    )
    .unwrap();
    assert_eq!(live.environment(), Some("production"));
    assert_eq!(live.service_names(), ["api", "idle", "web"]);
    assert_eq!(value(&live.service("api").unwrap(), "own").unwrap(), "[1,2]");
    assert_eq!(value(&live.configuration().unwrap(), "cache.ttl").unwrap(), "60");
    assert_eq!(live.service("other"), None);
    assert!(!live.is_partial());
    assert!(read("partial: true\nservices: {}").unwrap().is_partial());
    assert_eq!(read("configuration:").unwrap().configuration().unwrap().to_string(), "{}");
    assert_eq!(read("services: {}").unwrap().configuration(), None);
}

#[test]
fn an_accessor_gives_no_secret() {
    let live = read("services: {api: {environment: {DB_PASSWORD: canary}}}").unwrap();
    let api = live.service("api").unwrap();
    assert_eq!(value(&api, "environment.DB_PASSWORD").unwrap(), "(withheld)");
}

#[test]
fn what_kubectl_says_where_it_has_no_answer_is_no_state() {
    for (text, named, help) in [
        (
            "Error from server (Forbidden): deployments.apps is forbidden: User \"ci\" cannot list\n",
            "an error of kubectl (`Forbidden`)",
            "read these objects",
        ),
        (
            "\nError from server (NotFound): namespaces \"shop\" not found",
            "(`NotFound`)",
            "answers",
        ),
        ("Error from server: etcdserver: request timed out", "an error of kubectl,", "answers"),
        (
            "The connection to the server 10.0.0.1:6443 was refused",
            "an error of kubectl,",
            "answers",
        ),
        ("error: You must be logged in to the server", "an error of kubectl,", "answers"),
        ("No resources found in shop namespace.", "an error of kubectl,", "answers"),
    ] {
        let error = read(text).unwrap_err();
        assert_eq!(error.code(), stageline::Code::Live, "{text}");
        assert!(error.message().contains(named), "{}", error.message());
        assert!(error.help_text().unwrap().contains(help), "{text}");
        assert_eq!(error.places()[0].line, 1);
    }
    // A key of that name begins no such answer.
    assert!(read("services: {api: {error: 'Error from server'}}").is_ok());
}
