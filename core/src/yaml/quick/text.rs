//! Keys, and texts with quotes, without, and in blocks.

use smol_str::SmolStr;

use super::Quick;
use super::signs::{KEY, SIGNS, STOP, find, is_break, starts_plain};
use crate::source::Span;
use crate::yaml::{Data, Node, scalar};

/// Keys longer than this are for the full parser, which has a limit for them.
const MAX_KEY: usize = 512;

impl<'t> Quick<'t> {
    /// A key at a place, and where its colon stands.
    pub(super) fn key(&self, at: usize) -> Option<(&'t str, Span, usize)> {
        let (text, end) = match *self.bytes.get(at)? {
            quote @ (b'"' | b'\'') => {
                let end = self.closing(at, quote)?;
                (&self.text[at + 1..end - 1], end)
            }
            first if first.is_ascii_alphanumeric() || first == b'_' => {
                let rest = &self.bytes[at..];
                let length = rest.iter().position(|byte| SIGNS[usize::from(*byte)] & KEY == 0)?;
                (&self.text[at..at + length], at + length)
            }
            _ => return None,
        };
        let colon = self.bytes.get(end) == Some(&b':') && self.is_gap(end + 1);
        (colon && end - at <= MAX_KEY).then(|| (text, self.span(at, end), end))
    }

    /// Where a quoted text on one line ends, behind its closing quote; none where it has escapes.
    fn closing(&self, at: usize, quote: u8) -> Option<usize> {
        let rest = &self.bytes[at + 1..];
        let stops = |byte: &u8| *byte == quote || *byte == b'\\' || is_break(*byte);
        let length = rest.iter().position(stops)?;
        let end = at + 1 + length;
        let single = rest[length] == quote && self.bytes.get(end + 1) != Some(&quote);
        single.then_some(end + 1)
    }

    /// A quoted text on one line, and where it ends.
    pub(super) fn quoted(&mut self, at: usize, quote: u8) -> Option<(Node, usize)> {
        self.count()?;
        if let Some(end) = self.closing(at, quote) {
            let data = Data::Text(SmolStr::new(&self.text[at + 1..end - 1]));
            return Some((Node { data, span: self.span(at, end) }, end));
        }
        let (text, end) = if quote == b'"' { self.escaped(at)? } else { self.doubled(at)? };
        Some((Node { data: Data::Text(SmolStr::new(text)), span: self.span(at, end) }, end))
    }

    /// A text in double quotes with the escapes that people write.
    fn escaped(&self, at: usize) -> Option<(String, usize)> {
        let mut out = String::new();
        let mut from = at + 1;
        loop {
            let rest = &self.bytes[from..];
            let stops = |byte: &u8| matches!(*byte, b'"' | b'\\') || is_break(*byte);
            let stop = from + rest.iter().position(stops)?;
            out.push_str(&self.text[from..stop]);
            match self.bytes[stop] {
                b'"' => return Some((out, stop + 1)),
                b'\\' => out.push(match *self.bytes.get(stop + 1)? {
                    b'n' => '\n',
                    b't' => '\t',
                    b'r' => '\r',
                    byte @ (b'"' | b'\\' | b'/') => char::from(byte),
                    _ => return None,
                }),
                _ => return None,
            }
            from = stop + 2;
        }
    }

    /// A text in single quotes in which a quote stands twice, or a backslash.
    fn doubled(&self, at: usize) -> Option<(String, usize)> {
        let mut out = String::new();
        let mut from = at + 1;
        loop {
            let rest = &self.bytes[from..];
            let stop = from + rest.iter().position(|byte| *byte == b'\'' || is_break(*byte))?;
            (self.bytes[stop] == b'\'').then_some(())?;
            out.push_str(&self.text[from..stop]);
            if self.bytes.get(stop + 1) != Some(&b'\'') {
                return Some((out, stop + 1));
            }
            out.push('\'');
            from = stop + 2;
        }
    }

    /// A value that begins on the current line. Goes to the line behind it.
    pub(super) fn inline(&mut self, at: usize, indent: usize) -> Option<Node> {
        let (node, end) = match *self.bytes.get(at)? {
            b'[' | b'{' => self.flow(at, indent)?,
            quote @ (b'"' | b'\'') => self.quoted(at, quote)?,
            b'|' => return self.block_text(at, indent),
            _ => self.plain(at)?,
        };
        let rest = self.skip_spaces(end);
        if !self.is_end(rest, end) {
            return None;
        }
        self.advance(rest);
        Some(node)
    }

    /// An unquoted scalar up to the end of its line, or to a comment.
    fn plain(&mut self, at: usize) -> Option<(Node, usize)> {
        if !starts_plain(self.bytes, at) {
            return None;
        }
        let mut end = at;
        // Behind the last byte that is no space.
        let mut last;
        loop {
            end = find(self.bytes, end, STOP);
            last = end;
            while self.bytes.get(end) == Some(&b' ') {
                end += 1;
            }
            match self.bytes.get(end) {
                None | Some(b'\n' | b'\r') => break,
                Some(b'#') if end > last => break,
                Some(b':') if self.is_gap(end + 1) => return None,
                Some(_) => end += 1,
            }
        }
        Some((self.scalar(at, last)?, last))
    }

    /// A text below a `|`, `|-` or `|+`: lines that are deeper than `indent`.
    fn block_text(&mut self, at: usize, indent: usize) -> Option<Node> {
        let header = at + 1 + usize::from(matches!(self.bytes.get(at + 1), Some(b'-' | b'+')));
        let chomp = self.bytes[header - 1];
        let mut line = header + self.bytes[header..].iter().position(|byte| *byte == b'\n')?;
        (self.bytes[header] == b'\n').then_some(())?;
        line += 1;
        let first = self.skip_spaces(line);
        let depth = first - line;
        // A first line that is blank, or no deeper, is for the full parser.
        (depth > indent && !self.is_gap(first)).then_some(())?;
        let mut text = String::new();
        let mut blank = 0;
        // The full parser tells that it ends where the next content begins.
        let behind = loop {
            let start = self.skip_spaces(line);
            let rest = &self.bytes[start..];
            // Without a last line break the two parsers need not agree on where it ends.
            let end = start + rest.iter().position(|byte| is_break(*byte))?;
            (self.bytes[end] == b'\n').then_some(())?;
            if start == end {
                (start - line <= depth).then_some(())?;
                blank += 1;
            } else if start - line < depth {
                break start;
            } else {
                text.extend(std::iter::repeat_n('\n', blank));
                blank = 0;
                text.push_str(&self.text[line + depth..end]);
                text.push('\n');
            }
            line = end + 1;
            if line == self.bytes.len() {
                break line;
            }
        };
        self.count()?;
        match chomp {
            b'-' => text.truncate(text.len() - 1),
            b'+' => text.extend(std::iter::repeat_n('\n', blank)),
            _ => {}
        }
        let data = Data::Text(SmolStr::new(text));
        let node = Node { data, span: self.span(at, behind) };
        self.first_line(line);
        Some(node)
    }

    pub(super) fn scalar(&mut self, start: usize, end: usize) -> Option<Node> {
        self.count()?;
        let data = scalar::plain(&self.text[start..end]).ok()?;
        Some(Node { data, span: self.span(start, end) })
    }
}
