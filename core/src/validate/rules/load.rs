//! Files and entries that could not be read.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::error::{Code, Error};

rule! {
    /// A file or an entry cannot be read.
    ///
    /// It reports every problem of a project that was opened leniently: text that is not
    /// YAML, values of the wrong kind, missing keys, names with characters that names may not hold. The code of the error says
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
    "load" in Files, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let mut named: Vec<String> = Vec::new();
    for (_, configuration) in context.configurations() {
        let problems = configuration.err().map(Error::into_problems).unwrap_or_default();
        let missing = problems.iter().filter(|problem| problem.code() == Code::FileNotFound);
        named.extend(missing.map(|problem| problem.message().to_owned()));
    }
    for problem in context.problems() {
        // A missing file that an `extends` names is told there, with the place of the name.
        let told = |message: &String| message == problem.message();
        if problem.code() != Code::FileNotFound || !named.iter().any(told) {
            found.error(problem);
        }
    }
}
