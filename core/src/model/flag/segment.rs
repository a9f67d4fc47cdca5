//! Segments: groups of contexts that conditions name.

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess};

use super::WhenSpec;
use crate::yaml::{Node, Spanned};

/// A group: whoever is listed, and whoever the condition holds for.
#[derive(Debug, Clone, Default)]
pub struct SegmentSpec {
    /// What it is.
    pub description: Option<String>,
    /// A condition over the evaluation context.
    pub when: Option<Spanned<WhenSpec>>,
    /// Values of the attribute whose owners are in.
    pub keys: Option<Spanned<Node>>,
    /// The attribute that `keys` lists; the targeting key unless given.
    pub by: Option<Spanned<String>>,
}

/// The map form.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct SegmentMap {
    /// What it is.
    description: Option<String>,
    /// A condition over the evaluation context.
    when: Option<Spanned<WhenSpec>>,
    /// Values of the attribute whose owners are in.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<Node>>"))]
    keys: Option<Spanned<Node>>,
    /// The attribute that `keys` lists; the targeting key unless given.
    by: Option<Spanned<String>>,
}

impl SegmentMap {
    const KEYS: &'static [&'static str] = &["description", "when", "keys", "by"];
}

impl<'de> Deserialize<'de> for SegmentSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> de::Visitor<'de> for Read {
            type Value = SegmentSpec;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a condition, or a map of `when` and `keys`")
            }
            fn visit_str<E>(self, when: &str) -> Result<SegmentSpec, E> {
                let value = WhenSpec::Condition(when.to_owned());
                // The place is that of the segment itself, which has it.
                let when = Some(Spanned { value, span: crate::source::Span::NONE });
                Ok(SegmentSpec { when, ..SegmentSpec::default() })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SegmentSpec, A::Error> {
                let map = de::value::MapAccessDeserializer::new(map);
                let SegmentMap { description, when, keys, by } = SegmentMap::deserialize(map)?;
                Ok(SegmentSpec { description, when, keys, by })
            }
        }
        // By its keys, so that those are told which nothing reads.
        deserializer.deserialize_struct("Segment", SegmentMap::KEYS, Read)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for SegmentSpec {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Segment".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let map = generator.subschema_for::<SegmentMap>();
        schemars::json_schema!({
            "description": "Whoever is listed, and whoever the condition holds for.",
            "anyOf": [{"type": "string", "description": "A condition."}, map],
        })
    }
}
