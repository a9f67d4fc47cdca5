//! Values on their way from JavaScript: JSON text that `lib/crossing.js` wrote, read into a tree
//! with its keys in their order and its integers whole.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use stageline::source::Span;
use stageline::yaml::{Data, Entry, Map, Node};
use stageline::{Code, Error, Result};

/// Reads a tree.
pub(crate) fn tree(text: &str) -> Result<Node> {
    let given: Given = serde_json::from_str(text).map_err(|_| {
        Error::new(Code::Usage, "the values given are nested too deeply, or out of range")
            .help("give maps, lists, text, numbers and booleans, at most 120 levels deep")
    })?;
    Ok(given.0)
}

/// Reads a map of texts; the JavaScript layer has made sure that it is one.
pub(crate) fn texts(given: Option<&str>) -> Result<Vec<(String, String)>> {
    let node = given.map(tree).transpose()?.unwrap_or_default();
    let entries = node.as_map().map_or(&[][..], |map| map.entries());
    let text = |node: &Node| node.as_text().unwrap_or_default().to_owned();
    Ok(entries.iter().map(|entry| (entry.key.to_string(), text(&entry.node))).collect())
}

struct Given(Node);

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Read).map(|data| Given(Node::detached(data)))
    }
}

struct Read;

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

    fn visit_str<E>(self, value: &str) -> Result<Data, E> {
        Ok(Data::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Data, A::Error> {
        let mut items = Vec::new();
        while let Some(Given(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Data::List(items.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Data, A::Error> {
        let mut entries: Vec<Entry> = Vec::new();
        while let Some((key, Given(node))) = map.next_entry::<String, Given>()? {
            // An object of JavaScript has each key once.
            entries.push(Entry { key: key.into(), key_span: Span::NONE, node });
        }
        Ok(Data::Map(Map::from_entries(entries).into()))
    }
}
