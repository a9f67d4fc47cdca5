//! `resources`.

use insta::assert_snapshot;

use stageline_cli::{Output, Terminal, execute_in};

use crate::transcripts;

#[test]
fn what_services_ask_for_stands_beside_what_environments_have() {
    assert_snapshot!(transcripts(&[
        "resources compare --environments production,staging --resources cpu,memory,disk",
        "resources compare --environments testing --resources cpu --json",
        "resources compare --environments production --resources gpu",
        "resources compare --environments nowhere",
    ]));
}

#[test]
fn what_is_no_amount_is_shown_as_it_is_written() {
    let project = stageline::Project::from_files([
        ("config/environments.yaml", "environments: {a: {resource_limits: {cpu: plenty}}}"),
        ("config/services/api/a.yaml", "api: {resources: {requests: {cpu: lots}}}"),
        ("config/services/web/a.yaml", "web: {resources: {requests: {cpu: 2}}}"),
    ])
    .unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    let words = ["resources", "compare", "--environments", "a", "--resources", "cpu"];
    execute_in(&project, words, &mut output);
    assert_snapshot!(String::from_utf8(out).unwrap());
}
