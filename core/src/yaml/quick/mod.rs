//! The plain subset of YAML that most files are written in, read in one pass over bytes.
//!
//! Block maps and lists, scalars on one line, block texts, flow collections, merge tags, comments.
//! Whatever else a document holds (anchors, several documents, plain or quoted texts over several
//! lines, tabs, anything that is wrong), the answer is `None` and the full parser reads it and says
//! what it has to say. Where this parser answers, it answers what the full one does, to the byte;
//! tests compare the two.

mod flow;
mod signs;
mod text;

use std::collections::HashSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::{Data, Entry, Intent, Limits, Map, Node, Tagged};
use crate::source::{FileId, SourceFile, Span};
use signs::{has_odd_characters, is_break};

/// From so many keys on, a hash finds the one that stands twice.
const SCAN: usize = 16;

/// The document as a tree, if it is written in the subset and within the limits.
pub(super) fn parse(file: &SourceFile, limits: &Limits) -> Option<Node> {
    let bytes = file.text().as_bytes();
    if has_odd_characters(bytes) {
        return None;
    }
    let mut quick = Quick {
        text: file.text(),
        bytes,
        file: file.id(),
        at: 0,
        indent: 0,
        depth: limits.depth.min(Limits::DEEPEST),
        nodes: limits.nodes,
        entries: Vec::new(),
        items: Vec::new(),
    };
    quick.first_line(0);
    let marked = quick.indent == 0 && bytes[quick.at..].starts_with(b"---");
    if marked && quick.is_line_end(quick.at + 3) {
        quick.advance(quick.at + 3);
    }
    if quick.ended() || quick.indent != 0 {
        return None;
    }
    let root = quick.block(0)?;
    quick.ended().then_some(root)
}

struct Quick<'t> {
    text: &'t str,
    bytes: &'t [u8],
    file: FileId,
    /// Where the content of the current line begins; the end of the text when there is no more.
    at: usize,
    /// How far that is indented.
    indent: usize,
    /// Levels and values that are still allowed.
    depth: usize,
    nodes: u64,
    /// What the open maps and lists hold so far, the innermost last; what is closed takes its part
    /// in one piece.
    entries: Vec<Entry>,
    items: Vec<Node>,
}

/// The keys of one open map.
struct Keys<'t> {
    /// Where its entries begin among those of all open maps.
    base: usize,
    hashed: FxHashSet<&'t str>,
}

impl<'t> Quick<'t> {
    /// Goes to the next line that holds content, from the end of this line's own.
    fn advance(&mut self, from: usize) {
        let rest = &self.bytes[from..];
        match rest.iter().position(|byte| *byte == b'\n') {
            Some(end) => self.first_line(from + end + 1),
            None => (self.at, self.indent) = (self.bytes.len(), 0),
        }
    }

    /// Goes to the first line that holds content, from the beginning of a line.
    fn first_line(&mut self, from: usize) {
        let mut start = from;
        loop {
            let at = self.skip_spaces(start);
            match self.bytes.get(at) {
                None => {
                    (self.at, self.indent) = (self.bytes.len(), 0);
                    return;
                }
                Some(b'\n') => start = at + 1,
                Some(b'\r' | b'#') => {
                    let rest = &self.bytes[at..];
                    let end = rest.iter().position(|byte| *byte == b'\n');
                    start = end.map_or(self.bytes.len(), |end| at + end + 1);
                }
                Some(_) => {
                    (self.at, self.indent) = (at, at - start);
                    return;
                }
            }
        }
    }

