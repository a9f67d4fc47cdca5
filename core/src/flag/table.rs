//! Compiled flags: one immutable table for each environment, indexed by flag id.

use std::ops::Deref;
use std::sync::Arc;

use indexmap::IndexMap;
use smol_str::SmolStr;

use super::details::{ErrorCode, Reason};
use super::dialect::Program;
use super::evaluate::{Part, Settled, Verdict};
use super::keys::Keys;
use super::observe::CountsOf;
use super::quick::Quick;
use super::registry::Registry;
use super::scope::Scope;
use super::segment::Segment;
use super::share::{Rollout, Split};
use crate::condition::{Condition, Truth};
use crate::error::{Error, Place};
use crate::model::Flag;
use crate::source::{SourceFile, Span};
use crate::yaml::Node;

/// No outcome: the caller's default.
pub(super) const NOTHING: u32 = u32::MAX;

/// What the entry that counts says, ready to evaluate. Environments share plans.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// The verdict where neither context nor time can change it.
    pub(super) settled: Option<Settled>,
    /// What few plans have; read as if it were the plan's own.
    pub(super) special: Option<Box<Special>>,
    pub(super) rules: Box<[Rule]>,
    /// For those whom no rule took.
    pub(super) share: Option<Box<Share>>,
    /// For everyone else; an index, or [`NOTHING`].
    pub(super) otherwise: u32,
    /// Everything it can serve.
    pub(super) outcomes: Box<[Outcome]>,
    /// The environment the entry belongs to, or `default`; `None` without an entry.
    pub(super) set_in: Option<SmolStr>,
    /// Where the entry stands, or what is wrong with it.
    pub(super) span: Span,
}

/// What a plan says beside a value, rules and a share.
#[derive(Debug, Clone)]
pub(super) struct Special {
    /// Where it is switched off, if it is.
    pub(super) kill: Option<Span>,
    /// What must hold, or the flag is off.
    pub(super) requires: Vec<Requirement>,
    /// Where the flag is off; an index, or [`NOTHING`].
    pub(super) off: u32,
    /// Asked before the rules.
    pub(super) targets: Vec<Targets>,
    /// What it is from a time on, by rising time, the first one from the beginning; empty for a
    /// plan that no schedule changes. Where there are phases, the other parts are empty.
    pub(super) phases: Vec<Phase>,
    /// Why it is broken.
    pub(super) problem: Option<Arc<Error>>,
}

impl Special {
    pub(super) const NONE: Self = Self {
        kill: None,
        requires: Vec::new(),
        off: NOTHING,
        targets: Vec::new(),
        phases: Vec::new(),
        problem: None,
    };

    /// Kept only where it says something.
    pub(super) fn any(self) -> Option<Box<Self>> {
        let Self { kill, requires, off: _, targets, phases, problem } = &self;
        let says = kill.is_some()
            || problem.is_some()
            || !(requires.is_empty() && targets.is_empty() && phases.is_empty());
        says.then(|| Box::new(self))
    }
}

impl Deref for Plan {
    type Target = Special;

    #[inline]
    fn deref(&self) -> &Special {
        static NONE: Special = Special::NONE;
        self.special.as_deref().unwrap_or(&NONE)
    }
}

/// What is served, and where that was written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    pub(super) value: Node,
    pub(super) variant: Option<SmolStr>,
    pub(super) span: Span,
    /// Whether it is the flag's own default, and not of the entry that serves it.
    pub(super) is_own: bool,
}

impl Outcome {
    /// The variant's name, or the value as JSON.
    pub(super) fn name(&self) -> String {
        match &self.variant {
            Some(variant) => variant.to_string(),
            None => self.value.to_string(),
        }
    }
}

/// What a plan is from a time on.
#[derive(Debug, Clone)]
pub(super) struct Phase {
    pub(super) from: i64,
    pub(super) plan: Plan,
}

/// Another flag must answer so.
#[derive(Debug, Clone)]
pub(super) struct Requirement {
    /// The other flag's id.
    pub(super) flag: u32,
    pub(super) wanted: Wanted,
    pub(super) span: Span,
}

/// What a requirement asks for.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    Variant(SmolStr),
    Value(Node),
}

impl Wanted {
    pub(super) fn is(&self, outcome: &Outcome) -> bool {
        match self {
            Self::Variant(name) => outcome.variant.as_ref() == Some(name),
            Self::Value(value) => outcome.value == *value,
        }
    }
}

/// Listed keys of one attribute; their number is that of the target.
#[derive(Debug, Clone)]
pub(super) struct Targets {
    pub(super) by: u32,
    pub(super) keys: Keys,
    /// By the target's number: what it serves, and where it stands. Targets by another attribute
    /// serve nothing here.
    pub(super) serves: Box<[(u32, Span)]>,
}

