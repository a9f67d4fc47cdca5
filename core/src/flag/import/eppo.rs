//! Eppo's universal flag configuration: allocations are rules, their splits are ours in Eppo's
//! shards.

use super::build::{Flag, Rule, list, map};
use super::imported::Work;
use super::input::{detached, given, says};
use super::names::key;
use crate::error::Result;
use crate::yaml::{Data, Entry, Node};

const TOOL: &str = "eppo";

pub(super) fn flags(work: &mut Work<'_>) -> Result<Vec<(String, Node)>> {
    let input = work.input;
    let root = &input.root;
    let flags = root.child("flags").ok_or_else(|| {
        input.error(root, "there are no `flags`").help("import a universal flag configuration")
    })?;
    if let Some(format) = given(root, "format").filter(|format| format.as_text() != Some("SERVER"))
    {
        return Err(input
            .error(format, "the configuration is not in the form for servers")
            .help("fetch it with a server's key: the form for clients hides the names"));
    }
    let entries = input.entries(flags, "`flags`")?;
    entries.iter().map(|entry| flag(work, entry)).collect()
}

fn flag(work: &mut Work<'_>, entry: &Entry) -> Result<(String, Node)> {
    let (input, node) = (work.input, &entry.node);
    input.entries(node, "a flag")?;
    let name = given(node, "key").and_then(Node::as_text).unwrap_or(&entry.key);
    let here = work.name(name, node);
    let mut flag = Flag::new(TOOL, name, &here);
    if says(node, "enabled") != Some(true) {
        flag.set("kill_switch", true);
    }
    let kind = given(node, "variationType").and_then(Node::as_text).unwrap_or("STRING");
    let mut variants = indexmap::IndexMap::new();
    if let Some(variations) = given(node, "variations") {
        for variation in input.entries(variations, "`variations`")? {
            variants.insert(variation.key.to_string(), value(work, &variation.node, kind)?);
        }
    }
    let of = match given(node, "totalShards").map(|node| (node, &node.data)) {
        None => 10_000,
        Some((_, Data::Int(of))) if (1..=i64::from(u32::MAX)).contains(of) => *of,
        Some((node, _)) => return Err(input.error(node, "`totalShards` is no number of shards")),
    };
    let mut rules = Vec::new();
    for allocation in input.items(node.child("allocations"), "`allocations`")? {
        rules.extend(rule(work, allocation, of, &mut variants)?);
    }
    if !variants.is_empty() {
        flag.set("variants", Node::from_iter(variants));
    }
    flag.rules(rules);
    Ok((here, flag.node()))
}

/// The value of a variation; JSON stands in texts.
fn value(work: &mut Work<'_>, variation: &Node, kind: &str) -> Result<Node> {
    let value = variation.child("value").cloned().unwrap_or_default();
    let whole = |value: f64| value.fract() == 0.0;
    let fits = match (kind, &value.data) {
        ("JSON", Data::Text(text)) => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(_) => {
                let read = super::input::Input::read("value", text)?;
                return Ok(detached(&read.root));
            }
            Err(_) => false,
        },
        ("JSON", _) | ("STRING", Data::Text(_)) | ("BOOLEAN", Data::Bool(_)) => true,
        ("INTEGER" | "NUMERIC", Data::Int(_) | Data::UInt(_)) | ("NUMERIC", Data::Float(_)) => true,
        ("INTEGER", Data::Float(value)) if whole(*value) && value.abs() < 9e15 => {
            return Ok(Node::from(*value as i64));
        }
        _ => false,
    };
    if !fits {
        let help = "Eppo answers the caller's default for it; ask for the flag's own kind here";
        work.tell(variation, "the value does not fit the flag's type", help);
    }
    Ok(detached(&value))
}

/// An allocation.
fn rule(
    work: &mut Work<'_>,
    allocation: &Node,
    of: i64,
    variants: &mut indexmap::IndexMap<String, Node>,
) -> Result<Option<Rule>> {
    let input = work.input;
    let mut asks = Vec::new();
    for (key, ours) in [("startAt", "start"), ("endAt", "end")] {
        if let Some(time) = given(allocation, key) {
            asks.push((ours, detached(time)));
        }
    }
    let rules = input.items(allocation.child("rules"), "`rules`")?;
    if !rules.is_empty() {
        let mut all = Vec::with_capacity(rules.len());
        for rule in rules {
            let conditions = input.items(rule.child("conditions"), "`conditions`")?;
            all.push(list(conditions.iter().map(detached)));
        }
        asks.push(("rules", list(all)));
    }
    let described = given(allocation, "key").and_then(Node::as_text);
    let rule = Rule::described(described).when(TOOL, asks);
    let mut shares = Vec::new();
    for split in input.items(allocation.child("splits"), "`splits`")? {
        let variation = input.text(split, "variationKey", "a split")?;
        if !variants.contains_key(&*key(variation)) {
            let help = "Eppo answers the caller's default for it, and so does this flag";
            work.tell(split, "the split names a variation that the flag has not", help);
            variants.insert(key(variation).into_owned(), Node::default());
        }
        let shards = input.items(split.child("shards"), "`shards`")?;
        let shards = shards.iter().map(|shard| within(work, shard)).collect::<Result<Vec<_>>>()?;
        shares.push((key(variation), shards));
    }
    // What a split without shards takes leaves nothing for those behind it.
    let open = shares.iter().position(|(_, shards)| shards.is_empty());
    shares.truncate(open.map_or(shares.len(), |at| at + 1));
    Ok(match shares.as_slice() {
        [] => None,
        [(variation, shards)] if shards.is_empty() => Some(rule.with("serve", &**variation)),
        _ => {
            let shares = shares.into_iter().map(|(variation, mut shards)| {
                if shards.is_empty() {
                    shards.push(map([("salt", "".into()), ("ranges", list([range(0, of)]))]));
                }
                map([("serve", (&*variation).into()), ("within", list(shards))])
            });
            let split =
                map([("profile", TOOL.into()), ("of", of.into()), ("shares", list(shares))]);
            Some(rule.with("split", split))
        }
    })
}

fn within(work: &Work<'_>, shard: &Node) -> Result<Node> {
    let input = work.input;
    let salt = input.text(shard, "salt", "a shard")?;
    let mut ranges = Vec::new();
    for node in input.items(shard.child("ranges"), "`ranges`")? {
        match (node.child("start").map(|n| &n.data), node.child("end").map(|n| &n.data)) {
            (Some(Data::Int(start)), Some(Data::Int(end))) if 0 <= *start && start <= end => {
                ranges.push(range(*start, *end));
            }
            _ => return Err(input.error(node, "a range has no `start` and `end` in their order")),
        }
    }
    Ok(map([("salt", salt.into()), ("ranges", list(ranges))]))
}

fn range(start: i64, end: i64) -> Node {
    list([start.into(), end.into()])
}
