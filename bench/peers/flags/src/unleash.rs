//! unleash-yggdrasil: the engine of Unleash's SDKs.

use serde_json::{Value, json};
use unleash_types::client_features::ClientFeatures;
use unleash_yggdrasil::{Context, EngineState};

use crate::engine::{Engine, Failure, Flag, Kind};

pub struct Yggdrasil(EngineState);

impl Engine for Yggdrasil {
    type Context = Context;

    fn definition(flags: &[Flag]) -> Value {
        let features = flags.iter().map(|Flag { name, kind }| {
            let strategy = match kind {
                Kind::Boolean => json!({"name": "default", "constraints": [], "parameters": {}}),
                Kind::Rule => json!({
                    "name": "default",
                    "constraints": [{"contextName": "plan", "operator": "IN", "values": ["pro"]}],
                    "parameters": {},
                }),
                Kind::Rollout => json!({
                    "name": "flexibleRollout",
                    "constraints": [],
                    "parameters": {"rollout": "25", "stickiness": "userId", "groupId": name},
                }),
            };
            json!({"name": name, "type": "release", "enabled": true, "strategies": [strategy]})
        });
        json!({"version": 2, "features": features.collect::<Vec<_>>()})
    }

    fn load(definition: &str) -> Result<Self, Failure> {
        let features: ClientFeatures = serde_json::from_str(definition)?;
        let engine = EngineState::default();
        match engine.apply_client_features(features) {
            None => Ok(Self(engine)),
            Some(warnings) => Err(format!("{} flags have warnings", warnings.len()).into()),
        }
    }

    fn context(key: &str, plan: &str) -> Context {
        let properties = [("plan", plan), ("country", "DE")];
        let properties = properties.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Context {
            user_id: Some(key.to_owned()),
            properties: Some(properties.into()),
            ..Context::default()
        }
    }

    fn is_on(&self, name: &str, context: &Context) -> bool {
        self.0.is_enabled(name, context, &None)
    }

    fn all(&self, context: &Context) -> Option<usize> {
        self.0.resolve_all(context, &None).map(|all| all.len())
    }
}
