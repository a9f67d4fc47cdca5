//! How live state is read.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::yaml::Limits;

/// How live state is read.
#[derive(Debug, Clone)]
pub struct LiveOptions {
    pub(super) limits: Limits,
    pub(super) environment: Option<SmolStr>,
    pub(super) namespace: Option<SmolStr>,
    pub(super) labels: Vec<SmolStr>,
    pub(super) services: BTreeMap<SmolStr, SmolStr>,
    pub(super) partial: bool,
}

/// The labels that say which service an object belongs to, the first that it has counts.
const LABELS: [&str; 2] = ["app.kubernetes.io/name", "app"];

impl Default for LiveOptions {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            environment: None,
            namespace: None,
            labels: LABELS.map(SmolStr::new_static).into(),
            services: BTreeMap::new(),
            partial: false,
        }
    }
}

impl LiveOptions {
    /// Any namespace, the usual labels, the limits of project files.
    pub fn new() -> Self {
        Self::default()
    }

    /// The environment whose state it is; a comparison with another one is refused.
    #[must_use]
    pub fn environment(mut self, name: impl Into<SmolStr>) -> Self {
        self.environment = Some(name.into());
        self
    }

    /// Kubernetes: only objects of this namespace count. Those that name none count too.
    #[must_use]
    pub fn namespace(mut self, name: impl Into<SmolStr>) -> Self {
        self.namespace = Some(name.into());
        self
    }

    /// Kubernetes: the labels that say which service an object belongs to, in the order in which
    /// they are tried. Without any of them the object's name is the service's. Unless set,
    /// `app.kubernetes.io/name` and `app`.
    #[must_use]
    pub fn service_labels<L: Into<SmolStr>>(mut self, labels: impl IntoIterator<Item = L>) -> Self {
        self.labels = labels.into_iter().map(Into::into).collect();
        self
    }

    /// Kubernetes: the service of the workload with this name, whatever its labels say.
    #[must_use]
    pub fn service(mut self, workload: impl Into<SmolStr>, name: impl Into<SmolStr>) -> Self {
        self.services.insert(workload.into(), name.into());
        self
    }

    /// Whether the state shows only a part: what is declared and not in it is then unknown, and not
    /// missing.
    #[must_use]
    pub fn partial(mut self, partial: bool) -> Self {
        self.partial = partial;
        self
    }

    /// How large a file may be.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The limits, for whoever reads the files.
    pub fn limits_of_files(&self) -> &Limits {
        &self.limits
    }

    pub(in crate::provider) fn wants_namespace(&self, namespace: Option<&str>) -> bool {
        match (&self.namespace, namespace) {
            (Some(wanted), Some(namespace)) => wanted == namespace,
            _ => true,
        }
    }

    pub(in crate::provider) fn labels(&self) -> &[SmolStr] {
        &self.labels
    }

    pub(in crate::provider) fn service_of(&self, workload: &str) -> Option<&SmolStr> {
        self.services.get(workload)
    }
}
