//! Health checks that overtake each other.

use super::super::context::{Context, is_reference};
use super::super::rule::{Found, rule};
use crate::value::{Kind, Quantity};
use crate::yaml::Node;

rule! {
    /// A health check may take longer than the time between two checks.
    ///
    /// `timeout` is compared with `interval` in `health_check`, after everything the service
    /// inherits is merged.
    ///
    /// # Why it matters
    ///
    /// A service that hangs is asked again before the first answer is given up, so that checks pile
    /// up on what is slow already, and it is noticed later than the interval says.
    ///
    /// # Remedy
    ///
    /// Lower the timeout or raise the interval.
    ///
    /// # Example
    ///
    /// ```yaml
    /// health_check: {timeout: 30, interval: 10}
    /// ```
    "health-check-timing" in Services, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for service in context.services() {
        let Some(health) = service.resolved.root().child("health_check") else { continue };
        let side = |key: &str| health.child(key).filter(|node| !is_reference(node));
        let Some((timeout, interval)) = side("timeout").zip(side("interval")) else { continue };
        let time = |node: &Node| Quantity::read(&node.data, Kind::Duration).ok();
        if time(timeout).zip(time(interval)).is_none_or(|(a, b)| a <= b) {
            continue;
        }
        let (name, environment) = (service.name, &service.environment.name);
        let message = format!(
            "the health check of `{name}` may take longer than its interval in `{environment}`"
        );
        let finding = found.say(message).help("lower the timeout or raise the interval");
        let finding = finding.within(environment).at(context.place(timeout.span));
        found.add(finding.at(context.place(interval.span)));
    }
}
