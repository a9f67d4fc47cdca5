//! What is running, read from files: the shapes it may have, what is filtered out, what is hostile,
//! and what may never be shown.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod before_and_after;
mod drift;
mod hostile;
mod kubernetes;
mod native;
mod secrets;

use stageline::Result;
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::yaml::Node;

/// A list as `kubectl get deployments,horizontalpodautoscalers,configmaps,secrets -o yaml` prints it.
const ORDERS: &str = include_str!("files/orders.yaml");

fn read(text: &str) -> Result<LiveEnvironment> {
    LiveEnvironment::read("live.yaml", text, &LiveOptions::new())
}

fn orders() -> Node {
    read(ORDERS).unwrap().service("orders").unwrap()
}

/// A Deployment of one container with what is said of it.
fn deployment(name: &str, spec: &str, container: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: shop}}\n\
         spec: {{{spec} template: {{spec: {{containers: [{{name: {name}, image: '{name}:1'{container}}}]}}}}}}\n"
    )
}

/// Documents one behind the other.
fn documents(all: &[&str]) -> String {
    all.join("---\n")
}

fn value(node: &Node, path: &str) -> Option<String> {
    let found = path.split('.').try_fold(node, |node, key| node.child(key))?;
    Some(found.as_text().map_or_else(|| found.to_string(), str::to_owned))
}

fn notes(live: &LiveEnvironment) -> Vec<String> {
    live.notes().iter().map(ToString::to_string).collect()
}
