//! The objects of a state, by what they are.

use std::collections::{BTreeMap, HashMap};

use super::{Autoscaler, Secret, config_map::ConfigMap};
use crate::provider::kubernetes::object::Object;

#[derive(Default)]
pub(in crate::provider::kubernetes) struct Found<'n> {
    pub(in crate::provider::kubernetes) workloads: Vec<Workload<'n>>,
    /// By the name of what they scale.
    pub(in crate::provider::kubernetes) autoscalers: Named<'n, Autoscaler<'n>>,
    pub(in crate::provider::kubernetes) config_maps: Named<'n, ConfigMap<'n>>,
    pub(in crate::provider::kubernetes) secrets: Named<'n, Secret<'n>>,
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

/// Objects by a name, those of several namespaces in the order of the files.
pub(in crate::provider::kubernetes) struct Named<'n, T>(HashMap<&'n str, Vec<T>>);

impl<T> Default for Named<'_, T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<'n, T> Named<'n, T> {
    pub(super) fn push(&mut self, name: &'n str, one: T) {
        self.0.entry(name).or_default().push(one);
    }

    pub(in crate::provider::kubernetes) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(in crate::provider::kubernetes) fn named(&self, name: &str) -> &[T] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}
