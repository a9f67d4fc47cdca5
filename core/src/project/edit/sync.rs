//! Making one environment say what another one says, where they have no reason to differ.

use std::fmt;

use serde::Serialize;

use super::{Edit, Operation, Target};
use crate::diff::{Places, Section};
use crate::drift::{DriftItem, DriftOptions, judge};
use crate::error::{Code, Error, Result};
use crate::project::Snapshot;
use crate::project::comparison::Tree;
use crate::project::selection::Selection;
use crate::source::Span;
use crate::value::{KeyPath, at, looks_secret};
use crate::yaml::{Data, Entry, Node};

const SECRET: &str = "secrets are not copied";

/// One value that a sync looked at.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SyncItem {
    /// The part of the environment.
    #[serde(flatten)]
    pub section: Section,
    /// Where in it; empty for a service as a whole.
    pub path: KeyPath,
    /// Why it was left alone; `None` where it was made equal.
    pub left_alone: Option<String>,
}

impl fmt::Display for SyncItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.section)?;
        if !self.path.is_empty() {
            write!(f, " {}", self.path)?;
        }
        self.left_alone.iter().try_for_each(|reason| write!(f, ": {reason}"))
    }
}

/// What a sync did to an edit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Synced {
    /// Where the values come from.
    pub from: String,
    /// Where they go.
    pub to: String,
    /// Every difference between the two, made equal or left alone.
    pub items: Vec<SyncItem>,
}

impl Synced {
    /// What was made equal.
    pub fn changed(&self) -> impl Iterator<Item = &SyncItem> {
        self.items.iter().filter(|item| item.left_alone.is_none())
    }
}

impl Edit {
    /// Makes what `to` says equal to what `from` says: configuration, services, and the entries of
    /// flags. Records, secrets, and what environments differ in by nature (see
    /// [`drift`](crate::drift)) are left alone, and so is what `exclude` names: `configuration`,
    /// `services`, `flags`, a service, or a path in any of them.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT`, `E_USAGE` for an exclusion that is neither, or why one of the two
    /// cannot be resolved. The edit then stays as it was.
    pub fn sync(&mut self, from: &str, to: &str, exclude: &[&str]) -> Result<Synced> {
        if from == to {
            let error = Error::new(Code::Usage, format!("`{from}` is synced with itself"));
            return Err(error.help("name two environments"));
        }
        let now = self.now()?.snapshot.clone();
        let exclude: Vec<String> = exclude.iter().map(|word| (*word).to_owned()).collect();
        let excluded = Selection::read(&now, &[from, to], &[], &exclude)?;
        let before = self.clone();
        let synced = self.sync_all(from, to, &excluded);
        if synced.is_err() {
            *self = before;
        }
        synced
    }

    fn sync_all(&mut self, from: &str, to: &str, excluded: &Selection) -> Result<Synced> {
        let now = self.now()?.snapshot.clone();
        let mut items = Vec::new();
        for (item, value) in differences(&now, from, to)? {
            let mut secrets = Vec::new();
            let value = value.map(|value| without_secrets(&item.path, &value, &mut secrets));
            let left_alone = match (reason(&item, excluded), value) {
                (Some(reason), _) => Some(reason),
                (None, Some(None)) => Some(SECRET.to_owned()),
                (None, None) if item.path.is_empty() => Some("no file is removed".to_owned()),
                (None, value) => self.make_equal(to, &item, value.flatten())?,
            };
            if left_alone.is_none() {
                items.extend(secrets.into_iter().map(|path| SyncItem {
                    section: item.section.clone(),
                    path,
                    left_alone: Some(SECRET.to_owned()),
                }));
            }
            items.push(SyncItem { section: item.section, path: item.path, left_alone });
        }
        self.sync_flags(&now, from, to, excluded, &mut items)?;
        Ok(Synced { from: from.to_owned(), to: to.to_owned(), items })
    }

    /// Writes one value; the answer is why that could not be done.
    fn make_equal(
        &mut self,
        to: &str,
        item: &DriftItem,
        value: Option<Node>,
    ) -> Result<Option<String>> {
        let target = match &item.section {
            Section::Service(name) => {
                Target::Service { environment: to.to_owned(), name: name.to_string() }
            }
            _ => Target::Environment { name: to.to_owned() },
        };
        let path = item.path.clone();
        let operation = match value {
            Some(value) if path.is_empty() => Operation::Apply { path, tree: value },
            Some(value) => Operation::Set { path, value },
            None => Operation::Delete { path },
        };
        self.attempt(&target, operation)
    }

    fn attempt(&mut self, target: &Target, operation: Operation) -> Result<Option<String>> {
        match self.change(target, operation) {
            Ok(()) => Ok(None),
            Err(error) if matches!(error.code(), Code::EditRefused | Code::UnknownPath) => {
                Ok(Some(error.message().to_owned()))
            }
            Err(error) => Err(error),
        }
    }

