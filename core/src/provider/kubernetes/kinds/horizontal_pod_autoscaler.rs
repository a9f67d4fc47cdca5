//! HorizontalPodAutoscaler: how the number of pods follows the load.

use super::{Found, Kind, Workload};
use crate::error::Result;
use crate::provider::kubernetes::field::{self, Fields};
use crate::provider::kubernetes::object::Object;
use crate::provider::live::{Context, Untold};
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Node};

pub(super) const KIND: Kind =
    Kind { name: "HorizontalPodAutoscaler", groups: &["autoscaling"], take };

fn take<'n>(object: Object<'n>, found: &mut Found<'n>) {
    let target = field::at(object.node, "spec.scaleTargetRef.name").and_then(Node::as_text);
    found.autoscalers.push(target.unwrap_or_default(), Autoscaler { object });
}

pub(in crate::provider::kubernetes) struct Autoscaler<'n> {
    pub(in crate::provider::kubernetes) object: Object<'n>,
}

impl Autoscaler<'_> {
    /// Whether it scales a workload that has the name it is filed under.
    pub(in crate::provider::kubernetes) fn scales(&self, workload: &Workload<'_>) -> bool {
        let kind = field::at(self.object.node, "spec.scaleTargetRef.kind").and_then(Node::as_text);
        kind.is_none_or(|kind| kind == workload.object.kind)
            && self.object.is_beside(&workload.object)
    }

    /// The entry `autoscaling` of the service.
    pub(in crate::provider::kubernetes) fn read(
        &self,
        context: &Context<'_>,
        untold: &mut Vec<Untold>,
    ) -> Result<Entry> {
        let fields = Fields { object: &self.object, context };
        let node = self.object.node;
        let Some(spec) = fields.map(node, "spec", "spec")? else {
            let message = format!("{} has no `spec`", self.object);
            return Err(context.error(node.span, message).help("read the object anew"));
        };
        let at = spec.span;
        let made = |key: &str, data: Data| Entry {
            key: key.into(),
            key_span: at,
            node: Node { data, span: at },
        };
        let mut entries = vec![made("enabled", Data::Bool(true))];
        let bound = |key: &str, from: &str| -> Result<Option<Entry>> {
            let node = fields.count(spec, from, &format!("spec.{from}"))?;
            Ok(node.map(|node| Entry { key: key.into(), key_span: node.span, node: node.clone() }))
        };
        // The server writes the fewest out; where it is not written, one is meant.
        entries.push(
            bound("min_replicas", "minReplicas")?.unwrap_or(made("min_replicas", Data::Int(1))),
        );
        entries.extend(bound("max_replicas", "maxReplicas")?);
        let first = fields.count(
            spec,
            "targetCPUUtilizationPercentage",
            "spec.targetCPUUtilizationPercentage",
        )?;
        let mut targets: Vec<(&str, &Node)> = first.map(|node| ("cpu", node)).into_iter().collect();
        for metric in fields.list(spec, "metrics", "spec.metrics")? {
            match target(metric) {
                Some((resource, Some(share))) => targets.push((resource, share)),
                Some((resource, None)) => untold.push(Untold::new(
                    autoscaling_path().join(format!("target_{resource}")),
                    "the autoscaler aims at an amount and not at a share",
                )),
                None => {}
            }
        }
        for (resource, share) in targets {
            let key = match resource {
                "cpu" => "target_cpu",
                "memory" => "target_memory",
                _ => continue,
            };
            if !entries.iter().any(|entry| entry.key == key) {
                entries.push(Entry { key: key.into(), key_span: share.span, node: share.clone() });
            }
        }
        Ok(Entry { key: "autoscaling".into(), key_span: at, node: spec.with_entries(entries) })
    }
}

/// The resource that a metric watches, and the share it aims at, in any version of the API.
fn target(metric: &Node) -> Option<(&str, Option<&Node>)> {
    let resource =
        field::at(metric, "resource").or_else(|| field::at(metric, "containerResource"))?;
    let name = field::at(resource, "name")?.as_text()?;
    let share = field::at(resource, "target.averageUtilization")
        .or_else(|| field::at(resource, "targetAverageUtilization"));
    Some((name, share))
}

/// Where autoscaling stands in a service.
pub(in crate::provider::kubernetes) fn autoscaling_path() -> KeyPath {
    KeyPath::from_iter(["autoscaling"])
}
