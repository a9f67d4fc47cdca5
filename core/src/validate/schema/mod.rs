//! JSON Schema for what services resolve to: the keywords of 2020-12 that configuration needs.
//!
//! A keyword that is not known is a problem of the schema and never passed over. See
//! `docs/decisions/0010-json-schema.md`.

mod check;
mod keyword;
mod meaning;
mod number;
mod read;

#[cfg(test)]
mod tests;

pub(super) use check::Violation;
pub(crate) use meaning::meanings;

use std::collections::HashMap;

use regex::Regex;

use crate::source::Span;
use crate::yaml::Node;

/// A schema of which every keyword is known and well formed.
pub(super) struct Schema<'s> {
    root: &'s Node,
    patterns: HashMap<String, Regex>,
}

/// What is wrong with a schema itself.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) help: &'static str,
    pub(super) span: Span,
}

/// The node that a reference within the document names, with the pointer in its plain form.
fn target<'s>(root: &'s Node, reference: &str) -> Option<(String, &'s Node)> {
    let pointer = decoded(reference.strip_prefix('#')?)?;
    if pointer.is_empty() {
        return Some((pointer, root));
    }
    let keys = pointer.strip_prefix('/')?.split('/');
    let found = keys
        .map(|key| key.replace("~1", "/").replace("~0", "~"))
        .try_fold(root, |node, key| node.child(&key));
    found.map(|node| (pointer, node))
}

/// A text without percent-encoding.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'%' => {
                let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
                bytes.push(u8::from_str_radix(digits, 16).ok()?);
                rest = &rest[2..];
            }
            byte => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// A key as a step of a pointer.
fn step(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
