//! New entries and items, behind the last one there is.

use smol_str::SmolStr;

use super::outline::Kind;
use super::plan::{Editor, Plan};
use super::slot::Slot;
use crate::error::Result;
use crate::yaml::Node;
use crate::yaml::write::{Behind, Quote, Style, flow, inline};

/// An entry with its key, or an item.
pub(super) type Child = (Option<SmolStr>, Node);

impl Editor<'_> {
    /// Puts a value behind the last of a map (with a key) or list (without).
    pub(super) fn insert(&self, slot: &Slot, key: Option<&str>, value: &Node) -> Result<Plan> {
        self.insert_all(slot, &[(key.map(SmolStr::new), value.clone())])
    }

    /// The same of several.
    fn insert_all(&self, slot: &Slot, new: &[Child]) -> Result<Plan> {
        let kind = self.outline.piece(slot).kind;
        let children = self.children(slot)?;
        if kind.is_flow() && !self.outline.has_brackets(slot) {
            return Err(self.unreadable(slot.value));
        }
        match (children.as_slice(), kind) {
            ([.., last], Kind::FlowMap | Kind::FlowList) => self.insert_flow(last, new),
            ([first, .., last], _) => self.insert_block(first, last, new),
            ([only], _) => self.insert_block(only, only, new),
            ([], _) => {
                let texts: Vec<String> = new.iter().map(flow_text).collect();
                let mut text = texts.join(", ");
                // A comment in the brackets stays behind what is new, on its own line.
                let next = self.lines().skip_blanks(slot.value + 1);
                if self.lines().byte(next) == Some(b'#') {
                    text.push(' ');
                }
                Ok(Plan::cut(slot.value + 1..slot.value + 1, text))
            }
        }
    }

    /// Puts values behind one of the children of a map or list, or before the first one.
    pub(super) fn insert_behind(
        &self,
        slot: &Slot,
        behind: Option<usize>,
        new: &[Child],
    ) -> Result<Plan> {
        let kind = self.outline.piece(slot).kind;
        let children = self.children(slot)?;
        let next = behind.map_or(0, |at| at + 1);
        let Some(next) = children.get(next) else { return self.insert_all(slot, new) };
        let lines = self.lines();
        let first = &children[0];
        let column = lines.column(first.head);
        if kind.is_flow() {
            if !self.outline.has_brackets(slot) {
                return Err(self.unreadable(slot.value));
            }
            let is_first = lines.is_first(next.head);
            let style = Style { line_break: lines.style(next.head), ..self.style };
            let column = if is_first { lines.column(next.head) } else { 0 };
            let mut text = String::new();
            for child in new {
                text.push_str(&flow_text(child));
                text.push(',');
                match is_first {
                    true => style.line(&mut text, column),
                    false => text.push(' '),
                }
            }
            let at = match is_first {
                true => lines.skip_blanks(self.own_lines(next).start),
                false => next.head,
            };
            return Ok(Plan::cut(at..at, text));
        }
        if let Some(last) = behind.and_then(|at| children.get(at)) {
            // Comments that are indented as the children are belong to the next one.
            let at = self.behind_comments(lines.end(last.end), column + 1);
            let text = self.block_text(self.style_at(last.end, at, column), column, new);
            return Ok(Plan::cut(at..at, text));
        }
        let own = self.own_lines(first);
        let style = self.style_at(first.head, lines.before_break(own.start), column);
        let text = self.block_text(style, column, new);
        let text = text.strip_prefix(style.line_break).unwrap_or(&text);
        let text = match lines.is_first(first.head) {
            true => format!("{text}{}", style.line_break),
            false => format!("{}{}{}", text.trim_start(), style.line_break, " ".repeat(column)),
        };
        Ok(Plan::cut(own.start..own.start, text))
    }

    fn insert_block(&self, first: &Slot, last: &Slot, new: &[Child]) -> Result<Plan> {
        let lines = self.lines();
        let column = lines.column(first.head);
        let mut at = self.behind_comments(lines.end(last.end), column);
        // A list that is not indented further than its key: the comments speak of the key below.
        let next = lines.skip_blanks(lines.next(at));
        let is_content = lines.byte(next).is_some_and(|byte| !b"#\r\n".contains(&byte));
        if is_content && lines.column(next) == column {
            at = self.behind_comments(lines.end(last.end), column + 1);
        }
        let text = self.block_text(self.style_at(last.end, at, column), column, new);
        Ok(Plan::cut(at..at, text))
    }

    /// Entries or items on lines of their own, the line break before each with it.
    fn block_text(&self, style: Style<'_>, column: usize, new: &[Child]) -> String {
        let mut text = String::new();
        for (key, value) in new {
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
        }
        text
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

    fn insert_flow(&self, last: &Slot, new: &[Child]) -> Result<Plan> {
        let lines = self.lines();
        let texts: Vec<String> = new.iter().map(flow_text).collect();
        let comma = lines.skip(last.end);
        let has_comma = lines.byte(comma) == Some(b',');
        if !lines.is_first(last.head) {
            let space = if lines.0[..last.end].ends_with([':']) { " , " } else { ", " };
            let text = format!("{space}{}", texts.join(", "));
            return Ok(Plan::cut(last.end..last.end, text));
        }
        // One item a line: a new line, and a comma behind the one that was last.
        let behind = if has_comma { comma + 1 } else { last.end };
        let end = lines.end(behind);
        let next = lines.byte(lines.skip_blanks(behind));
        let closes = !matches!(next, None | Some(b'#' | b'\r' | b'\n'));
        if closes {
            let text = format!(", {}", texts.join(", "));
            return Ok(Plan::cut(last.end..last.end, text));
        }
        let mut text = String::new();
        if !has_comma {
            text.push(',');
        }
        text.push_str(&lines.0[behind..end]);
        let style = Style { line_break: lines.style(last.end), ..self.style };
        let column = lines.column(last.head);
        for (at, one) in texts.iter().enumerate() {
            style.line(&mut text, column);
            text.push_str(one);
            if has_comma || at + 1 < texts.len() {
                text.push(',');
            }
        }
        Ok(Plan::cut(behind..end, text))
    }
}

fn flow_text((key, value): &Child) -> String {
    let mut text = String::new();
    if let Some(key) = key {
        text.push_str(&inline(key, Quote::Plain, true));
        text.push_str(": ");
    }
    flow(&mut text, value, true);
    text
}
