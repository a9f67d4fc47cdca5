//! What a service asks of its environment: processor time, memory and storage, by its replicas.

use serde::{Serialize, Serializer};

use crate::value::{Kind, Notation, Quantity};
use crate::yaml::{Data, Node};

/// How many parts of a unit amounts are counted in.
const NANOS: i128 = 1_000_000_000;

/// A resource that environments share out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// Processor time.
    Cpu,
    /// Memory.
    Memory,
    /// Storage.
    Storage,
}

impl Resource {
    /// All of them, in the order in which people list them.
    pub const ALL: [Self; 3] = [Self::Cpu, Self::Memory, Self::Storage];

    /// The key that it has in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::Storage => "storage",
        }
    }

    /// The resource of a name; `disk` is storage too.
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "disk" => Some(Self::Storage),
            name => Self::ALL.into_iter().find(|resource| resource.name() == name),
        }
    }

    /// An amount as people read it best: with at most two decimals of the largest unit that says it
    /// exactly, as in `15.6` cores or `41.25Gi`; else as Kubernetes spells it.
    pub fn write(self, amount: Quantity) -> String {
        let notation = match self {
            Self::Cpu => Notation::Decimal,
            Self::Memory | Self::Storage => Notation::Binary,
        };
        let units: &[(&str, i128)] = match self {
            Self::Cpu => &[("", 1)],
            Self::Memory | Self::Storage => {
                &[("Ti", 1 << 40), ("Gi", 1 << 30), ("Mi", 1 << 20), ("Ki", 1 << 10)]
            }
        };
        let hundredths = units.iter().find_map(|(suffix, unit)| {
            let hundredth = unit * NANOS / 100;
            let count = amount.nanos() / hundredth;
            let exact = count >= 100 && count * hundredth == amount.nanos();
            exact.then_some((count / 100, count % 100, *suffix))
        });
        match hundredths {
            Some((whole, 0, suffix)) => format!("{whole}{suffix}"),
            Some((whole, rest, suffix)) if rest % 10 == 0 => {
                format!("{whole}.{}{suffix}", rest / 10)
            }
            Some((whole, rest, suffix)) => format!("{whole}.{rest:02}{suffix}"),
            None => amount.canonical(notation),
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Cpu => Kind::Cpu,
            Self::Memory | Self::Storage => Kind::Bytes,
        }
    }

    /// The keys that files use for it.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Cpu => &["cpu"],
            Self::Memory => &["memory"],
            Self::Storage => &["storage", "disk", "ephemeral-storage", "ephemeral_storage"],
        }
    }

    /// What a map such as `requests`, `limits` or `resource_limits` says of it; `None` where it says
    /// nothing, or nothing that is an amount.
    pub fn stated(self, map: Option<&Node>) -> Option<(Quantity, &Node)> {
        let node = self.said(map)?;
        Some((Quantity::read(&node.untagged().data, self.kind()).ok()?, node))
    }

    /// What such a map says of it that is no amount.
    pub fn unreadable(self, map: Option<&Node>) -> Option<&Node> {
        let node = self.said(map).filter(|node| node.untagged().data != Data::Null)?;
        Quantity::read(&node.untagged().data, self.kind()).is_err().then_some(node)
    }

    fn said(self, map: Option<&Node>) -> Option<&Node> {
        self.keys().iter().find_map(|key| map?.child(key))
    }
}

impl Serialize for Resource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How many copies of a service run: at the least, and at the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Replicas {
    /// `replicas`, or `autoscaling.min_replicas` where that is more.
    pub least: u64,
    /// `autoscaling.max_replicas` where scaling is on and that is more; else the same.
    pub most: u64,
}

impl Replicas {
    /// What a service's tree says; one where it says nothing.
    pub fn of(root: &Node) -> Self {
        let scaling = root.child("autoscaling").filter(|scaling| {
            scaling.child("enabled").is_none_or(|on| on.untagged().data != Data::Bool(false))
        });
        let bound = |name: &str| scaling.and_then(|scaling| count(scaling.child(name)));
        let stated = count(root.child("replicas"));
        let least = stated.max(bound("min_replicas")).unwrap_or(1);
        Self { least, most: bound("max_replicas").unwrap_or(least).max(least) }
    }
}

fn count(node: Option<&Node>) -> Option<u64> {
    match node?.untagged().data {
        Data::Int(value) => Some(u64::try_from(value).unwrap_or(0)),
        Data::UInt(value) => Some(value),
        _ => None,
    }
}
