//! The kinds that are read, a file for each, and what is found of them.

mod config_map;
mod daemon_set;
mod deployment;
mod found;
mod horizontal_pod_autoscaler;
mod secret;
mod stateful_set;

use super::object::Object;
pub(super) use found::{Found, Workload};
pub(super) use horizontal_pod_autoscaler::{Autoscaler, autoscaling_path};
pub(super) use secret::Secret;

/// A kind of object that is read.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// The API groups it is served in; the first one of Kubernetes is nameless.
    pub(super) groups: &'static [&'static str],
    pub(super) take: for<'n> fn(Object<'n>, &mut Found<'n>),
}

pub(super) static ALL: [Kind; 6] = [
    deployment::KIND,
    stateful_set::KIND,
    daemon_set::KIND,
    horizontal_pod_autoscaler::KIND,
    config_map::KIND,
    secret::KIND,
];
