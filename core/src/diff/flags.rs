//! What the flags say for an environment, as a tree.

use smol_str::SmolStr;

use crate::model::{Flag, FlagEntry, RolloutSpec, RuleSpec};
use crate::source::Span;
use crate::yaml::{Data, Entry, Map, Node};

/// Each flag's name and what it says for the first environment of `nearest` that it has an entry
/// for, or what it says for all.
pub(crate) fn flag_tree<'f>(flags: impl Iterator<Item = &'f Flag>, nearest: &[SmolStr]) -> Node {
    let entries = flags.map(|flag| {
        let own = nearest.iter().find_map(|environment| flag.environments.get(environment));
        let node = match own.or(flag.fallback.as_ref()) {
            Some(entry) => entry_tree(entry),
            None => Node { data: Data::Null, span: flag.span },
        };
        Entry { key: flag.name.clone(), key_span: flag.span, node }
    });
    map(entries.collect(), Span::NONE)
}

/// A bare value as itself, anything else in the map form of the file.
pub(crate) fn entry_tree(entry: &FlagEntry) -> Node {
    if entry.rules.is_empty() && entry.rollout.is_none() {
        let nothing = Node { data: Data::Null, span: entry.span };
        return entry.value.clone().unwrap_or(nothing);
    }
    let rules: Vec<Node> = entry.rules.iter().map(rule).collect();
    let rules = (!rules.is_empty())
        .then(|| keyed("rules", Node { data: Data::List(rules.into()), span: entry.span }));
    let rollout = entry.rollout.as_ref().map(|spec| keyed("rollout", rollout(spec)));
    let value = entry.value.clone().map(|value| keyed("default", value));
    map([rules, rollout, value].into_iter().flatten().collect(), entry.span)
}

fn rule(rule: &RuleSpec) -> Node {
    let serve = rule.serve.value.clone();
    map(vec![text("when", &rule.when.value, rule.when.span), keyed("serve", serve)], rule.when.span)
}

fn rollout(spec: &RolloutSpec) -> Node {
    let span = spec.percentage.span;
    let mut entries = vec![keyed("percentage", spec.percentage.value.clone())];
    for (key, part) in [("over", &spec.over), ("start", &spec.start)] {
        entries.extend(part.as_ref().map(|part| text(key, &part.value, part.span)));
    }
    for (key, part) in [("by", &spec.by), ("salt", &spec.salt)] {
        entries.extend(part.as_ref().map(|part| text(key, part, span)));
    }
    map(entries, span)
}

fn text(key: &str, value: &str, span: Span) -> Entry {
    keyed(key, Node { data: Data::Text(value.into()), span })
}

fn keyed(key: &str, node: Node) -> Entry {
    Entry { key: key.into(), key_span: node.span, node }
}

fn map(entries: Vec<Entry>, span: Span) -> Node {
    Node { data: Data::Map(Map::from_entries(entries).into()), span }
}
