//! Segments and ramps that no flag names.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::condition::Condition;
use crate::model::{Flag, WhenSpec};

rule! {
    /// A segment is declared and no condition names it.
    ///
    /// It looks at the rules of flags and at other segments, those of a flag for that flag alone.
    ///
    /// # Why it matters
    ///
    /// A segment that nobody asks for looks as if somebody were in it; often its name is mistyped
    /// where it should be asked for, or its flag is gone.
    ///
    /// # Remedy
    ///
    /// Name it, or remove it.
    ///
    /// # Example
    ///
    /// ```yaml
    /// segments: {testers: {keys: [user-1]}}
    /// feature_flags: {new_checkout: true}
    /// ```
    "unused-segment" in Flags, Info, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    let mut named = HashSet::new();
    for segment in all.segments.values() {
        name_those_of(segment.when.as_deref(), &mut named);
    }
    for flag in all.flags.values() {
        let own = named_by(flag);
        for (name, segment) in &flag.segments {
            if !own.contains(name) {
                let message =
                    format!("no condition of the flag `{}` names its segment `{name}`", flag.name);
                let finding = found.say(message).help("name it, or remove it");
                found.add(finding.at(context.place(segment.span)));
            }
        }
        named.extend(own.into_iter().filter(|name| !flag.segments.contains_key(name)));
    }
    for (name, segment) in all.segments.iter().filter(|(name, _)| !named.contains(*name)) {
        let finding = found.say(format!("no condition names the segment `{name}`"));
        found.add(finding.help("name it, or remove it").at(context.place(segment.span)));
    }
}

/// The segments that a flag's own conditions name.
fn named_by(flag: &Flag) -> HashSet<String> {
    let mut named = HashSet::new();
    let rules = flag.entries().flat_map(|entry| &entry.rules);
    rules.for_each(|rule| name_those_of(rule.when.as_deref(), &mut named));
    for segment in flag.segments.values() {
        name_those_of(segment.when.as_deref(), &mut named);
    }
    named
}

fn name_those_of(when: Option<&WhenSpec>, named: &mut HashSet<String>) {
    let text = when.and_then(WhenSpec::condition).filter(|text| text.contains('('));
    if let Some(Ok(condition)) = text.map(Condition::parse) {
        named.extend(condition.segments().map(|segment| segment.name.to_owned()));
    }
}
