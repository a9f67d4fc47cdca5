//! One service as it runs, and what its state cannot tell.

use smol_str::SmolStr;

use crate::value::KeyPath;
use crate::yaml::Node;

/// A service as it runs, in the shape in which projects declare services.
#[derive(Clone)]
pub(crate) struct LiveService {
    pub(crate) tree: Node,
    pub(crate) vocabulary: Vocabulary,
    /// What stands there is not known.
    pub(crate) untold: Vec<Untold>,
    /// What is not found below is not known, rather than missing.
    pub(crate) open: Vec<Untold>,
}

/// A path that the live state says nothing of, and why.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Untold {
    pub(crate) path: KeyPath,
    pub(crate) reason: SmolStr,
}

impl Untold {
    pub(crate) fn new(path: KeyPath, reason: impl Into<SmolStr>) -> Self {
        Self { path, reason: reason.into() }
    }
}

/// Which keys of a service a state speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// All: it has the shape of a service.
    Whole,
    /// Those that Kubernetes objects have an answer to.
    Kubernetes,
}

/// What Kubernetes can answer, and the keys within where it is not all of a map.
const KUBERNETES: [(&str, Option<&[&str]>); 11] = [
    ("replicas", None),
    ("image", None),
    ("image_tag", None),
    ("command", None),
    ("args", None),
    ("port", None),
    ("ports", None),
    ("resources", Some(&["requests", "limits"])),
    ("environment", None),
    ("health_check", Some(&["initial_delay", "timeout", "interval", "path"])),
    (
        "autoscaling",
        Some(&["enabled", "min_replicas", "max_replicas", "target_cpu", "target_memory"]),
    ),
];

/// Keys that are compared though a project says nothing of them: nobody adds them but by hand.
const BOTH_WAYS: [&str; 3] = ["resources", "environment", "autoscaling"];

impl Vocabulary {
    /// Whether it has an answer for a path.
    pub(super) fn speaks_of(self, path: &KeyPath) -> bool {
        if self == Self::Whole {
            return true;
        }
        let mut keys = path.keys();
        let Some(first) = keys.next() else { return true };
        let Some((_, within)) = KUBERNETES.iter().find(|(key, _)| *key == first) else {
            return false;
        };
        match (within, keys.next()) {
            (Some(within), Some(key)) => within.contains(&key),
            _ => true,
        }
    }

    /// Whether a top-level key is compared where only the live side has it.
    pub(super) fn is_compared_alone(self, key: &str) -> bool {
        self == Self::Whole || BOTH_WAYS.contains(&key)
    }
}
