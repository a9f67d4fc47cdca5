//! Values on their way from JavaScript: JSON text that `lib/crossing.js` wrote, read into a tree
//! with its keys in their order and its integers whole.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use stageline::source::Span;
use stageline::yaml::{Data, Entry, Limits, Map, Node};
use stageline::{Code, Error, Result};

/// Reads a tree. The JavaScript layer has made sure that it is as deep as one may be.
pub(crate) fn tree(text: &str) -> Result<Node> {
    let mut parser = serde_json::Deserializer::from_str(text);
    parser.disable_recursion_limit();
    Read(Limits::DEEPEST).deserialize(&mut parser).map_err(|_| {
        Error::new(Code::Usage, "the values given cannot be read")
            .help("give maps, lists, text, numbers, bigints and booleans")
    })
}

/// Reads a map of texts; the JavaScript layer has made sure that it is one.
pub(crate) fn texts(given: Option<&str>) -> Result<Vec<(String, String)>> {
    let node = given.map(tree).transpose()?.unwrap_or_default();
    let entries = node.as_map().map_or(&[][..], |map| map.entries());
    let text = |node: &Node| node.as_text().unwrap_or_default().to_owned();
    Ok(entries.iter().map(|entry| (entry.key.to_string(), text(&entry.node))).collect())
}

/// Reads a value that has at most so many levels.
#[derive(Clone, Copy)]
struct Read(usize);

impl<'de> DeserializeSeed<'de> for Read {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self).map(Node::detached)
    }
}

impl Read {
    fn below<E: serde::de::Error>(self) -> Result<Self, E> {
        self.0.checked_sub(1).map(Read).ok_or_else(|| E::custom("too deep"))
    }
}

impl<'de> Visitor<'de> for Read {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
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

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Data, E> {
        // JSON has no word for numbers that are not finite, so they come marked.
        let Some(marked) = value.strip_prefix('\0') else { return Ok(Data::Text(value.into())) };
        match marked.split_at_checked(1) {
            Some(("s", text)) => Ok(Data::Text(text.into())),
            Some(("f", number)) => number.parse().map(Data::Float).map_err(E::custom),
            _ => Err(E::custom("an unknown mark")),
        }
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
        let mut entries: Vec<Entry> = Vec::new();
        let below = self.below()?;
        while let Some(key) = map.next_key::<String>()? {
            let node = map.next_value_seed(below)?;
            // An object of JavaScript has each key once.
            entries.push(Entry { key: key.into(), key_span: Span::NONE, node });
        }
        Ok(Data::Map(Map::from_entries(entries).into()))
    }
}
