//! Meanings of values that are not there.

use super::super::context::Context;
use super::super::patterns::{Wanted, or_near, unused};
use super::super::rule::{Found, rule};
use crate::diff::is_leaf;
use crate::yaml::Node;

rule! {
    /// `compare` says what values mean that no environment has.
    ///
    /// It looks at `compare` in `stageline.yaml`: no environment has a value at such a path, in the
    /// sections that are named.
    ///
    /// # Why it matters
    ///
    /// Two spellings of one value are still told as a difference.
    ///
    /// # Remedy
    ///
    /// Correct the path, or remove the entry.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// compare:
    ///   - {path: "**.alowed_origins", as: set}   # meant: allowed_origins
    /// ```
    "unused-meaning" in Environments, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let compare = &context.all().settings.compare;
    let wanted = compare.iter().map(|setting| {
        let setting = &setting.value;
        Wanted { pattern: &setting.path, sections: &setting.sections, environments: Vec::new() }
    });
    let wanted: Vec<Wanted<'_>> = wanted.collect();
    for at in unused(context, &wanted) {
        let message = "`compare` speaks of no value of any environment";
        let help = "correct its path, or remove it";
        // What a list means is said of it as a whole.
        let fits = |node: &Node| is_leaf(node) || node.as_list().is_some();
        let help = or_near(context, wanted[at].pattern, fits, help);
        found.add(found.say(message).help(help).at(context.place(compare[at].path.span)));
    }
}