/// A rule: for whom, when, and what.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) when: When,
    /// From when on, and until when it counts.
    pub(super) window: Option<(i64, i64)>,
    pub(super) then: Then,
    pub(super) span: Span,
}

/// For whom a rule counts.
#[derive(Debug, Clone)]
pub(super) enum When {
    Always,
    Condition(Condition),
    /// Of another language.
    Dialect(Box<Program>),
}

impl When {
    #[inline]
    pub(super) fn holds(&self, flag: &str, scope: &Scope<'_>) -> Truth {
        match self {
            Self::Condition(condition) if condition.segments().len() == 0 => {
                condition.evaluate(scope.context)
            }
            Self::Condition(condition) => condition.evaluate(scope),
            Self::Always => Truth::True,
            Self::Dialect(program) => program.holds(flag, scope),
        }
    }
}

/// What a rule serves.
#[derive(Debug, Clone)]
pub(super) enum Then {
    Serve(u32),
    Share(Box<Share>),
    /// A variant by its index, chosen in another language; its outcome by that index.
    Choose(Box<Program>, Box<[u32]>),
}

/// A rollout, a split, or the split of those whom the rollout takes.
#[derive(Debug, Clone)]
pub(super) struct Share {
    pub(super) rollout: Option<Rollout>,
    pub(super) give: Give,
}

/// What those get whom a share takes.
#[derive(Debug, Clone)]
pub(super) enum Give {
    One(u32),
    Split(Split),
}

impl Plan {
    /// A plan of nothing: the caller's default.
    pub(super) fn nothing() -> Self {
        Self {
            settled: None,
            special: None,
            rules: Box::default(),
            share: None,
            otherwise: NOTHING,
            outcomes: Box::default(),
            set_in: None,
            span: Span::NONE,
        }
    }

    /// A plan that answers an error, and `otherwise` where the caller has no default.
    pub(super) fn broken(code: ErrorCode, span: Span, otherwise: Option<Outcome>) -> Self {
        let settled = Some(Settled::error(code));
        let first = if otherwise.is_some() { 0 } else { NOTHING };
        let outcomes = otherwise.into_iter().collect();
        Self { settled, span, otherwise: first, outcomes, ..Self::nothing() }
    }

    /// The same, with what explains it.
    pub(super) fn because(self, problem: Option<&Error>) -> Self {
        let problem = problem.map(|problem| Arc::new(problem.again()));
        Self { special: Special { problem, ..Special::NONE }.any(), ..self }
    }

    /// Settles the verdict where nothing asks for a context or the time.
    pub(super) fn settle(mut self, reason: Reason) -> Self {
        if !self.phases.is_empty() {
            return self;
        }
        self.settled = if self.kill.is_some() {
            Some(Settled::new(Part::Off, self.off, Reason::Disabled))
        } else if self.asks() {
            None
        } else {
            let reason = if self.otherwise == NOTHING { Reason::Default } else { reason };
            Some(Settled::new(Part::Otherwise, self.otherwise, reason))
        };
        self
    }

    /// Whether nothing but its share asks who it is.
    pub(super) fn is_share_alone(&self) -> bool {
        self.special.is_none() && self.rules.is_empty()
    }

    /// Whether nothing but its rules asks who it is.
    pub(super) fn is_rules_alone(&self) -> bool {
        self.special.is_none() && self.share.is_none()
    }

    fn asks(&self) -> bool {
        !self.requires.is_empty()
            || !self.targets.is_empty()
            || !self.rules.is_empty()
            || self.share.is_some()
    }

    /// What a verdict serves.
    #[inline]
    pub(super) fn outcome(&self, verdict: &Verdict) -> Option<&Outcome> {
        if verdict.outcome == NOTHING {
            return None;
        }
        self.phase(verdict.phase).outcomes.get(verdict.outcome as usize)
    }

    /// What it is in a phase: itself, where there is none.
    #[inline]
    pub(super) fn phase(&self, phase: u32) -> &Plan {
        match self.phases.get(phase as usize) {
            None => self,
            Some(phase) => &phase.plan,
        }
    }

    /// What it serves when nothing decided.
    pub(super) fn fallback(&self) -> Option<&Outcome> {
        let first = self.phase(0);
        first.outcomes.get(first.otherwise as usize)
    }

    /// Everything it can serve, at any time.
    pub(super) fn all_outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().chain(self.phases.iter().flat_map(|phase| &phase.plan.outcomes))
    }

    /// Itself, and what it is later.
    pub(super) fn all_phases(&self) -> impl Iterator<Item = &Plan> {
        std::iter::once(self).chain(self.phases.iter().map(|phase| &phase.plan))
    }
}

