//! The answer for two environments: sections, places on both sides, nothing secret.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use smol_str::SmolStr;

use super::words::{many, words};
use super::{Change, ChangeKind, Documents, Options, compare};
use crate::error::Place;
use crate::source::Span;
use crate::value::{Beside, KeyPath, SecretKey, Standing, Withholding};
use crate::yaml::{Data, Node};

/// What part of an environment is spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "section", content = "service", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Section {
    /// Its record in `environments.yaml`.
    Record,
    /// Its configuration.
    Configuration,
    /// One service, by name.
    Service(SmolStr),
    /// What the feature flags say for it.
    Flags,
}

impl Section {
    /// The name by which rules mean this section alone.
    pub(crate) fn name(&self) -> SmolStr {
        match self {
            Section::Record => SmolStr::new_static("record"),
            Section::Configuration => SmolStr::new_static("configuration"),
            Section::Flags => SmolStr::new_static("flags"),
            Section::Service(service) => service.as_str().into(),
        }
    }

    /// Whether a name means this section: the part it belongs to, or the service.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        match self {
            Section::Record => name == "record",
            Section::Configuration => name == "configuration",
            Section::Flags => name == "flags",
            Section::Service(service) => {
                name == "services" || name.strip_prefix("service ").unwrap_or(name) == service
            }
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Section::Record => f.write_str("record"),
            Section::Configuration => f.write_str("configuration"),
            Section::Service(name) => write!(f, "service {name}"),
            Section::Flags => f.write_str("flags"),
        }
    }
}

/// The trees of one section; a service that an environment does not have is `None`.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) section: Section,
    pub(crate) left: Option<Node>,
    pub(crate) right: Option<Node>,
    /// Where texts stand that are secrets by the name of what they refer to.
    pub(crate) secrets: HashSet<Span>,
    /// How it is compared.
    pub(crate) options: Arc<Options>,
}

/// How values of one side are shown.
#[derive(Clone, Copy)]
pub(crate) struct Places<'p> {
    /// Turns spans into places.
    of: &'p dyn Fn(Span) -> Option<Place>,
    /// Where texts stand that are secrets in this side's files, beside those of a section.
    hidden: Option<&'p HashSet<Span>>,
    /// Marks what is withheld.
    key: Option<&'p SecretKey>,
}

impl<'p> Places<'p> {
    pub(crate) fn new(of: &'p dyn Fn(Span) -> Option<Place>) -> Self {
        Self { of, hidden: None, key: None }
    }

    pub(crate) fn hiding(self, hidden: &'p HashSet<Span>) -> Self {
        Self { hidden: Some(hidden), ..self }
    }

    pub(crate) fn with_key(self, key: Option<&'p SecretKey>) -> Self {
        Self { key, ..self }
    }

    pub(crate) fn of(self, span: Span) -> Option<Place> {
        (self.of)(span)
    }
}

/// One side of a difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Side {
    /// The value; `None` where it is a secret, or a service as a whole.
    pub value: Option<Node>,
    /// Where it was written; `None` for what stands in no file.
    pub place: Option<Place>,
    /// Whether the value, or a part of it, is withheld because it looks like a secret.
    pub redacted: bool,
    /// Of a withheld value, where the caller gave a key: what is equal where the values are.
    pub mark: Option<String>,
}

impl Side {
    /// A tree as a whole, by its place alone.
    pub(crate) fn whole(node: &Node, places: Places<'_>) -> Self {
        Self { value: None, place: places.of(node.span), redacted: false, mark: None }
    }
}

/// How values are shown that stand at one path.
pub(crate) struct Showing<'s> {
    withholding: Withholding<'s>,
    secrets: &'s HashSet<Span>,
    /// Those that stand where another side has a reference to a secret.
    beside: Beside,
    /// What may tell on more of them.
    documents: Option<&'s Documents>,
}

impl<'s> Showing<'s> {
    pub(crate) fn at(path: &'s KeyPath, standing: Standing, secrets: &'s HashSet<Span>) -> Self {
        let withholding = Withholding::at(path).standing(standing);
        Self { withholding, secrets, beside: Beside::default(), documents: None }
    }

