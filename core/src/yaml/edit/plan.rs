//! Which bytes a change replaces, and how a path is found in the text.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::apply::{nested, position, shown};
use super::lines::Lines;
use super::outline::{Kind, Outline};
use super::refused;
use super::slot::Slot;
use crate::error::{Error, Result};
use crate::source::SourceFile;
use crate::yaml::write::Style;
use crate::yaml::{Data, Entry, Limits, Node};

/// Bytes to replace, and the ranges whose comments go with what is removed.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// In any order; they do not overlap.
    pub(super) cuts: Vec<(Range<usize>, String)>,
    /// Of the text before the change.
    pub(super) gone: Vec<Range<usize>>,
    /// Whether comments move along with their entry.
    pub(super) moves: bool,
    /// Whether comments come to stand in a second place.
    pub(super) copies: bool,
    /// Whether a `<<` stands beside the entry.
    pub(super) merges: bool,
}

impl Plan {
    pub(super) fn cut(range: Range<usize>, text: impl Into<String>) -> Self {
        Plan { cuts: vec![(range, text.into())], ..Plan::default() }
    }

    pub(super) fn gone(mut self, range: Range<usize>) -> Self {
        self.gone.push(range);
        self
    }

    /// Whether no two cuts touch the same bytes.
    pub(super) fn is_clear(&self) -> bool {
        let mut ranges: Vec<_> = self.cuts.iter().map(|(range, _)| range).collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        ranges.windows(2).all(|pair| pair[0].end <= pair[1].start)
    }

    /// The text after the change.
    pub(super) fn text(&self, before: &str) -> String {
        let mut cuts: Vec<_> = self.cuts.iter().collect();
        cuts.sort_by_key(|(range, _)| (range.start, range.end));
        let mut text = String::with_capacity(before.len() + 64);
        let mut at = 0;
        for (range, new) in cuts {
            text.push_str(before.get(at..range.start).unwrap_or_default());
            text.push_str(new);
            at = range.end;
        }
        text.push_str(before.get(at..).unwrap_or_default());
        text
    }
}

/// A document that is being edited.
pub(super) struct Editor<'f> {
    pub(super) file: &'f SourceFile,
    pub(super) outline: Outline<'f>,
    pub(super) style: Style<'f>,
    root: &'f Node,
    /// The children of lists and maps that were walked, by their piece: many steps ask for the same.
    walked: RefCell<FxHashMap<usize, Rc<Vec<Slot>>>>,
}

/// How far a path leads.
pub(super) struct Spot {
    /// From the root to the deepest value that is there; one more than keys were walked.
    pub(super) slots: Vec<Slot>,
    /// The deepest value and those beside it, `<<` among them.
    pub(super) siblings: Rc<Vec<Slot>>,
    /// Which of the siblings it is.
    pub(super) at: usize,
    /// Whether a `<<` brings what the next key leads to.
    pub(super) merged: bool,
}

impl Spot {
    /// How many keys were walked.
    pub(super) fn depth(&self) -> usize {
        self.slots.len().saturating_sub(1)
    }
}

impl<'f> Editor<'f> {
    pub(super) fn open(file: &'f SourceFile, root: &'f Node, limits: &Limits) -> Result<Self> {
        let outline = Outline::read(file, limits)?;
        let style = style(&outline);
        Ok(Self { file, outline, style, root, walked: RefCell::default() })
    }

