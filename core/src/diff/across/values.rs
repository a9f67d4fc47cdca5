//! What many trees have at one path. Trees that share the value above share theirs here.

use std::sync::Arc;

use crate::source::Span;
use crate::yaml::Node;

/// A value, and where its key or itself was written.
pub(super) type Written<'n> = (&'n Node, Span);

/// What each of many trees has at a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// What stands in each of the values above.
    found: Vec<Option<Node>>,
    above: Arc<Above>,
}

/// The values in which members are looked for.
#[derive(Debug, PartialEq)]
pub(super) struct Above {
    /// For each tree, which of them is its; `None` where it has none.
    pub(super) who: Vec<Option<u32>>,
    /// Where the key of each was written.
    pub(super) at: Vec<Span>,
}

impl Values {
    pub(super) fn new(found: &[Option<Written<'_>>], above: &Arc<Above>) -> Self {
        let found = found.iter().map(|found| found.map(|(node, _)| node.clone()));
        Self { found: found.collect(), above: above.clone() }
    }

    /// Values of trees that nothing is known of.
    pub(crate) fn apart(values: Vec<Option<Node>>) -> Self {
        let who = (0..).take(values.len()).map(Some).collect();
        let at = vec![Span::NONE; values.len()];
        Self { found: values, above: Above { who, at }.into() }
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
        self.above.who.iter().map(|who| self.found[(*who)? as usize].as_ref())
    }

    /// For each tree that has nothing there, but has the map or the list in which it would stand: where
    /// that was written.
    pub fn parents(&self) -> impl ExactSizeIterator<Item = Option<Span>> {
        self.above.who.iter().map(|who| {
            let who = (*who)? as usize;
            self.found[who].is_none().then_some(self.above.at[who])
        })
    }
}
