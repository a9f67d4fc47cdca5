//! Merge keys for lists that are not there.

use super::super::context::{Context, did_you_mean, only};
use super::super::rule::{Found, rule};
use crate::error::closest;
use crate::value::{KeyPath, at};
use crate::yaml::Node;

rule! {
    /// `merge_keys` names a path at which no file has a list.
    ///
    /// Paths begin at the root of a configuration or of a service.
    ///
    /// # Why it matters
    ///
    /// The list that somebody had in mind is still replaced as a whole, and items are lost.
    ///
    /// # Remedy
    ///
    /// Correct the path, or remove the entry.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// merge_keys:
    ///   shiping.carriers: name   # meant: shipping.carriers
    /// ```
    "unused-merge-key" in Files, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let keys = &context.all().settings.merge_keys;
    // What could not be read may hold the list.
    if keys.is_empty() || context.is_unread(|path| path.starts_with("config/")) {
        return;
    }
    let roots: Vec<&Node> = context.authored().collect();
    for (text, key) in keys {
        let Ok(path) = KeyPath::parse(text) else { continue };
        let is_list = |root: &&Node| at(root, &path).is_some_and(|node| node.as_list().is_some());
        if roots.iter().any(is_list) {
            continue;
        }
        let near = nearest(&roots, &path);
        let fix = only(&near).and_then(|meant| context.respell_key_of(key.span, meant));
        let help = did_you_mean(&near)
            .unwrap_or_else(|| "correct the path, or remove the entry".to_owned());
        let finding = found.say(format!("no list stands at `{text}`")).help(help);
        found.add(finding.at(context.place(key.span)).fix(fix));
    }
}

/// Whole paths like this one, with the first key that leads nowhere corrected.
fn nearest(roots: &[&Node], path: &KeyPath) -> Vec<String> {
    let keys: Vec<&str> = path.keys().collect();
    let mut nodes: Vec<&Node> = roots.to_vec();
    for (depth, key) in keys.iter().enumerate() {
        let below: Vec<&Node> = nodes.iter().filter_map(|node| node.child(key)).collect();
        if below.is_empty() {
            let maps = nodes.iter().filter_map(|node| node.as_map());
            let known = maps.flat_map(|map| map.entries()).map(|entry| entry.key.as_str());
            let whole = |near: String| {
                let mut corrected: Vec<&str> = keys.clone();
                corrected[depth] = &near;
                corrected.into_iter().collect::<KeyPath>().to_string()
            };
            return closest(key, known).into_iter().map(whole).collect();
        }
        nodes = below;
    }
    Vec::new()
}
