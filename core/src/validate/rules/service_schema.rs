//! Services that do not fit the schema that is theirs.

use super::super::context::{Context, did_you_mean};
use super::super::rule::{Found, rule};
use super::super::schema::{Schema, Violation};
use crate::error::{Place, closest};
use crate::source::relative_to;
use crate::yaml::{Data, Node, Spanned};

rule! {
    /// A service's configuration does not fit its JSON Schema.
    ///
    /// `validation.schemas` in `stageline.yaml` names the schema of a service. What the service
    /// resolves to is checked in every environment where it is configured. Schemas are JSON or
    /// YAML, in files of the project, with the keywords of 2020-12 except `unevaluated…` and
    /// `$dynamic…`; `format` is a remark. A keyword that is not known, and a `$ref` out of the file,
    /// are findings themselves.
    ///
    /// # Why it matters
    ///
    /// A service that reads a number where text stands fails when it starts, in one environment,
    /// later.
    ///
    /// # Remedy
    ///
    /// Correct the value at the place that is named, or the schema.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # stageline.yaml
    /// validation:
    ///   schemas: {api: schemas/api.schema.json}
    /// ```
    "service-schema", Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for (service, path) in &context.all().settings.validation.schemas {
        let Some((file, root)) = file(context, found, service, path) else { continue };
        let schema = match Schema::read(root) {
            Ok(schema) => schema,
            Err(problems) => {
                for problem in problems {
                    let message =
                        format!("the schema `{file}` cannot be used: {}", problem.message);
                    let finding = found.say(message).help(problem.help);
                    let finding = finding.at(context.place(problem.span));
                    found.add(finding.at(context.place(path.span)));
                }
                continue;
            }
        };
        for view in context.services().filter(|view| view.name == service) {
            let root = view.resolved.root();
            for violation in schema.check(root) {
                found.add(told(context, found, &file, service, &view.environment.name, &violation));
            }
        }
    }
}

/// The tree of a service's schema, unless something is wrong with the entry that names it.
fn file<'c>(
    context: &Context<'c>,
    found: &mut Found,
    service: &str,
    path: &Spanned<String>,
) -> Option<(String, &'c Node)> {
    let mut refuse = |message: String, help: &str| {
        found.add(found.say(message).help(help).at(context.place(path.span)));
    };
    let services = &context.all().services;
    if !services.contains_key(service) {
        let near = closest(service, services.keys().map(|name| name.as_str()));
        let help = did_you_mean(&near).unwrap_or_else(|| "correct the name, or remove it".into());
        refuse(format!("the schema is of the service `{service}`, which is not there"), &help);
        return None;
    }
    let Ok(file) = relative_to("", &path.value) else {
        let message = format!("the path of the schema of `{service}` leaves the project");
        refuse(message, "name a file inside the project's root");
        return None;
    };
    match context.all().trees.get(file.as_str()) {
        Some(Node { data: Data::Null, .. }) => {
            refuse(format!("the schema `{file}` is empty"), "write a schema, or `true`");
            None
        }
        Some(root) => Some((file, root)),
        // A file that could not be read is told by the rule of such files.
        None if context.is_unread(|unread| unread == file) => None,
        None => {
            refuse(format!("the schema `{file}` does not exist"), "create it, or correct the path");
            None
        }
    }
}

fn told(
    context: &Context<'_>,
    found: &Found,
    file: &str,
    service: &str,
    environment: &str,
    violation: &Violation,
) -> super::super::Finding {
    let message = format!(
        "the service `{service}` does not fit its schema in `{environment}`: {} (`{file}#{}`)",
        violation.sentence(),
        violation.keyword
    );
    let place: Option<Place> = context.place(violation.span);
    let finding = found.say(message).within(environment).at(place);
    let finding = finding.at(context.place(violation.keyword_span));
    violation.help.iter().fold(finding, |finding, help| finding.help(help))
}
