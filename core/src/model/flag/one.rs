//! One flag: its keywords, and what each environment says.

use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;
use serde::Deserialize;
use smol_str::SmolStr;

use super::entry::Remarks;
use super::form::{Form, form, own_maps};
use super::{ByEnvironment, ENTRY_KEYWORDS, FlagEntry, Origin, RequireSpec, SegmentSpec};
use crate::model::Notice;
use crate::source::Span;
use crate::yaml::{Entry, Node, ReadError, Spanned, UnknownKey, read_leniently};

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

/// One feature flag as it is written. Its keywords are read as if they were its own fields.
#[derive(Debug, Clone)]
pub struct Flag {
    /// Its name.
    pub name: SmolStr,
    /// Where the name stands.
    pub span: Span,
    /// What it says beside its entries; flags that say nothing share it.
    pub keywords: Arc<FlagKeywords>,
    /// For environments without an entry: the flag's own.
    pub fallback: Option<Box<FlagEntry>>,
    /// What each environment says.
    pub environments: ByEnvironment,
}

impl Deref for Flag {
    type Target = FlagKeywords;

    fn deref(&self) -> &FlagKeywords {
        &self.keywords
    }
}

/// The keywords of a flag that are no part of an entry.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FlagKeywords {
    /// What it does.
    pub description: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The day after which it should be gone, as `YYYY-MM-DD`.
    pub expires: Option<Spanned<String>>,
    /// The tool that the flag comes from.
    pub origin: Option<Origin>,
    /// What the details of its answers say of it: any map.
    pub metadata: Option<Node>,
    /// Named values; a flag without them is a plain value.
    #[serde(default)]
    pub variants: IndexMap<String, Node>,
    /// Segments of this flag's own conditions, before those of the file.
    #[serde(default)]
    pub segments: IndexMap<String, Spanned<SegmentSpec>>,
    /// Switches the flag off for everyone, in every environment.
    pub kill_switch: Option<Spanned<bool>>,
    /// Flags that must answer so in every environment, or this one is off.
    #[serde(default)]
    pub requires: Vec<Spanned<RequireSpec>>,
    /// What counts in every environment, as it is written: switch, requirements and segments.
    #[serde(skip)]
    pub for_all: Vec<Entry>,
    /// Keys of its requirements that nothing reads; such a flag is broken.
    #[serde(skip)]
    pub unknown: Vec<UnknownKey>,
    /// Keywords of which nothing can be made; such a flag is broken, too.
    #[serde(skip)]
    pub misfits: Vec<ReadError>,
}

impl FlagKeywords {
    /// Those of a flag that has none.
    fn none() -> Arc<Self> {
        static NONE: LazyLock<Arc<FlagKeywords>> = LazyLock::new(Arc::default);
        NONE.clone()
    }
}

impl Flag {
    /// Reads one entry of `feature_flags`.
    pub(in crate::model) fn read(entry: &Entry, notices: &mut Vec<Notice>) -> Flag {
        let Some(map) = entry.node.as_map() else {
            // A bare value counts for every environment.
            let fallback =
                FlagEntry { key_span: entry.key_span, ..FlagEntry::of_value(&entry.node) };
            return Flag::new(entry, FlagKeywords::none(), Some(Box::new(fallback)));
        };
        let mut remarks = Remarks { notices, own: Vec::new() };
        let (mut keywords, mut own, mut environments) = (Vec::new(), Vec::new(), 0);
        let is_own = |key: &str| ENTRY_KEYWORDS.contains(&key) && !FOR_ALL.contains(&key);
        for entry in map.entries() {
            match entry.key.as_str() {
                key if !FLAG_KEYWORDS.contains(&key) => environments += 1,
                key if is_own(key) => {
                    // Kept as long as the flag; most have one.
                    own.reserve_exact(1);
                    own.push(entry.clone());
                }
                _ => keywords.push(entry.clone()),
            }
        }
        let counts = |entry: &&Entry| FOR_ALL.contains(&entry.key.as_str());
        let keywords = match keywords.is_empty() {
            true => FlagKeywords::none(),
            false => {
                let for_all: Vec<Entry> = keywords.iter().filter(counts).cloned().collect();
                let unknown = for_all.iter().filter(|entry| entry.key == "requires");
                let unknown = unknown.flat_map(|entry| RequireSpec::unknown(&entry.node)).collect();
                let reading = read_leniently::<FlagKeywords>(&entry.node.with_entries(keywords));
                remarks.note(reading.unknown);
                let keywords = reading.value.unwrap_or_default();
                let misfits = reading.problems;
                Arc::new(FlagKeywords { for_all, unknown, misfits, ..keywords })
            }
        };
        let variants = map.get("variants").and_then(Node::as_map);
        let variants = variants.into_iter().flat_map(|variants| variants.entries());
        remarks.own = own_maps(map.get("default"), variants.map(|variant| &variant.node));
        let place = own.first().map(|first| (first.key_span, first.node.span));
        let fallback = place.map(|(key_span, span)| {
            let node = Node { span, ..entry.node.with_entries(own) };
            Box::new(FlagEntry { key_span, ..FlagEntry::read_node(&node, &[], &mut remarks) })
        });
        let mut by_environment = Vec::with_capacity(environments);
        for environment in map.entries() {
            if !FLAG_KEYWORDS.contains(&environment.key.as_str()) {
                let read = FlagEntry::read(environment, &mut remarks);
                by_environment.push((environment.key.clone(), read));
            }
        }
        Flag { environments: by_environment.into(), ..Flag::new(entry, keywords, fallback) }
    }

    fn new(entry: &Entry, keywords: Arc<FlagKeywords>, fallback: Option<Box<FlagEntry>>) -> Self {
        Self {
            name: entry.key.clone(),
            span: entry.key_span,
            keywords,
            fallback,
            environments: ByEnvironment::default(),
        }
    }

    /// Whether a value can stand in the place of an entry as it is; else it stands below `default`.
    pub fn is_bare_value(&self, value: &Node) -> bool {
        let default = self.fallback.as_ref().and_then(|own| own.value.as_ref());
        matches!(form(value, &own_maps(default, self.variants.values())), Form::Value)
    }

    /// What it says anywhere: for each environment, for those without an entry, and at any time.
    pub fn entries(&self) -> impl Iterator<Item = &FlagEntry> {
        self.environments.values().chain(self.fallback.as_deref()).flat_map(FlagEntry::phases)
    }
}
