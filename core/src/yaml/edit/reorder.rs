//! Entries and items in another order: each takes its lines along, and the comments on them.

use std::ops::Range;

use smol_str::SmolStr;

use super::guard::{self, is_same};
use super::plan::{Editor, Plan};
use super::refine::{BYTES, CELLS, children, name};
use super::slot::Slot;
use super::{Edited, apply};
use crate::error::Result;
use crate::source::SourceFile;
use crate::yaml::{Data, Limits, Node};

/// Children that change places, by their old positions, in the order they come in afterwards.
#[derive(Debug)]
struct Order {
    /// Of the map or list, once those around it are in order.
    path: Vec<SmolStr>,
    children: Vec<usize>,
}

/// The document with what stays of a value in the order that another value has it in; `None` where
/// nothing changes places, or it is not written over lines.
pub(super) fn reordered(
    file: &SourceFile,
    root: &Node,
    (path, value): (&[SmolStr], &Node),
    limits: &Limits,
) -> Option<Edited> {
    let old = path.iter().try_fold(root, |node, key| node.child(key))?;
    let mut orders = Vec::new();
    find(&mut path.to_vec(), old, value, &mut orders);
    if orders.len().saturating_mul(file.text().len()) > BYTES {
        return None;
    }
    let mut now: Option<Edited> = None;
    for order in &orders {
        let (text, root) =
            now.as_ref().map_or((file.text(), root), |now| (now.text.as_str(), &now.root));
        let file = SourceFile::new(file.id(), file.path().clone(), text.to_owned());
        let wanted = apply::reordered(root, &order.path, &order.children);
        let editor = Editor::open(&file, root, limits).ok()?;
        let made = editor.reorder(order);
        match made.and_then(|plan| guard::accept(&editor, &plan, &wanted, limits)) {
            Ok(edited) => now = Some(edited),
            // Paths inside what is not in order lead elsewhere.
            Err(_) => break,
        }
    }
    now
}

/// The maps and lists whose children change places, the outer ones first.
// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn find(path: &mut Vec<SmolStr>, old: &Node, new: &Node, orders: &mut Vec<Order>) {
    if is_same(old, new) {
        return;
    }
    let (old, new) = match (&old.data, &new.data) {
        (Data::Tagged(a), Data::Tagged(b)) if a.intent == b.intent => (&a.node, &b.node),
        (Data::Tagged(_), _) | (_, Data::Tagged(_)) => return,
        _ => (old, new),
    };
    let kept = kept(old, new);
    let in_order: Vec<usize> = kept.iter().map(|(at, _)| *at).collect();
    let mut places = in_order.clone();
    places.sort_unstable();
    if in_order != places {
        orders.push(Order { path: path.clone(), children: in_order });
    }
    let (old, new) = (children(old), children(new));
    for ((a, b), place) in kept.into_iter().zip(places) {
        path.push(old[a].0.cloned().unwrap_or_else(|| place.to_string().into()));
        find(path, old[a].1, new[b].1, orders);
        path.pop();
    }
}

/// Which children stay, in the new order: entries of the same key; items that are the same, or else
/// have the same name.
fn kept(old: &Node, new: &Node) -> Vec<(usize, usize)> {
    match (&old.data, &new.data) {
        (Data::Map(old), Data::Map(new)) => {
            let new = new.entries().iter().enumerate();
            new.filter_map(|(at, entry)| Some((old.position(&entry.key)?, at))).collect()
        }
        (Data::List(old), Data::List(new)) if old.len().saturating_mul(new.len()) <= CELLS => {
            let mut from: Vec<Option<usize>> = vec![None; new.len()];
            let mut is_taken = vec![false; old.len()];
            let likes: [fn(&Node, &Node) -> bool; 2] = [is_same, has_same_name];
            for like in likes {
                for (item, from) in new.iter().zip(&mut from).filter(|(_, from)| from.is_none()) {
                    let found = (0..old.len()).find(|at| !is_taken[*at] && like(&old[*at], item));
                    found.into_iter().for_each(|at| is_taken[at] = true);
                    *from = found;
                }
            }
            let pairs = from.into_iter().enumerate();
            pairs.filter_map(|(at, from)| Some((from?, at))).collect()
        }
        _ => Vec::new(),
    }
}

fn has_same_name(a: &Node, b: &Node) -> bool {
    name(a).is_some_and(|name_of_a| Some(name_of_a) == name(b))
}

