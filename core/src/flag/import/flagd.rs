//! flagd's flag definitions: targeting is a choice in flagd's language.

use std::collections::HashMap;

use super::build::{Flag, Rule, map};
use super::imported::Work;
use super::input::{detached, given};
use crate::error::{Error, Result};
use crate::flag::dialect::{Frame, Program};
use crate::yaml::{Data, Entry, Map, Node};

const TOOL: &str = "flagd";

/// Below this, every integer is a number of JSON.
const SAFE: f64 = 9_007_199_254_740_992.0;

/// How large targeting may become when what it refers to is put in.
const NODES: usize = 1 << 20;

pub(super) fn flags(work: &mut Work<'_>) -> Result<Vec<(String, Node)>> {
    let input = work.input;
    let root = &input.root;
    let flags = root.child("flags").ok_or_else(|| {
        input.error(root, "there are no `flags`").help("import a file of flag definitions")
    })?;
    let evaluators = match given(root, "$evaluators") {
        Some(node) => input.entries(node, "`$evaluators`")?,
        None => &[],
    };
    let evaluators = evaluators.iter().map(|entry| (entry.key.as_str(), &entry.node)).collect();
    let shared = given(root, "metadata");
    let named: Vec<(&str, &Node)> = match flags.as_list() {
        // The form for several teams: each flag bears its key.
        Some(items) => items
            .iter()
            .map(|flag| Ok((input.text(flag, "key", "a flag")?, flag)))
            .collect::<Result<_>>()?,
        None => {
            let entries = input.entries(flags, "`flags`")?;
            entries.iter().map(|entry| (entry.key.as_str(), &entry.node)).collect()
        }
    };
    let mut problems = Vec::new();
    let mut read = Vec::with_capacity(named.len());
    for (name, node) in named {
        match flag(work, name, node, shared, &evaluators) {
            Ok(flag) => read.push(flag),
            Err(problem) => problems.push(problem),
        }
    }
    match problems.is_empty() {
        true => Ok(read),
        false => Err(Error::all(problems).with_code(crate::error::Code::Import)),
    }
}

fn flag(
    work: &mut Work<'_>,
    name: &str,
    node: &Node,
    shared: Option<&Node>,
    evaluators: &HashMap<&str, &Node>,
) -> Result<(String, Node)> {
    let input = work.input;
    input.entries(node, "a flag")?;
    let disabled = match input.text(node, "state", "a flag")? {
        "ENABLED" => false,
        "DISABLED" => true,
        _ => {
            let state = node.child("state").unwrap_or(node);
            return Err(input
                .error(state, "the state is neither `ENABLED` nor `DISABLED`")
                .help("write one of them"));
        }
    };
    let none = Node::from_iter(Vec::<(&str, Node)>::new());
    let variants = node.child("variants").unwrap_or(&none);
    let entries = input.entries(variants, "`variants`")?;
    let default = match given(node, "defaultVariant") {
        None => None,
        Some(default) => match default.as_text() {
            // flagd takes an empty name for none.
            Some("") => None,
            Some(name) if variants.child(name).is_some() => Some(name),
            Some(_) => {
                return Err(input
                    .error(default, "the default variant is none of the variants")
                    .help("name one of them, or null for the caller's default"));
            }
            None => return Err(input.kind(default, "`defaultVariant`", "the name of a variant")),
        },
    };
    let here = work.name(name, node);
    let mut flag = Flag::new(TOOL, name, &here);
    flag.set_some("metadata", merged(work, shared, given(node, "metadata"))?);
    let mut rules = Vec::new();
    if let Some(given) = given(node, "targeting").filter(|node| !is_empty(node)) {
        let mut refs = Refs { evaluators, within: Vec::new(), left: NODES };
        let (targeting, missing) = refs.put_in(given, work)?;
        let asks = map([("flag", name.into()), ("targeting", targeting)]);
        let unread = missing || !reads(name, &asks);
        // While a flag is off nobody asks its targeting, and one that cannot be read would be an error.
        let then = match disabled {
            true => "the flag is off and comes without its targeting",
            false => "until then the flag answers `PARSE_ERROR`",
        };
        if missing {
            let message = "the targeting refers to an evaluator that is not there";
            work.tell(node, message, &format!("add it below `$evaluators`; {then}"));
            // What else there is to say of it comes of this.
            work.undecided.push(here.clone());
        } else if unread && disabled {
            let message = "the targeting has an operation that flagd does not have";
            work.tell(given, message, &format!("write one that it has; {then}"));
        }
        if !(disabled && unread) {
            rules.push(Rule::default().with("choose", map([(TOOL, asks)])));
        }
    }
    if disabled {
        flag.set("kill_switch", true);
        // While it is off the caller's default counts, so the default variant waits as a rule.
        rules.extend(default.map(|default| Rule::default().with("serve", default)));
    }
    if !entries.is_empty() {
        let variant = |entry: &Entry| (entry.key.to_string(), whole(detached(&entry.node)));
        flag.set("variants", Node::from_iter(entries.iter().map(variant).collect::<Vec<_>>()));
    }
    flag.rules(rules);
    flag.set_some("default", default.filter(|_| !disabled));
    Ok((here, flag.node()))
}

