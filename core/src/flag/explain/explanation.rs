//! What an explanation holds.

use super::Step;
use super::walk::walk;
use crate::error::{Place, visible};
use crate::flag::context::Context;
use crate::flag::details::{Details, ErrorCode, Reason, value_or_default};
use crate::flag::evaluate::decide;
use crate::flag::flags::Held;
use crate::flag::scope::Scope;
use crate::flag::table::{Plan, Table};
use crate::value::Timestamp;
use crate::yaml::Node;

/// Why a flag has its value in an environment, for one context.
///
/// Attribute values do not appear. `Display` gives the answer and one line for each step.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Explanation {
    /// The flag's name.
    pub flag: String,
    /// The environment that was asked.
    pub environment: String,
    /// The value.
    pub value: Node,
    /// The variant it is.
    pub variant: Option<String>,
    /// Why it has this value.
    pub reason: Reason,
    /// Why it could not be decided.
    pub error_code: Option<ErrorCode>,
    /// The environment whose entry gave it, or `default`; `None` where nothing did.
    pub set_in: Option<String>,
    /// Where it was written.
    pub place: Option<Place>,
    /// When the answer next changes with time.
    pub valid_until: Option<Timestamp>,
    /// What was looked at, in order.
    pub steps: Vec<Step>,
}

impl Explanation {
    pub(in crate::flag) fn new(table: &Table, plan: &Plan, flag: &str, context: &Context) -> Self {
        let scope = Scope::lasting(table, context);
        let id = table.id(flag);
        let verdict = decide(id, &scope);
        let until = scope.take_until();
        let answer = (value_or_default(plan, verdict), verdict);
        let details = Details::new(Held::Pinned(table), flag, id, answer, until);
        let mut steps = walk(plan, flag, &verdict, &scope);
        steps.extend(details.error_message().map(|message| match &plan.problem {
            Some(problem) => Step::Failed {
                message: visible(problem.message()),
                help: problem.help_text().map(visible),
                place: problem.places().first().cloned(),
            },
            None => Step::Failed { message, help: None, place: None },
        }));
        Self {
            flag: flag.to_owned(),
            environment: table.environment.to_string(),
            variant: details.variant().map(str::to_owned),
            reason: details.reason(),
            error_code: details.error_code(),
            set_in: details.set_in().map(str::to_owned),
            place: details.place(),
            valid_until: details.valid_until(),
            steps,
            value: details.into_value(),
        }
    }
}
