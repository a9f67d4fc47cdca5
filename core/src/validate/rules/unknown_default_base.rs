//! A default base that is not there.

use super::super::context::{Context, did_you_mean, only};
use super::super::rule::{Found, rule};
use crate::error::closest;
use crate::model::Environment;

rule! {
    /// `default_base` names no base, and no environment needs it yet.
    ///
    /// Where an environment without a file needs it, `missing-base` tells it as an error.
    ///
    /// # Why it matters
    ///
    /// It waits for the next environment that is listed without a file, and stops that one.
    ///
    /// # Remedy
    ///
    /// Name a key of `config/base.yaml`, or remove the setting.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// default_base: base_confg   # meant: base_config
    /// ```
    "unknown-default-base" in Files, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    let Some(named) = &all.settings.default_base else { return };
    let unread = |path: &str| path == "config/base.yaml" || path.starts_with("config/bases/");
    let needs = |each: &Environment| each.file.is_none() && each.derived.is_none();
    let known = all.bases.iter().map(|base| base.name.as_str());
    let there = known.clone().any(|name| name == named.value);
    if there || context.is_unread(unread) || context.environments().any(needs) {
        return;
    }
    let near = closest(&named.value, known);
    let fix = only(&near).and_then(|meant| context.respell(named.span, meant));
    let help = did_you_mean(&near)
        .unwrap_or_else(|| "name a key of `config/base.yaml`, or remove the setting".to_owned());
    let finding = found.say(format!("no base is named `{}`", named.value)).help(help);
    found.add(finding.at(context.place(named.span)).fix(fix));
}
