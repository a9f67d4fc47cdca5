//! The rules and shapes that a caller and a project declare, and which of them had an effect.

use std::cell::Cell;
use std::collections::HashSet;

use smol_str::{SmolStr, format_smolstr};

use super::report::{RuleFinding, RuleFindingKind};
use super::{DriftOptions, Party};
use crate::diff::Section;
use crate::error::{Code, Error, Place, Result, Severity, visible};
use crate::model::{DriftRule, DriftSettings, Relation, Shape};
use crate::source::Span;
use crate::value::{Date, KeyPath};
use crate::yaml::Spanned;

/// Everything that is declared about differences, in the order in which it is tried.
pub(crate) struct Rulebook<'b> {
    rules: Vec<Declared<'b, DriftRule>>,
    shapes: Vec<Declared<'b, Shape>>,
    today: Option<Date>,
}

/// Something that is declared.
pub(crate) struct Declared<'b, T> {
    /// How items name it.
    pub(crate) name: SmolStr,
    /// Where it stands.
    pub(crate) at: Option<Place>,
    pub(crate) is: &'b T,
    /// Whether anything that it speaks of was compared.
    asked: Cell<bool>,
    /// Whether it spoke of something that was found.
    met: Cell<bool>,
}

impl<T> Declared<'_, T> {
    pub(crate) fn meet(&self) {
        self.met.set(true);
    }
}

/// What is declared about one section of the environments that are compared.
pub(crate) struct Active<'a> {
    rules: Vec<&'a Declared<'a, DriftRule>>,
    shapes: Vec<&'a Declared<'a, Shape>>,
}

impl<'b> Rulebook<'b> {
    /// Reads what a caller gives and a project says.
    ///
    /// # Errors
    /// `E_NAME_TAKEN` where the caller gives one name twice.
    pub(crate) fn new(
        options: &'b DriftOptions,
        settings: &'b DriftSettings,
        place: &dyn Fn(Span) -> Option<Place>,
    ) -> Result<Self> {
        twins(options.rules.iter().map(|rule| &rule.id))?;
        twins(options.shapes.iter().map(|shape| &shape.id))?;
        let called = declared("call", &options.rules, |rule| (&rule.id, Span::NONE, rule), place);
        let own = |rule: &'b Spanned<DriftRule>| (&rule.value.id, rule.span, &rule.value);
        let rules = called.chain(declared("project", &settings.rules, own, place)).collect();
        let called =
            declared("call-shape", &options.shapes, |shape| (&shape.id, Span::NONE, shape), place);
        let own = |shape: &'b Spanned<Shape>| (&shape.value.id, shape.span, &shape.value);
        let shapes = called.chain(declared("shape", &settings.shapes, own, place)).collect();
        Ok(Self { rules, shapes, today: options.today })
    }

    /// What is declared about live state: the caller's rules, and those of the project that name
    /// [`LIVE`](super::LIVE). That environments may differ says nothing of what runs in one of them, and shapes
    /// speak of several.
    #[must_use]
    pub(crate) fn of_live(mut self) -> Self {
        self.rules.retain(|rule| rule.at.is_none() || rule.is.is_about_live());
        self.shapes.clear();
        self
    }

    /// The shapes alone.
    pub(crate) fn without_rules(self) -> Self {
        Self { rules: Vec::new(), ..self }
    }

