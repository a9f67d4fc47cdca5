//! `config/environments.yaml` and `config/<environment>.yaml`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::yaml::{Node, Spanned};

/// `config/environments.yaml`: which environments exist, each with its record.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct EnvironmentsFile {
    /// The environments, in the order in which people list them.
    #[serde(default)]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "indexmap::IndexMap<String, EnvironmentRecord>")
    )]
    pub environments: Node,
}

/// What an environment is: its record. It is no configuration layer.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct EnvironmentRecord {
    /// What the environment is for.
    pub description: Option<String>,
    /// How close to customers it is: `development`, `testing`, `pre-production`, `production`.
    pub tier: Option<Spanned<String>>,
    /// Where it runs.
    pub region: Option<String>,
    /// Whether, and from which branch, changes are deployed by themselves.
    pub auto_deploy: Option<AutoDeploy>,
    /// The most it may use: `cpu`, `memory`, `storage`.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<indexmap::IndexMap<String, Node>>"))]
    pub resource_limits: Node,
    /// Capabilities of the environment itself. These are no feature flags.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<indexmap::IndexMap<String, Node>>"))]
    pub features: Node,
}

impl EnvironmentRecord {
    /// The fields a record has; `config set` edits these and not the configuration.
    pub const FIELDS: [&'static str; 6] =
        ["description", "tier", "region", "auto_deploy", "resource_limits", "features"];

    /// Whether customers depend on it.
    pub fn is_production(&self) -> bool {
        self.tier.as_ref().is_some_and(|tier| tier.value == "production")
    }
}

/// `true`, `false`, or both halves written out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum AutoDeploy {
    /// Deployed by itself, or not.
    Enabled(bool),
    /// Deployed from one branch.
    From {
        /// Whether it is on.
        enabled: bool,
        /// The branch that is followed.
        branch: Option<String>,
    },
}

impl AutoDeploy {
    /// Whether it is on.
    pub fn is_enabled(&self) -> bool {
        match self {
            AutoDeploy::Enabled(enabled) | AutoDeploy::From { enabled, .. } => *enabled,
        }
    }
}

impl<'de> Deserialize<'de> for AutoDeploy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct From {
            #[serde(default)]
            enabled: bool,
            branch: Option<String>,
        }
        struct Read;
        impl<'de> de::Visitor<'de> for Read {
            type Value = AutoDeploy;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, `false`, or a map of `enabled` and `branch`")
            }
            fn visit_bool<E>(self, enabled: bool) -> Result<AutoDeploy, E> {
                Ok(AutoDeploy::Enabled(enabled))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<AutoDeploy, A::Error> {
                let from = From::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(AutoDeploy::From { enabled: from.enabled, branch: from.branch })
            }
        }
        deserializer.deserialize_any(Read)
    }
}

/// `config/<environment>.yaml`: what an environment's configuration starts from, and what it changes.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct EnvironmentFile {
    /// Bases and environments this one starts from, weakest first; a file with `#key` too.
    #[serde(default)]
    pub extends: Spanned<OneOrMany>,
    /// What is different here.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<indexmap::IndexMap<String, Node>>"))]
    pub overrides: Node,
}

impl EnvironmentFile {
    /// What `extends` names, in order, with the place of each name.
    pub fn parents(&self) -> Vec<Spanned<String>> {
        match &self.extends.value {
            OneOrMany::One(one) => vec![Spanned { value: one.clone(), span: self.extends.span }],
            OneOrMany::Many(many) => many.clone(),
        }
    }
}

/// One text or a list of them.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum OneOrMany {
    /// One.
    One(String),
    /// None or several, in order.
    Many(Vec<Spanned<String>>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        OneOrMany::Many(Vec::new())
    }
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> de::Visitor<'de> for Read {
            type Value = OneOrMany;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name or a list of names")
            }
            fn visit_unit<E>(self) -> Result<OneOrMany, E> {
                Ok(OneOrMany::default())
            }
            fn visit_str<E>(self, name: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany::One(name.to_owned()))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<OneOrMany, A::Error> {
                let mut many = Vec::new();
                while let Some(next) = seq.next_element()? {
                    many.push(next);
                }
                Ok(OneOrMany::Many(many))
            }
        }
        deserializer.deserialize_any(Read)
    }
}
