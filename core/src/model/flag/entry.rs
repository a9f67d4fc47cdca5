//! Entries: what a flag says for one environment, or for all.

use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;
use serde::de::Error as _;

use super::form::{Form, form, has_parts};
use super::{RequireSpec, RolloutSpec, RuleSpec, SplitSpec, TargetSpec};
use crate::model::Notice;
use crate::source::Span;
use crate::yaml::{Data, Entry, Map, Node, ReadError, Spanned, UnknownKey, read_leniently};

/// The keys of an entry in its map form.
pub const ENTRY_KEYWORDS: [&str; 8] =
    ["default", "kill_switch", "requires", "rollout", "rules", "schedule", "split", "targets"];

/// What a flag says for one environment. Its parts are read as if they were its own fields.
#[derive(Debug, Clone)]
pub struct FlagEntry {
    /// Where the environment's name stands.
    pub key_span: Span,
    /// Where the entry stands.
    pub span: Span,
    /// The entry as it is written: a bare value, or a map, of [`ENTRY_KEYWORDS`] unless it is broken.
    pub node: Node,
    /// The value for everyone else.
    pub value: Option<Node>,
    /// What it says beside the value; entries that say nothing share it.
    pub parts: Arc<EntryParts>,
}

/// What an entry says beside its value.
#[derive(Debug, Clone, Default)]
pub struct EntryParts {
    /// Whether the flag is off for everyone.
    pub kill_switch: Option<Spanned<bool>>,
    /// Flags that must answer so, or this one is off.
    pub requires: Box<[Spanned<RequireSpec>]>,
    /// Keys that are served whatever the rules say.
    pub targets: Box<[Spanned<TargetSpec>]>,
    /// Rules, tried in order.
    pub rules: Box<[Spanned<RuleSpec>]>,
    /// Whom the flag is on for when no rule matched.
    pub rollout: Option<Box<Spanned<RolloutSpec>>>,
    /// Which variant those get whom no rule matched; of those only whom the rollout takes, if there
    /// is one.
    pub split: Option<Box<Spanned<SplitSpec>>>,
    /// Changes at given times, in the order they are written.
    pub schedule: Box<[Spanned<ChangeSpec>]>,
    /// Keys anywhere in it that nothing reads. A rule without its condition would count for
    /// everybody, so an entry with one is broken.
    pub unknown: Box<[UnknownKey]>,
    /// Values anywhere in it of which nothing can be made; such an entry is broken, too.
    pub misfits: Box<[ReadError]>,
}

impl EntryParts {
    fn none() -> Arc<Self> {
        static NONE: LazyLock<Arc<EntryParts>> = LazyLock::new(Arc::default);
        NONE.clone()
    }
}

impl Deref for FlagEntry {
    type Target = EntryParts;

    fn deref(&self) -> &EntryParts {
        &self.parts
    }
}

impl Default for FlagEntry {
    fn default() -> Self {
        let (key_span, span, node) = (Span::NONE, Span::NONE, Node::default());
        Self { key_span, span, node, value: None, parts: EntryParts::none() }
    }
}

/// What an entry says from a time on.
#[derive(Debug, Clone)]
pub struct ChangeSpec {
    /// From when on.
    pub at: Spanned<Node>,
    /// A value, which replaces all parts, or a map of those parts that it replaces.
    pub set: FlagEntry,
}

/// The map form of an entry.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(in crate::model) struct EntryMap {
    /// Switches the flag off for everyone.
    kill_switch: Option<Spanned<bool>>,
    /// Flags that must answer so, or this one is off.
    #[serde(default)]
    requires: Vec<Spanned<RequireSpec>>,
    /// Keys that are served whatever the rules say.
    #[serde(default)]
    targets: Vec<Spanned<TargetSpec>>,
    /// Rules, tried in order.
    #[serde(default)]
    rules: Vec<Spanned<RuleSpec>>,
    /// Whom the flag is on for when no rule matched.
    rollout: Option<Box<Spanned<RolloutSpec>>>,
    /// Which variant those get whom no rule matched, or whom the rollout takes.
    split: Option<Box<Spanned<SplitSpec>>>,
    /// The value for everyone else.
    default: Option<Node>,
    /// Changes at given times.
    #[serde(default)]
    schedule: Vec<Spanned<ChangeMap>>,
}

/// What an entry says from a time on.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(in crate::model) struct ChangeMap {
    /// A date and time, as in `2027-01-31T09:00:00Z`.
    at: Spanned<Node>,
    /// A value, which replaces all parts, or a map of those parts that it replaces.
    #[cfg_attr(feature = "schema", schemars(with = "crate::model::schema::AnyEntry"))]
    set: Node,
}

/// What reading entries leaves behind.
pub(super) struct Remarks<'n> {
    pub(super) notices: &'n mut Vec<Notice>,
    /// The maps that tell that the flag's values are maps.
    pub(super) own: Vec<&'n Map>,
}

impl Remarks<'_> {
    pub(super) fn note(&mut self, unknown: Vec<UnknownKey>) {
        self.notices.extend(unknown.into_iter().map(Notice::UnknownKey));
    }
}

impl FlagEntry {
    /// An entry that is one value.
    pub(super) fn of_value(node: &Node) -> Self {
        let (value, node) = (Some(node.clone()), node.clone());
        Self { span: node.span, value, node, ..Self::default() }
    }

    /// Whether it is one value for everyone.
    pub fn is_value(&self) -> bool {
        self.value.is_some()
            && self.rules.is_empty()
            && self.targets.is_empty()
            && self.requires.is_empty()
            && self.schedule.is_empty()
            && self.rollout.is_none()
            && self.split.is_none()
            && self.kill_switch.is_none()
    }

