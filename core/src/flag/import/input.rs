//! The text that is imported, as a tree whose values have places, and what is asked of it.

use std::fmt::Write;
use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::source::{FileId, SourceFile, Span};
use crate::yaml::{Data, Entry, Limits, Map, Node, parse};

/// Levels of nesting; the document that comes of it is a little deeper than what it was read from.
const DEPTH: usize = 100;

pub(super) struct Input {
    pub(super) file: Arc<SourceFile>,
    pub(super) root: Node,
}

impl Input {
    pub(super) fn read(file: &str, text: &str) -> Result<Self> {
        let limits = Limits { depth: DEPTH, ..Limits::default() };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.len() as u64 > limits.file_bytes {
            let message = "the text is larger than 64 MiB";
            return Err(Error::new(Code::Import, message).help("import it in parts"));
        }
        let file = SourceFile::new(FileId(0), file, joined_surrogates(text));
        let root = parse(&file, &limits).map_err(|error| error.with_code(Code::Import))?;
        Ok(Self { file: file.into(), root })
    }

    /// An error at a value.
    pub(super) fn error(&self, at: &Node, message: impl Into<String>) -> Error {
        Error::new(Code::Import, message).at(self.file.place_of(at.span))
    }

    /// The entries of a map.
    pub(super) fn entries<'n>(&self, node: &'n Node, what: &str) -> Result<&'n [Entry]> {
        match node.as_map() {
            Some(map) => Ok(map.entries()),
            None => Err(self.kind(node, what, "a map")),
        }
    }

    /// The items of a list; nothing and null are none.
    pub(super) fn items<'n>(&self, node: Option<&'n Node>, what: &str) -> Result<&'n [Node]> {
        match node.map(|node| (node, &node.data)) {
            None | Some((_, Data::Null)) => Ok(&[]),
            Some((node, _)) => node.as_list().ok_or_else(|| self.kind(node, what, "a list")),
        }
    }

    /// The text of a key that must be there.
    pub(super) fn text<'n>(&self, node: &'n Node, key: &str, what: &str) -> Result<&'n str> {
        match node.child(key) {
            Some(child) => {
                child.as_text().ok_or_else(|| self.kind(child, &format!("`{key}`"), "text"))
            }
            None => Err(self.error(node, format!("{what} has no `{key}`"))),
        }
    }

    /// A value of a kind that has no place there.
    pub(super) fn kind(&self, node: &Node, what: &str, expected: &str) -> Error {
        self.error(node, format!("{what} is {}, not {expected}", node.kind()))
    }
}

/// Whether a key says true.
pub(super) fn says(node: &Node, key: &str) -> Option<bool> {
    match node.child(key)?.data {
        Data::Bool(value) => Some(value),
        _ => None,
    }
}

/// A value that is there and not null.
pub(super) fn given<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.child(key).filter(|child| !matches!(child.data, Data::Null))
}

/// A number, if it is one.
pub(super) fn number(node: &Node) -> Option<f64> {
    match node.data {
        Data::Int(value) => Some(value as f64),
        Data::UInt(value) => Some(value as f64),
        Data::Float(value) => Some(value),
        _ => None,
    }
}

/// The same tree for another document. It still knows its places in this one, until the import is done.
pub(super) fn detached(node: &Node) -> Node {
    placed(node, |span| span)
}

/// The same tree at other places.
pub(super) fn placed(node: &Node, place: impl Fn(Span) -> Span + Copy) -> Node {
    let data = match &node.untagged().data {
        Data::List(items) => Data::List(items.iter().map(|item| placed(item, place)).collect()),
        Data::Map(map) => {
            let entry = |entry: &Entry| Entry {
                key_span: place(entry.key_span),
                node: placed(&entry.node, place),
                key: entry.key.clone(),
            };
            Data::Map(Map::from_entries(map.entries().iter().map(entry).collect()).into())
        }
        scalar => scalar.clone(),
    };
    Node { data, span: place(node.span) }
}

/// JSON writes characters beyond the basic plane as pairs of escapes, which YAML does not know:
/// they become the character they mean.
fn joined_surrogates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let unit = |text: &str| u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
        let pair = (unit(escape), escape.get(6..).and_then(unit));
        rest = match pair {
            (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
                let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                out.extend(char::from_u32(code));
                &escape[12..]
            }
            // A half alone stands for nothing.
            (Some(0xd800..0xe000), _) => {
                let _ = write!(out, "\\ufffd");
                &escape[6..]
            }
            _ => {
                let next = escape.char_indices().nth(2).map_or(escape.len(), |(at, _)| at);
                out.push_str(&escape[..next]);
                &escape[next..]
            }
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_json_are_the_characters_they_mean() {
        let text = r#"{"a": "\ud83d\ude00 \\ud83d \u00e9 \ud800", "b": "\/"}"#;
        let input = Input::read("x.json", text).unwrap();
        let a = input.root.child("a").and_then(Node::as_text);
        assert_eq!(a, Some("😀 \\ud83d é \u{fffd}"));
        assert_eq!(input.root.child("b").and_then(Node::as_text), Some("/"));
    }

    #[test]
    fn what_cannot_be_read_has_a_place_and_the_code_of_imports() {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        for text in ["{\"a\": ", "{\"a\": 1, \"a\": 2}", &deep] {
            let error = Input::read("x.json", text).err().unwrap();
            assert_eq!(error.code(), Code::Import);
            assert!(!error.places().is_empty(), "{error}");
        }
    }
}
