//! Where a value stands in the text: behind which sign, below which key, with which tag.

use std::ops::Range;

use super::outline::{Kind, Outline, Piece};

/// The place of a value.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// The value's piece.
    pub(super) piece: usize,
    pub(super) holder: Holder,
    /// Where the entry or item begins: its key, its dash, or the value itself.
    pub(super) head: usize,
    /// The piece of the key and its range.
    pub(super) key: Option<(usize, Range<usize>)>,
    /// Behind the `:` or `-`, or where an item in brackets begins.
    pub(super) after: usize,
    /// Behind its tag and anchor.
    pub(super) props: usize,
    /// Where the value itself begins.
    pub(super) value: usize,
    /// Behind the value.
    pub(super) end: usize,
}

/// What a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Root,
    /// A key of a map over lines.
    Key,
    /// A dash.
    Dash,
    /// A key in `{…}`; there may be no colon.
    FlowKey {
        has_colon: bool,
    },
    /// An item in `[…]`.
    FlowItem,
}

impl Slot {
    pub(super) fn is_in_flow(&self) -> bool {
        matches!(self.holder, Holder::FlowKey { .. } | Holder::FlowItem)
    }
}

impl Outline<'_> {
    pub(super) fn piece(&self, slot: &Slot) -> &Piece {
        &self.pieces[slot.piece]
    }

    /// The place of the whole document.
    pub(super) fn root(&self) -> Option<Slot> {
        let mut slot = self.slot(0, self.start, Holder::Root)?;
        slot.head = slot.value;
        Some(slot)
    }

    /// Whether a collection in flow style has brackets; an entry alone inside `[…]` has none.
    pub(super) fn has_brackets(&self, slot: &Slot) -> bool {
        matches!(self.lines.byte(slot.value), Some(b'{' | b'['))
    }

    /// The places of the values of a map or list, in the order of the text; `<<` is among them.
    /// None where the text is not as expected.
    pub(super) fn children(&self, parent: &Slot) -> Option<Vec<Slot>> {
        let kind = self.piece(parent).kind;
        let is_map = matches!(kind, Kind::Map | Kind::FlowMap);
        if !is_map && !matches!(kind, Kind::List | Kind::FlowList) {
            return Some(Vec::new());
        }
        let mut at = parent.value + usize::from(kind.is_flow() && self.has_brackets(parent));
        let mut piece = parent.piece + 1;
        let mut children = Vec::new();
        while piece < self.piece(parent).next {
            at = self.lines.skip(at);
            if kind.is_flow() && self.lines.byte(at) == Some(b',') {
                at = self.lines.skip(at + 1);
            }
            let child = match is_map {
                true => self.entry(piece, at, kind)?,
                false => self.item(piece, at, kind)?,
            };
            at = child.end;
            piece = self.pieces[child.piece].next;
            children.push(child);
        }
        Some(children)
    }

    fn entry(&self, piece: usize, head: usize, kind: Kind) -> Option<Slot> {
        let key = &self.pieces[piece];
        if key.start < head {
            return None;
        }
        let range = key.start..key.end;
        let colon = self.lines.skip(range.end);
        let has_colon = self.lines.byte(colon) == Some(b':');
        let after = if has_colon { colon + 1 } else { range.end };
        let holder = match kind {
            Kind::FlowMap => Holder::FlowKey { has_colon },
            _ => Holder::Key,
        };
        let slot = self.slot(key.next, after, holder)?;
        Some(Slot { head, key: Some((piece, range)), ..slot })
    }

    fn item(&self, piece: usize, head: usize, kind: Kind) -> Option<Slot> {
        let slot = match kind {
            Kind::List if self.lines.byte(head) != Some(b'-') => return None,
            Kind::List => self.slot(piece, head + 1, Holder::Dash)?,
            _ => self.slot(piece, head, Holder::FlowItem)?,
        };
        Some(Slot { head, ..slot })
    }

    fn slot(&self, at: usize, after: usize, holder: Holder) -> Option<Slot> {
        let piece = self.pieces.get(at)?;
        let has_anchor = piece.anchor != 0 && piece.kind != Kind::Alias;
        let mut props = after;
        for _ in 0..usize::from(has_anchor) + usize::from(piece.is_tagged) {
            props = self.property(self.lines.skip(props))?;
        }
        let is_empty = piece.kind == Kind::Empty;
        let value = if is_empty { props } else { self.lines.skip(props) };
        let is_exact =
            matches!(piece.kind, Kind::Plain | Kind::Single | Kind::Double | Kind::Alias);
        if is_exact && value != piece.start {
            return None;
        }
        let end = if is_empty { props } else { piece.end };
        Some(Slot { piece: at, holder, head: after, key: None, after, props, value, end })
    }

    /// Behind the tag or anchor that begins at a byte.
    fn property(&self, at: usize) -> Option<usize> {
        matches!(self.lines.byte(at)?, b'&' | b'!').then_some(())?;
        let rest = &self.lines.0[at..];
        if rest.starts_with("!<") {
            return rest.find('>').map(|length| at + length + 1);
        }
        let ends = |c: char| c.is_ascii_whitespace() || ",[]{}".contains(c);
        Some(at + rest.find(ends).unwrap_or(rest.len()))
    }
}