    fn sync_flags(
        &mut self,
        now: &Snapshot,
        from: &str,
        to: &str,
        excluded: &Selection,
        items: &mut Vec<SyncItem>,
    ) -> Result<()> {
        let (wanted, found) = (now.flags_of(from)?, now.flags_of(to)?);
        for (name, _) in now.declarations().flags.iter() {
            let Some(value) = wanted.child(name).filter(|value| found.child(name) != Some(value))
            else {
                continue;
            };
            let path = KeyPath::root().join(name.clone());
            let left_alone = match excluded.excludes(&Section::Flags, &path) {
                true => Some("excluded".to_owned()),
                false if matches!(value.data, Data::Null) => {
                    Some(format!("the flag says nothing for `{from}`"))
                }
                false => {
                    let target = Target::Flag { name: name.to_string() };
                    let path = KeyPath::root().join(to);
                    self.attempt(&target, Operation::Set { path, value: value.clone() })?
                }
            };
            items.push(SyncItem { section: Section::Flags, path, left_alone });
        }
        Ok(())
    }
}

/// How the authored values of two environments differ, judged, with the value that is wanted.
fn differences(now: &Snapshot, from: &str, to: &str) -> Result<Vec<(DriftItem, Option<Node>)>> {
    let (baseline, target) = (now.party(from)?, now.party(to)?);
    let options = DriftOptions::new();
    let rules = now.rulebook(&options)?;
    let place = |span: Span| now.place(span);
    let mut found = Vec::new();
    for section in now.sections() {
        let tree = |environment: &str| authored(now, environment, &section);
        let (left, right) = match section {
            Section::Flags => continue,
            _ => (tree(from)?, tree(to)?),
        };
        let pair = now.pair(section, left.map(Tree::from), right.map(Tree::from));
        let places = Places::new(&place);
        let judged = judge(&baseline, &target, std::slice::from_ref(&pair), &rules, places);
        let mut lists = Vec::new();
        for mut item in judged {
            let sides = [&pair.left, &pair.right];
            let path = above_lists(&item.path, sides.into_iter().flatten());
            if path.len() < item.path.len() {
                if lists.contains(&path) {
                    continue;
                }
                lists.push(path.clone());
                item.path = path;
            }
            let value = pair.left.as_ref().and_then(|left| at(left, &item.path)).cloned();
            found.push((item, value));
        }
    }
    Ok(found)
}

/// The path up to the first list on it: a list is set as a whole.
fn above_lists<'n>(path: &KeyPath, trees: impl Iterator<Item = &'n Node>) -> KeyPath {
    let length = trees.filter_map(|tree| {
        let mut node = tree;
        for (at, key) in path.keys().enumerate() {
            if node.as_list().is_some() {
                return Some(at);
            }
            node = node.child(key)?;
        }
        None
    });
    let length = length.min().unwrap_or(path.len());
    path.keys().take(length).collect()
}

/// The values of a section before references are followed: a copy refers to what its own
/// environment says.
fn authored(now: &Snapshot, environment: &str, section: &Section) -> Result<Option<Node>> {
    match section {
        Section::Service(name) => match now.0.merged_service(environment, name) {
            Ok(resolved) => Ok(Some(resolved.merged().clone())),
            Err(error) if error.code() == Code::ServiceAbsent => Ok(None),
            Err(error) => Err(error),
        },
        Section::Record => Ok(now.tree_of(environment, section)?.map(|tree| tree.node)),
        _ => Ok(Some(now.0.merged_environment(environment)?.merged().clone())),
    }
}

/// Why a difference is not for a sync.
fn reason(item: &DriftItem, excluded: &Selection) -> Option<String> {
    let redacted = [&item.baseline, &item.actual].into_iter().flatten().any(|side| side.redacted);
    match item.is_drift() {
        _ if excluded.excludes(&item.section, &item.path) => Some("excluded".to_owned()),
        true if item.section == Section::Record => Some("records are not synced".to_owned()),
        false => Some(item.reason.to_string()),
        true if redacted && !item.path.is_empty() => Some(SECRET.to_owned()),
        true => None,
    }
}

/// A value without the secrets and references to secrets in it, whose paths are noted.
fn without_secrets(path: &KeyPath, node: &Node, dropped: &mut Vec<KeyPath>) -> Option<Node> {
    let data = match &node.data {
        Data::Map(map) => {
            let kept = map.entries().iter().filter_map(|entry| {
                let node = without_secrets(&path.join(entry.key.clone()), &entry.node, dropped)?;
                Some(Entry { node, ..entry.clone() })
            });
            return Some(node.with_entries(kept.collect()));
        }
        Data::List(items) => {
            let items = items.iter().enumerate();
            let kept = items.filter_map(|(at, item)| {
                without_secrets(&path.join(at.to_string()), item, dropped)
            });
            Data::List(kept.collect())
        }
        _ if is_secret(path, node) => {
            dropped.push(path.clone());
            return None;
        }
        data => data.clone(),
    };
    Some(Node { data, span: node.span })
}

fn is_secret(path: &KeyPath, node: &Node) -> bool {
    node.as_text().is_some_and(|text| text.starts_with("secret://"))
        || looks_secret(path.keys(), node)
}
