//! The objects of a state, by what they are.

use std::collections::BTreeMap;

use super::{Autoscaler, Secret, config_map::ConfigMap};
use crate::provider::kubernetes::object::Object;

#[derive(Default)]
pub(in crate::provider::kubernetes) struct Found<'n> {
    pub(in crate::provider::kubernetes) workloads: Vec<Workload<'n>>,
    pub(in crate::provider::kubernetes) autoscalers: Vec<Autoscaler<'n>>,
    pub(in crate::provider::kubernetes) config_maps: Vec<ConfigMap<'n>>,
    pub(in crate::provider::kubernetes) secrets: Vec<Secret<'n>>,
    /// How many objects there are of kinds that are not read.
    pub(in crate::provider::kubernetes) others: BTreeMap<&'n str, usize>,
    /// How many objects of known kinds are in another namespace.
    pub(in crate::provider::kubernetes) elsewhere: usize,
    /// Whether one object was given, and no list.
    pub(in crate::provider::kubernetes) alone: bool,
}

/// An object that makes pods.
pub(in crate::provider::kubernetes) struct Workload<'n> {
    pub(in crate::provider::kubernetes) object: Object<'n>,
    /// Whether a number says how many pods run; otherwise the cluster's nodes do.
    pub(in crate::provider::kubernetes) counted: bool,
}