impl Editor<'_> {
    /// Children change places; what stands between those of two children stays.
    fn reorder(&self, order: &Order) -> Result<Plan> {
        let spot = self.spot(&order.path)?;
        let slot = self.last(&spot)?;
        self.keep_shared(&spot, false)?;
        let children = self.children(slot)?;
        let node = self.value_at(&order.path);
        let child = |at: usize| {
            let own = match node.as_map().map(|map| map.entries().get(at)) {
                Some(entry) => entry.and_then(|entry| self.own_child(&children, entry)),
                None => Some(at),
            };
            own.and_then(|at| children.get(at)).ok_or_else(|| self.unreadable(slot.value))
        };
        let mut places = order.children.clone();
        places.sort_unstable();
        let mut plan = Plan { moves: true, ..Plan::default() };
        for (place, from) in places.into_iter().zip(order.children.iter().copied()) {
            if place == from {
                continue;
            }
            let (place, from) = (child(place)?, child(from)?);
            match self.outline.piece(slot).kind {
                kind if kind.is_block() => plan.cuts.push(self.lines_for(place, from)),
                _ if self.outline.has_brackets(slot) => {
                    plan.cuts.extend(self.parts_for(slot, place, from));
                }
                _ => return Err(self.unreadable(slot.value)),
            }
        }
        Ok(plan)
    }

    /// The lines of a child in the place of another's.
    fn lines_for(&self, place: &Slot, from: &Slot) -> (Range<usize>, String) {
        let lines = self.lines();
        let text = &lines.0[self.own_lines(from)];
        // The first child may stand behind the dash of an item.
        let text = match (lines.is_first(place.head), lines.is_first(from.head)) {
            (true, false) => format!("{}{text}", " ".repeat(lines.column(from.head))),
            (false, true) => text.trim_start_matches(' ').to_owned(),
            _ => text.to_owned(),
        };
        (self.own_lines(place), text)
    }

    /// A child in brackets in the place of another: the comments above it, itself, and the comment
    /// behind its comma. The commas stay where they are.
    fn parts_for(&self, parent: &Slot, place: &Slot, from: &Slot) -> Vec<(Range<usize>, String)> {
        let lines = self.lines();
        let line_break = lines.style(place.head);
        let indentation = |at: usize| {
            let start = lines.start(at);
            &lines.0[start..lines.skip_blanks(start)]
        };
        let mut cuts = vec![(place.head..place.end, lines.0[from.head..from.end].to_owned())];
        let [above, new] = [place, from].map(|slot| self.comments_above(slot));
        if !(above.is_empty() && new.is_empty()) {
            let comments = &lines.0[new];
            let start = lines.0[..above.start].trim_end_matches([' ', '\t']).len();
            cuts.push(match lines.is_first(place.head) {
                true => (above, comments.to_owned()),
                false if comments.is_empty() => (start..place.head, String::new()),
                false => {
                    let indentation = indentation(from.head);
                    (start..place.head, format!("{line_break}{comments}{indentation}"))
                }
            });
        }
        let [behind, new] = [place, from].map(|slot| self.comment_behind(slot));
        if !(behind.is_empty() && new.is_empty()) {
            let comment = &lines.0[new];
            let next = lines.skip_blanks(behind.end);
            let goes_on = !matches!(lines.byte(next), None | Some(b'\r' | b'\n'));
            cuts.push(match goes_on && !comment.is_empty() {
                true => {
                    let closes = next + 1 == parent.end;
                    let indentation = indentation(if closes { parent.end - 1 } else { place.head });
                    (behind.start..next, format!("{comment}{line_break}{indentation}"))
                }
                false => (behind, comment.to_owned()),
            });
        }
        cuts
    }

    /// The lines above a child in brackets that are its own.
    fn comments_above(&self, slot: &Slot) -> Range<usize> {
        let lines = self.lines();
        match lines.is_first(slot.head) {
            true => self.own_lines(slot).start..lines.start(slot.head),
            false => slot.head..slot.head,
        }
    }

    /// The comment behind a child in brackets and its comma, with the white space before it.
    fn comment_behind(&self, slot: &Slot) -> Range<usize> {
        let lines = self.lines();
        let comma = lines.skip(slot.end);
        let behind = if lines.byte(comma) == Some(b',') { comma + 1 } else { slot.end };
        let comment = lines.skip_blanks(behind);
        match lines.byte(comment) {
            Some(b'#') => behind..lines.end(comment),
            _ => behind..behind,
        }
    }
}
