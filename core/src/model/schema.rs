//! JSON Schemas of every file format, for editors and reviewers.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::flag::{EntryMap, FlagKeywords};
use super::{
    AlertsFile, ENTRY_KEYWORDS, EnvironmentFile, EnvironmentsFile, FLAG_KEYWORDS, LocalFile,
    MonitoringFile, RampSpec, SegmentSpec, Settings, TenantsFile, TestDataFile, WorkflowFile,
};
use crate::yaml::Node;

/// The schema of every file format: the name of its file under `docs/schemas/`, and its text.
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        schema::<Settings>("project", "stageline.yaml"),
        schema::<EnvironmentsFile>("environments", "config/environments.yaml"),
        schema::<EnvironmentFile>("environment", "config/<environment>.yaml"),
        schema::<Bases>("bases", "config/base.yaml and config/bases/*.yaml"),
        schema::<ServiceFile>("service", "config/services/<service>/<environment>.yaml"),
        schema::<LocalFile>("local", "config/local/<environment>.yaml"),
        schema::<FlagsDoc>("feature-flags", "config/feature-flags.yaml"),
        schema::<TenantsFile>("tenants", "config/tenants.yaml"),
        schema::<TestDataFile>("test-data", "config/test-data.yaml"),
        schema::<AlertsFile>("alerts", "config/alerts/*.yaml"),
        schema::<MonitoringFile>("monitoring", "config/monitoring/*.yaml"),
        schema::<WorkflowFile>("workflow", "workflows/*.yaml"),
    ]
}

fn schema<T: JsonSchema>(name: &'static str, title: &str) -> (&'static str, String) {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(plain));
    let mut schema: Schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    (name, text + "\n")
}

/// Absent keys need no default to be told.
fn plain(schema: &mut Schema) {
    schema.remove("default");
}

/// Bases by name; an environment names one in `extends`.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Bases(
    #[expect(dead_code, reason = "only its schema is used")]
    IndexMap<String, Option<IndexMap<String, Node>>>,
);

/// One service: its name is the only key.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct ServiceFile(
    #[expect(dead_code, reason = "only its schema is used")] IndexMap<String, Option<ServiceSpec>>,
);

/// A service's values. Other keys are the service's own.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct ServiceSpec {
    /// How many instances run.
    replicas: Option<u64>,
    /// The image's tag.
    image_tag: Option<String>,
    /// What one instance asks for, and the most it gets.
    resources: Option<Resources>,
    /// Variables of its process; secrets by reference, as `secret://environment/name`.
    environment: Option<IndexMap<String, Node>>,
    /// How its health is asked.
    health_check: Option<HealthCheck>,
    /// How the number of instances follows the load.
    autoscaling: Option<Autoscaling>,
}

/// Asked for, and the most.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Resources {
    /// What is reserved.
    requests: Option<IndexMap<String, Node>>,
    /// The most.
    limits: Option<IndexMap<String, Node>>,
}

/// Times in seconds, or with a unit.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct HealthCheck {
    /// Before the first question.
    initial_delay: Option<Node>,
    /// How long an answer may take.
    timeout: Option<Node>,
    /// Between two questions.
    interval: Option<Node>,
}

/// Bounds and targets.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Autoscaling {
    /// Whether it is on.
    enabled: Option<bool>,
    /// The fewest instances.
    min_replicas: Option<u64>,
    /// The most.
    max_replicas: Option<u64>,
    /// Processor use to aim at, in percent.
    target_cpu: Option<Node>,
    /// Memory use to aim at, in percent.
    target_memory: Option<Node>,
}

/// The feature flags by name.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct FlagsDoc {
    /// The flags.
    feature_flags: IndexMap<String, FlagForm>,
    /// Groups that conditions name, as in `segment('beta')`.
    segments: Option<IndexMap<String, SegmentSpec>>,
    /// Ramps that rollouts name as their template.
    ramps: Option<IndexMap<String, RampSpec>>,
}

/// One value for every environment, or keywords and environments.
struct FlagForm;

impl JsonSchema for FlagForm {
    fn schema_name() -> Cow<'static, str> {
        "Flag".into()
    }

    /// What an entry may be depends on the flag: a map is a value only where the flag's own default
    /// or one of its variants is one.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let flag = generator.subschema_for::<FlagDoc>();
        let entry = generator.subschema_for::<EntryDoc>();
        let keywords: Map<String, Value> =
            FLAG_KEYWORDS.iter().map(|key| ((*key).to_owned(), true.into())).collect();
        json_schema!({
            "description": "One value for every environment, or keywords and environments.",
            "anyOf": [one_value("One value everywhere."), flag],
            "if": {"anyOf": [
                {"required": ["default"], "properties": {"default": {"type": "object"}}},
                {"required": ["variants"], "properties": {"variants": {
                    "not": {"additionalProperties": {"not": {"type": "object"}}},
                }}},
            ]},
            "else": {"properties": keywords, "additionalProperties": entry},
        })
    }
}

/// One flag: keywords, and what it is in each environment.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct FlagDoc {
    #[serde(flatten)]
    keywords: FlagKeywords,
    #[serde(flatten)]
    own: EntryMap,
    #[serde(flatten)]
    environments: IndexMap<String, AnyEntry>,
}

/// An entry of a flag whose values are no maps.
struct EntryDoc;

impl JsonSchema for EntryDoc {
    fn schema_name() -> Cow<'static, str> {
        "Entry".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let parts = generator.subschema_for::<EntryMap>();
        json_schema!({
            "description": "A value, or a map of rules, rollout and default.",
            "anyOf": [
                one_value("One value for everyone."),
                {"allOf": [parts], "minProperties": 1, "description": "Rules, rollout and default."},
            ],
        })
    }
}

/// An entry of a flag whose values may be maps.
pub(super) struct AnyEntry;

impl JsonSchema for AnyEntry {
    fn schema_name() -> Cow<'static, str> {
        "AnyEntry".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let entry = generator.subschema_for::<EntryDoc>();
        json_schema!({
            "description": "A value, or a map of rules, rollout and default.",
            "anyOf": [
                entry,
                {
                    "type": "object",
                    "propertyNames": {"not": {"enum": ENTRY_KEYWORDS}},
                    "description": "A map for everyone; with one of these keys it stands below `default`.",
                },
            ],
        })
    }
}

fn one_value(description: &str) -> Schema {
    json_schema!({
        "type": ["array", "boolean", "null", "number", "string"],
        "description": description,
    })
}

/// A share in percent.
pub(super) struct Percentage;

impl JsonSchema for Percentage {
    fn schema_name() -> Cow<'static, str> {
        "Percentage".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["number", "string"], "minimum": 0, "maximum": 100})
    }
}
