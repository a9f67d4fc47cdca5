//! Content digests: SHA-256 over one spelling of a value.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::yaml::{Data, Node, number_word};

/// The digest of a value, printed as `sl1:` and 64 hexadecimal digits.
///
/// `sl1` names the spelling that was hashed ([`canonical`]); a change of it gets a new prefix.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of a text that is already canonical.
    pub fn of_text(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// The digest of a tree.
    pub fn of(node: &Node) -> Self {
        Self::of_text(&canonical(node))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sl1:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One spelling for equal trees: JSON without spaces, keys sorted by their bytes, integers in
/// decimal, other numbers in their shortest form that reads back the same.
pub fn canonical(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match &node.untagged().data {
        Data::Null | Data::Tagged(_) => out.push_str("null"),
        Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Data::Int(value) => out.push_str(&value.to_string()),
        Data::UInt(value) => out.push_str(&value.to_string()),
        Data::Float(value) => out.push_str(&float(*value)),
        Data::Text(text) => quote(text, out),
        Data::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                write(item, out);
            }
            out.push(']');
        }
        Data::Map(map) => {
            let mut entries: Vec<_> = map.entries().iter().collect();
            entries.sort_unstable_by(|a, b| a.key.cmp(&b.key));
            out.push('{');
            for (at, entry) in entries.into_iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                quote(&entry.key, out);
                out.push(':');
                write(&entry.node, out);
            }
            out.push('}');
        }
    }
}

/// Numbers that JSON has no word for are spelled as YAML does, and `-0.0` as the `0.0` it equals.
fn float(value: f64) -> String {
    match number_word(value) {
        Some(word) => format!("\"{word}\""),
        None if value == 0.0 => "0.0".to_owned(),
        None => format!("{value:?}"),
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            char if char < ' ' => out.push_str(&format!("\\u{:04x}", char as u32)),
            char => out.push(char),
        }
    }
    out.push('"');
}
