//! Amounts that are none.

use super::super::context::{Context, is_reference};
use super::super::rule::{Found, rule};
use crate::error::Severity;
use crate::value::{Kind, Quantity, kind_of, leaves};
use crate::yaml::{Data, Node};

rule! {
    /// A value stands where an amount is expected and is none.
    ///
    /// The key says what is expected: processor time at `cpu`, bytes at `memory` and `storage`,
    /// a duration at `timeout`, `ttl` and `interval`, a share at `percentage`. Records and
    /// services are checked, and configuration, where it is a warning. References are left alone.
    ///
    /// # Why it matters
    ///
    /// An amount that cannot be read cannot be compared, so neither drift nor limits see it, and
    /// what deploys it refuses it later.
    ///
    /// # Remedy
    ///
    /// Write a number with a unit that the key's kind knows.
    ///
    /// # Example
    ///
    /// ```yaml
    /// resources:
    ///   limits:
    ///     memory: "2 gigs"   # meant: 2Gi
    /// ```
    "bad-quantity" in Values, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for environment in context.environments() {
        let name = &environment.name;
        let of = format!("the record of `{name}`");
        let limits = environment.record_node.child("resource_limits");
        if let Some(limits) = limits {
            tree(context, found, Severity::Error, &of, name, limits);
        }
    }
    for service in context.services() {
        let of = format!("the service `{}`", service.name);
        let root = service.resolved.root();
        tree(context, found, Severity::Error, &of, &service.environment.name, root);
    }
    for (environment, configuration) in context.configurations() {
        let Ok(configuration) = configuration else { continue };
        let name = &environment.name;
        let of = format!("the configuration of `{name}`");
        tree(context, found, Severity::Warning, &of, name, configuration.root());
    }
}

fn tree(
    context: &Context<'_>,
    found: &mut Found,
    severity: Severity,
    of: &str,
    environment: &str,
    root: &Node,
) {
    leaves(root, &mut |path, node| {
        let Some(kind) = kind_of(path.keys()) else { return };
        let data = &node.untagged().data;
        if is_reference(node) || matches!(data, Data::Null | Data::Map(_) | Data::List(_)) {
            return;
        }
        let Err(error) = Quantity::read(data, kind) else { return };
        let what = match kind {
            Kind::Cpu => "amount of processor time",
            Kind::Bytes => "amount of bytes",
            Kind::Duration => "duration",
            Kind::Percent => "percentage",
        };
        let finding = found.with(severity, format!("`{path}` of {of} is no {what}"));
        let finding = error.help_text().into_iter().fold(finding, |f, help| f.help(help));
        found.add(finding.within(environment).code(error.code()).at(context.place(node.span)));
    });
}
