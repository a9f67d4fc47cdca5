//! Entries and items taken away, with their lines and the comments on them.
//!
//! Comments on the lines directly above, indented as the entry is, are its own; those behind a blank
//! line, and those that begin the document, are not.

use std::ops::Range;

use smol_str::SmolStr;

use super::outline::WHITE;
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
        self.take(&spot, self.own_lines(slot))
    }

    /// Cuts a value out of its map or list, with the lines that are its own.
    pub(super) fn take(&self, spot: &Spot, own: Range<usize>) -> Result<Plan> {
        let slot = self.last(spot)?;
        let Some(parent) = spot.slots.len().checked_sub(2).map(|at| &spot.slots[at]) else {
            return Err(self.unreadable(slot.value));
        };
        let plan = match (spot.siblings.len(), slot.is_in_flow()) {
            (1, _) => self.empty(parent, slot, own)?,
            (_, true) => self.remove_flow(parent, &spot.siblings, spot.at..spot.at + 1)?,
            (_, false) => self.remove_block(slot, own),
        };
        Ok(Plan { merges: self.merges(spot), ..plan })
    }

    /// The lines of an entry or item: from the comments above it that are its own to the last one
    /// below that is. It begins at its key or dash where something stands before that.
    pub(super) fn own_lines(&self, slot: &Slot) -> Range<usize> {
        let lines = self.lines();
        let is_first = lines.is_first(slot.head);
        // Columns are counted, and one line may hold thousands of items.
        if slot.is_in_flow() && !is_first {
            return slot.head..slot.end;
        }
        let column = lines.column(slot.head);
        let end = match slot.is_in_flow() {
            true => slot.end,
            false => self.behind_comments(lines.end(slot.end), column + 1),
        };
        if !is_first {
            return slot.head..end;
        }
        let start = lines.start(slot.head);
        let (mut first, mut allowed) = (start, None);
        loop {
            let above = lines.start(lines.before_break(first));
            let comment = lines.skip_blanks(above);
            let comments = &self.outline.comments;
            let is_comment = above < first
                && above >= self.outline.start
                && lines.column(comment) == column
                && comments.binary_search_by_key(&comment, |comment| comment.start).is_ok();
            if !is_comment {
                break;
            }
            let text = lines.0[comment..lines.end(comment)].trim_start_matches(['#', ' ']);
            if !text.starts_with("stageline:") {
                allowed = allowed.or(Some(first));
            }
            first = above;
        }
        // What begins the document speaks of the whole; what allows a finding speaks of the entry.
        let before = lines.0[self.outline.start..first].trim_start_matches('\u{feff}');
        let is_top = before.trim_matches(WHITE).is_empty();
        let first = if is_top { allowed.unwrap_or(first) } else { first };
        first..end
    }

    /// The lines of an entry or item alone.
    pub(super) fn bare_lines(&self, slot: &Slot) -> Range<usize> {
        let lines = self.lines();
        let start = if lines.is_first(slot.head) { lines.start(slot.head) } else { slot.head };
        start..if slot.is_in_flow() { slot.end } else { lines.end(slot.end) }
    }

    /// What is left of a map or list when its only child goes.
    fn empty(&self, parent: &Slot, child: &Slot, own: Range<usize>) -> Result<Plan> {
        if !child.is_in_flow() {
            let text = if child.key.is_some() { "{}" } else { "[]" };
            return Ok(self.replace_block(parent, text, own.clone()).gone(own));
        }
        if !self.outline.has_brackets(parent) {
            return Err(self.unreadable(parent.value));
        }
        let inside = parent.value + 1..parent.end - 1;
        let own = own.start.max(inside.start)..self.line_of(child, parent);
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

    fn remove_block(&self, slot: &Slot, own: Range<usize>) -> Plan {
        let lines = self.lines();
        let next = lines.next(own.end);
        let range = if !lines.is_first(slot.head) {
            // What follows takes the place behind the dash.
            let mut line = next;
            while line < lines.0.len() && lines.is_blank(line) && lines.next(line) > line {
                line = lines.next(line);
            }
            slot.head..lines.skip_blanks(line)
        } else if next == own.end {
            lines.before_break(own.start)..own.end
        } else {
            own.start..next
        };
        Plan::cut(range, "").gone(own)
    }

    /// Children in brackets that follow each other, and not all there are.
    pub(super) fn remove_flow(
        &self,
        parent: &Slot,
        siblings: &[Slot],
        run: Range<usize>,
    ) -> Result<Plan> {
        let lines = self.lines();
        let (slot, last) = (&siblings[run.start], &siblings[run.end - 1]);
        let own = self.own_lines(slot);
        let end = self.line_of(last, parent);
        let is_first = lines.is_first(slot.head);
        let owns_line = is_first && lines.end(end) == end;
        let closes = is_first && lines.skip_blanks(end) + 1 == parent.end;
        let start = if owns_line || closes { own.start } else { slot.head };
        let has_comma = lines.byte(lines.skip(last.end)) == Some(b',');
        let is_last = run.end == siblings.len();
        let plan = match (is_last, run.start.checked_sub(1).map(|at| &siblings[at])) {
            (true, Some(before)) if !(owns_line && has_comma) => {
                // The comma before it goes too.
                let comma = lines.skip(before.end);
                let line = match owns_line || closes {
                    true => lines.before_break(start),
                    false => slot.head,
                };
                if line <= comma || lines.byte(comma) != Some(b',') {
                    return Err(self.unreadable(slot.head));
                }
                let between = lines.0[comma + 1..line].trim_end_matches([' ', '\t']);
                let between = match between.trim().is_empty() {
                    // The bracket that closes follows at once.
                    true => String::new(),
                    // Behind a comment it needs a line of its own.
                    false if closes => {
                        let indentation = &lines.0[lines.start(slot.head)..slot.head];
                        format!("{between}{}{indentation}", lines.line_break(line))
                    }
                    false => between.to_owned(),
                };
                // One that stands behind each stays behind each.
                let from = if closes && has_comma { comma + 1 } else { comma };
                Plan::cut(from..if owns_line || closes { end } else { last.end }, between)
            }
            _ if owns_line => Plan::cut(start..lines.next(end), ""),
            _ => {
                let next = siblings.get(run.end).map_or(last.end, |next| next.head);
                match lines.breaks(last.end, next) {
                    true => Plan::cut(slot.head..end, ""),
                    false => Plan::cut(slot.head..next, ""),
                }
            }
        };
        let own = if owns_line { end } else { last.end };
        Ok(plan.gone(start..own))
    }
}
