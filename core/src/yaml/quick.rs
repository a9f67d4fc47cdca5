//! The plain subset of YAML that most files are written in, read in one pass over bytes.
//!
//! Block maps and lists, scalars on one line, flow collections on one line, comments. Whatever else
//! a document holds (anchors, tags, block scalars, texts over several lines, tabs, anything that is
//! wrong), the answer is `None` and the full parser reads it and says what it has to say. Where this
//! parser answers, it answers what the full one does, to the byte; tests compare the two.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{Data, Entry, Limits, Map, Node, scalar};
use crate::source::{FileId, SourceFile, Span};

/// Keys longer than this are for the full parser, which has a limit for them.
const MAX_KEY: usize = 512;
/// Maps larger than this look for duplicate keys with a hash, in the full parser.
const MAX_ENTRIES: usize = 64;

/// The document as a tree, if it is written in the subset and within the limits.
pub(super) fn parse(file: &SourceFile, limits: &Limits) -> Option<Node> {
    let bytes = file.text().as_bytes();
    if !bytes.is_ascii() && has_odd_characters(bytes) {
        return None;
    }
    let mut quick = Quick {
        text: file.text(),
        bytes,
        file: file.id(),
        at: 0,
        indent: 0,
        next: 0,
        depth: limits.depth.min(255),
        nodes: limits.nodes,
    };
    quick.advance()?;
    if quick.at == bytes.len() || quick.indent != 0 {
        return None;
    }
    let root = quick.block(0)?;
    (quick.at == bytes.len()).then_some(root)
}

/// Characters beyond ASCII that end lines, show nothing or may not stand in YAML.
fn has_odd_characters(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|window| {
        matches!(window, [0xc2, 0x80..=0xa0, _])
            || matches!(window, [0xe2, 0x80, 0xa8 | 0xa9])
            || matches!(window, [0xef, 0xbb, 0xbf] | [0xef, 0xbf, 0xbe | 0xbf])
    }) || matches!(bytes, [.., 0xc2, 0x80..=0xa0])
}

struct Quick<'t> {
    text: &'t str,
    bytes: &'t [u8],
    file: FileId,
    /// Where the content of the current line begins; the end of the text when there is no more.
    at: usize,
    /// How far that is indented.
    indent: usize,
    /// Where the next line begins.
    next: usize,
    /// Levels and values that are still allowed.
    depth: usize,
    nodes: u64,
}

