//! What is wrong with a project that loads, and with one that does not: rules and what they find.
//!
//! A rule is a file in `rules/` and a line in its table; its documentation is data, so that the
//! reference page is made from it. Every rule sees the same [`Subject`], and none stops another.

mod context;
mod finding;
mod report;
mod rule;
mod rules;

pub use context::Subject;
pub use finding::Finding;
pub use report::{Counts, Report};
pub use rule::Rule;
pub use rules::RULES;

use context::Context;

/// Applies every rule to a project.
pub fn validate(subject: &dyn Subject) -> Report {
    let context = Context::new(subject);
    let findings = RULES.iter().flat_map(|rule| rule.apply(&context)).collect();
    Report::new(findings, subject.sources().files().count())
}
