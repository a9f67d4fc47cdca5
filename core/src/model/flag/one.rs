//! One flag: its keywords, and what each environment says.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::Deserialize;
use smol_str::SmolStr;

use super::entry::Remarks;
use super::{ENTRY_KEYWORDS, FlagEntry, Origin, RequireSpec, SegmentSpec};
use crate::model::Notice;
use crate::source::Span;
use crate::yaml::{Entry, Node, ReadError, Spanned, read_leniently};

/// The keys of a flag that are no environments, so no environment may bear their names.
pub const FLAG_KEYWORDS: [&str; 15] = [
    "description",
    "owner",
    "expires",
    "variants",
    "default",
    "rules",
    "rollout",
    "segments",
    "requires",
    "kill_switch",
    "targets",
    "split",
    "schedule",
    "origin",
    "metadata",
];

/// Keywords that make no entry: they count whatever an environment says.
const FOR_ALL: [&str; 3] = ["kill_switch", "requires", "segments"];

/// One feature flag as it is written.
#[derive(Debug, Clone)]
pub struct Flag {
    /// Its name.
    pub name: SmolStr,
    /// Where the name stands.
    pub span: Span,
    /// What it does.
    pub description: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The day after which it should be gone, as `YYYY-MM-DD`.
    pub expires: Option<Spanned<String>>,
    /// Where it was imported from.
    pub origin: Option<Origin>,
    /// What its details say of it, for those who ask.
    pub metadata: Option<Node>,
    /// Named values, in order; empty for a plain value.
    pub variants: IndexMap<String, Node>,
    /// Segments of this flag's own conditions, before those of the file.
    pub segments: IndexMap<String, Spanned<SegmentSpec>>,
    /// Whether it is off for everyone, in every environment.
    pub kill_switch: Option<Spanned<bool>>,
    /// Flags that must answer so in every environment, or this one is off.
    pub requires: Vec<Spanned<RequireSpec>>,
    /// What counts in every environment, as it is written: switch, requirements and segments.
    pub for_all: Vec<Entry>,
    /// For environments without an entry: the flag's own.
    pub fallback: Option<Box<FlagEntry>>,
    /// What each environment says.
    pub environments: IndexMap<SmolStr, FlagEntry, FxBuildHasher>,
}

/// The keywords of a flag that are no part of an entry.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::model) struct Keywords {
    /// What it does.
    description: Option<String>,
    /// Who answers for it.
    owner: Option<String>,
    /// The day after which it should be gone, as `YYYY-MM-DD`.
    expires: Option<Spanned<String>>,
    /// The tool that the flag comes from.
    origin: Option<Origin>,
    /// What the details of its answers say of it: any map.
    metadata: Option<Node>,
    /// Named values; a flag without them is a plain value.
    #[serde(default)]
    variants: IndexMap<String, Node>,
    /// Segments of this flag's own conditions, before those of the file.
    #[serde(default)]
    segments: IndexMap<String, Spanned<SegmentSpec>>,
    /// Switches the flag off for everyone, in every environment.
    kill_switch: Option<Spanned<bool>>,
    /// Flags that must answer so in every environment, or this one is off.
    #[serde(default)]
    requires: Vec<Spanned<RequireSpec>>,
}

impl Flag {
    /// Reads one entry of `feature_flags`.
    pub(in crate::model) fn read(
        entry: &Entry,
        notices: &mut Vec<Notice>,
    ) -> (Flag, Vec<ReadError>) {
        let mut remarks = Remarks { problems: Vec::new(), notices };
        let flag = Self::read_noting(entry, &mut remarks);
        (flag, remarks.problems)
    }

    fn read_noting(entry: &Entry, remarks: &mut Remarks<'_>) -> Flag {
        let Some(map) = entry.node.as_map() else {
            // A bare value counts for every environment.
            let fallback =
                FlagEntry { key_span: entry.key_span, ..FlagEntry::of_value(&entry.node) };
            return Flag::new(entry, Keywords::default(), Some(Box::new(fallback)));
        };
        let (mut keywords, mut own, mut environments) = (Vec::new(), Vec::new(), 0);
        let is_own = |key: &str| ENTRY_KEYWORDS.contains(&key) && !FOR_ALL.contains(&key);
        for entry in map.entries() {
            match entry.key.as_str() {
                key if !FLAG_KEYWORDS.contains(&key) => environments += 1,
                key if is_own(key) => own.push(entry.clone()),
                _ => keywords.push(entry.clone()),
            }
        }
        let counts = |entry: &&Entry| FOR_ALL.contains(&entry.key.as_str());
        let for_all: Vec<Entry> = keywords.iter().filter(counts).cloned().collect();
        let keywords = match keywords.is_empty() {
            true => Keywords::default(),
            false => {
                let reading = read_leniently::<Keywords>(&entry.node.with_entries(keywords));
                remarks.problems.extend(reading.problems);
                remarks.note(reading.unknown);
                reading.value.unwrap_or_default()
            }
        };
        let place = own.first().map(|first| (first.key_span, first.node.span));
        let fallback = place.map(|(key_span, span)| {
            let node = Node { span, ..entry.node.with_entries(own) };
            Box::new(FlagEntry { key_span, ..FlagEntry::read_node(&node, &[], remarks) })
        });
        let mut flag = Flag { for_all, ..Flag::new(entry, keywords, fallback) };
        flag.environments.reserve_exact(environments);
        for environment in map.entries() {
            if !FLAG_KEYWORDS.contains(&environment.key.as_str()) {
                let read = FlagEntry::read(environment, remarks);
                flag.environments.insert(environment.key.clone(), read);
            }
        }
        flag
    }

    fn new(entry: &Entry, keywords: Keywords, fallback: Option<Box<FlagEntry>>) -> Self {
        Self {
            name: entry.key.clone(),
            span: entry.key_span,
            description: keywords.description,
            owner: keywords.owner,
            expires: keywords.expires,
            origin: keywords.origin,
            metadata: keywords.metadata,
            variants: keywords.variants,
            segments: keywords.segments,
            kill_switch: keywords.kill_switch,
            requires: keywords.requires,
            for_all: Vec::new(),
            fallback,
            environments: IndexMap::default(),
        }
    }

    /// What it says anywhere: for each environment, for those without an entry, and at any time.
    pub fn entries(&self) -> impl Iterator<Item = &FlagEntry> {
        self.environments.values().chain(self.fallback.as_deref()).flat_map(FlagEntry::phases)
    }
}
