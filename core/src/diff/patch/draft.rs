//! A tree that is being patched: only what was looked into is taken apart.

use std::collections::HashMap;

use smol_str::{SmolStr, ToSmolStr};

use super::error::Why;
use super::pointer::position;
use super::rope::Rope;
use crate::source::Span;
use crate::yaml::{Data, Entry, Map, Node};

/// A value: as it was, or opened.
#[derive(Debug, Clone)]
pub(super) enum Draft {
    Whole(Node),
    Map(Keys),
    List(Rope<Draft>, Span),
}

/// The entries of an opened map, in order; what was removed leaves a gap.
#[derive(Debug, Clone)]
pub(super) struct Keys {
    slots: Vec<Option<(SmolStr, Span, Draft)>>,
    at: HashMap<SmolStr, usize>,
    span: Span,
}

/// Where a value is put: a map's key, or a list's position.
pub(super) enum Place<'d> {
    Key(&'d mut Keys),
    At(&'d mut Rope<Draft>, usize),
}

impl Draft {
    /// The value at the end of a pointer.
    pub(super) fn get(&mut self, tokens: &[SmolStr]) -> Result<&mut Self, Why> {
        let mut draft = self;
        for (depth, token) in tokens.iter().enumerate() {
            let absent = || Why::Absent(text(&tokens[..=depth]));
            draft.open();
            draft = match draft {
                Self::Map(keys) => keys.get_mut(token).ok_or_else(absent)?,
                Self::List(items, _) => {
                    if token == "-" {
                        return Err(absent());
                    }
                    let at = position(token);
                    let at = at.ok_or_else(|| Why::NoPosition(text(&tokens[..=depth])))?;
                    items.get_mut(at).ok_or_else(absent)?
                }
                Self::Whole(_) => return Err(absent()),
            };
        }
        Ok(draft)
    }

    /// Where the last token of a pointer leads; what is above must be there.
    fn place(&mut self, tokens: &[SmolStr]) -> Result<Place<'_>, Why> {
        let (last, above) = match tokens.split_last() {
            Some((last, above)) => (last, above),
            None => return Err(Why::WholeDocument),
        };
        let draft = self.get(above)?;
        draft.open();
        match draft {
            Self::Map(keys) => Ok(Place::Key(keys)),
            Self::List(items, _) => {
                let at = if last == "-" { Some(items.len()) } else { position(last) };
                let at = at.ok_or_else(|| Why::NoPosition(text(tokens)))?;
                Ok(Place::At(items, at))
            }
            Self::Whole(_) => Err(Why::NoContainer(text(tokens))),
        }
    }

    /// Puts a value at a key, in the place of what is there, or before the item at a position.
    pub(super) fn add(&mut self, tokens: &[SmolStr], value: Node) -> Result<(), Why> {
        let Some(last) = tokens.last() else {
            *self = Self::Whole(value);
            return Ok(());
        };
        match self.place(tokens)? {
            Place::Key(keys) => keys.insert(last, value),
            Place::At(items, at) if at <= items.len() => items.insert(at, Self::Whole(value)),
            Place::At(..) => return Err(Why::BeyondEnd(text(tokens))),
        }
        Ok(())
    }

    /// Takes out the value at the end of a pointer.
    pub(super) fn remove(&mut self, tokens: &[SmolStr]) -> Result<Self, Why> {
        let absent = || Why::Absent(text(tokens));
        let last = tokens.last().ok_or(Why::WholeDocument)?;
        let removed = match self.place(tokens)? {
            Place::Key(keys) => keys.remove(last),
            Place::At(items, at) => items.remove(at),
        };
        removed.ok_or_else(absent)
    }

    /// Takes a container apart into its children.
    fn open(&mut self) {
        let Self::Whole(node) = self else { return };
        let node = node.untagged();
        *self = match &node.data {
            Data::Map(map) => Self::Map(Keys::of(map, node.span)),
            Data::List(items) => {
                Self::List(items.iter().cloned().map(Self::Whole).collect(), node.span)
            }
            _ => return,
        };
    }

    /// The value as it is now. What was opened is as deep as a pointer, which is bounded.
    pub(super) fn node(&self) -> Node {
        match self {
            Self::Whole(node) => node.clone(),
            Self::Map(keys) => {
                let entry = |(key, key_span, draft): &(SmolStr, Span, Self)| Entry {
                    key: key.clone(),
                    key_span: *key_span,
                    node: draft.node(),
                };
                let entries = keys.slots.iter().flatten().map(entry).collect();
                Node { data: Data::Map(Map::from_entries(entries).into()), span: keys.span }
            }
            Self::List(items, span) => {
                Node { data: Data::List(items.iter().map(Self::node).collect()), span: *span }
            }
        }
    }
}

impl Keys {
    fn of(map: &Map, span: Span) -> Self {
        let entries = map.entries().iter();
        let slots = entries
            .map(|entry| {
                Some((entry.key.clone(), entry.key_span, Draft::Whole(entry.node.clone())))
            })
            .collect();
        let at =
            map.entries().iter().enumerate().map(|(at, entry)| (entry.key.clone(), at)).collect();
        Self { slots, at, span }
    }

    fn get_mut(&mut self, key: &str) -> Option<&mut Draft> {
        let slot = self.slots[*self.at.get(key)?].as_mut()?;
        Some(&mut slot.2)
    }

    fn insert(&mut self, key: &SmolStr, value: Node) {
        match self.get_mut(key) {
            Some(draft) => *draft = Draft::Whole(value),
            None => {
                self.at.insert(key.clone(), self.slots.len());
                self.slots.push(Some((key.clone(), value.span, Draft::Whole(value))));
            }
        }
    }

    fn remove(&mut self, key: &str) -> Option<Draft> {
        let at = self.at.remove(key)?;
        self.slots[at].take().map(|(_, _, draft)| draft)
    }
}

/// A pointer as text.
pub(super) fn text(tokens: &[SmolStr]) -> String {
    let tokens: Vec<_> = tokens.iter().map(super::pointer::Token::Key).collect();
    super::pointer::write(&tokens, None).to_smolstr().into()
}
