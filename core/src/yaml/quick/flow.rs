//! Lists and maps in brackets, over several lines too.

use std::collections::HashSet;

use super::signs::{FLOW_STOP, find, is_break, starts_plain};
use super::{Keys, Quick};
use crate::yaml::{Entry, Node};

impl Quick<'_> {
    /// A list or map in brackets, and where it ends. Its lines must be deeper than `indent`.
    pub(super) fn flow(&mut self, at: usize, indent: usize) -> Option<(Node, usize)> {
        self.enter()?;
        let (base, entries_base) = (self.items.len(), self.entries.len());
        let (data, end) = if self.bytes[at] == b'{' {
            let end = self.flow_entries(at + 1, indent)?;
            (self.close_map(entries_base), end)
        } else {
            let end = self.flow_items(at + 1, indent)?;
            (self.close_list(base), end)
        };
        Some((Node { data, span: self.span(at, end) }, end))
    }

    fn flow_items(&mut self, at: usize, indent: usize) -> Option<usize> {
        let mut here = self.flow_gap(at, indent)?;
        while *self.bytes.get(here)? != b']' {
            let (node, end) = self.flow_value(here, indent)?;
            self.items.push(node);
            here = self.flow_next(end, indent, b']')?;
        }
        Some(here + 1)
    }

    fn flow_entries(&mut self, at: usize, indent: usize) -> Option<usize> {
        let mut keys = Keys { base: self.entries.len(), hashed: HashSet::default() };
        let mut here = self.flow_gap(at, indent)?;
        while *self.bytes.get(here)? != b'}' {
            let (text, key_span, colon) = self.key(here)?;
            let key = self.new_key(text, &mut keys)?;
            let (node, end) = self.flow_value(self.skip_spaces(colon + 1), indent)?;
            self.entries.push(Entry { key, key_span, node });
            here = self.flow_next(end, indent, b'}')?;
        }
        Some(here + 1)
    }

    /// Behind a value: the next value's place behind the comma, or the closing bracket's.
    fn flow_next(&self, end: usize, indent: usize, close: u8) -> Option<usize> {
        let here = self.flow_gap(end, indent)?;
        match *self.bytes.get(here)? {
            b',' if self.is_gap(here + 1) => self.flow_gap(here + 1, indent),
            byte if byte == close => Some(here),
            _ => None,
        }
    }

    /// Skips spaces, line breaks and comments inside brackets.
    fn flow_gap(&self, from: usize, indent: usize) -> Option<usize> {
        let mut at = self.skip_spaces(from);
        loop {
            match *self.bytes.get(at)? {
                b'#' if self.bytes[at - 1] == b' ' => {
                    at += self.bytes[at..].iter().position(|byte| *byte == b'\n')?;
                }
                byte if is_break(byte) => {
                    let line = at + 1 + usize::from(byte == b'\r');
                    at = self.skip_spaces(line);
                    let blank = is_break(*self.bytes.get(at)?);
                    // What stands no deeper than the key is an error.
                    (blank || at - line > indent).then_some(())?;
                }
                _ => return Some(at),
            }
        }
    }

    fn flow_value(&mut self, at: usize, indent: usize) -> Option<(Node, usize)> {
        match *self.bytes.get(at)? {
            b'[' | b'{' => self.flow(at, indent),
            quote @ (b'"' | b'\'') => self.quoted(at, quote),
            _ if starts_plain(self.bytes, at) => {
                let end = find(self.bytes, at, FLOW_STOP);
                let length = self.text[at..end].trim_end_matches(' ').len();
                let stop = *self.bytes.get(end)?;
                // A text that goes on in the next line is for the full parser.
                let closed = matches!(stop, b',' | b']' | b'}')
                    || (is_break(stop)
                        && matches!(self.after_line(end, indent)?, b',' | b']' | b'}'));
                closed.then_some(())?;
                Some((self.scalar(at, at + length)?, at + length))
            }
            _ => None,
        }
    }

    fn after_line(&self, end: usize, indent: usize) -> Option<u8> {
        self.bytes.get(self.flow_gap(end, indent)?).copied()
    }
}
