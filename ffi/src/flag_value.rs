//! The value of a flag as C's own types.

use stageline::yaml::{Data, Node};

use crate::text::Text;
use crate::value::Kind;

/// What a flag answers, borrowed from the object it was asked of: a kind, and the value in the member
/// for it. Others are false, 0 or empty. A list or a map is given as JSON and as a `stageline_value`
/// alone.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FlagValue {
    /// What it is.
    pub kind: Kind,
    /// A boolean.
    pub boolean: bool,
    /// An integer; `INT64_MAX` for one above it.
    pub integer: i64,
    /// A number, an integer too.
    pub number: f64,
    /// A text.
    pub text: Text,
}

impl FlagValue {
    pub(crate) const NOTHING: Self =
        FlagValue { kind: Kind::Null, boolean: false, integer: 0, number: 0.0, text: Text::EMPTY };

    pub(crate) fn of(node: &Node) -> Self {
        let mut value = FlagValue { kind: Kind::of(node), ..Self::NOTHING };
        match &node.untagged().data {
            Data::Bool(boolean) => value.boolean = *boolean,
            Data::Int(integer) => (value.integer, value.number) = (*integer, *integer as f64),
            Data::UInt(integer) => (value.integer, value.number) = (i64::MAX, *integer as f64),
            Data::Float(number) => value.number = *number,
            Data::Text(text) => value.text = Text::of(text),
            _ => {}
        }
        value
    }
}

/// A flag's value as a tree, of whatever kind it was asked for.
pub(crate) trait ToNode {
    fn to_node(&self) -> Node;
}

impl ToNode for bool {
    fn to_node(&self) -> Node {
        Node::detached(Data::Bool(*self))
    }
}

impl ToNode for i64 {
    fn to_node(&self) -> Node {
        Node::detached(Data::Int(*self))
    }
}

impl ToNode for f64 {
    fn to_node(&self) -> Node {
        Node::detached(Data::Float(*self))
    }
}

impl ToNode for stageline::flag::Text {
    fn to_node(&self) -> Node {
        Node::detached(Data::Text(self.as_str().into()))
    }
}

impl ToNode for Node {
    fn to_node(&self) -> Node {
        self.clone()
    }
}