    /// What is declared about a section where these environments are compared.
    pub(crate) fn about<'a>(&'a self, section: &Section, parties: &[&Party]) -> Active<'a> {
        let rules = self.rules.iter().filter(|rule| {
            let about = speaks_of(&rule.is.sections, section) && is_among(rule.is, parties);
            rule.asked.set(rule.asked.get() || about);
            about && !self.is_over(&rule.is.until)
        });
        let shapes = self.shapes.iter().filter(|shape| {
            let there = |name: &str| parties.iter().any(|party| party.name == name);
            let about =
                speaks_of(&shape.is.sections, section) && !shape.is.expect.among(there).is_empty();
            shape.asked.set(shape.asked.get() || about);
            about && !self.is_over(&shape.is.until)
        });
        Active { rules: rules.collect(), shapes: shapes.collect() }
    }

    fn is_over(&self, until: &Option<Spanned<Date>>) -> bool {
        matches!((until, self.today), (Some(until), Some(today)) if until.value < today)
    }

    /// What is wrong with what is declared: it has expired, or speaks of nothing that was found.
    pub(crate) fn findings(&self) -> Vec<RuleFinding> {
        let rules = self.rules.iter().filter(|rule| rule.asked.get());
        let rules = rules.filter_map(|rule| self.finding("rule", rule, &rule.is.until));
        let shapes = self.shapes.iter().filter(|shape| shape.asked.get());
        rules
            .chain(shapes.filter_map(|shape| self.finding("shape", shape, &shape.is.until)))
            .collect()
    }

    fn finding<T>(
        &self,
        what: &str,
        declared: &Declared<'_, T>,
        until: &Option<Spanned<Date>>,
    ) -> Option<RuleFinding> {
        let name = &declared.name;
        let (kind, severity, message) = match until {
            Some(until) if self.is_over(&Some(until.clone())) => (
                RuleFindingKind::Expired,
                Severity::Warning,
                format!("the {what} `{name}` held until {}", until.value),
            ),
            _ if declared.met.get() => return None,
            _ => (
                RuleFindingKind::Unused,
                Severity::Info,
                format!("the {what} `{name}` fits nothing that was compared"),
            ),
        };
        let place = declared.at.clone();
        Some(RuleFinding { kind, rule: name.clone(), message, severity, place })
    }
}

impl<'a> Active<'a> {
    /// The rule that decides about a difference at a path.
    pub(super) fn rule(&self, path: &KeyPath) -> Option<&'a Declared<'a, DriftRule>> {
        let found = *self.rules.iter().find(|rule| rule.is.path.matches(path))?;
        found.meet();
        Some(found)
    }

    /// The shapes that have a say.
    pub(super) fn shapes(&self) -> &[&'a Declared<'a, Shape>] {
        &self.shapes
    }

    /// The shapes that say how two environments must compare, each with the relation seen from the
    /// first.
    pub(super) fn between(
        &self,
        left: &str,
        right: &str,
    ) -> Vec<(&'a Declared<'a, Shape>, Relation)> {
        let related = self.shapes.iter();
        related.filter_map(|shape| Some((*shape, shape.is.expect.between(left, right)?))).collect()
    }
}

fn declared<'b, S, T: 'b>(
    prefix: &'static str,
    all: &'b [S],
    parts: impl Fn(&'b S) -> (&'b Option<String>, Span, &'b T),
    place: &dyn Fn(Span) -> Option<Place>,
) -> impl Iterator<Item = Declared<'b, T>> {
    all.iter().enumerate().map(move |(at, one)| {
        let (id, span, is) = parts(one);
        let name = match id {
            Some(id) => format_smolstr!("{prefix}/{id}"),
            None => format_smolstr!("{prefix}/{}", at + 1),
        };
        Declared { name, at: place(span), is, asked: Cell::new(false), met: Cell::new(false) }
    })
}

fn twins<'i>(ids: impl Iterator<Item = &'i Option<String>>) -> Result<()> {
    let mut known = HashSet::new();
    match ids.flatten().find(|id| !known.insert(id.as_str())) {
        None => Ok(()),
        Some(twin) => {
            let message = format!("the name `{}` is given twice", visible(twin));
            Err(Error::new(Code::NameTaken, message).help("give each rule a name of its own"))
        }
    }
}

/// Whether sections that were named, all where none was, hold this one.
fn speaks_of(named: &[Spanned<String>], section: &Section) -> bool {
    named.is_empty() || named.iter().any(|name| section.is_called(name))
}

fn is_among(rule: &DriftRule, parties: &[&Party]) -> bool {
    let named = |party: &&Party| rule.environments.iter().any(|name| name.value == *party.name);
    let tiered = |party: &&Party| {
        let tier = party.tier.as_deref();
        rule.tiers.iter().any(|named| Some(named.value.as_str()) == tier)
    };
    (rule.environments.is_empty() || parties.iter().any(named))
        && (rule.tiers.is_empty() || parties.iter().any(tiered))
}

/// What somebody wrote, fit to be shown.
pub(super) fn shown(text: &str) -> SmolStr {
    visible(text.trim()).into()
}
