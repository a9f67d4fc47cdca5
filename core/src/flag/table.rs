//! Compiled flags: one immutable table for each environment, indexed by flag id.

use std::sync::Arc;

use smol_str::SmolStr;

use super::bucket::{Hasher, Percentage};
use super::details::{ErrorCode, Reason};
use super::evaluate::{Choice, Verdict};
use super::registry::{Registry, TARGETING_KEY};
use crate::condition::Condition;
use crate::error::{Error, Place};
use crate::source::{SourceFile, Span};
use crate::yaml::Node;

/// What the entry that counts says, ready to evaluate. Environments share plans.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub(super) rules: Box<[Rule]>,
    pub(super) rollout: Option<Rollout>,
    /// The value for everyone else; without one, the caller's default.
    pub(super) otherwise: Option<Outcome>,
    /// The verdict where no context can change it.
    pub(super) settled: Option<Verdict>,
    /// The environment the entry belongs to, or `default`; `None` without an entry.
    pub(super) set_in: Option<SmolStr>,
    /// Where the entry stands, or what is wrong with it.
    pub(super) span: Span,
}

/// What is served, and where that was written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    pub(super) value: Node,
    pub(super) variant: Option<SmolStr>,
    pub(super) span: Span,
    pub(super) set_in: SmolStr,
}

#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) when: Condition,
    pub(super) span: Span,
    pub(super) serve: Outcome,
}

#[derive(Debug, Clone)]
pub(super) struct Rollout {
    pub(super) percentage: Percentage,
    pub(super) threshold: u64,
    /// Has read the salt.
    pub(super) hasher: Hasher,
    /// The id of the attribute that is hashed.
    pub(super) by: u32,
    pub(super) serve: Outcome,
}

impl Plan {
    /// A plan that answers an error, and `otherwise` where the caller has no default.
    pub(super) fn broken(code: ErrorCode, span: Span, otherwise: Option<Outcome>) -> Self {
        let settled = Some(Verdict::error(code));
        Self { settled, span, otherwise, ..Self::default() }
    }

    /// Settles the verdict where no rule and no rollout asks for a context.
    pub(super) fn settle(mut self, reason: Reason) -> Self {
        if self.rules.is_empty() && self.rollout.is_none() {
            self.settled = Some(match self.otherwise {
                Some(_) => Verdict::new(Choice::Otherwise, reason),
                None => Verdict::new(Choice::Caller, Reason::Default),
            });
        }
        self
    }

    #[inline]
    pub(super) fn outcome(&self, choice: Choice) -> Option<&Outcome> {
        match choice {
            Choice::Otherwise => self.otherwise.as_ref(),
            Choice::Rule(index) => self.rules.get(index as usize).map(|rule| &rule.serve),
            Choice::Rollout => self.rollout.as_ref().map(|rollout| &rollout.serve),
            Choice::Caller => None,
        }
    }

    /// Everything it can serve.
    pub(super) fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        let rules = self.rules.iter().map(|rule| &rule.serve);
        rules.chain(self.rollout.as_ref().map(|rollout| &rollout.serve)).chain(&self.otherwise)
    }
}

impl Rollout {
    pub(super) fn by_targeting_key(&self) -> bool {
        self.by == TARGETING_KEY
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
    pub(super) registry: Registry,
    pub(super) files: Arc<[Arc<SourceFile>]>,
}

impl Table {
    #[inline]
    pub(super) fn plan(&self, flag: u32) -> Option<&Plan> {
        self.plans.get(flag as usize)?.as_deref()
    }

    /// The id and plan of a flag by name.
    #[inline]
    pub(super) fn find(&self, flag: &str) -> (u32, Option<&Plan>) {
        match self.registry.flags.id(flag) {
            Some(id) => (id, self.plan(id)),
            None => (u32::MAX, None),
        }
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
    pub(super) problems: Vec<Error>,
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
            registry: self.registry.clone(),
            files: self.built_from.files.clone(),
        })
    }
}
