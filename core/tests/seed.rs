//! The specification's own tree, read where it stands beside the checkout.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod outside;

use outside::shared;
use stageline::Project;

#[test]
fn the_specification_loads_and_explains_to_the_column() {
    let Some(root) = shared("seed/tree") else { return };
    let project = Project::open(root).unwrap();
    let production = project.environment("production").unwrap();
    let explained = production.explain("database.pool_size").unwrap();
    assert_eq!(
        explained.to_string(),
        "database.pool_size = 50\n  \
         from environment `production` at config/production.yaml:5:16\n  \
         over base `base_config` at config/base.yaml:7:16: 10"
    );
    let names = project.snapshot().environment_names().join(" ");
    assert_eq!(
        names,
        "development testing staging production production-eu customer-a-staging \
         customer-a-production customer-b-staging customer-b-production"
    );
    let api = production.service("api").unwrap();
    assert_eq!(
        api.origin("resources.limits.cpu").unwrap().to_string(),
        "config/services/api/production.yaml:10:12"
    );
    assert!(!project.environment("staging").unwrap().service("api").unwrap().is_configured());
    // A listed environment without a file starts from the only base.
    assert_eq!(
        project
            .environment("testing")
            .unwrap()
            .resolve()
            .unwrap()
            .get("cache.ttl")
            .unwrap()
            .to_string(),
        "3600"
    );
    for environment in project.snapshot().environments() {
        environment.resolve().unwrap();
    }
}
