//! What is wrong with a project that loads, and with one that does not: rules and what they find.
//!
//! A rule is a file in `rules/` and a line in its table; its documentation is data, so that the
//! reference page is made from it. Every rule sees the same [`Subject`], and none stops another.
//! What is found is held against what the project expects before it becomes a [`Report`].

mod address;
mod baseline;
mod context;
mod exceptions;
mod finding;
mod fingerprint;
mod fix;
mod outline;
mod overrides;
mod patterns;
mod report;
mod rule;
mod rules;
mod schema;
mod side_by_side;

pub use baseline::Baseline;
pub use context::Subject;
pub use finding::Finding;
pub use fix::Fix;
pub use report::{Counts, Report, RuleInfo, Suppressed, SuppressedBy};
pub use rule::{Rule, Topic};
pub use rules::RULES;
pub(crate) use schema::meanings;

use crate::value::Date;
use context::Context;
use exceptions::{Exceptions, Judged};

/// What a check is asked beside its rules.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The day on which exceptions expire or not; without one, none does.
    pub today: Option<Date>,
    /// The environments whose findings count; all of them where none is named.
    pub environments: Vec<String>,
    /// The host's own rules, each with what it found.
    pub host: Vec<(RuleInfo, Vec<Finding>)>,
}

/// Applies every rule to a project.
pub fn validate(subject: &dyn Subject, asked: Asked) -> Report {
    let Asked { today, environments, host } = asked;
    let ids = host.iter().map(|(rule, _)| rule.id.as_str());
    let exceptions = Exceptions::read(subject, today, ids);
    let context = Context::new(subject, today, &exceptions);
    let (mut found, mut suppressed) = (Vec::new(), Vec::new());
    let mut judge = |findings: Vec<Finding>| {
        for finding in findings {
            let counts = environments.is_empty() || exceptions.matters_in(&finding, &environments);
            // What does not count is heard too: an exception for it is used.
            match exceptions.judge(finding) {
                _ if !counts => {}
                Judged::Found(finding) => found.push(finding),
                Judged::Expected(one) => suppressed.push(one),
            }
        }
    };
    let (host_rules, host): (Vec<_>, Vec<_>) = host.into_iter().unzip();
    host.into_iter().for_each(&mut judge);
    // One by one: the last rules ask what the others left unused.
    RULES.iter().for_each(|rule| judge(rule.apply(&context)));
    let mut report = Report::of(found, suppressed, subject.sources());
    report.host_rules = host_rules;
    report
}
