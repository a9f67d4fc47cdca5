//! Whether the project that an edit leads to is the one that was asked for.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{BlastRadius, Operation, Target};
use crate::error::{Code, Error, Result};
use crate::project::Snapshot;
use crate::value::{KeyPath, at, leaves};
use crate::yaml::{Change, Data, Node};

/// What an operation promised about the resolved values of its target.
#[derive(Debug, Clone)]
pub(super) struct Promise {
    target: Target,
    path: KeyPath,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    /// Every leaf of this value stands there.
    Stands(Node),
    /// Nothing stands there.
    Gone,
    /// A list stands there that holds this item.
    Holds(Node),
    /// This list stands there, and nothing more.
    Is(Node),
}

/// An item that goes from a list of the layer; those behind it move up.
#[derive(Debug)]
pub(super) struct Taken {
    list: KeyPath,
    at: usize,
    /// The list without it.
    left: Node,
}

impl Taken {
    /// The items that changes take out of lists of a layer.
    pub(super) fn of(own: Option<&Node>, changes: &[Change]) -> Vec<Self> {
        let taken = |change: &Change| {
            let Change::Remove { path } = change else { return None };
            let (last, list) = path.split_last()?;
            let list: KeyPath = list.iter().cloned().collect();
            let mut items = at(own?, &list)?.as_list()?.to_vec();
            let at = last.parse().ok().filter(|at| *at < items.len())?;
            items.remove(at);
            Some(Self { list, at, left: Node::detached(Data::List(items.into())) })
        };
        changes.iter().filter_map(taken).collect()
    }

    /// Where a path leads afterwards; `None` for one to the item itself.
    fn moved(&self, path: &KeyPath) -> Option<KeyPath> {
        let depth = self.list.len();
        let position = || path.keys().nth(depth)?.parse::<usize>().ok();
        let Some(position) = position().filter(|_| self.list.contains(path)) else {
            return Some(path.clone());
        };
        let up = (position > self.at).then(|| SmolStr::from((position - 1).to_string()));
        let keys = path.keys().enumerate().map(|(at, key)| match &up {
            Some(up) if at == depth => up.clone(),
            _ => SmolStr::new(key),
        });
        (position != self.at).then(|| keys.collect())
    }
}

impl Promise {
    /// What an operation promises that takes these items; some promise nothing beyond their own
    /// document.
    pub(super) fn of(target: &Target, operation: &Operation, taken: &[Taken]) -> Option<Self> {
        let (path, what) = match operation {
            Operation::Set { path, value } | Operation::Apply { path, tree: value } => {
                (path, What::Stands(value.clone()))
            }
            Operation::Delete { path } => match taken {
                // At the position of an item stands the next one now.
                [taken] => (&taken.list, What::Is(taken.left.clone())),
                _ => (path, What::Gone),
            },
            Operation::Append { path, item } => (path, What::Holds(item.clone())),
            _ => return None,
        };
        Some(Self { target: target.clone(), path: path.clone(), what })
    }

    /// Whether a later operation speaks of the same values.
    pub(super) fn is_outdated_by(&self, target: &Target, operation: &Operation) -> bool {
        let later = operation.path();
        let moved = matches!(operation, Operation::Move { from, .. } if overlap(from, &self.path));
        self.target == *target && (moved || overlap(later, &self.path))
    }

    /// The promise where the items stand that move up; `None` for one about the item that goes.
    pub(super) fn behind(self, taken: &[Taken]) -> Option<Self> {
        let path = taken.iter().try_fold(self.path.clone(), |path, taken| taken.moved(&path))?;
        Some(Self { path, ..self })
    }

    /// Whether it speaks of what this target says.
    pub(super) fn is_of(&self, target: &Target) -> bool {
        self.target == *target
    }

