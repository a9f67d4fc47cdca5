//! An operation in the form that fits its file.

use smol_str::SmolStr;

use super::{Operation, Target};
use crate::error::{Code, Error, Result};
use crate::model::FLAG_KEYWORDS;
use crate::project::Snapshot;
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Entry, Node};

/// The operation in the form that fits the file. Where that holds a short form, the long one:
/// `auto_deploy: true` has no `branch` to set, and `new_search: true` no environment. And values for
/// an environment may come as its file has them, below `overrides:`.
///
/// # Errors
/// `E_USAGE` for values that come with more than `overrides`, `E_UNKNOWN_ENVIRONMENT` for a flag's
/// entry that nobody would read.
pub(super) fn adapted(
    target: &Target,
    operation: Operation,
    own: Option<&Node>,
    now: &Snapshot,
) -> Result<Operation> {
    match (target, &operation) {
        (Target::Environment { .. }, Operation::Apply { path, tree }) if path.is_empty() => {
            match unwrapped(tree)? {
                Some(tree) => Ok(Operation::Apply { path: KeyPath::root(), tree }),
                None => Ok(operation),
            }
        }
        (Target::Flag { .. }, Operation::Set { path, .. }) => {
            let known = |key: &&str| {
                FLAG_KEYWORDS.contains(key) || own.and_then(|own| own.child(key)).is_some()
            };
            if let Some(key) = path.keys().next().filter(|key| !known(key)) {
                now.environment(key)?;
            }
            Ok(written_out(target, operation, own))
        }
        _ => Ok(written_out(target, operation, own)),
    }
}

/// The values below `overrides:`, if they come so.
fn unwrapped(tree: &Node) -> Result<Option<Node>> {
    let Some(map) = tree.as_map() else { return Ok(None) };
    let Some(overrides) = map.get("overrides") else { return Ok(None) };
    match map.entries().iter().find(|entry| entry.key != "overrides") {
        None => Ok(Some(overrides.clone())),
        Some(other) => {
            let message = format!("`{}` stands beside `overrides`, and is no value", other.key);
            let help = "give the values alone, or below `overrides` alone";
            Err(Error::new(Code::Usage, message).help(help))
        }
    }
}

/// The long form of what the file holds in the short one.
fn written_out(target: &Target, operation: Operation, own: Option<&Node>) -> Operation {
    let Operation::Set { path, value } = &operation else { return operation };
    let keys: Vec<&str> = path.keys().collect();
    let (short, long, at, rest) = match (target, keys.as_slice()) {
        (Target::Record { .. }, ["auto_deploy", key]) => {
            (own.and_then(|own| own.child("auto_deploy")), "enabled", 1, *key)
        }
        (Target::Flag { .. }, [key]) => (own, "default", 0, *key),
        _ => return operation,
    };
    // A flag may be a list for everybody.
    let is_flag = matches!(target, Target::Flag { .. });
    let is_short = |node: &&Node| node.is_scalar() || is_flag && node.as_list().is_some();
    let Some(short) = short.filter(is_short) else { return operation };
    let entry = |key: &str, node: &Node| Entry {
        key: SmolStr::new(key),
        key_span: Span::NONE,
        node: Node { data: node.data.clone(), span: node.span.unplaced() },
    };
    let mut entries = vec![entry(long, short)];
    entries.retain(|entry| entry.key != rest);
    entries.push(entry(rest, value));
    let value = Node::default().with_entries(entries);
    Operation::Set { path: keys[..at].iter().copied().collect(), value }
}
