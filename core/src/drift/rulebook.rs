//! The rules and shapes that a caller and a project declare, and which of them had an effect.

use std::cell::{Cell, OnceCell};
use std::collections::HashSet;

use smol_str::{SmolStr, format_smolstr};

use super::report::{RuleFinding, RuleFindingKind};
use super::{DriftOptions, Party};
use crate::diff::Section;
use crate::error::{Code, Error, Place, Result, Severity, visible};
use crate::model::{DriftRule, DriftSettings, LIVE, Relation, Shape};
use crate::source::Span;
use crate::value::{Date, KeyPath, Near, PathPattern};
use crate::yaml::Spanned;

/// Everything that is declared about differences, in the order in which it is tried.
pub(crate) struct Rulebook<'b> {
    rules: Vec<Declared<'b, DriftRule>>,
    shapes: Vec<Declared<'b, Shape>>,
    today: Option<Date>,
}

/// What a rulebook asks about the project whose rules it reads.
pub(crate) struct Asking<'p> {
    /// Turns spans into places.
    pub(crate) place: &'p dyn Fn(Span) -> Option<Place>,
    /// A key that nothing reads, within a span.
    pub(crate) unknown_key: &'p dyn Fn(Span) -> Option<String>,
    /// Whether there is something of a kind and a name; else what may have been meant.
    pub(crate) knows: &'p dyn Fn(Named, &str) -> Result<(), Meant>,
}

/// What may have been meant by a name that there is not.
pub(crate) type Meant = Vec<String>;

/// Knows what may have been meant by a path that is nowhere.
pub(crate) type Nearest<'n> = dyn Fn(&PathPattern) -> Option<Near> + 'n;

/// What rules name.
#[derive(Clone, Copy)]
pub(crate) enum Named {
    Environment,
    Section,
    Tier,
}

/// Something that is declared.
pub(crate) struct Declared<'b, T> {
    /// How items name it.
    pub(crate) name: SmolStr,
    /// Where it stands.
    pub(crate) at: Option<Place>,
    pub(crate) is: &'b T,
    /// What is wrong with how it is written.
    problem: Option<(RuleFindingKind, String)>,
    /// Whether anything that it speaks of was compared.
    asked: Cell<bool>,
    /// Whether it spoke of something that was found.
    met: Cell<bool>,
    /// The first one before it that decided about something that it speaks of, too.
    behind: OnceCell<SmolStr>,
}

impl<T> Declared<'_, T> {
    pub(crate) fn meet(&self) {
        self.met.set(true);
    }

    /// Whether it has a key that nothing reads: without what that key says it may be about too much.
    fn is_misread(&self) -> bool {
        matches!(self.problem, Some((RuleFindingKind::UnknownKey, _)))
    }

    fn is_to_be_told(&self) -> bool {
        self.asked.get() || self.problem.is_some()
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
        asking: &Asking<'_>,
    ) -> Result<Self> {
        twins(options.rules.iter().map(|rule| &rule.id))?;
        twins(options.shapes.iter().map(|shape| &shape.id))?;
        let called = declared("call", &options.rules, |rule| (&rule.id, None, rule), asking);
        let own = |rule: &'b Spanned<DriftRule>| (&rule.value.id, Some(rule.span), &rule.value);
        let rules = called.chain(declared("project", &settings.rules, own, asking)).collect();
        let called =
            declared("call-shape", &options.shapes, |shape| (&shape.id, None, shape), asking);
        let own = |shape: &'b Spanned<Shape>| (&shape.value.id, Some(shape.span), &shape.value);
        let shapes = called.chain(declared("shape", &settings.shapes, own, asking)).collect();
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
            about && !rule.is_misread() && !self.is_over(&rule.is.until)
        });
        let shapes = self.shapes.iter().filter(|shape| {
            let there = |name: &str| parties.iter().any(|party| party.name == name);
            let about =
                speaks_of(&shape.is.sections, section) && !shape.is.expect.among(there).is_empty();
            shape.asked.set(shape.asked.get() || about);
            about && !shape.is_misread() && !self.is_over(&shape.is.until)
        });
        Active { rules: rules.collect(), shapes: shapes.collect() }
    }

    fn is_over(&self, until: &Option<Spanned<Date>>) -> bool {
        matches!((until, self.today), (Some(until), Some(today)) if until.value < today)
    }

    /// What is wrong with what is declared: it has expired, or speaks of nothing that was found.
    /// `near` knows what may have been meant by a path that is nowhere.
    pub(crate) fn findings(&self, near: &Nearest<'_>) -> Vec<RuleFinding> {
        let rules = self.rules.iter().filter(|rule| rule.is_to_be_told());
        let rules = rules.filter_map(|rule| {
            self.finding("rule", rule, &rule.is.until, &|| near(&rule.is.path.value))
        });
        let shapes = self.shapes.iter().filter(|shape| shape.is_to_be_told());
        rules
            .chain(shapes.filter_map(|shape| {
                self.finding("shape", shape, &shape.is.until, &|| near(&shape.is.path.value))
            }))
            .collect()
    }

    fn finding<T>(
        &self,
        what: &str,
        declared: &Declared<'_, T>,
        until: &Option<Spanned<Date>>,
        near: &dyn Fn() -> Option<Near>,
    ) -> Option<RuleFinding> {
        let name = &declared.name;
        let (kind, severity, message) = match (&declared.problem, until) {
            (Some((kind, problem)), _) => {
                let severity = match kind {
                    RuleFindingKind::UnknownKey => Severity::Error,
                    _ => Severity::Warning,
                };
                (*kind, severity, format!("the {what} `{name}` {problem}"))
            }
            (None, Some(until)) if self.is_over(&Some(until.clone())) => (
                RuleFindingKind::Expired,
                Severity::Warning,
                format!("the {what} `{name}` held until {}", until.value),
            ),
            _ if declared.met.get() => return None,
            _ if let Some(before) = declared.behind.get() => {
                let message = format!(
                    "the {what} `{name}` decides nothing: all that it fits is decided before it, as \
                     by `{before}`; put it first"
                );
                (RuleFindingKind::Unused, Severity::Info, message)
            }
            _ => {
                let meant = near().map_or(String::new(), |near| {
                    format!("; did you mean {}?", visible(&near.said()))
                });
                let message = format!("the {what} `{name}` fits nothing that was compared{meant}");
                (RuleFindingKind::Unused, Severity::Info, message)
            }
        };
        let place = declared.at.clone();
        Some(RuleFinding { kind, rule: name.clone(), message, severity, place })
    }
}

