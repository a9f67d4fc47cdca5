//! Images in production that nobody can name afterwards.

use super::super::context::{Context, is_reference};
use super::super::rule::{Found, rule};
use crate::value::{KeyPath, at, leaves};
use crate::yaml::{Data, Node};

rule! {
    /// A service in a production tier runs an image `latest`, or one without a tag.
    ///
    /// It looks at `image_tag` and `image` in environments whose tier is `production`. A digest is
    /// as good as a tag.
    ///
    /// # Why it matters
    ///
    /// `latest` is another image tomorrow. What ran during an incident cannot be told, and there
    /// is nothing to roll back to.
    ///
    /// # Remedy
    ///
    /// Name a version.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/services/api/production.yaml
    /// api:
    ///   image_tag: latest
    /// ```
    "latest-in-production" in Production, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for service in context.services() {
        if !service.environment.record.is_production() {
            continue;
        }
        let root = service.resolved.root();
        leaves(root, &mut |path, node| {
            let Some(what) = floating(root, path, node) else { return };
            let (name, environment) = (service.name, &service.environment.name);
            let message =
                format!("the service `{name}` {what} in `{environment}`, a production tier");
            let finding = found.say(message).help("name a version").within(environment);
            found.add(finding.at(context.place(node.span)));
        });
    }
}

/// Why an image is not fixed.
fn floating(root: &Node, path: &KeyPath, node: &Node) -> Option<&'static str> {
    const LATEST: &str = "runs the image `latest`";
    const NONE: &str = "runs an image without a tag";
    if path.keys().any(|key| matches!(key, "environment" | "env" | "labels" | "annotations")) {
        return None;
    }
    let text = match &node.data {
        Data::Text(text) => text.as_str(),
        Data::Null => "",
        _ => return None,
    };
    match path.last()? {
        "image_tag" if text == "latest" => Some(LATEST),
        "image_tag" if text.is_empty() => Some(NONE),
        "image" if !text.is_empty() && !text.contains('@') => {
            let name = text.rsplit('/').next().unwrap_or(text);
            let mut parent = path.clone();
            parent.pop();
            let tagged = || at(root, &parent.join("image_tag")).is_some();
            match name.split_once(':') {
                Some((_, "latest")) => Some(LATEST),
                None if !is_reference(node) && !tagged() => Some(NONE),
                _ => None,
            }
        }
        _ => None,
    }
}
