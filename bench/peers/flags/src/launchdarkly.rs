//! launchdarkly-server-sdk-evaluation: the engine of LaunchDarkly's SDK, its flags in a map by name.

use std::collections::HashMap;

use launchdarkly_server_sdk_evaluation::{
    Context, ContextBuilder, Flag as Compiled, Segment, Store, evaluate,
};
use serde_json::{Map, Value, json};

use crate::engine::{Engine, Failure, Flag, Kind};

#[derive(serde::Deserialize)]
pub struct LaunchDarkly {
    flags: HashMap<String, Compiled>,
}

/// Asked for prerequisites and segments alone.
impl Store for LaunchDarkly {
    fn flag(&self, name: &str) -> Option<Compiled> {
        self.flags.get(name).cloned()
    }

    fn segment(&self, _name: &str) -> Option<Segment> {
        None
    }
}

impl Engine for LaunchDarkly {
    type Context = Context;

    fn definition(flags: &[Flag]) -> Value {
        let pro = json!({
            "id": "pro",
            "clauses": [
                {"contextKind": "user", "attribute": "plan", "op": "in", "values": ["pro"], "negate": false}
            ],
            "variation": 0,
            "trackEvents": false,
        });
        let quarter =
            json!([{"variation": 0, "weight": 25_000}, {"variation": 1, "weight": 75_000}]);
        let flags = flags.iter().map(|Flag { name, kind }| {
            let (rules, fallthrough) = match kind {
                Kind::Boolean => (json!([]), json!({"variation": 0})),
                Kind::Rule => (json!([pro]), json!({"variation": 1})),
                Kind::Rollout => {
                    (json!([]), json!({"rollout": {"contextKind": "user", "variations": quarter}}))
                }
            };
            let flag = json!({
                "key": name,
                "version": 1,
                "on": true,
                "targets": [],
                "contextTargets": [],
                "rules": rules,
                "prerequisites": [],
                "fallthrough": fallthrough,
                "offVariation": 1,
                "variations": [true, false],
                "clientSideAvailability": {"usingMobileKey": false, "usingEnvironmentId": false},
                "salt": name,
            });
            (name.clone(), flag)
        });
        json!({"flags": flags.collect::<Map<_, _>>()})
    }

    fn load(definition: &str) -> Result<Self, Failure> {
        Ok(serde_json::from_str(definition)?)
    }

    fn context(key: &str, plan: &str) -> Context {
        let mut builder = ContextBuilder::new(key);
        builder.set_string("plan", plan).set_string("country", "DE");
        #[expect(clippy::expect_used, reason = "a kind and a key that are right")]
        builder.build().expect("a context")
    }

    fn is_on(&self, name: &str, context: &Context) -> bool {
        let flag = self.flags.get(name);
        let value = flag.and_then(|flag| evaluate(self, flag, context, None).value);
        value.and_then(|value| value.as_bool()).unwrap_or(false)
    }
}
