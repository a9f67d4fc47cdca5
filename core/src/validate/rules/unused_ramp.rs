//! Ramps that no rollout follows.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// A ramp is declared and no rollout names it as its template.
    ///
    /// # Why it matters
    ///
    /// Whoever changes it thinks that rollouts follow.
    ///
    /// # Remedy
    ///
    /// Name it as `template` of a rollout, or remove it.
    ///
    /// # Example
    ///
    /// ```yaml
    /// ramps: {careful: {over: 2d}}
    /// feature_flags: {new_checkout: true}
    /// ```
    "unused-ramp" in Flags, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    if all.ramps.is_empty() {
        return;
    }
    let entries = all.flags.values().flat_map(|flag| flag.entries());
    let rollouts = entries.flat_map(|entry| {
        entry
            .rules
            .iter()
            .filter_map(|rule| rule.rollout.as_deref())
            .chain(entry.rollout.as_deref())
    });
    let templates = rollouts.filter_map(|rollout| rollout.template.as_ref());
    let named: HashSet<&str> = templates.map(|name| name.value.as_str()).collect();
    for (name, ramp) in all.ramps.iter().filter(|(name, _)| !named.contains(name.as_str())) {
        let finding = found.say(format!("no rollout follows the ramp `{name}`"));
        let help = "name it as the template of a rollout, or remove it";
        found.add(finding.help(help).at(context.place(ramp.span)));
    }
}
