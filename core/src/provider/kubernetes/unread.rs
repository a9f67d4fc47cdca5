//! What an author wrote into a workload and no comparison sees.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use smol_str::SmolStr;

use super::server_fields;
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Node};

/// What is read of a workload, and what only ties it to its pods.
const READ: [&str; 16] = [
    "apiVersion",
    "kind",
    "metadata",
    "spec.replicas",
    "spec.selector",
    "spec.template.metadata",
    "spec.template.spec.containers.*.name",
    "spec.template.spec.containers.*.image",
    "spec.template.spec.containers.*.command",
    "spec.template.spec.containers.*.args",
    "spec.template.spec.containers.*.ports",
    "spec.template.spec.containers.*.env",
    "spec.template.spec.containers.*.envFrom",
    "spec.template.spec.containers.*.resources.requests",
    "spec.template.spec.containers.*.resources.limits",
    "spec.template.spec.containers.*.resources.claims",
];

const PROBES: [&str; 3] = ["readinessProbe", "livenessProbe", "startupProbe"];
const PROBE: [&str; 4] = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "httpGet.path"];

/// What the paths of a table come to, key by key.
#[derive(Default)]
struct Known {
    within: BTreeMap<SmolStr, Known>,
    /// Whether nothing below is told.
    whole: bool,
    /// The values that are not told.
    defaults: Vec<&'static str>,
}

impl Known {
    fn insert(&mut self, path: &str) -> &mut Known {
        let path = KeyPath::parse(path).unwrap_or_default();
        path.keys().fold(self, |known, key| known.within.entry(key.into()).or_default())
    }

    fn all() -> &'static Known {
        static ALL: OnceLock<Known> = OnceLock::new();
        ALL.get_or_init(|| {
            let mut all = Known::default();
            READ.iter().for_each(|path| all.insert(path).whole = true);
            for probe in PROBES {
                for key in PROBE {
                    let path = format!("spec.template.spec.containers.*.{probe}.{key}");
                    all.insert(&path).whole = true;
                }
            }
            for field in server_fields() {
                let known = all.insert(field.path);
                known.whole |= field.default.is_none();
                known.defaults.extend(field.default);
            }
            all
        })
    }
}

/// The fields of several workloads that were not read, each with where it stands first and how many
/// workloads have it.
#[derive(Default)]
pub(super) struct Unread(BTreeMap<KeyPath, (Span, usize)>);

impl Unread {
    pub(super) fn add(&mut self, workload: &Node) {
        let mut found = BTreeMap::new();
        below(workload, Known::all(), &mut KeyPath::root(), &mut found);
        for (path, span) in found {
            self.0.entry(path).or_insert((span, 0)).1 += 1;
        }
    }

    pub(super) fn into_fields(self) -> impl Iterator<Item = (KeyPath, Span, usize)> {
        self.0.into_iter().map(|(path, (span, count))| (path, span, count))
    }
}

// The table is a few keys deep, so recursion is bounded.
fn below(node: &Node, known: &Known, path: &mut KeyPath, found: &mut BTreeMap<KeyPath, Span>) {
    let node = node.untagged();
    let is_default = || match node.as_text() {
        Some(text) => known.defaults.contains(&text),
        None => !known.defaults.is_empty() && known.defaults.contains(&node.to_string().as_str()),
    };
    if known.whole || matches!(node.data, Data::Null) || is_default() {
        return;
    }
    let mut step = |key: &SmolStr, node: &Node, known: Option<&Known>| {
        path.push(key.clone());
        match known {
            Some(known) => below(node, known, path, found),
            None if matches!(node.data, Data::Null) => {}
            None => _ = found.entry(path.clone()).or_insert(node.span),
        }
        path.pop();
    };
    match &node.data {
        Data::Map(map) if !known.within.is_empty() => {
            for entry in map.entries() {
                step(&entry.key, &entry.node, known.within.get(&entry.key));
            }
        }
        Data::List(items) if known.within.contains_key("*") => {
            let star = SmolStr::new_static("*");
            items.iter().for_each(|item| step(&star, item, known.within.get("*")));
        }
        _ => _ = found.entry(path.clone()).or_insert(node.span),
    }
}