impl<'a> Active<'a> {
    /// The rule that decides about a difference at a path.
    pub(super) fn rule(&self, path: &KeyPath) -> Option<&'a Declared<'a, DriftRule>> {
        let mut matching = self.rules.iter().copied().filter(|rule| rule.is.path.matches(path));
        let found = matching.next()?;
        found.meet();
        for behind in matching {
            // A caller's rule takes the place of the project's for once; both are as they should be.
            match behind.at.is_some() == found.at.is_some() {
                true => drop(behind.behind.set(found.name.clone())),
                false => behind.meet(),
            }
        }
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

/// What can be declared about differences.
trait Declaration {
    /// Everything that it names, and what that ought to be.
    fn names(&self) -> Vec<(Named, &str)>;
}

impl Declaration for DriftRule {
    fn names(&self) -> Vec<(Named, &str)> {
        let environments = self.environments.iter().filter(|name| name.value != LIVE);
        let environments = environments.map(|name| (Named::Environment, name.value.as_str()));
        let sections = self.sections.iter().map(|name| (Named::Section, name.value.as_str()));
        let tiers = self.tiers.iter().map(|name| (Named::Tier, name.value.as_str()));
        environments.chain(sections).chain(tiers).collect()
    }
}

impl Declaration for Shape {
    fn names(&self) -> Vec<(Named, &str)> {
        let environments = self.expect.environments().map(|name| (Named::Environment, name));
        let sections = self.sections.iter().map(|name| (Named::Section, name.value.as_str()));
        environments.chain(sections).collect()
    }
}

/// Names what is declared; those that stand in no file were read by somebody who refused problems.
fn declared<'b, S, T: Declaration + 'b>(
    prefix: &'static str,
    all: &'b [S],
    parts: impl Fn(&'b S) -> (&'b Option<String>, Option<Span>, &'b T),
    asking: &Asking<'_>,
) -> impl Iterator<Item = Declared<'b, T>> {
    all.iter().enumerate().map(move |(at, one)| {
        let (id, span, is) = parts(one);
        let name = match id {
            Some(id) => format_smolstr!("{prefix}/{id}"),
            None => format_smolstr!("{prefix}/{}", at + 1),
        };
        let problem = asking.problem(span, &is.names());
        let at = span.and_then(asking.place);
        Declared {
            name,
            at,
            is,
            problem,
            asked: Cell::new(false),
            met: Cell::new(false),
            behind: OnceCell::new(),
        }
    })
}

impl Asking<'_> {
    fn problem(
        &self,
        span: Option<Span>,
        names: &[(Named, &str)],
    ) -> Option<(RuleFindingKind, String)> {
        if let Some(key) = span.and_then(self.unknown_key) {
            let key = visible(&key);
            let problem = format!("has a key `{key}` that nothing reads, so it does not count");
            return Some((RuleFindingKind::UnknownKey, problem));
        }
        names.iter().find_map(|(named, name)| {
            let near = (self.knows)(*named, name).err()?;
            let what = match named {
                Named::Environment => "which is no environment",
                Named::Section => "which is no part of an environment and no service",
                Named::Tier => "a tier that no environment has",
            };
            let mut problem = format!("names `{}`, {what}", visible(name));
            if let [meant] = &near[..] {
                problem.push_str(&format!("; did you mean `{meant}`?"));
            }
            Some((RuleFindingKind::UnknownName, problem))
        })
    }
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