/// The metadata of the file, and what the flag says over it.
fn merged(work: &Work<'_>, shared: Option<&Node>, own: Option<&Node>) -> Result<Option<Node>> {
    let mut merged: indexmap::IndexMap<String, Node> = indexmap::IndexMap::new();
    for node in [shared, own].into_iter().flatten() {
        for entry in work.input.entries(node, "`metadata`")? {
            merged.insert(entry.key.to_string(), detached(&entry.node));
        }
    }
    Ok((!merged.is_empty()).then(|| Node::from_iter(merged)))
}

/// JSON knows one kind of number, so `10.0` can be asked for as an integer as well.
fn whole(node: Node) -> Node {
    match node.data {
        Data::Float(value) if value.fract() == 0.0 && value.abs() < SAFE => {
            Node::from(value as i64)
        }
        _ => node,
    }
}

/// Whether a part in flagd's language can be read.
fn reads(flag: &str, asks: &Node) -> bool {
    let mut frame = Frame { flag, attribute: &mut |_| 0, variants: &[] };
    matches!(Program::compile(TOOL, asks, &mut frame), Some(Ok(_)))
}

fn is_empty(node: &Node) -> bool {
    node.as_map().is_some_and(Map::is_empty)
}

/// Puts shared evaluators in where targeting refers to them.
struct Refs<'e> {
    evaluators: &'e HashMap<&'e str, &'e Node>,
    /// Those that are being put in, so that none holds itself.
    within: Vec<&'e str>,
    left: usize,
}

impl<'e> Refs<'e> {
    /// The targeting without references, and whether one leads nowhere.
    fn put_in(&mut self, node: &'e Node, work: &Work<'_>) -> Result<(Node, bool)> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            work.input.error(node, "the targeting is too large with what it refers to")
        })?;
        let mut missing = false;
        let data = match &node.untagged().data {
            Data::List(items) => {
                let mut all = Vec::with_capacity(items.len());
                for item in items.iter() {
                    let (item, lost) = self.put_in(item, work)?;
                    missing |= lost;
                    all.push(item);
                }
                Data::List(all.into())
            }
            Data::Map(map) => {
                let reference = match map.entries() {
                    [only] if only.key == "$ref" => only.node.as_text(),
                    _ => None,
                };
                if let Some((name, target)) =
                    reference.and_then(|name| self.evaluators.get_key_value(name))
                {
                    if self.within.contains(name) || self.within.len() >= 32 {
                        return Err(work.input.error(node, "the evaluator refers to itself"));
                    }
                    self.within.push(name);
                    let found = self.put_in(target, work);
                    self.within.pop();
                    return found;
                }
                missing = reference.is_some();
                let mut entries = Vec::with_capacity(map.len());
                for entry in map.entries() {
                    let (node, lost) = self.put_in(&entry.node, work)?;
                    missing |= lost;
                    entries.push(Entry { node, ..entry.clone() });
                }
                Data::Map(Map::from_entries(entries).into())
            }
            scalar => scalar.clone(),
        };
        Ok((Node::detached(data), missing))
    }
}
