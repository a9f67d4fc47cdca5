//! Parts of environments that are named and do not exist.

use super::super::context::{Context, did_you_mean, only};
use super::super::patterns::{PARTS, is_section};
use super::super::rule::{Found, rule};
use crate::error::closest;
use crate::yaml::Spanned;

rule! {
    /// The settings name a part of environments that does not exist.
    ///
    /// It looks at `sections` of `compare`, `drift.rules` and `drift.shapes` in `stageline.yaml`. Parts
    /// are `record`, `configuration`, `services` and `flags`, and each service by its name.
    ///
    /// # Why it matters
    ///
    /// The entry has no effect there: a difference that was expected is still called drift.
    ///
    /// # Remedy
    ///
    /// Correct the name, or remove it.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// drift:
    ///   rules:
    ///     - {path: replicas, sections: [serach], expected: true, reason: "…"}   # meant: search
    /// ```
    "unknown-section" in Environments, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let settings = &context.all().settings;
    let drift = &settings.drift;
    named(context, found, "compare", settings.compare.iter().flat_map(|one| &one.sections));
    named(context, found, "a rule of drift", drift.rules.iter().flat_map(|one| &one.sections));
    named(context, found, "a shape of drift", drift.shapes.iter().flat_map(|one| &one.sections));
}

fn named<'c>(
    context: &Context<'_>,
    found: &mut Found,
    by: &str,
    sections: impl Iterator<Item = &'c Spanned<String>>,
) {
    let services = &context.all().services;
    for section in sections {
        let name = section.value.as_str();
        let service = name.strip_prefix("service ").unwrap_or(name);
        // A file that cannot be read may be the service's.
        let own = format!("config/services/{service}/");
        let unread = || context.lacks_service_file(|path| path.starts_with(&own));
        if is_section(context, name) || unread() {
            continue;
        }
        let known = PARTS.into_iter().chain(services.keys().map(|name| name.as_str()));
        let near = closest(name, known);
        let help = did_you_mean(&near).unwrap_or_else(|| {
            "name `record`, `configuration`, `services`, `flags` or a service".to_owned()
        });
        let fix = only(&near).and_then(|meant| context.respell(section.span, meant));
        let message = format!("{by} names `{name}`, which is no part of environments");
        found.add(found.say(message).help(help).at(context.place(section.span)).fix(fix));
    }
}
