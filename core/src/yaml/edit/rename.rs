//! Another key for an entry, or another map.

use std::ops::Range;

use smol_str::SmolStr;

use super::outline::{Kind, WHITE};
use super::plan::{Editor, Plan, Spot};
use super::slot::{Holder, Slot};
use crate::error::Result;
use crate::yaml::write::{Quote, Style, inline};

impl Editor<'_> {
    pub(super) fn rename(&self, from: &[SmolStr], to: &[SmolStr]) -> Result<Plan> {
        let spot = self.spot(from)?;
        let slot = self.last(&spot)?;
        if spot.depth() < from.len() {
            return Err(self.behind_merge(&self.value_at(from), from));
        }
        let (Some((piece, range)), Some((key, parent))) = (&slot.key, to.split_last()) else {
            return Err(self.unreadable(slot.head));
        };
        self.keep_shared_above(&spot)?;
        if from[..from.len() - 1] != *parent {
            return self.relocate(&spot, slot, from, to);
        }
        let key = inline(key, self.quote(*piece), slot.is_in_flow());
        Ok(Plan { merges: self.merges(&spot), ..Plan::cut(range.clone(), key) })
    }

    /// Takes an entry to another map, its lines as they are where both maps are written over lines.
    fn relocate(&self, spot: &Spot, slot: &Slot, from: &[SmolStr], to: &[SmolStr]) -> Result<Plan> {
        let target = self.spot(&to[..to.len() - 1])?;
        let map = self.last(&target)?;
        let (mut plan, own) = match (slot.holder, self.outline.piece(map).kind) {
            (Holder::Key, Kind::Map) => {
                self.keep_shared(&target, false)?;
                let own = self.own_lines(slot);
                (self.insert_lines(slot, &own, map, &to[target.depth()..])?, own)
            }
            // Comments on lines of their own have no place there, and stay.
            _ => (self.set(to, &self.value_at(from))?, self.bare_lines(slot)),
        };
        plan.moves = true;
        let parent = spot.slots.len().checked_sub(2).map(|at| spot.slots[at].piece);
        if spot.siblings.len() == 1 && parent == Some(map.piece) {
            return Ok(self.in_place(slot, own, plan));
        }
        let mut taken = self.take(spot, own)?;
        for (range, _) in &mut taken.cuts {
            // Of the two line breaks around a line, the one that the new lines do not follow.
            let inside = |at: usize| range.start < at && at < range.end;
            if plan.cuts.iter().any(|(new, _)| inside(new.start)) {
                let lines = self.lines();
                *range = lines.before_break(range.start)..lines.before_break(range.end);
            }
        }
        plan.cuts.append(&mut taken.cuts);
        plan.merges = taken.merges;
        Ok(plan)
    }

    /// What would follow the only entry takes its place instead.
    fn in_place(&self, slot: &Slot, own: Range<usize>, mut plan: Plan) -> Plan {
        let lines = self.lines();
        for (range, text) in &mut plan.cuts {
            let new = text.trim_start_matches([',', ' ', '\r', '\n']);
            *text = new.to_owned();
            *range = match slot.is_in_flow() {
                true => slot.head..slot.end,
                false => lines.skip_blanks(own.start)..own.end,
            };
        }
        plan
    }

    /// The lines of an entry behind the last entry of a map, below keys that are missing.
    fn insert_lines(
        &self,
        slot: &Slot,
        own: &Range<usize>,
        map: &Slot,
        path: &[SmolStr],
    ) -> Result<Plan> {
        let lines = self.lines();
        let children = self.outline.children(map).ok_or_else(|| self.unreadable(map.value))?;
        let (Some(first), Some(last), Some((piece, key))) =
            (children.first(), children.last(), slot.key.as_ref())
        else {
            return Err(self.unreadable(map.value));
        };
        if slot.head != key.start {
            return Err(self.unreadable(slot.head));
        }
        let mut column = lines.column(first.head);
        let at = self.behind_comments(lines.end(last.end), column);
        let style = Style { line_break: lines.style(last.end), ..self.style };
        let mut text = String::new();
        for (depth, name) in path.iter().enumerate() {
            if depth + 1 == path.len() {
                for comment in lines.0[own.start..slot.head].split(['\r', '\n']) {
                    let comment = comment.trim_matches(WHITE);
                    if !comment.is_empty() {
                        style.line(&mut text, column);
                        text.push_str(comment);
                    }
                }
            }
            style.line(&mut text, column);
            if depth + 1 < path.len() {
                text.push_str(&inline(name, Quote::Plain, false));
                text.push(':');
                column += style.step;
            } else {
                text.push_str(&inline(name, self.quote(*piece), false));
            }
        }
        let old = lines.column(slot.head);
        let body = &lines.0[key.end..own.end];
        for (number, line) in body.split_inclusive(['\r', '\n']).enumerate() {
            let is_blank = line.trim_matches(WHITE).is_empty();
            match old.checked_sub(column).filter(|less| *less > 0) {
                _ if number == 0 || is_blank => text.push_str(line),
                None => {
                    text.extend(std::iter::repeat_n(' ', column - old));
                    text.push_str(line);
                }
                Some(less) => {
                    let spaces = " ".repeat(less);
                    let line =
                        line.strip_prefix(&spaces).ok_or_else(|| self.unreadable(slot.value))?;
                    text.push_str(line);
                }
            }
        }
        Ok(Plan::cut(at..at, text))
    }
}
