//! `resources`.

use insta::assert_snapshot;

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