    /// Of both sides of a change.
    pub(crate) fn of(change: &'s Change, secrets: &'s HashSet<Span>) -> Self {
        let both = [&change.left, &change.right].into_iter().flatten();
        Self::at(&change.path, change.standing, secrets).beside(both)
    }

    /// The same with what documents tell of.
    pub(crate) fn knowing(self, documents: &'s Documents) -> Self {
        Self { documents: Some(documents), ..self }
    }

    /// The same, of these values at once: what stands in one of them where another refers to a secret
    /// is not shown.
    pub(crate) fn beside<'n>(self, all: impl IntoIterator<Item = &'n Node>) -> Self {
        Self { beside: Beside::of(all), ..self }
    }

    pub(crate) fn side(&self, node: &Node, places: Places<'_>) -> Side {
        let hides = |secrets: &HashSet<Span>, span| !secrets.is_empty() && secrets.contains(&span);
        let secret = |_: &KeyPath, node: &Node| {
            hides(self.secrets, node.span)
                || self.beside.hides(node)
                || self.documents.is_some_and(|documents| documents.tell_on(node))
                || places.hidden.is_some_and(|hidden| hides(hidden, node.span))
        };
        let (value, redacted) = self.withholding.of(node, &secret);
        let mark = places.key.filter(|_| redacted).map(|key| key.mark(node));
        Side { value, place: places.of(node.span), redacted, mark }
    }
}

/// The value, shortened to its size where it is long.
impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONG: usize = 60;
        let Some(value) = &self.value else {
            return match (&self.mark, self.redacted) {
                (Some(mark), _) => write!(f, "(withheld, {mark})"),
                (None, true) => f.write_str("(withheld)"),
                (None, false) => f.write_str("present"),
            };
        };
        let text = value.to_string();
        match &value.data {
            Data::Map(map) if text.len() > LONG => {
                write!(f, "a map of {}", many(map.len(), "key", "keys"))
            }
            Data::List(items) if text.len() > LONG => {
                write!(f, "a list of {}", many(items.len(), "item", "items"))
            }
            _ => f.write_str(&text),
        }
    }
}

/// One difference between two environments.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// Where in the section's tree.
    pub path: KeyPath,
    /// Where in the tree on the right, if an item without a name has another position there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right_path: Option<KeyPath>,
    /// What happened from left to right.
    pub kind: ChangeKind,
    /// The left side; `None` where it is missing there.
    pub left: Option<Side>,
    /// The right side; `None` where it is missing there.
    pub right: Option<Side>,
    /// For a value that is missing on one side: where its parent stands there.
    pub missing_at: Option<Place>,
}

impl Difference {
    pub(crate) fn new(
        change: &Change,
        secrets: &HashSet<Span>,
        [left, right]: [Places<'_>; 2],
    ) -> Self {
        Self::shown(change, &Showing::of(change, secrets), [left, right])
    }

    pub(crate) fn shown(
        change: &Change,
        showing: &Showing<'_>,
        [left, right]: [Places<'_>; 2],
    ) -> Self {
        let side = |node: &Option<Node>, places: Places<'_>| {
            node.as_ref().map(|node| showing.side(node, places))
        };
        // The parent stands on the side that does not have the value.
        let other = if change.left.is_some() { right } else { left };
        Self {
            kind: change.kind,
            left: side(&change.left, left),
            right: side(&change.right, right),
            missing_at: change.parent.and_then(|parent| other.of(parent)),
            path: change.path.clone(),
            right_path: change.right_path.clone(),
        }
    }
}

impl Difference {
    /// One line; what a flag says in words, where those are not the same on both sides.
    pub(crate) fn line(&self, section: &Section) -> String {
        let said = |side: &Option<Side>| words(section, &self.path, side.as_ref()?);
        match (said(&self.left), said(&self.right)) {
            (left, right) if left == right => self.to_string(),
            (left, right) => InWords(self, [left, right]).to_string(),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        InWords(self, [None, None]).fmt(f)
    }
}

/// A difference, and words for its sides where there are some.
struct InWords<'d>(&'d Difference, [Option<String>; 2]);

impl fmt::Display for InWords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(found, [left_words, right_words]) = self;
        let at = |side: &Side, words: &Option<String>| {
            let said = words.clone().unwrap_or_else(|| side.to_string());
            match &side.place {
                Some(place) => format!("{said} ({place})"),
                None => said,
            }
        };
        let path = &found.path;
        match (found.kind, &found.left, &found.right) {
            (ChangeKind::Moved, _, _) => write!(f, "> {path}: another order"),
            (_, Some(left), Some(right)) => {
                write!(f, "~ {path}: {} → {}", at(left, left_words), at(right, right_words))
            }
            (_, Some(left), None) => write!(f, "- {path}: {}", at(left, left_words)),
            (_, None, Some(right)) => write!(f, "+ {path}: {}", at(right, right_words)),
            (_, None, None) => write!(f, "~ {path}"),
        }
    }
}

