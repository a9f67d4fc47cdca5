//! Trees as YAML: block style, texts quoted only where they would read back as something else.

mod text;

use crate::source::Span;
use crate::yaml::{Data, Entry, Node, number_word};

pub(in crate::yaml) use text::{Quote, inline};

/// A tree as a new document, nested values indented by `indent` spaces (at least one).
///
/// Texts are quoted where a reader of YAML 1.2 or 1.1 would take them for something else (`no`,
/// `017`, `12:30`); texts of several lines become literal blocks where those read back exactly.
/// Merge intentions are written as their tags. The document ends with a line feed.
pub fn write(node: &Node, indent: usize) -> String {
    let style = Style { line_break: "\n", step: indent.max(1), flat_lists: false, literals: true };
    let mut out = String::new();
    style.root(&mut out, node);
    out.push('\n');
    out
}

/// How a file is written.
#[derive(Debug, Clone, Copy)]
pub(in crate::yaml) struct Style<'t> {
    /// What ends a line.
    pub(in crate::yaml) line_break: &'t str,
    /// How far nested values are indented.
    pub(in crate::yaml) step: usize,
    /// Whether the list of a key is not indented.
    pub(in crate::yaml) flat_lists: bool,
    /// Whether texts of several lines may be literal blocks.
    pub(in crate::yaml) literals: bool,
}

/// What a value stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::yaml) enum Behind {
    /// `key:`
    Key,
    /// `-`
    Dash,
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
impl Style<'_> {
    /// A whole document, without its last line break.
    pub(in crate::yaml) fn root(&self, out: &mut String, node: &Node) {
        let (tag, value) = split(node);
        out.push_str(&tag);
        match is_block(value) {
            true if tag.is_empty() => self.block(out, value, 0),
            true => {
                self.line(out, 0);
                self.block(out, value, 0);
            }
            false => {
                let mut scalar = String::new();
                self.leaf(&mut scalar, value, 0, tag.is_empty());
                out.push_str(if tag.is_empty() { scalar.trim_start_matches(' ') } else { &scalar });
            }
        }
    }

    /// A list or map that is not empty; the first line begins where `out` ends, at `column`.
    pub(in crate::yaml) fn block(&self, out: &mut String, node: &Node, column: usize) {
        match &node.data {
            Data::Map(map) => {
                for (at, entry) in map.entries().iter().enumerate() {
                    if at > 0 {
                        self.line(out, column);
                    }
                    self.entry(out, entry, column);
                }
            }
            Data::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        self.line(out, column);
                    }
                    out.push('-');
                    self.value(out, item, column, Behind::Dash);
                }
            }
            _ => {}
        }
    }

    fn entry(&self, out: &mut String, entry: &Entry, column: usize) {
        out.push_str(&inline(&entry.key, Quote::Plain, false));
        out.push(':');
        self.value(out, &entry.node, column, Behind::Key);
    }

    /// A value behind `key:` or `-`, which stand at `column`, from the space on.
    pub(in crate::yaml) fn value(
        &self,
        out: &mut String,
        node: &Node,
        column: usize,
        behind: Behind,
    ) {
        let (tag, value) = split(node);
        if !tag.is_empty() {
            out.push(' ');
            out.push_str(&tag);
        }
        if !is_block(value) {
            return self.leaf(out, value, column, tag.is_empty());
        }
        match behind {
            Behind::Dash if tag.is_empty() => {
                out.push(' ');
                self.block(out, value, column + 2);
            }
            _ => {
                let column = self.nested(value, column, behind);
                self.line(out, column);
                self.block(out, value, column);
            }
        }
    }

    /// The column of a list or map below its key or dash.
    pub(in crate::yaml) fn nested(&self, value: &Node, column: usize, behind: Behind) -> usize {
        let is_list = matches!(value.untagged().data, Data::List(_));
        match behind {
            Behind::Key if is_list && self.flat_lists => column,
            Behind::Key => column + self.step,
            Behind::Dash => column + 2,
        }
    }

    /// A value that needs no block, from the space on.
    fn leaf(&self, out: &mut String, value: &Node, column: usize, says_null: bool) {
        match &value.data {
            Data::Null if !says_null => {}
            Data::Text(text) if self.literals && text::literal(text).is_some() => {
                self.literal(out, text, column);
            }
            _ => {
                out.push(' ');
                flow(out, value, false);
            }
        }
    }

    fn literal(&self, out: &mut String, text: &str, column: usize) {
        out.push(' ');
        out.push_str(text::literal(text).unwrap_or("|"));
        let body = text.strip_suffix('\n').unwrap_or(text);
        for line in body.split('\n') {
            self.line(out, if line.is_empty() { 0 } else { column + self.step });
            out.push_str(line);
        }
    }

    /// Begins a line.
    pub(in crate::yaml) fn line(&self, out: &mut String, column: usize) {
        out.push_str(self.line_break);
        out.extend(std::iter::repeat_n(' ', column));
    }
}

/// Whether a value is written over lines of its own: a list or map that is not empty, and is not to
/// be written in brackets.
pub(in crate::yaml) fn is_block(node: &Node) -> bool {
    let node = node.untagged();
    if node.span == Span::IN_BRACKETS {
        return false;
    }
    match &node.data {
        Data::List(items) => !items.is_empty(),
        Data::Map(map) => !map.is_empty(),
        _ => false,
    }
}

/// Any value on one line.
pub(in crate::yaml) fn flow(out: &mut String, node: &Node, in_flow: bool) {
    match &node.data {
        Data::Null => out.push_str("null"),
        Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Data::Int(value) => out.push_str(&value.to_string()),
        Data::UInt(value) => out.push_str(&value.to_string()),
        Data::Float(value) => out.push_str(&float(*value)),
        Data::Text(text) => out.push_str(&inline(text, Quote::Plain, in_flow)),
        Data::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                flow(out, item, true);
            }
            out.push(']');
        }
        Data::Map(map) => {
            out.push('{');
            for (at, entry) in map.entries().iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                flow_entry(out, &entry.key, &entry.node);
            }
            out.push('}');
        }
        Data::Tagged(tagged) => {
            out.push_str(&tagged.intent.tag());
            out.push(' ');
            flow(out, &tagged.node, in_flow);
        }
    }
}

/// `key: value` inside braces.
pub(in crate::yaml) fn flow_entry(out: &mut String, key: &str, value: &Node) {
    out.push_str(&inline(key, Quote::Plain, true));
    out.push_str(": ");
    flow(out, value, true);
}

/// A number that reads back as itself, in YAML 1.1 too, which wants a point and a signed exponent.
fn float(value: f64) -> String {
    if let Some(word) = number_word(value) {
        return word.into();
    }
    let text = format!("{value:?}");
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

/// The tag of a value, if it has one, and the value.
fn split(node: &Node) -> (String, &Node) {
    match &node.data {
        Data::Tagged(tagged) => (tagged.intent.tag(), &tagged.node),
        _ => (String::new(), node),
    }
}
