//! Files and entries that could not be read.

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// A file or an entry cannot be read.
    ///
    /// It reports every problem of a project that was opened leniently: YAML that is none, values
    /// of the wrong kind, missing keys, names that may not be names. The code of the error says
    /// which.
    ///
    /// # Why it matters
    ///
    /// What is not read counts for nothing, and every other answer about the project is an answer
    /// about the rest of it.
    ///
    /// # Remedy
    ///
    /// Mend the file at the place that is named. Findings of other rules may follow from it, so
    /// begin here.
    ///
    /// # Example
    ///
    /// ```yaml
    /// environments:
    ///   staging:
    ///     resource_limits: {cpu: "2 cores"
    /// ```
    ///
    /// The brace is not closed.
    "load", Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for problem in context.problems() {
        match problem.problems() {
            [] => found.error(problem),
            several => several.iter().for_each(|problem| found.error(problem)),
        }
    }
}
