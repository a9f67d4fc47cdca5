//! Forecasts: what time alone will change for a context.

use std::fmt;

use serde::Serialize;

use super::context::Context;
use super::details::{ErrorCode, Reason, value_or_default};
use super::evaluate::{Verdict, decide};
use super::scope::{NEVER, Scope};
use super::table::{Plan, Table};
use crate::value::{Timestamp, shown};
use crate::yaml::Node;

/// What a flag will answer a context from a time on, if no file changes.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Forecast {
    /// From when on.
    pub at: Timestamp,
    /// The value.
    pub value: Node,
    /// The variant it is.
    pub variant: Option<String>,
    /// Why.
    pub reason: Reason,
    /// Why it cannot be decided then.
    pub error_code: Option<ErrorCode>,
    /// The flag's name, which tells whether the value is for people to see.
    #[serde(skip)]
    flag: String,
}

/// `2027-01-31T09:00:00Z: true (SPLIT)`
impl fmt::Display for Forecast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = shown([self.flag.as_str()].into_iter(), &self.value);
        write!(f, "{}: {value} ({}", self.at, self.reason)?;
        if let Some(code) = self.error_code {
            write!(f, " {code}")?;
        }
        if let Some(variant) = &self.variant {
            write!(f, ", variant {variant}")?;
        }
        f.write_str(")")
    }
}

/// How many turns are looked at; each costs an evaluation.
const TURNS: usize = 10_000;

/// The changes of a flag's answer after `now`, in order; none where it stays.
pub(super) fn forecast(
    table: &Table,
    plan: &Plan,
    flag: u32,
    context: &Context,
    now: Timestamp,
) -> Vec<Forecast> {
    let ask = |at: i64| {
        let scope = Scope::at(table, context, at);
        let verdict = decide(flag, &scope);
        (verdict, scope.take_until())
    };
    let (mut last, mut next) = ask(now.as_millis());
    let mut changes = Vec::new();
    for _ in 0..TURNS {
        if next == NEVER {
            break;
        }
        let at = next;
        let verdict;
        (verdict, next) = ask(at);
        if answer(plan, &verdict) != answer(plan, &last) {
            changes.push(Forecast {
                at: Timestamp::from_millis(at),
                value: value_or_default(plan, verdict),
                variant: variant(plan, &verdict),
                reason: verdict.reason,
                error_code: verdict.error,
                flag: table.registry.flags.name(flag).to_owned(),
            });
        }
        last = verdict;
    }
    changes
}

fn variant(plan: &Plan, verdict: &Verdict) -> Option<String> {
    Some(plan.outcome(verdict)?.variant.as_ref()?.to_string())
}

/// What counts as the same answer.
fn answer(plan: &Plan, verdict: &Verdict) -> (Option<Node>, Option<String>, Option<ErrorCode>) {
    let value = plan.outcome(verdict).map(|outcome| outcome.value.clone());
    (value, variant(plan, verdict), verdict.error)
}
