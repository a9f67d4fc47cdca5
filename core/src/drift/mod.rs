//! Which differences between environments are drift, and which are how environments differ.
//!
//! A difference is judged by the first rule that fits: of those that the caller gives
//! ([`DriftOptions`]), then of those in `stageline.yaml`, then of the built-in [`rules`] from top to
//! bottom, of which the last ones fit everything. What is missing is said once, at its top. Values
//! that mean the same are no difference at all. A [`Shape`] says how values must compare; one that is
//! violated is drift, whatever rules say.
//!
//! | rule | what it is about |
//! | --- | --- |
//! | `drift/missing_service`, `drift/extra_service` | a service that one side does not have |
//! | `expected/flag` | features reach the environments one after the other |
//! | `expected/identity`, `expected/auto_deploy` | what an environment is |
//! | `expected/scaling`, `expected/capacity` | how large it is |
//! | `drift/plain_secret`, `expected/secret`, `expected/named_after_environment` | its secrets, and names made from its own |
//! | `expected/address` | where it is reached |
//! | `drift/security` | how it is protected; an error where one side is production |
//! | `drift/order` | named items in another order |
//! | `expected/capability`, `expected/debugging`, `expected/logging`, `expected/outside_world` | what it is for |
//! | `expected/version` | what is on its way |
//! | `drift/missing`, `drift/extra` | a key that one side does not have |
//! | `drift/timing`, `drift/behaviour` | everything else: the environments act differently |
//!
//! What is live ought to be what is declared, so other rules judge it, [`live_rules`]:
//!
//! | rule | what it is about |
//! | --- | --- |
//! | `drift/missing_service`, `drift/extra_service` | a service that one side does not have |
//! | `expected/autoscaled` | how many instances an autoscaler runs |
//! | `expected/secret`, `drift/plain_secret`, `drift/undeclared_secret` | its secrets |
//! | `drift/security` | how it is protected; an error in production |
//! | `drift/version` | which version runs |
//! | `drift/missing`, `drift/extra` | a key that one side does not have |
//! | `drift/changed` | everything else |

mod case;
mod judge;
mod live_rules;
mod options;
mod report;
mod rulebook;
mod rules;
mod shapes;
mod survey;
mod survey_row;

pub use crate::model::{DriftRule, Expectation, LIVE, Relation, Shape, Verdict};
pub(crate) use judge::{Live, Party, judge, judge_live, report};
pub use live_rules::live_rules;
pub use options::DriftOptions;
pub use report::{Class, DriftItem, DriftReport, RuleFinding, RuleFindingKind, Summary, Unknown};
pub(crate) use rulebook::{Asking, Named, Rulebook};
pub use rules::{Rule, rules};
pub(crate) use shapes::{Violated, violated};
pub use survey::{ShapeViolation, Survey};
pub use survey_row::SurveyRow;
pub(crate) use survey_row::View;

#[cfg(test)]
mod tests;
