//! What a flag says for an environment before it is changed.

use smol_str::SmolStr;

use crate::error::{Code, Error, Result};
use crate::flag::meant;
use crate::model::{Flag, FlagEntry, RolloutSpec};
use crate::project::Snapshot;
use crate::project::edit::brackets::as_written;
use crate::project::snapshot::unknown;
use crate::source::Span;
use crate::yaml::{Change, Data, Entry, Node, Spanned};

/// Where all flags stand in their file.
pub(super) const ROOT: &str = "feature_flags";

/// A flag and an environment, and what the one says for the other.
pub(super) struct Said<'s> {
    pub(super) now: &'s Snapshot,
    pub(super) flag: &'s Flag,
    pub(super) environment: SmolStr,
    /// What counts there.
    pub(super) counts: Option<Counts<'s>>,
}

/// The entry that counts for an environment.
#[derive(Clone, Copy)]
pub(super) enum Counts<'s> {
    /// Its own.
    Own(&'s FlagEntry),
    /// That of an environment that it extends.
    Inherited(&'s FlagEntry),
    /// The flag's own, for environments without one.
    Flag(&'s FlagEntry),
}

impl<'s> Counts<'s> {
    pub(super) fn entry(self) -> &'s FlagEntry {
        match self {
            Self::Own(entry) | Self::Inherited(entry) | Self::Flag(entry) => entry,
        }
    }
}

impl<'s> Said<'s> {
    /// # Errors
    /// `E_UNKNOWN_FLAG`, `E_UNKNOWN_ENVIRONMENT`, or why what it extends cannot be told.
    pub(super) fn of(now: &'s Snapshot, name: &str, environment: &str) -> Result<Self> {
        let flag = flag_of(now, name)?;
        let environment = SmolStr::new(now.environment(environment)?.name());
        let mut said = Self { now, flag, environment, counts: None };
        said.counts = match flag.environments.get(&said.environment) {
            Some(entry) => Some(Counts::Own(entry)),
            None => said.above()?,
        };
        Ok(said)
    }

    /// What counts where the environment says nothing itself.
    ///
    /// # Errors
    /// Why what it extends cannot be told.
    pub(super) fn above(&self) -> Result<Option<Counts<'s>>> {
        let lineage = self.now.inheritance().lineage(&self.environment)?;
        let parents = lineage.iter().rev().filter(|name| **name != self.environment);
        let mut inherited = parents.filter_map(|name| self.flag.environments.get(name));
        Ok(match inherited.next() {
            Some(entry) => Some(Counts::Inherited(entry)),
            None => self.flag.fallback.as_deref().map(Counts::Flag),
        })
    }

    /// The environment's own entry.
    pub(super) fn own(&self) -> Option<&'s FlagEntry> {
        match self.counts {
            Some(Counts::Own(entry)) => Some(entry),
            _ => None,
        }
    }

    /// What counts there, whoever says it.
    pub(super) fn entry(&self) -> Option<&'s FlagEntry> {
        self.counts.map(Counts::entry)
    }

    /// The rollout of what counts there.
    pub(super) fn rollout(&self) -> Option<&'s Spanned<RolloutSpec>> {
        self.entry().and_then(|entry| entry.rollout.as_deref())
    }

    /// What it answers where nothing else decides, as far as that is written.
    pub(super) fn otherwise(&self) -> Option<&'s Node> {
        let own = |entry: &'s FlagEntry| entry.value.as_ref();
        self.entry().and_then(own).or_else(|| self.flag.fallback.as_deref().and_then(own))
    }

    /// A path below the environment's entry, from the root of the file.
    pub(super) fn path(&self, rest: &[&str]) -> Vec<SmolStr> {
        let start = [ROOT, &self.flag.name, &self.environment];
        start.iter().chain(rest).map(SmolStr::new).collect()
    }

    /// Sets something below the environment's entry.
    pub(super) fn set(&self, rest: &[&str], value: Node) -> Change {
        Change::Set { path: self.path(rest), value }
    }

    /// A flag that is one value for everybody as a map that an environment can be added to.
    pub(super) fn room(&self) -> Vec<Change> {
        room_of(self.flag)
    }

    /// The environment's entry as a map that parts can be added to, which answers as before: its own,
    /// or else a copy of what it inherits.
    pub(super) fn base(&self) -> Vec<Change> {
        let mut changes = self.room();
        let map = match self.counts {
            Some(Counts::Own(entry)) if !entry.is_bare() => return changes,
            // The flag's own default counts behind the entry, too.
            Some(Counts::Flag(entry)) if entry.is_value() => return changes,
            None => return changes,
            Some(counts) => match counts.entry() {
                entry if !entry.is_bare() => as_written(entry.node.untagged(), self.now),
                entry if matches!(entry.node.data, Data::Null) => return changes,
                entry => one("default", entry.node.clone()),
            },
        };
        changes.push(self.set(&[], map));
        changes
    }

    /// Whether the environment's own entry is a map of this part alone.
    fn is_all(&self, part: &str) -> bool {
        let own = self.own().filter(|entry| !entry.is_bare());
        let map = own.and_then(|entry| entry.node.as_map());
        map.is_some_and(|map| matches!(map.entries(), [only] if only.key == part))
    }

    /// The changes that take a part of the entry away. Everybody else gets what they got: an entry
    /// of which nothing is left would be read as an empty map that everybody gets.
    pub(super) fn without(&self, part: &str) -> Result<Vec<Change>> {
        let map = self.entry().and_then(|entry| entry.node.as_map());
        let is_left = |entry: &Entry| entry.key != part;
        if map.is_some_and(|map| map.entries().iter().any(is_left)) {
            let mut changes = self.base();
            changes.push(Change::Remove { path: self.path(&[part]) });
            return Ok(changes);
        }
        let mut changes = self.room();
        let falls_back = match self.above()? {
            Some(Counts::Flag(entry)) => entry.is_value(),
            Some(_) => false,
            None => true,
        };
        changes.push(match self.own() {
            Some(_) if falls_back => Change::Remove { path: self.path(&[]) },
            _ => {
                let own = self.flag.fallback.as_deref().and_then(|own| own.value.as_ref());
                self.set(&[], one("default", own.map(detached).unwrap_or_default()))
            }
        });
        Ok(changes)
    }

    /// What those get whom a rollout takes, where nothing says it: a variant's name, or `true`.
    pub(super) fn on(&self) -> Node {
        let variants = &self.flag.variants;
        match variants.get_key_value("on").or_else(|| variants.first()) {
            Some((name, _)) => Node::from(name.as_str()),
            None => Node::from(true),
        }
    }

    /// The variant that a rollout hands out because it is the first one, and nothing says which.
    pub(super) fn handed_out_unsaid(&self) -> Option<&'s str> {
        let variants = &self.flag.variants;
        let is_said =
            variants.contains_key("on") || self.entry().is_some_and(|e| e.split.is_some());
        variants.keys().next().filter(|_| !is_said).map(String::as_str)
    }

    /// Whether two values, as a flag's file has them, are one.
    pub(super) fn is_same(&self, a: &Node, b: &Node) -> bool {
        match [a, b].map(|node| meant(self.flag, node.untagged())) {
            [Some((a, _)), Some((b, _))] => a == b,
            _ => a.untagged() == b.untagged(),
        }
    }

    /// A refusal that names flag and environment, with the place of the entry.
    pub(super) fn refuse(&self, what: &str, help: &str) -> Error {
        let span = self.entry().map_or(self.flag.span, |entry| entry.span);
        self.refuse_at(span, what, help)
    }

    /// The same with the place of a part.
    pub(super) fn refuse_at(&self, span: Span, what: &str, help: &str) -> Error {
        let what = format!("{what} in `{}`", self.environment);
        self.error(Code::EditRefused, &what, help).at(self.now.place(span))
    }

    /// What is wrong with what was asked of the flag, with its place.
    pub(super) fn wrong(&self, code: Code, what: &str, help: &str) -> Error {
        self.error(code, what, help).at(self.now.place(self.flag.span))
    }

    pub(super) fn error(&self, code: Code, what: &str, help: &str) -> Error {
        Error::new(code, format!("the flag `{}` {what}", self.flag.name)).help(help)
    }
}