    pub(super) fn lines(&self) -> Lines<'f> {
        self.outline.lines
    }

    pub(super) fn set(&self, path: &[SmolStr], value: &Node) -> Result<Plan> {
        let spot = self.spot(path)?;
        let slot = self.last(&spot)?;
        let rest = &path[spot.depth()..];
        let Some((key, below)) = rest.split_first() else {
            self.keep_shared(&spot, true)?;
            return self.replace(slot, value);
        };
        self.keep_shared(&spot, false)?;
        match self.is_collection(slot) {
            true => self.insert(slot, Some(key), &nested(below, value.clone())),
            false => self.replace(slot, &nested(rest, value.clone())),
        }
    }

    pub(super) fn append(&self, path: &[SmolStr], item: &Node) -> Result<Plan> {
        let spot = self.spot(path)?;
        let slot = self.last(&spot)?;
        if spot.depth() == path.len() && self.outline.piece(slot).kind == Kind::Alias {
            return Err(self.behind_alias(slot, path));
        }
        if spot.depth() == path.len() && self.is_collection(slot) {
            self.keep_shared(&spot, false)?;
            return self.insert(slot, None, item);
        }
        self.set(path, &Node::detached(Data::List([item.clone()].into())))
    }

    fn is_collection(&self, slot: &Slot) -> bool {
        let kind = self.outline.piece(slot).kind;
        kind.is_flow() || kind.is_block()
    }

    /// The places of the values of a map or list, in the order of the text.
    pub(super) fn children(&self, slot: &Slot) -> Result<Rc<Vec<Slot>>> {
        if let Some(known) = self.walked.borrow().get(&slot.piece) {
            return Ok(known.clone());
        }
        let children = self.outline.children(slot).ok_or_else(|| self.unreadable(slot.value))?;
        let children = Rc::new(children);
        self.walked.borrow_mut().insert(slot.piece, children.clone());
        Ok(children)
    }

    /// Which of the children of a map or list stands at a position of its value. What a `<<` brings
    /// stands where that does.
    pub(super) fn child_at(&self, slot: &Slot, node: &Node, at: usize) -> Result<usize> {
        let Some(map) = node.as_map() else { return Ok(at) };
        let children = self.children(slot)?;
        let entry = map.entries().get(at);
        let own = entry.and_then(|entry| self.own_child(&children, entry));
        let merge = || children.iter().position(|child| self.is_merge(child));
        own.or_else(merge).ok_or_else(|| self.unreadable(slot.value))
    }

    /// Which of the children of a map an entry is; `None` for one that a `<<` brings.
    pub(super) fn own_child(&self, children: &[Slot], entry: &Entry) -> Option<usize> {
        let key = entry.key_span;
        let start = (key.file == self.file.id()).then_some(key.start as usize)?;
        let begins = |slot: &Slot| slot.key.as_ref().map(|(_, range)| range.start);
        children.binary_search_by_key(&Some(start), begins).ok()
    }

    /// Whether a child of a map is a `<<`.
    pub(super) fn is_merge(&self, slot: &Slot) -> bool {
        slot.key.as_ref().is_some_and(|(_, range)| &self.lines().0[range.clone()] == "<<")
    }

    /// Whether a `<<` stands beside what a path leads to.
    pub(super) fn merges(&self, spot: &Spot) -> bool {
        spot.siblings.iter().any(|sibling| self.is_merge(sibling))
    }

    /// How many keys of a path lead to what a `<<` brings, the key itself among them; `None` for a
    /// path that leads through what stands in its maps.
    pub(super) fn merged_on(&self, path: &[SmolStr]) -> Option<usize> {
        let spot = self.own_spot(path).ok()?;
        spot.merged.then_some(spot.depth() + 1)
    }

    pub(super) fn last<'s>(&self, spot: &'s Spot) -> Result<&'s Slot> {
        spot.slots.last().ok_or_else(|| self.unreadable(0))
    }

    /// Follows a path through tree and text.
    pub(super) fn spot(&self, path: &[SmolStr]) -> Result<Spot> {
        let spot = self.own_spot(path)?;
        // A key of `<<` can be hidden behind an own one, as a whole.
        if spot.merged && spot.depth() + 1 < path.len() {
            let path = &path[..=spot.depth()];
            return Err(self.behind_merge(&self.value_at(path), path));
        }
        Ok(spot)
    }

    /// The same as far as the values stand in their own maps.
    fn own_spot(&self, path: &[SmolStr]) -> Result<Spot> {
        let root = self.outline.root().ok_or_else(|| self.unreadable(self.outline.start))?;
        let siblings = Rc::new(vec![root.clone()]);
        let mut spot = Spot { slots: vec![root], siblings, at: 0, merged: false };
        let mut node = self.root;
        for (depth, key) in path.iter().enumerate() {
            let slot = self.last(&spot)?.clone();
            if self.outline.piece(&slot).kind == Kind::Alias {
                return Err(self.behind_alias(&slot, &path[..depth]));
            }
            let Some(child) = node.child(key) else { break };
            let siblings = self.children(&slot)?;
            let at = match &node.untagged().data {
                Data::Map(map) => map.entry(key).and_then(|entry| self.own_child(&siblings, entry)),
                _ => position(key),
            };
            match at.and_then(|at| Some((at, siblings.get(at)?.clone()))) {
                Some((at, slot)) => {
                    spot.slots.push(slot);
                    (spot.siblings, spot.at) = (siblings, at);
                }
                None => {
                    spot.merged = true;
                    break;
                }
            }
            node = child;
        }
        Ok(spot)
    }

    /// Refuses to change what aliases share: the values on the way, and with `whole` the target too.
    pub(super) fn keep_shared(&self, spot: &Spot, whole: bool) -> Result<()> {
        let (last, above) = spot.slots.split_last().ok_or_else(|| self.unreadable(0))?;
        let pieces = &self.outline.pieces;
        let inside = last.piece..pieces[last.piece].next;
        let is_alias = |slot: &&Slot| pieces[slot.piece].kind == Kind::Alias;
        let shared = match whole {
            true => self.outline.used_outside(inside),
            false if is_alias(&last) => return Err(self.behind_alias(last, &[])),
            false => self.outline.alias_of(last.piece).map(|at| (pieces[at].anchor, at)),
        };
        match shared {
            Some((anchor, alias)) => Err(self.shared(anchor, alias)),
            None => self.keep_shared_in(above),
        }
    }

    /// Refuses to take away pieces that aliases elsewhere use.
    pub(super) fn keep_unused(&self, inside: Range<usize>) -> Result<()> {
        match self.outline.used_outside(inside) {
            Some((anchor, alias)) => Err(self.shared(anchor, alias)),
            None => Ok(()),
        }
    }

    /// Refuses to change anything inside a value that aliases share.
    pub(super) fn keep_shared_above(&self, spot: &Spot) -> Result<()> {
        self.keep_shared_in(spot.slots.split_last().map(|(_, above)| above).unwrap_or_default())
    }

    fn keep_shared_in(&self, slots: &[Slot]) -> Result<()> {
        let pieces = &self.outline.pieces;
        let alias = slots.iter().find_map(|slot| self.outline.alias_of(slot.piece));
        alias.map_or(Ok(()), |alias| Err(self.shared(pieces[alias].anchor, alias)))
    }

    fn shared(&self, anchor: usize, alias: usize) -> Error {
        let alias = &self.outline.pieces[alias];
        let range = self.outline.anchor(anchor).cloned();
        let error = refused(
            "an alias uses the anchored value that would change",
            "write the value out where the alias stands, or make the change everywhere by hand",
        );
        error.at(range.map(|range| self.place(range))).at(self.place(alias.start..alias.end))
    }

    fn behind_alias(&self, slot: &Slot, path: &[SmolStr]) -> Error {
        let anchor = self.outline.anchor(self.outline.piece(slot).anchor).cloned();
        let message = match path {
            [] => "the value is an alias, and a change would reach what it names".to_owned(),
            path => {
                format!("`{}` is an alias, and a change would reach what it names", shown(path))
            }
        };
        refused(message, "write the value out in place of the alias, or change the anchored value")
            .at(self.place(slot.value..slot.end))
            .at(anchor.map(|range| self.place(range)))
    }

    pub(super) fn behind_merge(&self, node: &Node, path: &[SmolStr]) -> Error {
        refused(
            format!("`{}` comes from a `<<` and does not stand in this map", shown(path)),
            "set the whole value here to hide the merged one, or change the anchored map",
        )
        .at(self.file.place_of(node.span))
    }

    /// The value the tree has at a path.
    pub(super) fn value_at(&self, path: &[SmolStr]) -> Node {
        let node = path.iter().try_fold(self.root, |node, key| node.child(key));
        node.cloned().unwrap_or_default()
    }

    /// Where the text is written in a way that is not understood here.
    pub(super) fn unreadable(&self, at: usize) -> Error {
        refused(
            "the text here is written in a way that cannot be edited",
            "write it as plain `key: value` lines, or edit it by hand",
        )
        .at(self.place(at..at))
    }

    pub(super) fn place(&self, range: Range<usize>) -> crate::error::Place {
        self.file.place(range.start as u32, range.end as u32)
    }
}

/// The first nested map says how far a file indents, the first list below a key whether it does.
fn style<'t>(outline: &Outline<'t>) -> Style<'t> {
    let lines = outline.lines;
    let (mut step, mut flat) = (None, None);
    for (at, map) in outline.pieces.iter().enumerate() {
        let mut key = at + 1;
        while map.kind == Kind::Map && key < map.next {
            let value = outline.pieces[key].next;
            let Some(piece) = outline.pieces.get(value) else { break };
            match piece.kind {
                Kind::Map if step.is_none() => {
                    let column = |at: usize| lines.column(outline.pieces[at].start);
                    step = column(value).checked_sub(column(at)).filter(|step| *step > 0);
                }
                Kind::List if flat.is_none() => {
                    flat = Some(lines.byte(piece.start) != Some(b'-'));
                }
                _ => {}
            }
            key = piece.next;
        }
        if step.is_some() && flat.is_some() {
            break;
        }
    }
    Style {
        line_break: lines.style(0),
        step: step.unwrap_or(2),
        flat_lists: flat.unwrap_or(false),
        literals: true,
    }
}