/// The differences of one section.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SectionDiff {
    /// Which section.
    #[serde(flatten)]
    pub section: Section,
    /// The environment that does not have this service at all; then nothing else is listed.
    pub missing_in: Option<SmolStr>,
    /// For a missing service: where it stands in the other environment.
    pub present_at: Option<Place>,
    /// What differs.
    pub differences: Vec<Difference>,
    /// What means the same and is spelled differently.
    pub equivalent: Vec<Difference>,
}

impl SectionDiff {
    fn is_silent(&self) -> bool {
        self.missing_in.is_none() && self.differences.is_empty() && self.equivalent.is_empty()
    }
}

/// What differs between two environments, in labelled sections.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Diff {
    /// The environment on the left.
    pub left: SmolStr,
    /// The environment on the right.
    pub right: SmolStr,
    /// Record, configuration, services by name, flags; only those with something to say.
    pub sections: Vec<SectionDiff>,
}

impl Diff {
    pub(crate) fn of(left: &str, right: &str, pairs: &[Pair], places: [Places<'_>; 2]) -> Self {
        let sections = pairs.iter().filter_map(|pair| {
            let mut section = SectionDiff {
                section: pair.section.clone(),
                missing_in: None,
                present_at: None,
                differences: Vec::new(),
                equivalent: Vec::new(),
            };
            match (&pair.left, &pair.right) {
                (Some(a), Some(b)) => {
                    let found = compare(a, b, &pair.options);
                    let shown = |changes: &[Change]| {
                        let secrets = &pair.secrets;
                        let changes = changes.iter();
                        changes.map(|change| Difference::new(change, secrets, places)).collect()
                    };
                    section.differences = shown(&found.changes);
                    section.equivalent = shown(&found.equivalent);
                }
                (Some(node), None) => {
                    section.missing_in = Some(right.into());
                    section.present_at = places[0].of(node.span);
                }
                (None, Some(node)) => {
                    section.missing_in = Some(left.into());
                    section.present_at = places[1].of(node.span);
                }
                (None, None) => return None,
            }
            (!section.is_silent()).then_some(section)
        });
        Self { left: left.into(), right: right.into(), sections: sections.collect() }
    }

    /// The differences for which `keep` is true, and sections that are missing as a whole.
    #[must_use]
    pub(crate) fn keep(mut self, keep: impl Fn(&Section, &Difference) -> bool) -> Self {
        for found in &mut self.sections {
            let SectionDiff { section, differences, equivalent, .. } = found;
            differences.retain(|one| keep(section, one));
            equivalent.retain(|one| keep(section, one));
        }
        self.sections.retain(|section| !section.is_silent());
        self
    }

    /// Whether nothing differs; other spellings of one value are no difference.
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|s| s.missing_in.is_none() && s.differences.is_empty())
    }

    /// The differences of a section; empty where it has none.
    pub fn section(&self, section: &Section) -> &[Difference] {
        let found = self.sections.iter().find(|found| found.section == *section);
        found.map_or(&[], |found| &found.differences)
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} → {}", self.left, self.right)?;
        if self.is_empty() {
            f.write_str(": no difference")?;
        }
        for section in &self.sections {
            match &section.missing_in {
                Some(name) => write!(f, "\n{}: missing in {name}", section.section)?,
                None if section.differences.is_empty() => continue,
                None => write!(f, "\n{}", section.section)?,
            }
            let SectionDiff { section, differences, .. } = section;
            differences.iter().try_for_each(|found| write!(f, "\n  {}", found.line(section)))?;
        }
        Ok(())
    }
}