/// # Errors
/// `E_UNKNOWN_FLAG` with the nearest names.
pub(super) fn flag_of<'s>(now: &'s Snapshot, name: &str) -> Result<&'s Flag> {
    let flags = &now.0.all.flags;
    let names = || flags.keys().map(SmolStr::as_str);
    flags.get(name).ok_or_else(|| unknown(Code::UnknownFlag, "flag", name, names()))
}

/// A flag that is one value for everybody as a map that can be added to.
pub(super) fn room_of(flag: &Flag) -> Vec<Change> {
    let Some(own) = &flag.fallback else { return Vec::new() };
    if own.key_span != flag.span || matches!(own.node.data, Data::Null) {
        return Vec::new();
    }
    let value = one("default", own.node.clone());
    let path = vec![ROOT.into(), flag.name.clone()];
    vec![Change::Set { path, value }]
}

/// The changes of a flag by its paths, of which none leaves an environment's entry without any part;
/// see [`Said::without`].
///
/// # Errors
/// Why what an environment extends cannot be told.
pub(in crate::project::edit) fn with_entries_kept(
    changes: Vec<Change>,
    flag: &str,
    now: &Snapshot,
) -> Result<Vec<Change>> {
    let mut kept = Vec::with_capacity(changes.len());
    for change in changes {
        let (from, to) = match &change {
            Change::Remove { path } => (path.as_slice(), None),
            Change::Rename { from, to } => (from.as_slice(), Some(to)),
            _ => (&[][..], None),
        };
        let emptied = match from {
            [_, _, environment, part] if !to.is_some_and(|to| to.starts_with(&from[..3])) => {
                let said = Said::of(now, flag, environment).ok();
                said.filter(|said| said.is_all(part)).map(|said| said.without(part))
            }
            _ => None,
        };
        if emptied.is_none() || to.is_some() {
            kept.push(change);
        }
        kept.extend(emptied.transpose()?.into_iter().flatten());
    }
    Ok(kept)
}

/// A map of one key.
pub(super) fn one(key: &str, node: Node) -> Node {
    let entry = Entry { key: key.into(), key_span: node.span, node };
    Node::default().with_entries(vec![entry])
}

/// The same value, written nowhere yet.
pub(super) fn detached(node: &Node) -> Node {
    Node::detached(node.untagged().data.clone())
}