    /// Reads what stands below an environment's name.
    pub(super) fn read(entry: &Entry, remarks: &mut Remarks<'_>) -> Self {
        let read = Self::read_node(&entry.node, &[entry.key.as_str()], remarks);
        Self { key_span: entry.key_span, ..read }
    }

    /// Reads a value, or a map of parts; `path` leads to it in what is told.
    pub(super) fn read_node(node: &Node, path: &[&str], remarks: &mut Remarks<'_>) -> Self {
        match form(node, &remarks.own) {
            Form::Parts => {}
            Form::Value => return Self::of_value(node),
            Form::Neither(unknown) => return Self::of_neither(node, unknown, path),
        }
        // Most flags' own entry is a default alone.
        if let Some([Entry { key, node: value, .. }]) = node.as_map().map(Map::entries)
            && key == "default"
        {
            let value = Some(value.clone()).filter(|value| value.data != Data::Null);
            return Self { span: node.span, value, node: node.clone(), ..Self::default() };
        }
        let reading = read_leniently::<EntryMap>(node);
        let misfits = reading.problems.into_iter().map(|problem| below(path, problem)).collect();
        let (parts, mut unknown) = (reading.value.unwrap_or_default(), reading.unknown);
        unknown.extend(node.child("requires").into_iter().flat_map(RequireSpec::unknown));
        Self::of_parts(node, parts, (unknown, misfits), path, remarks)
    }

    /// A map that is no value and holds no part.
    fn of_neither(node: &Node, unknown: Vec<UnknownKey>, path: &[&str]) -> Self {
        let misfit = unknown.is_empty().then(|| {
            let problem = ReadError::custom("an entry is a value, or a map that says something");
            let help = "write a value, or take the entry away";
            below(path, problem.or_at(node.span).help(help))
        });
        let misfits = misfit.into_iter().collect();
        let parts = Arc::new(EntryParts { unknown: unknown.into(), misfits, ..Default::default() });
        Self { span: node.span, node: node.clone(), parts, ..Self::default() }
    }

    fn of_parts(
        node: &Node,
        parts: EntryMap,
        (mut unknown, mut misfits): (Vec<UnknownKey>, Vec<ReadError>),
        path: &[&str],
        remarks: &mut Remarks<'_>,
    ) -> Self {
        let mut changes = Vec::with_capacity(parts.schedule.len());
        for (at, change) in parts.schedule.into_iter().enumerate() {
            let index = at.to_string();
            let path: Vec<&str> = path.iter().copied().chain(["schedule", &index, "set"]).collect();
            let ChangeMap { at, set } = change.value;
            let set = Self::read_node(&set, &path, remarks);
            unknown.extend(set.unknown.iter().cloned());
            misfits.extend(set.misfits.iter().cloned());
            changes.push(Spanned { value: ChangeSpec { at, set }, span: change.span });
        }
        Self {
            key_span: Span::NONE,
            span: node.span,
            node: node.clone(),
            value: parts.default,
            parts: Arc::new(EntryParts {
                kill_switch: parts.kill_switch,
                requires: parts.requires.into(),
                targets: parts.targets.into(),
                rules: parts.rules.into(),
                rollout: parts.rollout,
                split: parts.split,
                schedule: changes.into(),
                unknown: unknown.into(),
                misfits: misfits.into(),
            }),
        }
    }

    /// Whether it is a bare value, which says everything there is.
    pub fn is_bare(&self) -> bool {
        self.value.is_some() && !self.node.as_map().is_some_and(has_parts)
    }

    /// Whether it is a map that holds no part and is no value either; it is broken.
    pub fn is_neither(&self) -> bool {
        self.value.is_none() && self.node.as_map().is_some_and(|map| !has_parts(map))
    }

    /// What it is after a change: that alone, where the change is a bare value, else with the
    /// parts that the change names.
    pub fn changed(&self, set: &FlagEntry) -> FlagEntry {
        if set.is_bare() {
            return FlagEntry { key_span: self.key_span, ..set.clone() };
        }
        let mut changed = self.clone();
        let parts = Arc::make_mut(&mut changed.parts);
        let named = |key: &str| set.node.child(key).is_some();
        macro_rules! take {
            ($($key:literal $part:ident),+) => {
                $(if named($key) {
                    parts.$part = set.$part.clone();
                })+
            };
        }
        take!("kill_switch" kill_switch, "requires" requires, "targets" targets, "rules" rules);
        take!("rollout" rollout, "split" split);
        if named("default") {
            changed.value = set.value.clone();
        }
        changed
    }

    /// What it is before its first change.
    pub fn unscheduled(&self) -> FlagEntry {
        let mut entry = self.clone();
        Arc::make_mut(&mut entry.parts).schedule = Box::default();
        entry
    }

    /// The values that its parts serve, as they are written.
    pub fn served(&self) -> impl Iterator<Item = &Node> {
        let rules = self.rules.iter().filter_map(|rule| Some(&rule.serve.as_ref()?.value));
        let targets = self.targets.iter().map(|target| &target.serve.value);
        let splits = self.rules.iter().filter_map(|rule| rule.split.as_ref()).chain(&self.split);
        let shares = splits.flat_map(|split| split.shares.iter().map(|share| &share.serve.value));
        rules.chain(targets).chain(shares).chain(&self.value)
    }

    /// Every entry that it can come to: itself, and what its schedule sets.
    pub fn phases(&self) -> impl Iterator<Item = &FlagEntry> {
        std::iter::once(self).chain(self.schedule.iter().map(|change| &change.set))
    }
}

fn below(path: &[&str], mut problem: ReadError) -> ReadError {
    for key in path.iter().rev() {
        problem.path.insert(0, (*key).to_owned());
    }
    problem
}
