//! What another tool wrote, kept in its own language.

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess};

use crate::yaml::{Node, Spanned};

/// A part that keeps the language it was imported from: a map of that language's name to its data.
#[derive(Debug, Clone)]
pub struct DialectSpec {
    /// The language: `eppo`, `flagd`, `growthbook` or `unleash`.
    pub name: String,
    /// What it says, and where.
    pub data: Spanned<Node>,
}

impl DialectSpec {
    /// Reads the one entry of a map.
    pub(super) fn read<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let Some((name, data)) = map.next_entry()? else {
            return Err(de::Error::custom("expected the name of a language, found an empty map"));
        };
        match map.next_key::<String>()? {
            None => Ok(Self { name, data }),
            Some(_) => Err(de::Error::custom("expected one language, found several")),
        }
    }
}

impl<'de> Deserialize<'de> for DialectSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> de::Visitor<'de> for Read {
            type Value = DialectSpec;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a map of a language to what it says")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<DialectSpec, A::Error> {
                DialectSpec::read(map)
            }
        }
        deserializer.deserialize_any(Read)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for DialectSpec {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Dialect".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let languages = ["eppo", "flagd", "growthbook", "unleash"];
        schemars::json_schema!({
            "description": "A part in the language it was imported from.",
            "type": "object",
            "propertyNames": {"enum": languages},
            "minProperties": 1,
            "maxProperties": 1,
        })
    }
}