impl Quick<'_> {
    /// Goes to the next line that holds content.
    fn advance(&mut self) -> Option<()> {
        loop {
            let start = self.next;
            let mut at = start;
            while self.bytes.get(at) == Some(&b' ') {
                at += 1;
            }
            match self.bytes.get(at) {
                None => {
                    (self.at, self.indent) = (self.bytes.len(), 0);
                    return Some(());
                }
                Some(b'\n') => self.next = at + 1,
                Some(b'#') => self.next = self.line_end(at)? + 1,
                Some(_) => {
                    self.next = self.line_end(at)? + 1;
                    (self.at, self.indent) = (at, at - start);
                    return Some(());
                }
            }
            self.next = self.next.min(self.bytes.len());
        }
    }

    /// The end of a line; none where a control character stands before it.
    fn line_end(&self, from: usize) -> Option<usize> {
        let rest = &self.bytes[from..];
        let length = rest.iter().position(|byte| *byte < b' ' || *byte == 0x7f);
        match length {
            None => Some(self.bytes.len()),
            Some(length) if rest[length] == b'\n' => Some(from + length),
            Some(_) => None,
        }
    }

    fn ended(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// A block map or list whose lines are indented by `indent`; the current line is its first.
    fn block(&mut self, indent: usize) -> Option<Node> {
        self.depth = self.depth.checked_sub(1)?;
        let node = if self.is_item() { self.list(indent)? } else { self.map(indent)? };
        self.depth += 1;
        Some(node)
    }

    /// Whether the current line begins with `- `, or is `-`.
    fn is_item(&self) -> bool {
        self.bytes.get(self.at) == Some(&b'-')
            && matches!(self.bytes.get(self.at + 1), None | Some(b' ' | b'\n'))
    }

    fn map(&mut self, indent: usize) -> Option<Node> {
        self.count()?;
        let start = self.at;
        let mut entries: Vec<Entry> = Vec::new();
        while !self.ended() && self.indent == indent && !self.is_item() {
            let (key, key_span, colon) = self.key(self.at)?;
            if entries.len() == MAX_ENTRIES || entries.iter().any(|entry| entry.key == key) {
                return None;
            }
            self.count()?;
            let value = self.skip_spaces(colon + 1);
            let node = if self.is_line_end(value, colon + 1) {
                self.advance()?;
                let nested = !self.ended() && (self.indent > indent);
                let items = !self.ended() && self.indent == indent && self.is_item();
                match nested || items {
                    true => self.block(self.indent)?,
                    false => self.null(colon)?,
                }
            } else {
                self.inline(value)?
            };
            if !self.ended() && self.indent > indent {
                return None;
            }
            entries.push(Entry { key, key_span, node });
        }
        if entries.is_empty() {
            return None;
        }
        let last = entries.last().map(|entry| entry.node.span);
        let span = self.collection_span(start, last?);
        Some(Node { data: Data::Map(Arc::new(Map::from_entries(entries))), span })
    }

    fn list(&mut self, indent: usize) -> Option<Node> {
        self.count()?;
        let start = self.at;
        let mut items: Vec<Node> = Vec::new();
        while !self.ended() && self.indent == indent && self.is_item() {
            let dash = self.at;
            let value = self.skip_spaces(dash + 1);
            let node = if self.is_line_end(value, dash + 1) {
                self.advance()?;
                if self.ended() || self.indent <= indent {
                    return None;
                }
                self.block(self.indent)?
            } else if self.key(value).is_some() {
                // The map's first key stands on the item's own line.
                self.indent += value - dash;
                self.at = value;
                self.depth = self.depth.checked_sub(1)?;
                let node = self.map(self.indent)?;
                self.depth += 1;
                node
            } else {
                self.inline(value)?
            };
            if !self.ended() && self.indent > indent {
                return None;
            }
            items.push(node);
        }
        let last = items.last().map(|item| item.span);
        let span = self.collection_span(start, last?);
        Some(Node { data: Data::List(items.into()), span })
    }

    /// A block collection ends with its last value.
    fn collection_span(&self, start: usize, last: Span) -> Span {
        Span { file: self.file, start: start as u32, end: last.end.max(start as u32 + 1) }
    }

    /// A key at a place, and where its colon stands.
    fn key(&self, at: usize) -> Option<(SmolStr, Span, usize)> {
        let (text, end) = match *self.bytes.get(at)? {
            quote @ (b'"' | b'\'') => {
                let end = self.quoted(at, quote)?;
                (&self.text[at + 1..end - 1], end)
            }
            first if first.is_ascii_alphanumeric() || first == b'_' => {
                let rest = &self.bytes[at..];
                let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-./".contains(byte);
                let end = at + rest.iter().position(|byte| !plain(byte))?;
                (&self.text[at..end], end)
            }
            _ => return None,
        };
        let colon = self.bytes.get(end) == Some(&b':')
            && matches!(self.bytes.get(end + 1), None | Some(b' ' | b'\n'));
        (colon && end - at <= MAX_KEY).then(|| (SmolStr::new(text), self.span(at, end), end))
    }

    /// Where a quoted text on one line ends, behind its closing quote; none where it has escapes.
    fn quoted(&self, at: usize, quote: u8) -> Option<usize> {
        let rest = &self.bytes[at + 1..];
        let length =
            rest.iter().position(|byte| matches!(*byte, b'\n' | b'\\') || *byte == quote)?;
        let end = at + 1 + length;
        let single = rest[length] == quote && self.bytes.get(end + 1) != Some(&quote);
        // In single quotes a backslash is itself, but rare enough to leave it.
        single.then_some(end + 1)
    }

    /// A value that begins on the current line and ends there. Goes to the next line.
    fn inline(&mut self, at: usize) -> Option<Node> {
        let (node, end) = match *self.bytes.get(at)? {
            b'[' | b'{' => self.flow(at)?,
            quote @ (b'"' | b'\'') => {
                let end = self.quoted(at, quote)?;
                (self.text(at, end)?, end)
            }
            _ => self.plain(at)?,
        };
        let rest = self.skip_spaces(end);
        if !self.is_line_end(rest, end) {
            return None;
        }
        self.advance()?;
        Some(node)
    }

    /// An unquoted scalar up to the end of its line, or to a comment.
    fn plain(&mut self, at: usize) -> Option<(Node, usize)> {
        if !starts_plain(self.bytes, at) {
            return None;
        }
        let mut end = at;
        let mut last = at;
        while let Some(byte) = self.bytes.get(end) {
            match byte {
                b'\n' => break,
                b'#' if self.bytes[end - 1] == b' ' => break,
                b':' if matches!(self.bytes.get(end + 1), None | Some(b' ' | b'\n')) => {
                    return None;
                }
                b' ' => {}
                _ => last = end,
            }
            end += 1;
        }
        Some((self.scalar(at, last + 1)?, last + 1))
    }

    /// A list or map in brackets, on one line.
    fn flow(&mut self, at: usize) -> Option<(Node, usize)> {
        self.depth = self.depth.checked_sub(1)?;
        self.count()?;
        let is_map = self.bytes[at] == b'{';
        let close = if is_map { b'}' } else { b']' };
        let mut entries: Vec<Entry> = Vec::new();
        let mut items: Vec<Node> = Vec::new();
        let mut here = self.skip_spaces(at + 1);
        if self.bytes.get(here) != Some(&close) {
            loop {
                if is_map {
                    let (key, key_span, colon) = self.key(here)?;
                    if entries.len() == MAX_ENTRIES || entries.iter().any(|e| e.key == key) {
                        return None;
                    }
                    self.count()?;
                    let (node, end) = self.flow_value(self.skip_spaces(colon + 1))?;
                    entries.push(Entry { key, key_span, node });
                    here = self.skip_spaces(end);
                } else {
                    let (node, end) = self.flow_value(here)?;
                    items.push(node);
                    here = self.skip_spaces(end);
                }
                match self.bytes.get(here)? {
                    b',' if self.bytes.get(here + 1) == Some(&b' ') => {
                        here = self.skip_spaces(here + 1);
                    }
                    byte if *byte == close => break,
                    _ => return None,
                }
            }
        }
        self.depth += 1;
        let data = match is_map {
            true => Data::Map(Arc::new(Map::from_entries(entries))),
            false => Data::List(items.into()),
        };
        Some((Node { data, span: self.span(at, here + 1) }, here + 1))
    }

    fn flow_value(&mut self, at: usize) -> Option<(Node, usize)> {
        match *self.bytes.get(at)? {
            b'[' | b'{' => self.flow(at),
            quote @ (b'"' | b'\'') => {
                let end = self.quoted(at, quote)?;
                Some((self.text(at, end)?, end))
            }
            _ if starts_plain(self.bytes, at) => {
                let rest = &self.bytes[at..];
                let length = rest.iter().position(|byte| b",[]{}:#\n\"'".contains(byte))?;
                let length = self.text[at..at + length].trim_end_matches(' ').len();
                let after = *self.bytes.get(self.skip_spaces(at + length))?;
                let end = at + length;
                matches!(after, b',' | b']' | b'}').then_some(())?;
                Some((self.scalar(at, end)?, end))
            }
            _ => None,
        }
    }

    fn scalar(&mut self, start: usize, end: usize) -> Option<Node> {
        self.count()?;
        let data = scalar::plain(&self.text[start..end]).ok()?;
        Some(Node { data, span: self.span(start, end) })
    }

    fn text(&mut self, start: usize, end: usize) -> Option<Node> {
        self.count()?;
        let data = Data::Text(SmolStr::new(&self.text[start + 1..end - 1]));
        Some(Node { data, span: self.span(start, end) })
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
    fn is_line_end(&self, at: usize, from: usize) -> bool {
        match self.bytes.get(at) {
            None | Some(b'\n') => true,
            Some(b'#') => at > from,
            Some(_) => false,
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: start as u32, end: end as u32 }
    }
}

/// Whether an unquoted scalar may begin here. Fewer than YAML allows.
fn starts_plain(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        byte if byte.is_ascii_alphanumeric() || byte >= 0x80 => true,
        b'_' | b'.' | b'/' | b'+' | b'~' | b'$' | b'(' | b'=' | b'<' | b'^' | b';' => true,
        b'-' => bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.'),
        _ => false,
    }
}
