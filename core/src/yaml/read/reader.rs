//! The serde deserializer over nodes.

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::error::ReadError;
use super::handed;
use super::{Unknown, UnknownKey};
use crate::error::Code;
use crate::yaml::{Data, Entry, Node};

#[derive(Clone, Copy)]
pub(super) struct Reader<'n> {
    pub(super) node: &'n Node,
    pub(super) unknown: &'n Unknown,
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let node = self.node.untagged();
        match &node.data {
            Data::Null => visitor.visit_unit(),
            Data::Bool(value) => visitor.visit_bool(*value),
            Data::Int(value) => visitor.visit_i64(*value),
            Data::UInt(value) => visitor.visit_u64(*value),
            Data::Float(value) => visitor.visit_f64(*value),
            Data::Text(text) => visitor.visit_str(text),
            Data::List(items) => visitor.visit_seq(Items { items, at: 0, unknown: self.unknown }),
            Data::Map(map) => {
                visitor.visit_map(Entries { entries: map.entries(), at: 0, unknown: self.unknown })
            }
            Data::Tagged(_) => visitor.visit_unit(),
        }
        .map_err(|error: ReadError| error.or_at(node.span))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node.data {
            Data::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        handed::hand(name, self.node);
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let (name, content) = match &self.node.untagged().data {
            Data::Text(text) => (text.as_str(), None),
            Data::Map(map) if map.len() == 1 => {
                (map.entries()[0].key.as_str(), Some(&map.entries()[0].node))
            }
            _ => {
                let _ = (name, variants);
                return self.deserialize_any(visitor);
            }
        };
        visitor
            .visit_enum(Variant { name, content, unknown: self.unknown })
            .map_err(|e| e.or_at(self.node.span))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        if let Some(map) = self.node.as_map() {
            let unread = map.entries().iter().filter(|entry| !known.contains(&entry.key.as_str()));
            self.unknown.borrow_mut().extend(unread.map(|entry| UnknownKey {
                key: entry.key.to_string(),
                span: entry.key_span,
                known,
            }));
        }
        // Serde would take the items of a list for the fields, in their order.
        if self.node.as_list().is_some() {
            let error: ReadError = de::Error::invalid_type(de::Unexpected::Seq, &visitor);
            return Err(error.or_at(self.node.span));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        seq tuple tuple_struct map identifier ignored_any
    }
}

struct Items<'n> {
    items: &'n [Node],
    at: usize,
    unknown: &'n Unknown,
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let at = self.at;
        let Some(node) = self.items.get(at) else { return Ok(None) };
        self.at += 1;
        seed.deserialize(Reader { node, unknown: self.unknown })
            .map(Some)
            .map_err(|e| e.within(&at.to_string(), node.span))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.at)
    }
}

struct Entries<'n> {
    entries: &'n [Entry],
    at: usize,
    unknown: &'n Unknown,
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        let Some(entry) = self.entries.get(self.at) else { return Ok(None) };
        let key = de::value::StrDeserializer::new(&entry.key);
        seed.deserialize(key).map(Some).map_err(|e: ReadError| e.within(&entry.key, entry.key_span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        let Some(Entry { key, node, .. }) = self.entries.get(self.at) else {
            return Err(ReadError::new(Code::Internal, "a value was asked for after the last one"));
        };
        self.at += 1;
        let reader = Reader { node, unknown: self.unknown };
        seed.deserialize(reader).map_err(|e| e.within(key, node.span))
    }
}

struct Variant<'n> {
    name: &'n str,
    content: Option<&'n Node>,
    unknown: &'n Unknown,
}

impl<'n, 'de> EnumAccess<'de> for Variant<'n> {
    type Error = ReadError;
    type Variant = Content<'n>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Content<'n>), ReadError> {
        let name = seed.deserialize(de::value::StrDeserializer::new(self.name))?;
        Ok((name, Content(self.content, self.unknown)))
    }
}

struct Content<'n>(Option<&'n Node>, &'n Unknown);

impl<'de> VariantAccess<'de> for Content<'_> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        match self.0 {
            None => Ok(()),
            Some(_) => Err(ReadError::new(Code::Type, "expected a word, found a map")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, ReadError> {
        match self.0 {
            Some(node) => seed.deserialize(Reader { node, unknown: self.1 }),
            None => Err(ReadError::new(Code::Type, "expected a map with this key, found a word")),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, ReadError> {
        let node = self.0.ok_or_else(|| ReadError::new(Code::Type, "expected a list"))?;
        Reader { node, unknown: self.1 }.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let node = self.0.ok_or_else(|| ReadError::new(Code::Type, "expected a map"))?;
        Reader { node, unknown: self.1 }.deserialize_any(visitor)
    }
}
