//! eppo_core: the engine of Eppo's SDKs; without details and with them, at a time that is told once.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use eppo_core::{
    Attributes, Configuration, SdkMetadata, Str,
    eval::{get_assignment, get_assignment_details},
    ufc::{UniversalFlagConfig, VariationType},
};
use serde_json::{Map, Value, json};

use crate::engine::{Engine, Failure, Flag, Kind};

pub struct Eppo(Configuration);

pub struct Subject {
    key: Str,
    attributes: Arc<Attributes>,
    now: DateTime<Utc>,
}

impl Engine for Eppo {
    type Context = Subject;

    fn definition(flags: &[Flag]) -> Value {
        let flags: Map<String, Value> = flags.iter().map(flag).collect();
        json!({
            "createdAt": "2026-01-01T00:00:00.000Z",
            "format": "SERVER",
            "environment": {"name": "production"},
            "flags": flags,
        })
    }

    fn load(definition: &str) -> Result<Self, Failure> {
        let sdk = SdkMetadata { name: "bench", version: "1" };
        let flags = UniversalFlagConfig::from_json(sdk, definition.as_bytes().to_vec())
            .map_err(|error| format!("{error:?}"))?;
        Ok(Self(Configuration::from_server_response(flags, None)))
    }

    fn context(key: &str, plan: &str) -> Subject {
        let attributes = [("plan", plan), ("country", "DE")];
        let attributes = attributes.map(|(name, value)| (Str::new(name), value.into()));
        Subject {
            key: Str::new(key),
            attributes: Arc::new(attributes.into_iter().collect()),
            now: DateTime::UNIX_EPOCH,
        }
    }

    fn is_on(&self, name: &str, Subject { key, attributes, now }: &Subject) -> bool {
        let boolean = Some(VariationType::Boolean);
        let found = get_assignment(Some(&self.0), name, key, attributes, boolean, *now);
        let value = found.ok().flatten().and_then(|found| found.value.as_boolean());
        value.unwrap_or(false)
    }
}

/// The same, asked with details.
pub struct Detailed(Eppo);

impl Engine for Detailed {
    type Context = Subject;

    fn definition(flags: &[Flag]) -> Value {
        Eppo::definition(flags)
    }

    fn load(definition: &str) -> Result<Self, Failure> {
        Eppo::load(definition).map(Self)
    }

    fn context(key: &str, plan: &str) -> Subject {
        Eppo::context(key, plan)
    }

    fn is_on(&self, name: &str, Subject { key, attributes, now }: &Subject) -> bool {
        let (boolean, flags) = (Some(VariationType::Boolean), Some(&self.0.0));
        let (found, _) = get_assignment_details(flags, name, key, attributes, boolean, *now);
        found.variation.and_then(|value| value.as_boolean()).unwrap_or(false)
    }
}

fn flag(Flag { name, kind }: &Flag) -> (String, Value) {
    let split = |variation: &str, start: u32, end: u32| {
        let ranges = json!([{"start": start, "end": end}]);
        json!({"variationKey": variation, "shards": [{"salt": name, "ranges": ranges}]})
    };
    let everyone = json!([{"variationKey": "on", "shards": []}]);
    let (rules, splits) = match kind {
        Kind::Boolean => (json!([]), everyone),
        Kind::Rule => {
            let pro = json!({"attribute": "plan", "operator": "ONE_OF", "value": ["pro"]});
            (json!([{"conditions": [pro]}]), everyone)
        }
        Kind::Rollout => (json!([]), json!([split("on", 0, 2500), split("off", 2500, 10_000)])),
    };
    let value = json!({
        "key": name,
        "enabled": true,
        "variationType": "BOOLEAN",
        "variations": {
            "on": {"key": "on", "value": true},
            "off": {"key": "off", "value": false},
        },
        "allocations": [{"key": "main", "rules": rules, "splits": splits, "doLog": false}],
        "totalShards": 10_000,
    });
    (name.clone(), value)
}
