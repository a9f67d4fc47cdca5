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
