//! The operations of a JSON Patch, as small as a million of them should be.

use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};
use smol_str::SmolStr;

use super::write::operations;
use crate::diff::Options;
use crate::yaml::Node;

/// A JSON Patch (RFC 6902). It is serialized as the list of its operations.
#[derive(Debug, Clone)]
pub struct JsonPatch(Vec<Operation>);

/// One of them. It is serialized as a map of `op`, `path`, and `from` or `value`.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    pub(super) op: Kind,
    pub(super) path: SmolStr,
    /// What is put there; of a move, from where.
    pub(super) value: Option<Node>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Add,
    Remove,
    Replace,
    Move,
}

impl JsonPatch {
    /// The patch that turns `left` into `right`; see [`json_patch`](super::json_patch).
    pub fn between(left: &Node, right: &Node, options: &Options) -> Self {
        Self(operations(left, right, options))
    }

    /// How many operations there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether both trees are the same.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The patch as a tree: a list of maps.
    pub fn into_node(self) -> Node {
        Node::from(self.0.into_iter().map(Operation::into_node).collect::<Vec<_>>())
    }
}

impl Operation {
    fn into_node(self) -> Node {
        let op = Node::from(self.op.word());
        let path = Node::from(self.path.as_str());
        match (self.op, self.value) {
            (Kind::Move, from) => {
                let from = from.unwrap_or_default();
                [("op", op), ("from", from), ("path", path)].into_iter().collect()
            }
            (_, Some(value)) => {
                [("op", op), ("path", path), ("value", value)].into_iter().collect()
            }
            (_, None) => [("op", op), ("path", path)].into_iter().collect(),
        }
    }
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Add => "add",
            Kind::Remove => "remove",
            Kind::Replace => "replace",
            Kind::Move => "move",
        }
    }
}

impl Serialize for JsonPatch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        self.0.iter().try_for_each(|operation| list.serialize_element(operation))?;
        list.end()
    }
}

impl Serialize for Operation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = 2 + usize::from(self.value.is_some());
        let mut map = serializer.serialize_struct("Operation", count)?;
        map.serialize_field("op", &self.op)?;
        let (from, value) = match self.op {
            Kind::Move => (self.value.as_ref(), None),
            _ => (None, self.value.as_ref()),
        };
        if let Some(from) = from {
            map.serialize_field("from", from)?;
        }
        map.serialize_field("path", &self.path)?;
        if let Some(value) = value {
            map.serialize_field("value", value)?;
        }
        map.end()
    }
}
