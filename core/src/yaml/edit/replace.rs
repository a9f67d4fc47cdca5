//! A value in the place of another.

use std::ops::Range;

use super::outline::{Kind, WHITE};
use super::plan::{Editor, Plan};
use super::slot::{Holder, Slot};
use crate::error::Result;
use crate::yaml::write::{Behind, Quote, Style, flow, inline, is_block};
use crate::yaml::{Data, Node};

/// A value behind its key or dash.
struct Written {
    /// From the space on to the end of that line; nothing where the value only stands below.
    first: String,
    /// The lines below, each with the line break before it.
    rest: String,
}

impl Editor<'_> {
    pub(super) fn replace(&self, slot: &Slot, value: &Node) -> Result<Plan> {
        let lines = self.lines();
        let kind = self.outline.piece(slot).kind;
        let is_root = slot.holder == Holder::Root;
        if is_root && kind == Kind::Empty && slot.props == slot.after {
            return Ok(self.fill_document(value));
        }
        let stands_below = lines.breaks(slot.props, slot.value)
            || (is_root && lines.start(slot.after) == slot.after);
        let spans_lines = lines.breaks(slot.value, slot.end);
        let props = slot.props > slot.after || matches!(value.data, Data::Tagged(_));
        Ok(match slot.is_in_flow() {
            _ if is_root && stands_below && props => self.replace_root(slot, value),
            true => self.replace_in_flow(slot, value),
            false if kind.is_block() && (stands_below || spans_lines) => {
                self.replace_lines(slot, value, stands_below)
            }
            false if stands_below => self.replace_below(slot, value),
            false => self.replace_beside(slot, value),
        })
    }

    /// The first content of a document, behind its comments.
    fn fill_document(&self, value: &Node) -> Plan {
        let lines = self.lines();
        let at = self.outline.end;
        let style = Style { line_break: lines.style(at), ..self.style };
        let mut text = String::new();
        style.root(&mut text, value);
        match lines.start(at) == at {
            true => text.push_str(style.line_break),
            false => text.insert_str(0, style.line_break),
        }
        Plan::cut(at..at, text)
    }

    /// The whole document, tags and all.
    fn replace_root(&self, slot: &Slot, value: &Node) -> Plan {
        let lines = self.lines();
        let start = lines.skip(slot.after).min(slot.value);
        let end = match self.outline.piece(slot).kind.is_block() {
            true => lines.end(slot.end),
            false => slot.end,
        };
        let style = self.style_at(start, end, 0);
        let mut text = String::new();
        if !lines.is_first(start) && is_block(value) {
            text.push_str(style.line_break);
        }
        style.root(&mut text, value);
        Plan::cut(start..end, text).gone(slot.value..end)
    }

    fn replace_in_flow(&self, slot: &Slot, value: &Node) -> Plan {
        let props = self.props(slot, value);
        let body = self.body(slot, value.untagged(), true);
        let text = match (slot.holder, slot.after == slot.value && props.is_empty()) {
            (Holder::FlowKey { has_colon: false }, _) => format!(":{props} {body}"),
            (Holder::FlowKey { .. }, _) => format!("{props}{}{body}", self.gap(slot, " ")),
            // An item begins where the white space before it ends.
            (_, true) => body,
            _ => format!("{}{}{body}", props.trim_start_matches(' '), self.gap(slot, " ")),
        };
        Plan::cut(slot.after..slot.end, text).gone(slot.value..slot.end)
    }

    /// Replaces what stands on the line of its key or dash, and maybe on lines below.
    fn replace_beside(&self, slot: &Slot, value: &Node) -> Plan {
        let lines = self.lines();
        let kind = self.outline.piece(slot).kind;
        let props = self.props(slot, value);
        // Where the comment of the first line may stand.
        let behind = match kind {
            Kind::Block => {
                let header = &lines.0[slot.value..lines.end(slot.value)];
                slot.value + header.find([' ', '\t']).unwrap_or(header.len())
            }
            _ => slot.end,
        };
        let line_end = lines.end(behind);
        let comment = lines.0[behind..line_end].trim_end_matches(WHITE);
        let is_compact = props.is_empty() && comment.is_empty();
        let new = self.written(slot, value.untagged(), is_compact, slot.end);
        let first = self.behind_gap(slot, &new);
        let gone = match kind {
            Kind::Block => line_end..slot.end.max(line_end),
            _ => slot.value..slot.end,
        };
        let plan = match kind {
            Kind::Block => {
                let end = slot.end.max(line_end);
                Plan::cut(slot.after..end, format!("{props}{first}{comment}{}", new.rest))
            }
            _ if new.rest.is_empty() => Plan::cut(slot.after..slot.end, format!("{props}{first}")),
            _ => Plan::cut(slot.after..line_end, format!("{props}{first}{comment}{}", new.rest)),
        };
        plan.gone(gone)
    }

    /// Replaces a scalar, or a list or map in brackets, on a line below its key or dash.
    fn replace_below(&self, slot: &Slot, value: &Node) -> Plan {
        let lines = self.lines();
        let inner = value.untagged();
        let mut text = self.front(slot, value);
        if is_block(inner) && !self.outline.piece(slot).kind.is_flow() {
            let column = lines.column(slot.value);
            // Behind the last line it would be part of a text that ends the value.
            let end = lines.end(slot.end);
            let comment = lines.0[slot.end..end].trim_matches(WHITE);
            if !comment.is_empty() {
                text.push_str(comment);
                self.style_at(slot.value, slot.end, column).line(&mut text, column);
            }
            self.block(&mut text, slot, inner, column);
            return Plan::cut(slot.after..end, text).gone(slot.value..slot.end);
        } else {
            let new = self.written(slot, inner, true, slot.end);
            text.push_str(new.first.trim_start_matches(' '));
            text.push_str(&new.rest);
        }
        Plan::cut(slot.after..slot.end, text).gone(slot.value..slot.end)
    }

    /// Replaces a list or map that is written over lines.
    fn replace_lines(&self, slot: &Slot, value: &Node, stands_below: bool) -> Plan {
        let lines = self.lines();
        let inner = value.untagged();
        let column = lines.column(slot.value);
        let is_root = slot.holder == Holder::Root;
        // Below a value on one line nothing is left that spoke of what was inside.
        let end = match is_block(inner) || is_root {
            true => lines.end(slot.end),
            false => self.behind_comments(lines.end(slot.end), lines.column(slot.head) + 1),
        };
        let mut gone = slot.value..end;
        let text = if is_block(inner) && stands_below {
            let is_map = matches!(inner.data, Data::Map(_));
            let is_flat = slot.holder == Holder::Key && is_map && column <= lines.column(slot.head);
            let shift = if is_flat { self.style.step } else { 0 };
            // What speaks of the first child goes with it.
            let first = self.children(slot).ok().and_then(|children| children.first().cloned());
            let own = first.map_or(slot.value, |first| self.own_lines(&first).start);
            gone.start = own.clamp(slot.props, slot.value);
            let indent = &lines.0[lines.start(slot.value).max(slot.props)..slot.value];
            let mut text = match gone.start < slot.value {
                true => format!(
                    "{}{}{indent}",
                    self.props(slot, value),
                    &lines.0[slot.props..gone.start]
                ),
                false => self.front(slot, value),
            };
            text.extend(std::iter::repeat_n(' ', shift));
            self.block(&mut text, slot, inner, column + shift);
            text
        } else if stands_below && !is_root {
            // The comment behind the key stays.
            let line_end = lines.end(slot.props).min(slot.value);
            let above = lines.0[slot.props..line_end].trim_end_matches(WHITE);
            gone.start = line_end;
            let new = self.written(slot, inner, true, end);
            format!("{}{}{above}{}", self.props(slot, value), new.first, new.rest)
        } else {
            let props = self.props(slot, value);
            let new = self.written(slot, inner, props.is_empty(), end);
            match is_root {
                true => {
                    format!(
                        "{}{}{}",
                        self.front(slot, value),
                        new.first.trim_start_matches(' '),
                        new.rest
                    )
                }
                false => format!("{props}{}{}", self.behind_gap(slot, &new), new.rest),
            }
        };
        Plan::cut(slot.after..end, text).gone(gone)
    }

    /// `{}` or `[]` in the place of a map or list over lines, whose only child has the lines
    /// `own`; tags and anchors stay.
    pub(super) fn replace_block(&self, slot: &Slot, text: &str, own: Range<usize>) -> Plan {
        let lines = self.lines();
        if slot.holder == Holder::Root || !lines.breaks(slot.props, slot.value) {
            let from = match lines.is_first(slot.value) {
                true => lines.skip_blanks(own.start),
                false => slot.value,
            };
            return Plan::cut(from..own.end, text);
        }
        let above = lines.0[slot.props..lines.before_break(own.start)].trim_end_matches(WHITE);
        Plan::cut(slot.props..own.end, format!(" {text}{above}"))
    }

    /// What stands before a value that has lines of its own: tag, comments, indentation.
    fn front(&self, slot: &Slot, value: &Node) -> String {
        format!("{}{}", self.props(slot, value), &self.lines().0[slot.props..slot.value])
    }

    /// The first line of a value, behind the white space that stands there already.
    fn behind_gap(&self, slot: &Slot, new: &Written) -> String {
        match new.first.strip_prefix(' ') {
            Some(text) => format!("{}{text}", self.gap(slot, " ")),
            None => new.first.clone(),
        }
    }

    /// The white space before a value, where there is some.
    fn gap<'s>(&'s self, slot: &Slot, none: &'s str) -> &'s str {
        let gap = &self.lines().0[slot.props..slot.value];
        if gap.is_empty() { none } else { gap }
    }

    /// What stands between the key or dash and the value: the new tag and the old anchor.
    fn props(&self, slot: &Slot, value: &Node) -> String {
        let piece = self.outline.piece(slot);
        let tag = match &value.data {
            Data::Tagged(tagged) => Some(tagged.intent.tag()),
            _ => None,
        };
        if tag.is_none() && !piece.is_tagged {
            return self.lines().0[slot.after..slot.props].to_owned();
        }
        let anchor = self.outline.anchor(piece.anchor).filter(|_| piece.kind != Kind::Alias);
        let anchor = anchor.map(|range| self.lines().0[range.clone()].to_owned());
        tag.into_iter().chain(anchor).map(|prop| format!(" {prop}")).collect()
    }

    /// A value without its tag behind its key or dash. With `compact`, a list or map begins on the
    /// line of the dash. What follows begins at `end`.
    fn written(&self, slot: &Slot, inner: &Node, compact: bool, end: usize) -> Written {
        let lines = self.lines();
        let piece = self.outline.piece(slot);
        let column = lines.column(slot.head);
        let style = self.style_at(slot.value, end, column);
        let is_text = matches!(inner.data, Data::Text(_));
        let is_quoted = matches!(piece.kind, Kind::Single | Kind::Double);
        let stays_flow = piece.kind.is_flow() && is_block(inner);
        if stays_flow || (is_text && is_quoted) {
            return self.on_one_line(slot, inner);
        }
        let mut text = String::new();
        match slot.holder {
            Holder::Dash if is_block(inner) && compact => {
                let gap = self.gap(slot, " ");
                let gap = if gap.contains(['\r', '\n']) { 1 } else { gap.chars().count() };
                let column = column + 1 + gap;
                text.push(' ');
                style.block(&mut text, inner, column);
            }
            Holder::Dash if is_block(inner) => {
                style.line(&mut text, column + 2);
                style.block(&mut text, inner, column + 2);
            }
            Holder::Root if is_block(inner) => {
                style.line(&mut text, 0);
                style.block(&mut text, inner, 0);
            }
            Holder::Root => style.value(&mut text, inner, 0, Behind::Key),
            _ => style.value(&mut text, inner, column, Behind::Key),
        }
        let rest = text.split_off(text.find(['\r', '\n']).unwrap_or(text.len()));
        Written { first: text, rest }
    }

    fn on_one_line(&self, slot: &Slot, inner: &Node) -> Written {
        Written { first: format!(" {}", self.body(slot, inner, false)), rest: String::new() }
    }

    /// A value on one line, in the quotes the old one had.
    fn body(&self, slot: &Slot, inner: &Node, in_flow: bool) -> String {
        match &inner.data {
            Data::Text(text) => inline(text, self.quote(slot.piece), in_flow),
            _ => {
                let mut text = String::new();
                flow(&mut text, inner, in_flow);
                text
            }
        }
    }

    fn block(&self, out: &mut String, slot: &Slot, inner: &Node, column: usize) {
        self.style_at(slot.value, slot.end, column).block(out, inner, column);
    }

    /// The quotes a scalar has.
    pub(super) fn quote(&self, piece: usize) -> Quote {
        match self.outline.pieces[piece].kind {
            Kind::Single => Quote::Single,
            Kind::Double => Quote::Double,
            _ => Quote::Plain,
        }
    }

    /// How to write at a byte, when what follows begins at `end`. No literal block may come before
    /// a comment that is indented further than `column`, for it would take it for its own.
    pub(super) fn style_at(&self, at: usize, end: usize, column: usize) -> Style<'_> {
        let lines = self.lines();
        let comments = &self.outline.comments;
        let next = lines.skip(end);
        let from = comments.partition_point(|comment| comment.start < lines.end(end));
        let mut below = comments[from..].iter().take_while(|comment| comment.start < next);
        let literals = below.all(|comment| lines.column(comment.start) <= column);
        Style { line_break: lines.style(at), literals, ..self.style }
    }
}
