//! JSON text from C → the engine's values.
//!
//! Integers beyond 64 bits, keys that appear twice and what is nested deeper than a file may be are
//! errors, as they are in a project's files; `-0` is the integer that it is there.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use stageline::error::{Code, Error, closest};
use stageline::yaml::{Data, Entry, Limits, Map, Node};

/// What the parser is told of a value that is too deep; the caller hears it in our words.
const TOO_DEEP: &str = "too deep";

/// Reads `text` as one JSON value; `name` is the argument it came in.
pub(crate) fn parse(text: &str, name: &str) -> Result<Node, Error> {
    let text = whole_numbers(text).map_err(|at| {
        let message = format!("`{name}` has an integer outside 64 bits at byte {at}");
        Error::new(Code::NumberRange, message).help("write it as text, or with a decimal point")
    })?;
    let mut parser = serde_json::Deserializer::from_str(&text);
    // The levels are counted here, and as in files.
    parser.disable_recursion_limit();
    let read = Build(Limits::DEEPEST).deserialize(&mut parser);
    let read = read.and_then(|node| parser.end().map(|()| node));
    // What the parser says of a value may quote it, so only the position goes on.
    read.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let why = match error.is_data() {
            true if error.to_string().starts_with(TOO_DEEP) => {
                return Limits::too_deep(Limits::DEEPEST);
            }
            true => "has a key twice",
            false => "is not JSON",
        };
        Error::new(Code::Usage, format!("`{name}` {why} at line {line}, column {column}"))
            .help("pass one JSON value in which each key of a map appears once")
    })
}

/// What is said of a key of `options` that is none of those that are known.
pub(crate) fn unread(key: &str, known: &[&str], wrong: fn(&str) -> Error) -> Error {
    let error = wrong(&format!("`options` has a key `{}` that nothing reads", key.escape_debug()));
    error.suggest(closest(key, known.iter().copied()))
}

/// A map as JSON text; null and empty text are an empty one.
pub(crate) fn parse_map(text: Option<&str>, name: &str) -> Result<Node, Error> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(Node::detached(Data::Map(Map::default().into())));
    };
    let node = parse(text, name)?;
    match node.as_map() {
        Some(_) => Ok(node),
        None => Err(Error::new(Code::Usage, format!("`{name}` is {}, not a map", node.kind()))
            .help("pass a JSON object such as {\"replicas\": 3}")),
    }
}

/// The text with `0` for the integer `-0`, of which the parser would make the number `-0.0`; or the position of
/// the first integer that fits neither `i64` nor `u64`, which the parser would round.
fn whole_numbers(text: &str) -> Result<Cow<'_, str>, usize> {
    let bytes = text.as_bytes();
    let mut zeros = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'-' | b'0'..=b'9' => {
                let part =
                    |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                let len = bytes[at..].iter().take_while(|byte| part(byte)).count();
                let number = &text[at..at + len];
                let digits = number.strip_prefix('-').unwrap_or(number);
                let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                if whole && number.parse::<i64>().is_err() && number.parse::<u64>().is_err() {
                    return Err(at);
                }
                if number == "-0" {
                    zeros.push(at);
                }
                at += len;
            }
            _ => at += 1,
        }
    }
    let mut whole = Cow::Borrowed(text);
    for at in zeros {
        whole.to_mut().replace_range(at..=at, " ");
    }
    Ok(whole)
}

/// Builds a value that has at most so many levels.
#[derive(Clone, Copy)]
struct Build(usize);

impl Build {
    /// One level further in.
    fn below<E: serde::de::Error>(self) -> Result<Self, E> {
        self.0.checked_sub(1).map(Build).ok_or_else(|| E::custom(TOO_DEEP))
    }
}

impl<'de> DeserializeSeed<'de> for Build {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self).map(Node::detached)
    }
}
impl<'de> Visitor<'de> for Build {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Data, E> {
        Ok(Data::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Data, E> {
        Ok(Data::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Data, E> {
        Ok(i64::try_from(value).map_or(Data::UInt(value), Data::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Data, E> {
        Ok(Data::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Data, E> {
        Ok(Data::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Data, A::Error> {
        let below = self.below()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(below)? {
            items.push(item);
        }
        Ok(Data::List(items.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Data, A::Error> {
        let below = self.below()?;
        let mut seen = HashSet::new();
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let node = map.next_value_seed(below)?;
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom("a key appears twice"));
            }
            entries.push(Entry { key: key.into(), key_span: node.span, node });
        }
        Ok(Data::Map(Map::from_entries(entries).into()))
    }
}
