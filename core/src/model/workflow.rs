//! `workflows/*.yaml`: pipelines, flows, schedules and triggers.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::yaml::Spanned;

/// A workflow file. Its `environments` are a pipeline, in order.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct WorkflowFile {
    /// What people call it.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The pipeline: the environments a release travels through, in order.
    #[serde(default)]
    pub environments: Vec<StageSpec>,
    /// The steps of a run, in order.
    #[serde(default)]
    pub deployment_flow: Vec<StepSpec>,
    /// Commands by the clock.
    #[serde(default)]
    pub schedule: Vec<ScheduleSpec>,
    /// Commands by events.
    #[serde(default)]
    pub triggers: Vec<TriggerSpec>,
    /// Where the variables in commands come from.
    #[serde(default)]
    pub variables: VariablesSpec,
}

/// One environment of a pipeline.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct StageSpec {
    /// The environment.
    pub name: Spanned<String>,
    /// Whether a release verified upstream enters without a person.
    #[serde(default)]
    pub auto_promote: bool,
    /// What must have succeeded.
    #[serde(default)]
    pub gates: Vec<Spanned<GateSpec>>,
}

/// A gate: its name, or a map that also says when it guards.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum GateSpec {
    /// The name alone.
    Name(String),
    /// The name and its side.
    Sided {
        /// The gate's name.
        name: String,
        /// Which side of the environment it guards.
        when: Option<GateWhen>,
    },
}

/// Which side of an environment a gate guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum GateWhen {
    /// Before a release enters.
    Entry,
    /// Before a release that is here leaves.
    Exit,
}

impl GateSpec {
    /// The gate's name.
    pub fn name(&self) -> &str {
        match self {
            GateSpec::Name(name) | GateSpec::Sided { name, .. } => name,
        }
    }

    /// The side, where the file says it.
    pub fn when(&self) -> Option<GateWhen> {
        match self {
            GateSpec::Name(_) => None,
            GateSpec::Sided { when, .. } => *when,
        }
    }

    /// Whether a person decides it: its name ends in `approval`.
    pub fn is_approval(&self) -> bool {
        self.name() == "approval" || self.name().ends_with("_approval")
    }
}

impl<'de> Deserialize<'de> for GateSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Sided {
            name: String,
            when: Option<GateWhen>,
        }
        struct Read;
        impl<'de> de::Visitor<'de> for Read {
            type Value = GateSpec;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a gate's name, or a map of `name` and `when`")
            }
            fn visit_str<E>(self, name: &str) -> Result<GateSpec, E> {
                Ok(GateSpec::Name(name.to_owned()))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<GateSpec, A::Error> {
                let sided = Sided::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(GateSpec::Sided { name: sided.name, when: sided.when })
            }
        }
        deserializer.deserialize_any(Read)
    }
}

/// A step of a flow: a command, or steps of its own.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct StepSpec {
    /// What conditions call it.
    pub name: Option<Spanned<String>>,
    /// The command line.
    pub command: Option<Spanned<String>>,
    /// When it runs; without one, when the step before it succeeded.
    pub condition: Option<Spanned<String>>,
    /// Whether its steps run side by side.
    #[serde(default)]
    pub parallel: bool,
    /// The steps it is made of.
    #[serde(default)]
    pub steps: Vec<StepSpec>,
}

/// A command by the clock.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ScheduleSpec {
    /// What people call it.
    pub name: Spanned<String>,
    /// When, in five fields.
    pub cron: Spanned<String>,
    /// The command line.
    pub command: Spanned<String>,
}

/// A command by an event.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct TriggerSpec {
    /// What people call it.
    pub name: Spanned<String>,
    /// The event, as in `git.push`.
    pub event: Spanned<String>,
    /// Which events of that name.
    pub condition: Option<Spanned<String>>,
    /// The command line.
    pub command: Spanned<String>,
}

/// Where variables come from, beside the caller.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct VariablesSpec {
    /// Names that may be read from the environment of the process.
    #[serde(default)]
    pub from_env: Vec<String>,
}
