//! Debugging left on where customers are.

use super::super::context::{Context, Leaf, is_on};
use super::super::rule::{Found, rule};
use crate::value::words;

rule! {
    /// Debugging is on in a production tier.
    ///
    /// It looks for keys like `debug`, `debug_mode` and `DEBUG` that are on, and for a log level of
    /// `debug` or `trace`, in records, configurations and services.
    ///
    /// # Why it matters
    ///
    /// Debug pages and logs show what customers sent and how the system is built, and they slow it
    /// down when it is busiest.
    ///
    /// # Remedy
    ///
    /// Switch it off in the environment's own file, or take it out of the base.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/production.yaml
    /// overrides:
    ///   logging: {level: DEBUG}
    /// ```
    "debug-in-production" in Production, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    context.production(&mut |leaf| {
        let what = match () {
            () if switches_debugging(leaf) => "switches debugging on",
            () if logs_everything(leaf) => "sets a log level for debugging",
            () => return,
        };
        let (environment, owner) = (&leaf.environment.name, leaf.owner);
        let message =
            format!("`{}` of {owner} {what} in `{environment}`, a production tier", leaf.path);
        let finding = found.say(message).help("set another value there").within(environment);
        found.add(finding.at(context.place(leaf.node.span)));
    });
}

fn switches_debugging(leaf: &Leaf<'_>) -> bool {
    let Some(key) = leaf.path.last().filter(|_| is_on(leaf.node)) else { return false };
    let words = words(key);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["debug", "mode" | "enabled"] | ["enable", "debug"] => true,
        [before @ .., "debug"] => !before.iter().any(|w| matches!(*w, "no" | "disable" | "skip")),
        _ => false,
    }
}

fn logs_everything(leaf: &Leaf<'_>) -> bool {
    let loud = leaf.node.as_text().is_some_and(|text| {
        text.eq_ignore_ascii_case("debug") || text.eq_ignore_ascii_case("trace")
    });
    let mut keys = leaf.path.keys().rev();
    let Some(last) = keys.next().filter(|_| loud) else { return false };
    let (last, parent) = (words(last), keys.next().map(words).unwrap_or_default());
    match last.as_slice() {
        [only] if only == "loglevel" => true,
        [only] if only == "level" => parent
            .last()
            .is_some_and(|w| matches!(w.as_str(), "log" | "logs" | "logger" | "logging")),
        [.., log, level] => log == "log" && level == "level",
        _ => false,
    }
}
