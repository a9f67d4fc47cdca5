//! A value in the place of another.

use super::outline::Kind;
use super::plan::{Editor, Plan};
use super::slot::{Holder, Slot};
use crate::error::Result;
use crate::yaml::write::{Behind, Style, flow, inline, is_block};
use crate::yaml::{Data, Node};

impl Editor<'_> {
    pub(super) fn replace(&self, slot: &Slot, value: &Node) -> Result<Plan> {
        if slot.is_in_flow() {
            return Ok(self.replace_in_flow(slot, value));
        }
        let piece = self.outline.piece(slot);
        let is_document = slot.holder == Holder::Root && piece.kind == Kind::Empty;
        if is_document && slot.props == slot.after {
            return Ok(self.fill_document(value));
        }
        Ok(self.replace_in_block(slot, value))
    }

    /// The first content of a document, behind its comments.
    fn fill_document(&self, value: &Node) -> Plan {
        let lines = self.lines();
        let style = Style { line_break: lines.style(self.outline.end), ..self.style };
        let mut text = String::new();
        style.root(&mut text, value);
        let at = self.outline.end;
        match lines.start(at) == at {
            true => text.push_str(style.line_break),
            false => text.insert_str(0, style.line_break),
        }
        Plan::cut(at..at, text)
    }

    fn replace_in_flow(&self, slot: &Slot, value: &Node) -> Plan {
        let retags = self.retags(slot, value);
        let mut text = self.tag_and_anchor(slot, value, retags);
        let body = self.body(slot, value, true);
        text.push_str(&body);
        let from = if retags { slot.after } else { slot.value };
        match slot.holder {
            Holder::FlowKey { has_colon: false } => text.insert_str(0, ": "),
            _ => {
                let before = &self.lines().0[..from];
                if !before.ends_with([' ', '\t', '\n', '\r', '[', '{', ',']) {
                    text.insert(0, ' ');
                }
            }
        }
        Plan::cut(from..slot.end, text).gone(slot.value..slot.end)
    }

    /// Whether what stands before the value must be written anew.
    fn retags(&self, slot: &Slot, value: &Node) -> bool {
        self.outline.piece(slot).is_tagged || matches!(value.data, Data::Tagged(_))
    }

    /// The tag of the new value and the anchor of the old one, each with a space behind it.
    fn tag_and_anchor(&self, slot: &Slot, value: &Node, retags: bool) -> String {
        let mut text = String::new();
        if !retags {
            return text;
        }
        if let Data::Tagged(tagged) = &value.data {
            text.push_str(&tagged.intent.tag());
            text.push(' ');
        }
        let piece = self.outline.piece(slot);
        if let Some(anchor) =
            self.outline.anchor(piece.anchor).filter(|_| piece.kind != Kind::Alias)
        {
            text.push_str(&self.lines().0[anchor.clone()]);
            text.push(' ');
        }
        text
    }

    /// A value on one line, in the quotes the old one had.
    fn body(&self, slot: &Slot, value: &Node, in_flow: bool) -> String {
        let quote = self.quote(slot.piece);
        match &value.untagged().data {
            Data::Text(text) => inline(text, quote, in_flow),
            Data::Null if !std::ptr::eq(value, value.untagged()) && !in_flow => String::new(),
            _ => {
                let mut text = String::new();
                flow(&mut text, value.untagged(), in_flow);
                text
            }
        }
    }

    fn replace_in_block(&self, slot: &Slot, value: &Node) -> Plan {
        let lines = self.lines();
        let piece = self.outline.piece(slot);
        let stands_below = match slot.holder {
            Holder::Root if lines.start(slot.after) == slot.after => true,
            _ => lines.breaks(slot.after, slot.value),
        };
        let spans_lines = lines.breaks(slot.value, slot.end);
        if piece.kind.is_block() && (stands_below || spans_lines) {
            return self.replace_lines(slot, value, stands_below);
        }
        let retags = self.retags(slot, value);
        let new = self.rendered(slot, value, retags, true);
        if stands_below && new.rest.is_empty() {
            let from = if retags { slot.props.min(slot.value) } else { slot.value };
            if retags && slot.props != slot.after {
                return Plan::cut(slot.after..slot.end, format!(" {}", new.first.trim_start()));
            }
            let from = if retags { slot.value } else { from };
            return Plan::cut(from..slot.end, new.first.trim_start()).gone(slot.value..slot.end);
        }
        // The end of the first line, where a comment may stand.
        let first_end = match piece.kind {
            Kind::Block => {
                let header = &lines.0[slot.value..lines.end(slot.value)];
                slot.value + header.find([' ', '\t']).unwrap_or(header.len())
            }
            _ => slot.end,
        };
        let tail = &lines.0[first_end..lines.end(first_end)];
        let has_comment = !tail.trim().is_empty();
        let is_short = new.rest.is_empty() && piece.kind != Kind::Block;
        let end = if is_short { slot.end } else { lines.end(slot.end).max(lines.end(first_end)) };
        let end = if piece.kind == Kind::Block { slot.end.max(lines.end(first_end)) } else { end };
        let new = match has_comment && !new.rest.is_empty() {
            true => self.rendered(slot, value, retags, false),
            false => new,
        };
        let from = match (retags, new.first.is_empty() || slot.value == slot.props) {
            (true, _) => slot.after,
            (false, true) => slot.props,
            (false, false) => slot.value,
        };
        let first = if from == slot.value && from > slot.props {
            new.first.trim_start()
        } else {
            new.first.as_str()
        };
        let tail = match (is_short, has_comment) {
            (false, true) => tail,
            _ => "",
        };
        let at_root = slot.holder == Holder::Root && from == slot.value && stands_below;
        let rest = if at_root && first.is_empty() && tail.is_empty() {
            new.rest.trim_start_matches(['\r', '\n'])
        } else {
            new.rest.as_str()
        };
        Plan::cut(from..end, format!("{first}{tail}{rest}")).gone(slot.value..slot.end)
    }

    /// Replaces a map or list over lines.
    fn replace_lines(&self, slot: &Slot, value: &Node, stands_below: bool) -> Plan {
        let lines = self.lines();
        let end = lines.end(slot.end);
        let gone = slot.value..end;
        let retags = self.retags(slot, value);
        let is_root = slot.holder == Holder::Root;
        let line = lines.start(slot.value);
        if !is_block(value) {
            let own_comments = stands_below && lines.skip_blanks(lines.next(slot.props)) < line;
            let new = match own_comments {
                true => New {
                    first: format!(
                        " {}{}",
                        self.tag_and_anchor(slot, value, retags),
                        self.body(slot, value, false)
                    ),
                    rest: String::new(),
                },
                false => self.rendered(slot, value, retags, true),
            };
            if !stands_below || is_root {
                let from = if retags && !is_root { slot.after } else { slot.value };
                let first = if from == slot.value { new.first.trim_start() } else { &new.first };
                return Plan::cut(from..end, format!("{first}{}", new.rest)).gone(gone);
            }
            let from = if retags { slot.after } else { slot.props };
            let between = lines.0[slot.props..lines.before_break(line)].trim_end();
            return Plan::cut(from..end, format!("{}{between}{}", new.first.trim_end(), new.rest))
                .gone(gone);
        }
        let column = lines.column(slot.value);
        let new_column = match (slot.holder, &value.untagged().data) {
            (Holder::Key, Data::Map(_)) if column <= lines.column(slot.head) => {
                column + self.style.step
            }
            _ => column,
        };
        let style = Style { line_break: lines.style(slot.value), ..self.style };
        let mut text = String::new();
        let from = if retags {
            let props = self.tag_and_anchor(slot, value, true);
            if !is_root || !props.is_empty() {
                text.push_str(if is_root { "" } else { " " });
                text.push_str(props.trim_end());
            }
            match stands_below && !is_root {
                true => text.push_str(&lines.0[slot.props..lines.before_break(line)]),
                false if is_root => {}
                false => {}
            }
            if props.is_empty() && !stands_below {
                text.clear();
                text.push(' ');
            } else if !(is_root && props.is_empty()) {
                style.line(&mut text, new_column);
            }
            if props.is_empty() && stands_below && !is_root {
                // The line begins as it did; only the tag is gone.
                text = text.trim_start_matches(' ').to_owned();
            }
            if is_root && slot.props == slot.after { slot.value } else { slot.after }
        } else {
            text.extend(std::iter::repeat_n(' ', new_column - column));
            slot.value
        };
        style.block(&mut text, value.untagged(), new_column);
        Plan::cut(from..end, text).gone(gone)
    }

    /// `{}` or `[]` in the place of a map or list over lines; tags and anchors stay.
    pub(super) fn replace_block(&self, slot: &Slot, text: &str) -> Plan {
        let lines = self.lines();
        let end = lines.end(slot.end);
        if slot.holder == Holder::Root || !lines.breaks(slot.after, slot.value) {
            return Plan::cut(slot.value..end, text);
        }
        let between = lines.0[slot.props..lines.before_break(lines.start(slot.value))].trim_end();
        Plan::cut(slot.props..end, format!(" {text}{between}"))
    }

    /// A new value behind its key or dash: what stands on that line, and the lines below.
    fn rendered(&self, slot: &Slot, value: &Node, retags: bool, compact: bool) -> New {
        let lines = self.lines();
        let piece = self.outline.piece(slot);
        let head = self.tag_and_anchor(slot, value, retags);
        let lead = |text: String| New {
            first: format!(" {head}{text}").trim_end().to_owned(),
            rest: String::new(),
        };
        let keeps_quotes = matches!(piece.kind, Kind::Single | Kind::Double)
            && matches!(value.untagged().data, Data::Text(_));
        if keeps_quotes || (piece.kind.is_flow() && is_block(value)) {
            return lead(self.body(slot, value, false));
        }
        let style = Style { line_break: lines.style(slot.value), ..self.style };
        let (column, behind) = match slot.holder {
            Holder::Key => (lines.column(slot.head), Behind::Key),
            _ => (lines.column(slot.head), Behind::Dash),
        };
        let inner = value.untagged();
        let mut text = String::new();
        match slot.holder {
            Holder::Root if is_block(inner) => {
                style.line(&mut text, 0);
                style.block(&mut text, inner, 0);
            }
            _ if is_block(inner) && (!head.is_empty() || !compact) && behind == Behind::Dash => {
                style.line(&mut text, column + 2);
                style.block(&mut text, inner, column + 2);
            }
            Holder::Root => style.value(&mut text, inner, 0, Behind::Key),
            _ => style.value(&mut text, inner, column, behind),
        }
        if matches!(inner.data, Data::Null) && !std::ptr::eq(inner, value) {
            text.clear();
        }
        let at = text.find(['\r', '\n']).unwrap_or(text.len());
        let rest = text.split_off(at);
        let first = match text.strip_prefix(' ') {
            Some(text) => format!(" {head}{text}"),
            None if head.is_empty() => text,
            None => format!(" {}{text}", head.trim_end()),
        };
        New { first, rest }
    }
}

/// A new value in two parts.
struct New {
    /// From the space behind the key or dash to the end of that line.
    first: String,
    /// The lines below, each with the line break before it.
    rest: String,
}
