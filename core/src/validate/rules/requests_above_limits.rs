//! Services that request more than they may use.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::value::{Quantity, kind_of};

rule! {
    /// A service requests more of a resource than its limit allows.
    ///
    /// `resources.requests` and `resources.limits` are compared by amount, after everything the
    /// service inherits is merged; `2` is `2000m`.
    ///
    /// # Why it matters
    ///
    /// A scheduler refuses such a service. Often only one of the two was raised, in another file
    /// than the one where the other stands.
    ///
    /// # Remedy
    ///
    /// Raise the limit or lower the request.
    ///
    /// # Example
    ///
    /// ```yaml
    /// resources:
    ///   requests: {memory: 1Gi}
    ///   limits: {memory: 768Mi}
    /// ```
    "requests-above-limits" in Services, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for service in context.services() {
        let resources = service.resolved.root().child("resources");
        let side = |name: &str| resources?.child(name);
        let (Some(requests), Some(limits)) = (side("requests"), side("limits")) else { continue };
        for request in requests.as_map().into_iter().flat_map(|map| map.entries()) {
            let Some(limit) = limits.child(&request.key) else { continue };
            let Some(kind) = kind_of([request.key.as_str()].into_iter()) else { continue };
            let amount = |data| Quantity::read(data, kind).ok();
            let requested = amount(&request.node.data);
            if requested <= amount(&limit.data) || amount(&limit.data).is_none() {
                continue;
            }
            let (name, environment) = (service.name, &service.environment.name);
            let message = format!(
                "the service `{name}` requests more `{}` than its limit in `{environment}`",
                request.key
            );
            let finding = found.say(message).help("raise the limit or lower the request");
            let finding = finding.within(environment).at(context.place(request.node.span));
            found.add(finding.at(context.place(limit.span)));
        }
    }
}
