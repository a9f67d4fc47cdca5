//! Where a flag was imported from.

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess};

/// The tool that a flag comes from.
///
/// Such a flag counts for every environment by itself: without rules its `default` is `STATIC`, and
/// switched off it answers its `default`, else the caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The tool: `eppo`, `flagd`, `growthbook` or `unleash`.
    pub tool: String,
    /// The flag's name there, where it is another one.
    pub name: Option<String>,
}

/// The map form.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct OriginMap {
    /// The tool that the flag comes from.
    tool: String,
    /// The flag's name there.
    name: Option<String>,
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> de::Visitor<'de> for Read {
            type Value = Origin;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of a tool, or a map of `tool` and `name`")
            }
            fn visit_str<E>(self, tool: &str) -> Result<Origin, E> {
                Ok(Origin { tool: tool.to_owned(), name: None })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Origin, A::Error> {
                let map = de::value::MapAccessDeserializer::new(map);
                let OriginMap { tool, name } = OriginMap::deserialize(map)?;
                Ok(Origin { tool, name })
            }
        }
        deserializer.deserialize_any(Read)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Origin {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Origin".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let map = generator.subschema_for::<OriginMap>();
        schemars::json_schema!({
            "description": "The tool that the flag comes from.",
            "anyOf": [{"type": "string"}, map],
        })
    }
}
