//! Nodes into Rust types through serde, with the path and the place of whatever does not fit.

mod error;
mod handed;
mod reader;
#[cfg(feature = "schema")]
mod schema;

pub use error::ReadError;
pub use handed::Spanned;

use std::cell::RefCell;

use serde::de;

use super::{Data, Map, Node};
use crate::source::Span;
use reader::Reader;

/// Reads a node as a type.
///
/// # Errors
/// The first value that does not fit, with its path below `node` and its place.
pub fn read<T: de::DeserializeOwned>(node: &Node) -> Result<T, ReadError> {
    read_noting(node, &RefCell::new(Vec::new()))
}

fn read_noting<T: de::DeserializeOwned>(node: &Node, unknown: &Unknown) -> Result<T, ReadError> {
    T::deserialize(Reader { node, unknown }).map_err(|error| error.or_at(node.span))
}

/// What [`read_leniently`] made of a node.
#[derive(Debug)]
pub struct Reading<T> {
    /// The value, of whatever fitted; `None` when that makes no `T` at all.
    pub value: Option<T>,
    /// The values that did not fit and were left out.
    pub problems: Vec<ReadError>,
    /// Keys that no field of `T` takes.
    pub unknown: Vec<UnknownKey>,
}

/// A key that nothing reads.
#[derive(Debug, Clone)]
pub struct UnknownKey {
    /// The key.
    pub key: String,
    /// Where it stands.
    pub span: Span,
    /// The keys that are read there.
    pub known: &'static [&'static str],
}

type Unknown = RefCell<Vec<UnknownKey>>;

/// Reads what fits, and lists what does not and what nothing reads.
pub fn read_leniently<T: de::DeserializeOwned>(node: &Node) -> Reading<T> {
    /// More would only repeat what the first ones say.
    const MOST: usize = 100;
    let mut node = node.clone();
    let mut problems: Vec<ReadError> = Vec::new();
    let mut removed: Vec<Vec<String>> = Vec::new();
    loop {
        let unknown = Unknown::default();
        let (value, rest) = match read_noting(&node, &unknown) {
            Ok(value) => (Some(value), None),
            Err(mut problem) => {
                let rest = without(&node, &problem.path);
                let path = problem.path.clone();
                let follows = removed.iter().any(|gone| problem.is_missing(gone));
                problem.path = as_written(path.clone(), &removed);
                removed.push(path);
                // A key that was left out for what stands there is not missing.
                if !follows {
                    problems.push(problem);
                }
                (None, rest.filter(|_| removed.len() < MOST))
            }
        };
        match rest {
            Some(rest) => node = rest,
            None => return Reading { value, problems, unknown: unknown.into_inner() },
        }
    }
}

/// A path as it was before items in front of it were left out, the last one first.
fn as_written(mut path: Vec<String>, removed: &[Vec<String>]) -> Vec<String> {
    for gone in removed.iter().rev() {
        let Some((last, parents)) = gone.split_last() else { continue };
        let Some(here) = path.get(parents.len()).filter(|_| path.starts_with(parents)) else {
            continue;
        };
        if let (Ok(gone), Ok(at)) = (last.parse::<usize>(), here.parse::<usize>())
            && at >= gone
        {
            path[parents.len()] = (at + 1).to_string();
        }
    }
    path
}

/// The node without the value at a path; `None` when the path is empty or leads nowhere.
fn without(node: &Node, path: &[String]) -> Option<Node> {
    let (key, rest) = path.split_first()?;
    let data = match &node.untagged().data {
        Data::Map(map) => {
            let at = map.position(key)?;
            let mut entries = map.entries().to_vec();
            match without(&entries[at].node, rest) {
                Some(child) => entries[at].node = child,
                None => {
                    entries.remove(at);
                }
            }
            Data::Map(Map::from_entries(entries).into())
        }
        Data::List(items) => {
            let at: usize = key.parse().ok().filter(|at| *at < items.len())?;
            let mut items = items.to_vec();
            match without(&items[at], rest) {
                Some(child) => items[at] = child,
                None => {
                    items.remove(at);
                }
            }
            Data::List(items.into())
        }
        _ => return None,
    };
    Some(Node { data, span: node.span })
}
