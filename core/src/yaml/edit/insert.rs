//! New entries and items, behind the last one there is.

use super::outline::Kind;
use super::plan::{Editor, Plan};
use super::slot::Slot;
use crate::error::Result;
use crate::yaml::Node;
use crate::yaml::write::{Behind, Quote, Style, flow, inline};

impl Editor<'_> {
    /// Puts a value behind the last of a map (with a key) or list (without).
    pub(super) fn insert(&self, slot: &Slot, key: Option<&str>, value: &Node) -> Result<Plan> {
        let kind = self.outline.piece(slot).kind;
        let children = self.outline.children(slot).ok_or_else(|| self.unreadable(slot.value))?;
        if kind.is_flow() && !self.outline.has_brackets(slot) {
            return Err(self.unreadable(slot.value));
        }
        match (children.as_slice(), kind) {
            ([.., last], Kind::FlowMap | Kind::FlowList) => self.insert_flow(last, key, value),
            ([first, .., last], _) => self.insert_block(first, last, key, value),
            ([only], _) => self.insert_block(only, only, key, value),
            ([], _) => {
                let mut text = flow_text(key, value);
                // A comment in the brackets stays behind what is new, on its own line.
                let next = self.lines().skip_blanks(slot.value + 1);
                if self.lines().byte(next) == Some(b'#') {
                    text.push(' ');
                }
                Ok(Plan::cut(slot.value + 1..slot.value + 1, text))
            }
        }
    }

    fn insert_block(
        &self,
        first: &Slot,
        last: &Slot,
        key: Option<&str>,
        value: &Node,
    ) -> Result<Plan> {
        let column = self.lines().column(first.head);
        let at = self.behind_comments(self.lines().end(last.end), column);
        let style = self.style_at(last.end, at, column);
        let mut text = String::new();
        style.line(&mut text, column);
        match key {
            Some(key) => {
                text.push_str(&inline(key, Quote::Plain, false));
                text.push(':');
                style.value(&mut text, value, column, Behind::Key);
            }
            None => {
                text.push('-');
                style.value(&mut text, value, column, Behind::Dash);
            }
        }
        Ok(Plan::cut(at..at, text))
    }

    /// Behind the comments that follow a line at once and are indented as far as `column`.
    pub(super) fn behind_comments(&self, end: usize, column: usize) -> usize {
        let lines = self.lines();
        let mut at = end;
        while !lines.line_break(at).is_empty() {
            let comment = lines.skip_blanks(lines.next(at));
            let belongs = lines.byte(comment) == Some(b'#')
                && comment < self.outline.end
                && lines.column(comment) >= column;
            if !belongs {
                break;
            }
            at = lines.end(comment);
        }
        at
    }

    fn insert_flow(&self, last: &Slot, key: Option<&str>, value: &Node) -> Result<Plan> {
        let lines = self.lines();
        let text = flow_text(key, value);
        let comma = lines.skip(last.end);
        let has_comma = lines.byte(comma) == Some(b',');
        if !lines.is_first(last.head) {
            let space = if lines.0[..last.end].ends_with([':']) { " , " } else { ", " };
            return Ok(Plan::cut(last.end..last.end, format!("{space}{text}")));
        }
        // One item a line: a new line, and a comma behind the one that was last.
        let behind = if has_comma { comma + 1 } else { last.end };
        let end = lines.end(behind);
        let next = lines.byte(lines.skip_blanks(behind));
        let closes = !matches!(next, None | Some(b'#' | b'\r' | b'\n'));
        if closes {
            return Ok(Plan::cut(last.end..last.end, format!(", {text}")));
        }
        let mut new = String::new();
        if !has_comma {
            new.push(',');
        }
        new.push_str(&lines.0[behind..end]);
        let style = Style { line_break: lines.style(last.end), ..self.style };
        style.line(&mut new, lines.column(last.head));
        new.push_str(&text);
        if has_comma {
            new.push(',');
        }
        Ok(Plan::cut(behind..end, new))
    }
}

fn flow_text(key: Option<&str>, value: &Node) -> String {
    let mut text = String::new();
    if let Some(key) = key {
        text.push_str(&inline(key, Quote::Plain, true));
        text.push_str(": ");
    }
    flow(&mut text, value, true);
    text
}
