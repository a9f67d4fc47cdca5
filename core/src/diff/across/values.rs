//! What many trees have at one path. Trees that share the value above share theirs here.

use std::fmt;
use std::sync::Arc;

use crate::source::Span;
use crate::yaml::{Data, Node};

/// A value, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Written<'n> {
    pub(super) node: &'n Node,
    /// Where its key or itself was written.
    pub(super) span: Span,
    /// Its position in the map or list that holds it.
    pub(super) position: u32,
}

/// What each of many trees has at a path.
#[derive(Clone)]
pub struct Values {
    found: Found,
    above: Arc<Above>,
}

/// What stands in each of the values above.
#[derive(Clone)]
enum Found {
    Apart(Box<[Option<Node>]>),
    /// By its position in that value, or [`NOWHERE`]: of all that is kept of thousands of rows, most
    /// would be values, and the values above hold them already.
    Within(Box<[u32]>),
}

/// A position that no map and no list has.
const NOWHERE: u32 = u32::MAX;

/// The values in which members are looked for.
pub(super) struct Above {
    /// For each tree, which of them is its; `None` where it has none.
    pub(super) who: Vec<Option<u32>>,
    /// Where the key of each was written.
    pub(super) at: Vec<Span>,
    /// They themselves; none of them above the roots of the trees.
    pub(super) values: Vec<Node>,
}

impl Above {
    /// What is above the roots of trees.
    pub(super) fn roots(count: usize) -> Self {
        let who = (0..).take(count).map(Some).collect();
        Self { who, at: vec![Span::NONE; count], values: Vec::new() }
    }
}

impl Values {
    pub(super) fn new(found: &[Option<Written<'_>>], above: &Arc<Above>) -> Self {
        let found = match above.values.is_empty() {
            true => {
                Found::Apart(found.iter().map(|one| Some(one.as_ref()?.node.clone())).collect())
            }
            false => {
                let position = |one: &Option<Written<'_>>| one.map_or(NOWHERE, |one| one.position);
                Found::Within(found.iter().map(position).collect())
            }
        };
        Self { found, above: above.clone() }
    }

    /// Values of trees that nothing is known of.
    pub(crate) fn apart(values: Vec<Option<Node>>) -> Self {
        let above = Above::roots(values.len()).into();
        Self { found: Found::Apart(values.into()), above }
    }

    /// How many trees there are.
    pub fn len(&self) -> usize {
        self.above.who.len()
    }

    /// Whether there are no trees.
    pub fn is_empty(&self) -> bool {
        self.above.who.is_empty()
    }

    /// What each tree has, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<&Node>> {
        self.above.who.iter().map(|who| self.found((*who)? as usize))
    }

    /// What stands in one of the values above.
    fn found(&self, at: usize) -> Option<&Node> {
        match &self.found {
            Found::Apart(found) => found[at].as_ref(),
            Found::Within(positions) => {
                let position = positions[at] as usize;
                match &self.above.values[at].data {
                    Data::Map(map) => map.entries().get(position).map(|entry| &entry.node),
                    Data::List(items) => items.get(position),
                    _ => None,
                }
            }
        }
    }

    /// For each tree that has nothing there, but has the map or the list in which it would stand: where
    /// that was written.
    pub fn parents(&self) -> impl ExactSizeIterator<Item = Option<Span>> {
        self.above.who.iter().map(|who| {
            let who = (*who)? as usize;
            self.found(who).is_none().then_some(self.above.at[who])
        })
    }
}

impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter()) && self.parents().eq(other.parents())
    }
}

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
