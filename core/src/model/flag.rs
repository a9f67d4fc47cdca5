//! `config/feature-flags.yaml`: what each flag says for each environment.

use indexmap::IndexMap;
use serde::Deserialize;
use smol_str::SmolStr;

use super::Notice;
use crate::source::Span;
use crate::yaml::{Entry, Node, ReadError, Spanned, UnknownKey, read_leniently};

/// The keys of a flag that are no environments, so no environment may bear their names.
pub const FLAG_KEYWORDS: [&str; 10] = [
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
];

/// Keys that are read for their place and not acted on yet.
const UNSUPPORTED: [&str; 3] = ["segments", "requires", "kill_switch"];

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
    /// Named values, in order; empty for a plain boolean.
    pub variants: IndexMap<String, Node>,
    /// For environments without an entry: the flag's own `default`, `rules` and `rollout`.
    pub fallback: Option<FlagEntry>,
    /// What each environment says.
    pub environments: IndexMap<SmolStr, FlagEntry>,
    /// The first key that this version does not act on; such a flag answers with its default.
    pub unsupported: Option<Spanned<String>>,
}

/// What a flag says for one environment.
#[derive(Debug, Clone, Default)]
pub struct FlagEntry {
    /// Where the environment's name stands.
    pub key_span: Span,
    /// Where the entry stands.
    pub span: Span,
    /// Rules, tried in order.
    pub rules: Vec<RuleSpec>,
    /// Whom the flag is on for when no rule matched.
    pub rollout: Option<RolloutSpec>,
    /// The value for everyone else.
    pub value: Option<Node>,
}

/// The map form of an entry.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct EntryMap {
    /// Rules, tried in order.
    #[serde(default)]
    rules: Vec<RuleSpec>,
    /// Whom the flag is on for when no rule matched.
    rollout: Option<RolloutSpec>,
    /// The value for everyone else.
    default: Option<Node>,
}

/// A rule: when it holds, what it serves.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct RuleSpec {
    /// A condition over the evaluation context.
    pub when: Spanned<String>,
    /// A variant's name, or a value.
    pub serve: Spanned<Node>,
}

/// A gradual rollout.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct RolloutSpec {
    /// The share that gets the flag, from 0 to 100, in thousandths at the finest.
    pub percentage: Spanned<Node>,
    /// How long a ramp takes.
    pub over: Option<Spanned<String>>,
    /// When a ramp begins.
    pub start: Option<Spanned<String>>,
    /// The attribute that is hashed; the targeting key unless given.
    pub by: Option<String>,
    /// What is hashed with it; the flag's name unless given.
    pub salt: Option<String>,
}

/// The keywords of a flag, beside its environments.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Keywords {
    /// What it does.
    description: Option<String>,
    /// Who answers for it.
    owner: Option<String>,
    /// The day after which it should be gone, as `YYYY-MM-DD`.
    expires: Option<Spanned<String>>,
    /// Named values; a flag without them is on or off.
    #[serde(default)]
    variants: IndexMap<String, Node>,
    /// Rules for environments without an entry.
    #[serde(default)]
    rules: Vec<RuleSpec>,
    /// The rollout for environments without an entry.
    rollout: Option<RolloutSpec>,
    /// The value for environments without an entry.
    default: Option<Node>,
}

impl Flag {
    /// Reads one entry of `feature_flags`.
    pub(super) fn read(entry: &Entry, notices: &mut Vec<Notice>) -> (Option<Flag>, Vec<ReadError>) {
        let Some(map) = entry.node.as_map() else {
            // A bare value counts for every environment.
            let fallback =
                FlagEntry { key_span: entry.key_span, ..FlagEntry::of_value(&entry.node) };
            let flag = Flag::new(entry, Keywords::default(), Some(fallback));
            return (Some(flag), Vec::new());
        };
        let (keywords, environments): (Vec<_>, Vec<_>) = map
            .entries()
            .iter()
            .cloned()
            .partition(|entry| FLAG_KEYWORDS.contains(&entry.key.as_str()));
        let unsupported = keywords.iter().find(|e| UNSUPPORTED.contains(&e.key.as_str()));
        let unsupported =
            unsupported.map(|entry| Spanned { value: entry.key.to_string(), span: entry.key_span });
        let fallback_span = keywords
            .iter()
            .find(|entry| matches!(entry.key.as_str(), "default" | "rules" | "rollout"))
            .map(|entry| (entry.key_span, entry.node.span));
        let read = entry.node.with_entries(
            keywords.into_iter().filter(|e| !UNSUPPORTED.contains(&e.key.as_str())).collect(),
        );
        let reading = read_leniently::<Keywords>(&read);
        let mut problems = reading.problems;
        note(reading.unknown, notices);
        let mut keywords = reading.value.unwrap_or_default();
        let fallback = fallback_span.map(|(key_span, span)| FlagEntry {
            key_span,
            span,
            rules: std::mem::take(&mut keywords.rules),
            rollout: keywords.rollout.take(),
            value: keywords.default.take(),
        });
        let mut flag = Flag::new(entry, keywords, fallback);
        flag.unsupported = unsupported;
        for environment in environments {
            let (read, mut bad) = FlagEntry::read(&environment, notices);
            bad.iter_mut().for_each(|problem| problem.path.insert(0, environment.key.to_string()));
            problems.append(&mut bad);
            flag.environments.insert(environment.key.clone(), read);
        }
        if flag.unsupported.is_none() {
            flag.unsupported = flag.ramp();
        }
        if let Some(key) = &flag.unsupported {
            notices.push(Notice::Unsupported { key: key.value.clone(), span: key.span });
        }
        (Some(flag), problems)
    }

    fn new(entry: &Entry, keywords: Keywords, fallback: Option<FlagEntry>) -> Self {
        Self {
            name: entry.key.clone(),
            span: entry.key_span,
            description: keywords.description,
            owner: keywords.owner,
            expires: keywords.expires,
            variants: keywords.variants,
            fallback,
            environments: IndexMap::new(),
            unsupported: None,
        }
    }

    fn ramp(&self) -> Option<Spanned<String>> {
        let entries = self.environments.values().chain(&self.fallback);
        let mut ramps = entries.filter_map(|entry| entry.rollout.as_ref()?.over.as_ref());
        ramps.next().map(|over| Spanned { value: "over".to_owned(), span: over.span })
    }
}

impl FlagEntry {
    fn of_value(node: &Node) -> Self {
        Self { span: node.span, value: Some(node.clone()), ..Self::default() }
    }

    fn read(entry: &Entry, notices: &mut Vec<Notice>) -> (Self, Vec<ReadError>) {
        let targeted = entry.node.as_map().is_some_and(|map| {
            map.entries().iter().any(|e| matches!(e.key.as_str(), "rules" | "rollout" | "default"))
        });
        if !targeted {
            let read = Self { key_span: entry.key_span, ..Self::of_value(&entry.node) };
            return (read, Vec::new());
        }
        let reading = read_leniently::<EntryMap>(&entry.node);
        note(reading.unknown, notices);
        let map = reading.value.unwrap_or_default();
        let read = Self {
            key_span: entry.key_span,
            span: entry.node.span,
            rules: map.rules,
            rollout: map.rollout,
            value: map.default,
        };
        (read, reading.problems)
    }
}

fn note(unknown: Vec<UnknownKey>, notices: &mut Vec<Notice>) {
    notices.extend(unknown.into_iter().map(Notice::UnknownKey));
}
