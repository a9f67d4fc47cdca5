//! Entries and items taken away, with their lines and the comments on them.
//!
//! Comments on lines of their own stay, also those directly above: whether they speak of the entry,
//! of the ones below, or of the file is for people to say. One that allows a finding on the entry goes
//! with it.

use smol_str::SmolStr;

use super::plan::{Editor, Plan, Spot};
use super::slot::Slot;
use crate::error::Result;

impl Editor<'_> {
    pub(super) fn remove(&self, path: &[SmolStr]) -> Result<Plan> {
        let spot = self.spot(path)?;
        let slot = self.last(&spot)?;
        if spot.depth() < path.len() {
            // The tree has it and this map does not.
            let node = self.value_at(path);
            return Err(self.behind_merge(&node, path));
        }
        self.keep_shared(&spot, true)?;
        self.take(&spot, slot)
    }

    /// Cuts a value out of its map or list.
    pub(super) fn take(&self, spot: &Spot, slot: &Slot) -> Result<Plan> {
        let Some(parent) = spot.slots.len().checked_sub(2).map(|at| &spot.slots[at]) else {
            return Err(self.unreadable(slot.value));
        };
        let plan = match (spot.siblings.len(), slot.is_in_flow()) {
            (1, _) => self.empty(parent, slot)?,
            (_, true) => self.remove_flow(parent, spot)?,
            (_, false) => self.remove_block(slot),
        };
        Ok(Plan { merges: spot.merges(self.lines()), ..plan })
    }

    /// What is left of a map or list when its only child goes.
    fn empty(&self, parent: &Slot, child: &Slot) -> Result<Plan> {
        let lines = self.lines();
        if !child.is_in_flow() {
            let text = if child.key.is_some() { "{}" } else { "[]" };
            return Ok(self.replace_block(parent, text).gone(child.head..lines.end(child.end)));
        }
        if !self.outline.has_brackets(parent) {
            return Err(self.unreadable(parent.value));
        }
        let inside = parent.value + 1..parent.end - 1;
        let own = child.head..self.line_of(child, parent);
        let has_comments = self
            .outline
            .comments
            .iter()
            .any(|comment| inside.contains(&comment.start) && !own.contains(&comment.start));
        let plan = match has_comments {
            true => Plan::cut(own.clone(), ""),
            false => Plan::cut(inside, ""),
        };
        Ok(plan.gone(own))
    }

    /// Behind a child in brackets, its comma and the comment on its line.
    fn line_of(&self, child: &Slot, parent: &Slot) -> usize {
        let lines = self.lines();
        let comma = lines.skip(child.end);
        let behind = if lines.byte(comma) == Some(b',') { comma + 1 } else { child.end };
        let comment = lines.skip_blanks(behind);
        let end = if lines.byte(comment) == Some(b'#') { lines.end(comment) } else { behind };
        end.min(parent.end - 1)
    }

    fn remove_block(&self, slot: &Slot) -> Plan {
        let lines = self.lines();
        let end = lines.end(slot.end);
        let next = lines.next(end);
        let first = self.allowances(lines.start(slot.head));
        let range = if !lines.is_first(slot.head) {
            // What follows takes the place behind the dash.
            let mut line = next;
            while line < lines.0.len() && lines.is_blank(line) && lines.next(line) > line {
                line = lines.next(line);
            }
            slot.head..lines.skip_blanks(line)
        } else if next == end {
            lines.before_break(first)..end
        } else {
            first..next
        };
        let gone = if lines.is_first(slot.head) { first } else { slot.head };
        Plan::cut(range, "").gone(gone..end)
    }

    /// Where the lines directly above that allow a finding on the entry begin: left behind, they
    /// would allow it on the next one.
    fn allowances(&self, start: usize) -> usize {
        let text = self.lines().0;
        let mut first = start;
        while let Some(above) = text[..first].strip_suffix('\n') {
            let above = above.strip_suffix('\r').unwrap_or(above);
            let begin = above.rfind(['\n', '\r']).map_or(0, |at| at + 1);
            let comment = above[begin..].trim_start().strip_prefix('#');
            if !comment.is_some_and(|comment| comment.trim_start().starts_with("stageline:")) {
                break;
            }
            first = begin;
        }
        first
    }

    fn remove_flow(&self, parent: &Slot, spot: &Spot) -> Result<Plan> {
        let lines = self.lines();
        let slot = &spot.siblings[spot.at];
        let end = self.line_of(slot, parent);
        let owns_line = lines.is_first(slot.head) && lines.end(end) == end;
        let has_comma = lines.byte(lines.skip(slot.end)) == Some(b',');
        let is_last = spot.at + 1 == spot.siblings.len();
        let plan = match (is_last, spot.at.checked_sub(1).map(|at| &spot.siblings[at])) {
            (true, Some(before)) if !(owns_line && has_comma) => {
                // The comma before it goes too.
                let comma = lines.skip(before.end);
                let line = match owns_line {
                    true => lines.before_break(lines.start(slot.head)),
                    false => slot.head,
                };
                if line <= comma || lines.byte(comma) != Some(b',') {
                    return Err(self.unreadable(slot.head));
                }
                let between = lines.0[comma + 1..line].trim_end_matches([' ', '\t']);
                // The bracket that closes follows at once.
                let between = if between.trim().is_empty() { "" } else { between };
                Plan::cut(comma..if owns_line { end } else { slot.end }, between)
            }
            _ if owns_line => Plan::cut(lines.start(slot.head)..lines.next(end), ""),
            _ => {
                let next = spot.siblings.get(spot.at + 1).map_or(slot.end, |next| next.head);
                match lines.breaks(slot.end, next) {
                    true => Plan::cut(slot.head..end, ""),
                    false => Plan::cut(slot.head..next, ""),
                }
            }
        };
        let own = if owns_line { end } else { slot.end };
        Ok(plan.gone(slot.head..own))
    }
}
