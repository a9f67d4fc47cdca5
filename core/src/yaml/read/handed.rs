//! What serde's data model has no word for: a node as it is, and a value with its range.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, Deserializer, Visitor};

use crate::source::Span;
use crate::yaml::Node;

/// A value and the range it was written in.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T: Default> Default for Spanned<T> {
    fn default() -> Self {
        Self { value: T::default(), span: Span::NONE }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

const NODE: &str = "$stageline::Node";
const SPANNED: &str = "$stageline::Spanned";

thread_local! {
    /// Hands what serde's data model has no word for, a node or a span, to the type that asks.
    static HANDED: RefCell<Option<Node>> = const { RefCell::new(None) };
}

/// Hands a node to the type that is about to be read, if it asks by name.
pub(super) fn hand(name: &str, node: &Node) {
    if name == NODE || name == SPANNED {
        HANDED.with(|handed| handed.replace(Some(node.clone())));
    }
}

fn take_handed() -> Node {
    HANDED.with(RefCell::take).unwrap_or_default()
}

impl<'de> de::Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;
        impl<'de> Visitor<'de> for Take {
            type Value = Node;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value of a project file")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(self, _: D) -> Result<Node, D::Error> {
                Ok(take_handed())
            }
        }
        deserializer.deserialize_newtype_struct(NODE, Take)
    }
}

impl<'de, T: de::Deserialize<'de>> de::Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take<T>(std::marker::PhantomData<T>);
        impl<'de, T: de::Deserialize<'de>> Visitor<'de> for Take<T> {
            type Value = Spanned<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                inner: D,
            ) -> Result<Spanned<T>, D::Error> {
                let span = take_handed().span;
                Ok(Spanned { value: T::deserialize(inner)?, span })
            }
        }
        deserializer.deserialize_newtype_struct(SPANNED, Take(std::marker::PhantomData))
    }
}
