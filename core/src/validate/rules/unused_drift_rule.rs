//! Rules and shapes of drift that speak of nothing.

use super::super::context::Context;
use super::super::patterns::{Wanted, or_near, unused};
use super::super::rule::{Found, rule};
use crate::diff::is_leaf;
use crate::source::Span;

rule! {
    /// A rule or a shape of drift speaks of nothing that an environment has.
    ///
    /// It looks at `drift` in `stageline.yaml`: no environment has a value at such a path, in the
    /// sections that are named; or no environment has a tier that the rule names. For a shape the
    /// environments it compares count. Rules for what is `live` are left alone: it may have values that
    /// no file declares.
    ///
    /// # Why it matters
    ///
    /// Its path is mistyped, and a difference that was expected is still called drift. Or what it
    /// spoke of is gone, and it would hide the next thing of that name.
    ///
    /// # Remedy
    ///
    /// Correct the path, or remove the entry. A path names one value; `resources.**` takes what lies
    /// below as well.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// drift:
    ///   rules:
    ///     - {path: databse.pool_size, expected: true, reason: sized apart}   # meant: database.pool_size
    /// ```
    "unused-drift-rule" in Environments, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let drift = &context.all().settings.drift;
    let rules = drift.rules.iter().map(|rule| {
        let rule = &rule.value;
        Wanted { pattern: &rule.path, sections: &rule.sections, environments: Vec::new() }
    });
    let shapes = drift.shapes.iter().map(|shape| {
        let shape = &shape.value;
        let environments = shape.expect.environments().collect();
        Wanted { pattern: &shape.path, sections: &shape.sections, environments }
    });
    let wanted: Vec<Wanted<'_>> = rules.chain(shapes).collect();
    let path_of = |at: usize| match drift.rules.get(at) {
        Some(rule) => ("rule", rule.path.span),
        None => ("shape", drift.shapes[at - drift.rules.len()].path.span),
    };
    let mut told: Vec<Span> = Vec::new();
    for at in unused(context, &wanted) {
        if drift.rules.get(at).is_some_and(|rule| rule.is_about_live()) {
            continue;
        }
        let (what, span) = path_of(at);
        let message = format!("the {what} of drift fits no value of any environment");
        let help = "correct its path, or remove it; `.**` behind a path takes what lies below";
        let help = or_near(context, wanted[at].pattern, is_leaf, help);
        found.add(found.say(message).help(help).at(context.place(span)));
        told.push(span);
    }
    if !context.knows_environments() {
        return;
    }
    let tiers: Vec<&str> = context
        .environments()
        .filter_map(|environment| Some(environment.record.tier.as_ref()?.value.as_str()))
        .collect();
    for rule in drift.rules.iter().filter(|rule| !told.contains(&rule.path.span)) {
        let known = |tier: &&str| tiers.contains(tier);
        let mut named = rule.tiers.iter().map(|tier| tier.value.as_str());
        if let Some(first) = rule.tiers.first()
            && !named.any(|tier| known(&tier))
        {
            let message = "the rule of drift is about tiers that no environment has";
            let help = "correct them, or remove the rule";
            found.add(found.say(message).help(help).at(context.place(first.span)));
        }
    }
}