/// What every flag says in one environment.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) environment: SmolStr,
    /// The environments whose entries count, nearest first, itself among them.
    pub(super) lineage: Vec<SmolStr>,
    /// By flag id; `None` for a flag that is gone.
    pub(super) plans: Vec<Option<Arc<Plan>>>,
    /// The same in short.
    pub(super) quick: Box<[Quick]>,
    /// By the slots that conditions have.
    pub(super) segments: Arc<[Segment]>,
    /// By flag id, as far as any flag has some.
    pub(super) metadata: Arc<[Option<Node>]>,
    pub(super) registry: Registry,
    pub(super) files: Arc<[Arc<SourceFile>]>,
    /// The flags as they are written.
    pub(super) declared: Arc<IndexMap<SmolStr, Flag>>,
    /// How often each flag gave what, where somebody counts.
    pub(super) counts: CountsOf,
}

impl Table {
    #[inline]
    pub(super) fn plan(&self, flag: u32) -> Option<&Plan> {
        self.plans.get(flag as usize)?.as_deref()
    }

    /// The id of a flag by name; one that no flag has, where there is none.
    #[inline]
    pub(super) fn id(&self, flag: &str) -> u32 {
        self.registry.flags.id(flag).unwrap_or(u32::MAX)
    }

    /// The id and plan of a flag by name.
    pub(super) fn find(&self, flag: &str) -> (u32, Option<&Plan>) {
        let id = self.id(flag);
        (id, self.plan(id))
    }

    /// A flag in short.
    #[inline]
    pub(super) fn quick(&self, flag: u32) -> &Quick {
        self.quick.get(flag as usize).unwrap_or(&Quick::Gone)
    }

    /// The ids of the flags that are there, in the order they were first seen.
    pub(super) fn ids(&self) -> impl Iterator<Item = u32> + Clone {
        let plans = self.plans.iter().zip(0u32..);
        plans.filter(|(plan, _)| plan.is_some()).map(|(_, id)| id)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.ids().map(|id| self.registry.flags.name(id))
    }

    pub(super) fn place(&self, span: Span) -> Option<Place> {
        self.files.iter().find_map(|file| file.place_of(span))
    }
}

/// The flags of a project, compiled for each of its environments.
///
/// Its parts are reached through [`Flags`](super::Flags); a project compiles one for each snapshot.
#[derive(Debug)]
pub struct FlagSet {
    pub(super) registry: Registry,
    /// By environment id; an environment that is gone has an empty table.
    pub(super) tables: Vec<Arc<Table>>,
    pub(super) segments: Arc<[Segment]>,
    pub(super) problems: Vec<Error>,
    /// The flags that the problems are of, in the same order.
    pub(super) owners: Vec<Option<SmolStr>>,
    pub(super) built_from: BuiltFrom,
}

/// What a set depends on: when nothing of it changed, the set is used again.
#[derive(Debug)]
pub(super) struct BuiltFrom {
    pub(super) files: Arc<[Arc<SourceFile>]>,
    /// Each environment, and those whose entries count for it; `None` where that cannot be told.
    pub(super) lineages: Vec<(SmolStr, Option<Vec<SmolStr>>)>,
}

impl BuiltFrom {
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.files.len() == other.files.len()
            && self.files.iter().zip(&*other.files).all(|(a, b)| Arc::ptr_eq(a, b))
            && self.lineages == other.lineages
    }
}

impl FlagSet {
    /// What is wrong with flags, each with its place; such a flag answers an error and the default.
    #[must_use]
    pub fn problems(&self) -> &[Error] {
        &self.problems
    }

    /// The same without those of some flags.
    pub(crate) fn problems_besides(&self, flags: &[String]) -> impl Iterator<Item = &Error> {
        let is_other = |owner: &Option<SmolStr>| {
            owner.as_ref().is_none_or(|owner| !flags.iter().any(|flag| flag == owner))
        };
        let problems = self.problems.iter().zip(&self.owners);
        problems.filter(move |(_, owner)| is_other(owner)).map(|(problem, _)| problem)
    }

    pub(super) fn environment_id(&self, name: &str) -> Option<u32> {
        self.registry.environments.id(name)
    }

    #[inline]
    pub(super) fn table(&self, environment: u32) -> Option<&Arc<Table>> {
        self.tables.get(environment as usize)
    }

    /// The table of an environment that is not there.
    pub(super) fn no_table(&self, environment: &str) -> Arc<Table> {
        Arc::new(Table {
            environment: environment.into(),
            lineage: Vec::new(),
            plans: Vec::new(),
            quick: Box::default(),
            segments: self.segments.clone(),
            metadata: Arc::default(),
            registry: self.registry.clone(),
            files: self.built_from.files.clone(),
            declared: Arc::default(),
            counts: CountsOf::default(),
        })
    }
}
