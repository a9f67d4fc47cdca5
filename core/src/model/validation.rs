//! `validation` in `stageline.yaml`: which rules count, where, how long, and what is expected.

use std::fmt;

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, de};

use crate::error::Severity;
use crate::value::Date;
use crate::yaml::Spanned;

/// Which rules count, which findings are expected, and what services must look like.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ValidationSettings {
    /// How bad the findings of a rule are, or `off`, by the rule's name.
    #[serde(default)]
    pub rules: IndexMap<String, Spanned<RuleSetting>>,
    /// Findings that are expected.
    #[serde(default)]
    pub exceptions: Vec<Spanned<ExceptionSetting>>,
    /// The file of the JSON Schema that a service's configuration must fit, by service.
    #[serde(default)]
    pub schemas: IndexMap<String, Spanned<String>>,
}

/// How bad the findings of a rule are: a word, or a map that says where and how long.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum RuleSetting {
    /// Everywhere, from now on.
    Everywhere(Level),
    /// In some files, or for a time.
    Limited(LimitedSetting),
}

/// How bad the findings of a rule are in some files, or for a time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitedSetting {
    /// How bad they are, or `off`.
    pub severity: Level,
    /// The files in which that holds, with `*`, `**` and `?`; all of them unless given.
    #[serde(default)]
    pub paths: Vec<Spanned<String>>,
    /// The last day on which that holds.
    pub until: Option<Spanned<Date>>,
    /// Why.
    pub reason: Option<Spanned<String>>,
}

/// A severity, or `off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level(pub Option<Severity>);

/// Findings that are expected. One of these is meant by all that is said here together.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ExceptionSetting {
    /// The rule's name.
    pub rule: Spanned<String>,
    /// The files, with `*`, `**` and `?`; all of them unless given.
    #[serde(default)]
    pub paths: Vec<Spanned<String>>,
    /// The environments in which they are expected; all of them unless given.
    #[serde(default)]
    pub environments: Vec<Spanned<String>>,
    /// The last day on which they are expected.
    pub until: Option<Spanned<Date>>,
    /// Why they are expected.
    pub reason: Option<Spanned<String>>,
}

impl RuleSetting {
    /// The severity; `None` for `off`.
    pub fn severity(&self) -> Option<Severity> {
        match self {
            RuleSetting::Everywhere(level) => level.0,
            RuleSetting::Limited(limited) => limited.severity.0,
        }
    }

    /// Where and how long it holds, if that is limited.
    pub fn limited(&self) -> Option<&LimitedSetting> {
        match self {
            RuleSetting::Everywhere(_) => None,
            RuleSetting::Limited(limited) => Some(limited),
        }
    }
}

const WORDS: &[&str] = &["off", "error", "warning", "info"];

fn level<E: de::Error>(word: &str) -> Result<Level, E> {
    match word {
        "off" => Ok(Level(None)),
        "error" => Ok(Level(Some(Severity::Error))),
        "warning" => Ok(Level(Some(Severity::Warning))),
        "info" => Ok(Level(Some(Severity::Info))),
        other => Err(E::unknown_variant(other, WORDS)),
    }
}

/// `false` is `off`, as YAML 1.1 read that word.
fn switched<E: de::Error>(on: bool) -> Result<Level, E> {
    match on {
        false => Ok(Level(None)),
        true => Err(E::unknown_variant("true", WORDS)),
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl de::Visitor<'_> for Read {
            type Value = Level;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`off`, `error`, `warning` or `info`")
            }
            fn visit_bool<E: de::Error>(self, on: bool) -> Result<Level, E> {
                switched(on)
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<Level, E> {
                level(word)
            }
        }
        deserializer.deserialize_any(Read)
    }
}

impl<'de> Deserialize<'de> for RuleSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> de::Visitor<'de> for Read {
            type Value = RuleSetting;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`off`, `error`, `warning`, `info`, or a map with `severity`")
            }
            fn visit_bool<E: de::Error>(self, on: bool) -> Result<RuleSetting, E> {
                switched(on).map(RuleSetting::Everywhere)
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<RuleSetting, E> {
                level(word).map(RuleSetting::Everywhere)
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<RuleSetting, A::Error> {
                LimitedSetting::deserialize(de::value::MapAccessDeserializer::new(map))
                    .map(RuleSetting::Limited)
            }
        }
        deserializer.deserialize_any(Read)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Level {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Level".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A severity, or `off`.",
            "enum": ["off", "error", "warning", "info", false]
        })
    }
}
