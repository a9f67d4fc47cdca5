//! Flags that say nothing in an environment.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::error::Severity;
use crate::model::{Environment, Flag};
use smol_str::SmolStr;

rule! {
    /// A flag has neither an entry for an environment nor one for all.
    ///
    /// Entries of environments that it extends count for it, and so does a `default`. With an
    /// environment of the tier `production` among those without, it is a warning.
    ///
    /// # Why it matters
    ///
    /// Everybody there gets the default of the code that asks, which nobody sees in the files, and
    /// which may be another one in each place that asks.
    ///
    /// # Remedy
    ///
    /// Give the flag a `default`, or an entry for the environment.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/feature-flags.yaml, with an environment production-eu that does not extend production
    /// feature_flags:
    ///   new_checkout: {staging: true, production: false}
    /// ```
    ///
    /// `default: false` says what it is in `production-eu`.
    "flag-without-entry" in Flags, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let flags = context.all().flags.values();
    let open: Vec<&Flag> = flags.filter(|flag| is_open(flag)).collect();
    if open.is_empty() {
        return;
    }
    // Derived environments have what those have that they are derived from.
    let listed = context.environments().filter(|environment| environment.derived.is_none());
    let lineage = |environment: &&Environment| context.inheritance().lineage(&environment.name);
    let listed: Vec<(&Environment, Vec<SmolStr>)> =
        listed.filter_map(|environment| Some((environment, lineage(&environment).ok()?))).collect();
    for flag in open {
        let says =
            |lineage: &[SmolStr]| lineage.iter().any(|name| flag.environments.get(name).is_some());
        let silent = listed.iter().filter(|(_, lineage)| !says(lineage));
        let silent: Vec<&Environment> = silent.map(|(environment, _)| *environment).collect();
        let Some(names) = named(&silent) else { continue };
        let severity = match silent.iter().any(|environment| environment.record.is_production()) {
            true => Severity::Warning,
            false => Severity::Info,
        };
        let message = format!("the flag `{}` has no default and no entry for {names}", flag.name);
        let help = "give it a `default`, or an entry where there is none";
        let finding = found.with(severity, message).help(help).at(context.place(flag.span));
        found.add(match silent.as_slice() {
            [only] => finding.within(&only.name),
            _ => finding,
        });
    }
}

/// The environments in words: a few, and how many more there are.
fn named(environments: &[&Environment]) -> Option<String> {
    const MOST: usize = 4;
    let few = environments.len().min(MOST);
    let mut names: Vec<String> =
        environments[..few].iter().map(|environment| format!("`{}`", environment.name)).collect();
    let last = match environments.len() - few {
        0 => names.pop()?,
        more => format!("{more} more"),
    };
    Some(if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) })
}

/// Whether the flag leaves to environments what it is. One that is broken or switched off does not.
fn is_open(flag: &Flag) -> bool {
    let is_off = flag.kill_switch.as_ref().is_some_and(|switch| switch.value);
    flag.fallback.is_none() && flag.misfits.is_empty() && !is_off
}
