//! Comparisons: who gets what differently in two environments, and which entry causes it.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::context::Context;
use super::details::{Details, ErrorCode, Reason, value_or_default};
use super::evaluate::{Verdict, decide};
use super::flags::Held;
use super::scope::Scope;
use super::spoken::in_words;
use super::table::{Plan, Table};
use crate::error::Place;
use crate::value::{Beside, KeyPath, shown, withhold};
use crate::yaml::Node;

/// The flags that answer some context differently in two environments.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct FlagComparison {
    /// The first environment.
    pub left: String,
    /// The second one.
    pub right: String,
    /// How many contexts were asked for.
    pub contexts: usize,
    /// How many flags were compared.
    pub flags: usize,
    /// What differs, in the order of the flags.
    pub differences: Vec<FlagDifference>,
}

/// A flag that answers differently for the same reason to some contexts.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct FlagDifference {
    /// The flag's name.
    pub flag: String,
    /// Which of the contexts get these answers, from 0, rising.
    pub contexts: Vec<usize>,
    /// What the first environment answers.
    pub left: FlagSide,
    /// What the second one does.
    pub right: FlagSide,
}

/// What an environment answers, and what makes it do so.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FlagSide {
    /// The value; that of the flag's default, else null, where nothing was decided. What looks
    /// like a secret is `(withheld)` in it.
    pub value: Node,
    /// The variant it is.
    pub variant: Option<String>,
    /// Why.
    pub reason: Reason,
    /// Why it cannot be decided.
    pub error_code: Option<ErrorCode>,
    /// The part that decided, as in `rule 0`, `rollout` or `default`.
    pub decided_by: String,
    /// The environment whose entry counts, or `default` for the flag's own; `None` where there is
    /// no entry.
    pub set_in: Option<String>,
    /// Where it was written.
    pub place: Option<Place>,
}

impl FlagSide {
    fn new(table: &Table, plan: &Plan, id: u32, verdict: Verdict, until: i64) -> Self {
        let answer = (value_or_default(plan, verdict), verdict);
        let name = table.registry.flags.name(id);
        let details = Details::new(Held::Pinned(table), name, id, answer, until);
        Self {
            variant: details.variant().map(str::to_owned),
            reason: details.reason(),
            error_code: details.error_code(),
            decided_by: details.decided_by(),
            set_in: plan.set_in.as_ref().map(ToString::to_string),
            place: details.place(),
            value: details.into_value(),
        }
    }

    /// The same without what looks like a secret, or stands beside a reference to one, which sides of a
    /// comparison never tell.
    fn withholding(&mut self, flag: &str, beside: &Beside) {
        let value = withhold(&KeyPath::root(), &self.value, &|_, node| beside.hides(node));
        self.value = shown([flag].into_iter(), &value);
    }

    /// What makes it answer so, in words: the part that decides and whose entry that stands in, or why
    /// none does.
    #[must_use]
    pub fn cause(&self) -> String {
        let part = in_words(&self.decided_by);
        match (self.set_in.as_deref(), self.error_code) {
            (Some("default"), _) => format!("by {part} for all environments"),
            (Some(name), _) => format!("by {part} of {name}"),
            (None, Some(ErrorCode::ParseError)) => "its entry is broken".to_owned(),
            (None, Some(_)) => "which entry counts cannot be told".to_owned(),
            (None, None) => format!("by {part}, no entry"),
        }
    }

    fn answers_as(&self, other: &Self) -> bool {
        self.value == other.value
            && self.variant == other.variant
            && self.error_code == other.error_code
    }
}

/// Compares two environments of one snapshot for some contexts.
pub(super) fn compare(left: &Table, right: &Table, contexts: &[Context]) -> FlagComparison {
    let mut comparison = FlagComparison {
        left: left.environment.to_string(),
        right: right.environment.to_string(),
        contexts: contexts.len(),
        flags: 0,
        differences: Vec::new(),
    };
    let count = left.plans.len().max(right.plans.len());
    for id in 0..count as u32 {
        let plan = |table: &Table| table.plans.get(id as usize).cloned().flatten();
        let (Some(a), Some(b)) = (plan(left), plan(right)) else { continue };
        comparison.flags += 1;
        // One entry that asks no other flag answers alike everywhere.
        if Arc::ptr_eq(&a, &b) && a.all_phases().all(|phase| phase.requires.is_empty()) {
            continue;
        }
        let first = comparison.differences.len();
        for (context, index) in contexts.iter().zip(0..) {
            let ask = |table: &Table, plan: &Plan| {
                let scope = Scope::new(table, context);
                let verdict = decide(id, &scope);
                FlagSide::new(table, plan, id, verdict, scope.take_until())
            };
            let (a, b) = (ask(left, &a), ask(right, &b));
            if a.answers_as(&b) {
                continue;
            }
            let known = comparison.differences[first..]
                .iter_mut()
                .find(|known| known.left == a && known.right == b);
            match known {
                Some(known) => known.contexts.push(index),
                None => comparison.differences.push(FlagDifference {
                    flag: left.registry.flags.name(id).to_owned(),
                    contexts: vec![index],
                    left: a,
                    right: b,
                }),
            }
        }
        for found in &mut comparison.differences[first..] {
            let FlagDifference { flag, left, right, .. } = found;
            let beside = Beside::of([&left.value, &right.value]);
            left.withholding(flag, &beside);
            right.withholding(flag, &beside);
        }
    }
    comparison
}

impl fmt::Display for FlagComparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { left, right, contexts, flags, differences } = self;
        if differences.is_empty() {
            let all = format!("all {flags} flags answer {contexts} contexts alike");
            return write!(f, "{all} in {left} and {right}");
        }
        for (difference, index) in differences.iter().zip(0..) {
            if index > 0 {
                f.write_str("\n")?;
            }
            let FlagDifference { flag, contexts: who, .. } = difference;
            write!(f, "{flag} for {} of {contexts} contexts", who.len())?;
            for (name, side) in [(left, &difference.left), (right, &difference.right)] {
                write!(f, "\n  {name}: {side}")?;
            }
        }
        Ok(())
    }
}

/// `true by the 1st rule of staging at config/feature-flags.yaml:5:11`
impl fmt::Display for FlagSide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.variant, self.error_code) {
            (_, Some(code)) => write!(f, "{code}")?,
            (Some(variant), None) => write!(f, "{variant}")?,
            (None, None) => write!(f, "{}", self.value)?,
        }
        let separator = if self.set_in.is_none() && self.error_code.is_some() { ", " } else { " " };
        write!(f, "{separator}{}", self.cause())?;
        match &self.place {
            Some(place) => write!(f, " at {place}"),
            None => Ok(()),
        }
    }
}