    fn ended(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// A block map or list whose lines are indented by `indent`; the current line is its first.
    fn block(&mut self, indent: usize) -> Option<Node> {
        if self.is_item() { self.list(indent) } else { self.map(indent) }
    }

    /// Whether the current line begins with `- `, or is `-`.
    fn is_item(&self) -> bool {
        self.bytes.get(self.at) == Some(&b'-') && self.is_gap(self.at + 1)
    }

    /// Whether a space, the end of a line or the end of the text stands at a place.
    fn is_gap(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), None | Some(b' ' | b'\n' | b'\r'))
    }

    fn map(&mut self, indent: usize) -> Option<Node> {
        self.enter()?;
        let start = self.at;
        let mut keys = Keys { base: self.entries.len(), hashed: HashSet::default() };
        while !self.ended() && self.indent == indent && !self.is_item() {
            let (text, key_span, colon) = self.key(self.at)?;
            let key = self.new_key(text, &mut keys)?;
            let value = self.skip_spaces(colon + 1);
            let node = self.value(value, colon, indent)?;
            if !self.ended() && self.indent > indent {
                return None;
            }
            self.entries.push(Entry { key, key_span, node });
        }
        let last = self.entries.get(keys.base..)?.last()?.node.span;
        Some(Node { data: self.close_map(keys.base), span: self.collection_span(start, last) })
    }

    /// What stands behind a key's colon, or below it.
    fn value(&mut self, at: usize, colon: usize, indent: usize) -> Option<Node> {
        if self.is_end(at, colon + 1) {
            self.advance(at);
            let nested = !self.ended() && self.indent > indent;
            let items = !self.ended() && self.indent == indent && self.is_item();
            return match nested || items {
                true => self.block(self.indent),
                false => self.null(colon),
            };
        }
        if self.bytes[at] == b'!' {
            return self.tagged(at, indent);
        }
        self.inline(at, indent)
    }

    /// A value with a merge tag: on the same line, or a map or list below.
    fn tagged(&mut self, at: usize, indent: usize) -> Option<Node> {
        let rest = &self.text[at..];
        let end = at + rest.find([' ', '\n', '\r']).unwrap_or(rest.len());
        let intent = match &self.text[at..end] {
            "!append" => Intent::Append,
            "!prepend" => Intent::Prepend,
            "!replace" => Intent::Replace,
            tag => {
                let key = tag.strip_prefix("!merge_by:").filter(|key| !key.is_empty())?;
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
                Intent::MergeBy(SmolStr::new(key.bytes().all(plain).then_some(key)?))
            }
        };
        let value = self.skip_spaces(end);
        let node = if self.is_end(value, end) {
            self.advance(value);
            // Where it stands no deeper than its key, the full parser decides what belongs to what.
            (!self.ended() && self.indent > indent).then_some(())?;
            self.block(self.indent)?
        } else {
            matches!(self.bytes[value], b'[' | b'{').then_some(())?;
            self.inline(value, indent)?
        };
        let span = node.span;
        Some(Node { data: Data::Tagged(Arc::new(Tagged { intent, node })), span })
    }

    fn list(&mut self, indent: usize) -> Option<Node> {
        self.enter()?;
        let start = self.at;
        let base = self.items.len();
        while !self.ended() && self.indent == indent && self.is_item() {
            let dash = self.at;
            let value = self.skip_spaces(dash + 1);
            let node = if self.is_end(value, dash + 1) {
                self.advance(value);
                if self.ended() || self.indent <= indent {
                    return None;
                }
                self.block(self.indent)?
            } else if self.key(value).is_some() {
                // The map's first key stands on the item's own line.
                self.indent += value - dash;
                self.at = value;
                self.map(self.indent)?
            } else {
                self.inline(value, indent)?
            };
            if !self.ended() && self.indent > indent {
                return None;
            }
            self.items.push(node);
        }
        let last = self.items.get(base..)?.last()?.span;
        Some(Node { data: self.close_list(base), span: self.collection_span(start, last) })
    }

    /// The key, unless the map has it already.
    fn new_key(&mut self, text: &'t str, keys: &mut Keys<'t>) -> Option<SmolStr> {
        self.count()?;
        let known = &self.entries[keys.base..];
        if known.len() < SCAN {
            if known.iter().any(|entry| entry.key == text) {
                return None;
            }
        } else {
            if keys.hashed.is_empty() {
                // These texts live as long as the file's own, so they are found there again.
                let written = |entry: &Entry| {
                    let (start, length) = (entry.key_span.start as usize, entry.key.len());
                    let quoted = usize::from(matches!(self.bytes[start], b'"' | b'\''));
                    &self.text[start + quoted..start + quoted + length]
                };
                keys.hashed.extend(known.iter().map(written));
            }
            if !keys.hashed.insert(text) {
                return None;
            }
        }
        Some(SmolStr::new(text))
    }

    /// Counts a collection; it must be closed.
    fn enter(&mut self) -> Option<()> {
        self.depth = self.depth.checked_sub(1)?;
        self.count()
    }

    fn close_map(&mut self, base: usize) -> Data {
        self.depth += 1;
        let entries: Vec<Entry> = self.entries.drain(base..).collect();
        Data::Map(Arc::new(Map::from_entries(entries)))
    }

    fn close_list(&mut self, base: usize) -> Data {
        self.depth += 1;
        Data::List(self.items.drain(base..).collect())
    }

    /// A block collection ends with its last value.
    fn collection_span(&self, start: usize, last: Span) -> Span {
        Span { file: self.file, start: start as u32, end: last.end.max(start as u32 + 1) }
    }

    /// A value that is not there stands where its colon does.
    fn null(&mut self, colon: usize) -> Option<Node> {
        self.count()?;
        Some(Node { data: Data::Null, span: self.span(colon, colon) })
    }

    fn count(&mut self) -> Option<()> {
        self.nodes = self.nodes.checked_sub(1)?;
        Some(())
    }

    fn skip_spaces(&self, mut at: usize) -> usize {
        while self.bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        at
    }

    /// Whether nothing but a comment follows; `from` is where the white space before it began.
    fn is_end(&self, at: usize, from: usize) -> bool {
        match self.bytes.get(at) {
            None => true,
            Some(b'#') => at > from,
            Some(byte) => is_break(*byte),
        }
    }

    /// Whether nothing but spaces and a comment stands between a place and the end of its line.
    fn is_line_end(&self, from: usize) -> bool {
        self.is_end(self.skip_spaces(from), from)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: start as u32, end: end as u32 }
    }
}
