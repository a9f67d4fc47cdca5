//! JSON text from C → the engine's values.
//!
//! Integers beyond 64 bits, keys that appear twice and what is nested deeper than 127 levels are
//! errors, as they are in a project's files.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use stageline::error::{Code, Error};
use stageline::yaml::{Data, Entry, Map, Node};

/// Reads `text` as one JSON value; `name` is the argument it came in.
pub(crate) fn parse(text: &str, name: &str) -> Result<Node, Error> {
    if let Some(at) = outside_64_bits(text) {
        let message = format!("`{name}` has an integer outside 64 bits at byte {at}");
        return Err(Error::new(Code::NumberRange, message)
            .help("write it as text, or with a decimal point"));
    }
    // What the parser says of a value may quote it, so only the position goes on.
    serde_json::from_str::<Json>(text).map(|json| json.0).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let why = match error.to_string() {
            _ if error.is_data() => "has a key twice",
            text if text.starts_with("recursion") => "is nested deeper than 127 levels",
            _ => "is not JSON",
        };
        Error::new(Code::Usage, format!("`{name}` {why} at line {line}, column {column}"))
            .help("pass one JSON value in which each key of a map appears once")
    })
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

/// The position of the first integer that fits neither `i64` nor `u64`; the parser would round it.
fn outside_64_bits(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
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
                    return Some(at);
                }
                at += len;
            }
            _ => at += 1,
        }
    }
    None
}

struct Json(Node);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Build).map(|data| Json(Node::detached(data)))
    }
}

struct Build;

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
        let mut items = Vec::new();
        while let Some(Json(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Data::List(items.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Data, A::Error> {
        let mut seen = HashSet::new();
        let mut entries = Vec::new();
        while let Some((key, Json(node))) = map.next_entry::<String, Json>()? {
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom("a key appears twice"));
            }
            entries.push(Entry { key: key.into(), key_span: node.span, node });
        }
        Ok(Data::Map(Map::from_entries(entries).into()))
    }
}
