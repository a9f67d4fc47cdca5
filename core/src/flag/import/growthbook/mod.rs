//! GrowthBook's features: conditions, prerequisites and filters keep their language, and shares of
//! all keys are splits in GrowthBook's buckets.

mod buckets;
mod groups;
mod rule;

use super::build::{Flag, Rule};
use super::imported::Work;
use super::input::{detached, given};
use crate::error::Result;
use crate::yaml::{Entry, Node};

const TOOL: &str = "growthbook";

pub(super) fn flags(work: &mut Work<'_>) -> Result<Vec<(String, Node)>> {
    let input = work.input;
    let root = &input.root;
    if let Some(hidden) = given(root, "encryptedFeatures") {
        return Err(input
            .error(hidden, "the features are encrypted")
            .help("decrypt them first, or fetch them with a key that does not encrypt"));
    }
    let features = root.child("features").ok_or_else(|| {
        input.error(root, "there are no `features`").help("import what GrowthBook's SDKs load")
    })?;
    let entries = input.entries(features, "`features`")?;
    // Prerequisites name flags, so all names are settled first.
    let names: Vec<String> =
        entries.iter().map(|entry| work.name(&entry.key, &entry.node)).collect();
    let names: Vec<(&str, String)> =
        entries.iter().map(|entry| entry.key.as_str()).zip(names).collect();
    let mut flags = Vec::with_capacity(entries.len());
    for (entry, (_, here)) in entries.iter().zip(&names) {
        flags.push((here.clone(), flag(work, entry, here, &names)?));
    }
    Ok(flags)
}

fn flag(work: &mut Work<'_>, entry: &Entry, here: &str, names: &[(&str, String)]) -> Result<Node> {
    let (input, node) = (work.input, &entry.node);
    input.entries(node, "a feature")?;
    let mut flag = Flag::new(TOOL, &entry.key, here);
    let mut rules: Vec<Rule> = Vec::new();
    for (at, node) in input.items(node.child("rules"), "`rules`")?.iter().enumerate() {
        input.entries(node, "a rule")?;
        let reader = rule::Reader { feature: &entry.key, names, node, at };
        rules.extend(reader.rules(work)?);
    }
    flag.rules(rules);
    flag.set_some("default", given(node, "defaultValue").map(detached));
    Ok(flag.node())
}
