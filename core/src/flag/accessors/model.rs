//! What accessors know of a flag: its type, its default, and what it says of itself.

use super::prose::sentence;
use super::words::Words;
use crate::flag::handle::EXACT;
use crate::flag::table::{FlagSet, Plan};
use crate::model::Flag;
use crate::source::Span;
use crate::value::Digest;
use crate::yaml::{Data, Node};

/// The type of all values that a flag has: in every environment and variant, at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Boolean,
    Text,
    /// Of 64 bits.
    Integer {
        /// Whether each value is the same as a JavaScript number.
        safe: bool,
    },
    /// Integers among them that a number does not round.
    Number,
    /// Maps, lists, nulls, integers above those with a sign, or values of several kinds.
    Json,
}

impl Kind {
    fn of(value: &Node) -> Self {
        match value.untagged().data {
            Data::Bool(_) => Self::Boolean,
            Data::Text(_) => Self::Text,
            Data::Int(value) => Self::Integer { safe: value.unsigned_abs() <= EXACT },
            Data::Float(_) => Self::Number,
            _ => Self::Json,
        }
    }

    /// The type of both.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Integer { safe: one }, Self::Integer { safe: two }) => {
                Self::Integer { safe: one && two }
            }
            (Self::Integer { safe: true }, Self::Number)
            | (Self::Number, Self::Integer { safe: true }) => Self::Number,
            (one, two) if one == two => one,
            _ => Self::Json,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Text => "text",
            Self::Integer { safe: true } => "integer",
            Self::Integer { safe: false } => "wide integer",
            Self::Number => "number",
            Self::Json => "value",
        }
    }
}

/// A flag as its accessors know it.
#[derive(Debug)]
pub(super) struct Known<'f> {
    pub(super) name: &'f str,
    pub(super) words: Words,
    pub(super) kind: Kind,
    /// For where the files do not say, or the flag cannot be decided.
    pub(super) fallback: Node,
    /// What it says of itself, a line each; at least one.
    pub(super) prose: Vec<String>,
    pub(super) variants: Vec<&'f str>,
    pub(super) span: Span,
    /// Its name and what its text depends on, as one word of ASCII.
    pub(super) mark: String,
}

impl<'f> Known<'f> {
    pub(super) fn new(flag: &'f Flag, set: &FlagSet) -> Self {
        let plans = set.tables.iter().filter_map(|table| table.find(&flag.name).1);
        let served = plans.flat_map(Plan::all_outcomes).map(|outcome| &outcome.value);
        let own = own_default(flag);
        let values = served.chain(flag.variants.values()).chain(own);
        let kind = values.map(Kind::of).reduce(Kind::and).unwrap_or(Kind::Json);
        let fallback = fallback(flag, kind, own);
        let variants: Vec<&str> = flag.variants.keys().map(String::as_str).collect();
        let prose = prose(flag);
        let mark = mark(&flag.name, &(kind.as_str(), fallback.to_string(), &variants, &prose));
        Self {
            name: &flag.name,
            words: Words::of(&flag.name, "flag"),
            kind,
            fallback,
            prose,
            variants,
            span: flag.span,
            mark,
        }
    }
}

/// What the flag's `default` says: a variant's value, or itself.
fn own_default(flag: &Flag) -> Option<&Node> {
    let value = flag.fallback.as_ref()?.value.as_ref()?.untagged();
    match value.as_text() {
        Some(name) if !flag.variants.is_empty() => flag.variants.get(name),
        _ => Some(value),
    }
}

/// The flag's own default, else what it is when it is off; else `false`, or the first variant, or
/// nothing.
///
/// Of a flag of any values it is a map, a list or null: by those every language knows that any
/// value is meant.
fn fallback(flag: &Flag, kind: Kind, own: Option<&Node>) -> Node {
    let off = own.or_else(|| flag.variants.get("off"));
    let first = || flag.variants.values().next();
    let value = match kind {
        Kind::Boolean => off,
        _ => off.or_else(first),
    };
    match (kind, value.map(Node::untagged)) {
        (Kind::Json, Some(value)) if value.is_scalar() => Node::default(),
        (_, Some(value)) => value.clone(),
        (Kind::Boolean, None) => Node::from(false),
        (Kind::Text, None) => Node::from(""),
        (Kind::Integer { .. } | Kind::Number, None) => Node::from(0),
        (Kind::Json, None) => Node::default(),
    }
}

fn prose(flag: &Flag) -> Vec<String> {
    let described = sentence(flag.description.as_deref().unwrap_or_default());
    let named = || sentence(&format!("The flag {}", flag.name));
    let mut prose = vec![if described.is_empty() { named() } else { described }];
    let said = |what: &str, text: Option<&str>| {
        let text = sentence(text.unwrap_or_default());
        (!text.is_empty()).then(|| format!("{what}: {text}"))
    };
    let owner = said("Owner", flag.owner.as_deref());
    let expires = said("Expires", flag.expires.as_ref().map(|day| day.value.as_str()));
    let facts: Vec<String> = owner.into_iter().chain(expires).collect();
    if !facts.is_empty() {
        prose.push(facts.join(" "));
    }
    prose
}

/// `name@` and twelve hexadecimal digits.
fn mark(name: &str, facts: &impl serde::Serialize) -> String {
    // What is serialized are texts and lists of them, which JSON can always hold.
    let facts = serde_json::to_string(facts).unwrap_or_default();
    let digest = Digest::of_text(&facts).to_string();
    let digits = digest.trim_start_matches("sl1:").get(..12).unwrap_or_default().to_owned();
    let mut mark = String::new();
    for byte in name.bytes() {
        match byte {
            b'-' | b'.' | b'_' => mark.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => mark.push(char::from(byte)),
            _ => mark.push_str(&format!("%{byte:02x}")),
        }
    }
    format!("{mark}@{digits}")
}

/// The flag that a mark at the end of a line names, and the digits behind it.
pub(super) fn read_mark(line: &str) -> Option<(String, &str)> {
    let mark = line.trim_end().trim_end_matches("*/").split_whitespace().next_back()?;
    let (name, digits) = mark.rsplit_once('@')?;
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if digits.len() != 12 || !digits.bytes().all(is_digit) {
        return None;
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let code = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&code).ok()?, 16).ok()?
            }
            byte => byte,
        };
        bytes.push(byte);
    }
    Some((String::from_utf8(bytes).ok()?, digits))
}