    fn is_kept(&self, after: &Snapshot) -> Result<bool> {
        let root = match &self.target {
            Target::Environment { name } => after.0.merged_environment(name)?.merged().clone(),
            Target::Service { environment, name } => {
                after.0.merged_service(environment, name)?.merged().clone()
            }
            Target::Record { name } => after.environment(name)?.record_tree()?.root().clone(),
            _ => return Ok(true),
        };
        let found = at(&root, &self.path);
        Ok(match &self.what {
            What::Gone => found.is_none(),
            What::Holds(item) => {
                has_instructions(item)
                    || found.and_then(Node::as_list).is_some_and(|items| items.contains(item))
            }
            What::Is(list) => has_instructions(list) || found == Some(list),
            What::Stands(value) => {
                let mut kept = true;
                if !has_instructions(value) {
                    leaves(value, &mut |path, leaf| {
                        let there = found.and_then(|found| at(found, path));
                        let empty_map = matches!(&leaf.data, Data::Map(_));
                        kept &= there == Some(leaf)
                            || empty_map && there.is_some_and(|there| there.as_map().is_some());
                    });
                }
                kept
            }
        })
    }
}

fn overlap(a: &KeyPath, b: &KeyPath) -> bool {
    a.contains(b) || b.contains(a)
}

/// Whether a value holds merge instructions, as tags or as data: what it comes to then depends on
/// what it merges with.
fn has_instructions(node: &Node) -> bool {
    match &node.data {
        Data::Tagged(_) => true,
        Data::Map(map) => {
            map.entries().iter().any(|e| e.key.starts_with('$') || has_instructions(&e.node))
        }
        Data::List(items) => items.iter().any(has_instructions),
        _ => false,
    }
}

/// Holds the state that an edit leads to against the one it began with and what was asked. The flags
/// `undecided` may be so afterwards.
///
/// # Errors
/// `E_EDIT_REFUSED` with the first reason and its places.
pub(super) fn check(
    before: &Snapshot,
    after: &Snapshot,
    asked: &[Promise],
    undecided: &[String],
) -> Result<BlastRadius> {
    let known: Vec<String> = before.problems().map(Error::to_string).collect();
    let new = after.problems().filter(|problem| !known.contains(&problem.to_string()));
    let new: Vec<Error> = new.map(Error::again).collect();
    if !new.is_empty() {
        return Err(refuse(Error::all(new)));
    }
    for promise in asked {
        if !promise.is_kept(after).map_err(refuse)? {
            let path = &promise.path;
            let message =
                format!("the {} would not have what was asked at `{path}`", promise.target);
            let help = "another layer has a say there; `explain` names it";
            return Err(Error::new(Code::EditRefused, message).help(help));
        }
    }
    if let Some(problem) =
        new_problem(before.flag_problems(), after.0.flags.problems_besides(undecided))
    {
        let message = format!("a flag could not be decided afterwards: {}", problem.message());
        let help = problem.help_text().unwrap_or("make the other changes that it needs");
        let error = Error::new(Code::EditRefused, message).help(help);
        let places = problem.places().to_vec();
        return Err(places.into_iter().fold(error, Error::at).cause(problem));
    }
    BlastRadius::between(before, after).map_err(refuse)
}

/// The first problem that was not there before, wherever that stood.
pub(super) fn new_problem<'e>(
    before: impl IntoIterator<Item = &'e Error>,
    after: impl IntoIterator<Item = &'e Error>,
) -> Option<Error> {
    let mut known: FxHashMap<(Code, &str), usize> = FxHashMap::default();
    for problem in before {
        *known.entry((problem.code(), problem.message())).or_default() += 1;
    }
    let is_new = |problem: &&'e Error| match known.get_mut(&(problem.code(), problem.message())) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    after.into_iter().find(is_new).map(Error::again)
}

/// Why the state that an edit leads to is none to be in.
fn refuse(problem: Error) -> Error {
    let message = format!("the project would not load afterwards: {}", problem.message());
    let help =
        problem.help_text().unwrap_or("make the other changes that it needs in the same edit");
    let error = Error::new(Code::EditRefused, message).help(help);
    let places = problem.places().to_vec();
    places.into_iter().fold(error, Error::at).cause(problem)
}
