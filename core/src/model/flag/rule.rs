//! Targets, rules and requirements: who gets what before any share is asked.

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess};

use super::{DialectSpec, RolloutSpec, SplitSpec};
use crate::source::Span;
use crate::yaml::{Node, Spanned, UnknownKey};

/// A rule: for whom it counts, and what it serves.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct RuleSpec {
    /// What it is for.
    pub description: Option<String>,
    /// A condition over the evaluation context; without one the rule counts for everyone.
    pub when: Option<Spanned<WhenSpec>>,
    /// From when on the rule counts: a date and time, as in `2027-01-31T09:00:00Z`.
    pub from: Option<Box<Spanned<Node>>>,
    /// Until when it counts, this time not included.
    pub until: Option<Box<Spanned<Node>>>,
    /// A variant's name, or a value.
    pub serve: Option<Spanned<Node>>,
    /// Variants by weight.
    pub split: Option<Box<Spanned<SplitSpec>>>,
    /// The share that the rule takes; whoever is out goes on to the next rule.
    pub rollout: Option<Box<Spanned<RolloutSpec>>>,
    /// What names a variant itself, in the language it was imported from.
    pub choose: Option<Box<Spanned<DialectSpec>>>,
}

/// A condition, in our language or in the one it was imported from.
#[derive(Debug, Clone)]
pub enum WhenSpec {
    /// In our language.
    Condition(String),
    /// In another one.
    Dialect(Box<DialectSpec>),
}

impl WhenSpec {
    /// The text of a condition in our language.
    pub fn condition(&self) -> Option<&str> {
        match self {
            Self::Condition(text) => Some(text),
            Self::Dialect(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for WhenSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> de::Visitor<'de> for Read {
            type Value = WhenSpec;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a condition")
            }
            fn visit_bool<E>(self, value: bool) -> Result<WhenSpec, E> {
                Ok(WhenSpec::Condition(value.to_string()))
            }
            fn visit_str<E>(self, text: &str) -> Result<WhenSpec, E> {
                Ok(WhenSpec::Condition(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WhenSpec, A::Error> {
                DialectSpec::read(map).map(|spec| WhenSpec::Dialect(Box::new(spec)))
            }
        }
        deserializer.deserialize_any(Read)
    }
}

/// Keys that get a variant whatever the rules say.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct TargetSpec {
    /// A variant's name, or a value.
    pub serve: Spanned<Node>,
    /// Values of the attribute: texts or integers.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Node>"))]
    pub keys: Spanned<Node>,
    /// The attribute; the targeting key unless given.
    pub by: Option<Spanned<String>>,
}

/// Another flag that must answer so, or this one is off.
#[derive(Debug, Clone)]
pub struct RequireSpec {
    /// The other flag.
    pub flag: Spanned<String>,
    /// The variant's name or value that it must have; on, or `true`, unless given.
    pub is: Option<Spanned<Node>>,
}

impl RequireSpec {
    /// The keys of requirements, as they are written, that nothing reads.
    pub(super) fn unknown(requires: &Node) -> impl Iterator<Item = UnknownKey> {
        const KNOWN: &[&str] = &["flag", "is"];
        let items = requires.untagged().as_list().unwrap_or_default().iter();
        let keys = items.filter_map(Node::as_map).flat_map(|map| map.entries());
        keys.filter(|entry| !KNOWN.contains(&entry.key.as_str())).map(|entry| UnknownKey {
            key: entry.key.to_string(),
            span: entry.key_span,
            known: KNOWN,
        })
    }
}

/// The map form.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct RequireMap {
    /// The other flag.
    flag: Spanned<String>,
    /// The variant's name or value that it must have; on, or `true`, unless given.
    is: Option<Spanned<Node>>,
}

impl<'de> Deserialize<'de> for RequireSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> de::Visitor<'de> for Read {
            type Value = RequireSpec;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of a flag, or a map of `flag` and `is`")
            }
            fn visit_str<E>(self, name: &str) -> Result<RequireSpec, E> {
                // The place is that of the item itself, which has it.
                let flag = Spanned { value: name.to_owned(), span: Span::NONE };
                Ok(RequireSpec { flag, is: None })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RequireSpec, A::Error> {
                let map = de::value::MapAccessDeserializer::new(map);
                let RequireMap { flag, is } = RequireMap::deserialize(map)?;
                Ok(RequireSpec { flag, is })
            }
        }
        deserializer.deserialize_any(Read)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for WhenSpec {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "When".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let dialect = generator.subschema_for::<DialectSpec>();
        schemars::json_schema!({
            "description": "A condition over the evaluation context.",
            "anyOf": [{"type": ["string", "boolean"]}, dialect],
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for RequireSpec {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Require".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let map = generator.subschema_for::<RequireMap>();
        schemars::json_schema!({
            "description": "Another flag that must be on, or answer so.",
            "anyOf": [{"type": "string", "description": "The other flag."}, map],
        })
    }
}
