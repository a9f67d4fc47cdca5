//! What one layer says of one path, and what that does to the layers below.

use super::Effect;
use crate::config::Layer;
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Intent, Node};

/// One layer's word on a path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<'r> {
    pub(crate) layer: &'r Layer,
    pub(crate) effect: Effect,
    /// What it says; `None` where it takes the value away.
    pub(crate) node: Option<&'r Node>,
    pub(crate) span: Span,
    /// Where the key stands, if it has one.
    pub(crate) key: Span,
    pub(super) deletes: bool,
    pub(super) untagged: bool,
}

impl Word<'_> {
    /// Whether the value that counts is, or holds, what it says.
    pub(crate) fn counts(&self) -> bool {
        !matches!(self.effect, Effect::Overridden | Effect::Deletes)
    }

    /// Whether it speaks of the value itself, and not only of something above it.
    pub(crate) fn is_said(&self) -> bool {
        self.node.is_some() || self.deletes
    }
}

/// A leaf with all that was said of it, strongest first.
#[derive(Debug)]
pub(crate) struct Leaf<'l, 'r> {
    pub(crate) path: &'l KeyPath,
    /// `None` where the result lacks it.
    pub(crate) value: Option<&'r Node>,
    pub(crate) words: &'l [Word<'r>],
}

/// What a layer says at one path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'r> {
    /// `None` where it takes away whatever stands here.
    pub(super) node: Option<&'r Node>,
    pub(super) intent: Option<&'r Intent>,
    pub(super) span: Span,
    pub(super) key: Span,
    /// Whether it says `!delete`, here or above.
    pub(super) deletes: bool,
}

impl<'r> Said<'r> {
    pub(super) fn of(node: &'r Node, key: Span, above: Option<&'r Intent>) -> Self {
        let mut intent = above;
        let mut inner = node;
        while let Data::Tagged(tagged) = &inner.data {
            if tagged.intent == Intent::Delete {
                return Self { node: None, intent: None, span: inner.span, key, deletes: true };
            }
            intent = above.or(Some(&tagged.intent));
            inner = &tagged.node;
        }
        // A list operation on what is no list stands alone.
        let list = matches!(inner.data, Data::List(_));
        let intent = intent.map(|intent| if list { intent } else { &Intent::Replace });
        Self { node: Some(inner), intent, span: inner.span, key, deletes: false }
    }

    pub(super) fn child(&self, key: &str) -> Option<Self> {
        let Some(node) = self.node else { return Some(*self) };
        let taken = Self { node: None, intent: None, deletes: false, ..*self };
        match &node.data {
            Data::Map(map) => {
                // Below a replaced map every value is part of the replacement.
                let replaced = self.intent.filter(|intent| **intent == Intent::Replace);
                match map.entry(key) {
                    Some(entry) => Some(Self::of(&entry.node, entry.key_span, replaced)),
                    None => replaced.map(|_| taken),
                }
            }
            _ => Some(taken),
        }
    }

    /// What the layer does here, and what may contribute below it. `by_key` says that lists here
    /// merge by the key of their items without a tag.
    pub(super) fn effect(&self, open: Open, by_key: bool) -> (Effect, Open) {
        let Some(node) = self.node else {
            let effect = if open == Open::Nothing { Effect::Overridden } else { Effect::Deletes };
            return (effect, Open::Nothing);
        };
        if !open.takes(node) {
            return (Effect::Overridden, Open::Nothing);
        }
        match (self.intent, &node.data) {
            (Some(Intent::Append), _) => (Effect::Appends, Open::Lists),
            (Some(Intent::Prepend), _) => (Effect::Prepends, Open::Lists),
            (Some(Intent::MergeBy(_)), _) => (Effect::Merges, Open::Lists),
            (Some(_), _) => (Effect::Replaces, Open::Nothing),
            (None, Data::Map(_)) => (Effect::Merges, Open::Maps),
            (None, Data::List(_)) if by_key => (Effect::Merges, Open::Lists),
            (None, _) => (Effect::Sets, Open::Nothing),
        }
    }
}

/// What may still contribute below what was heard.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Open {
    Anything,
    Maps,
    Lists,
    Nothing,
}

impl Open {
    pub(super) fn takes(self, node: &Node) -> bool {
        match self {
            Open::Anything => true,
            Open::Maps => matches!(node.data, Data::Map(_)),
            Open::Lists => matches!(node.data, Data::List(_)),
            Open::Nothing => false,
        }
    }
}
