//! growthbook-rust: its engine alone, and the client that its documentation shows, which copies all features
//! for each question.

use std::{
    collections::HashMap,
    pin::pin,
    task::{Context, Poll, Waker},
};

use growthbook_rust::{
    client::{GrowthBookClient, GrowthBookClientBuilder, GrowthBookClientTrait},
    dto::GrowthBookFeature,
    growthbook::GrowthBook,
    model_public::GrowthBookAttribute,
};
use serde_json::{Map, Value, json};

use crate::engine::{Engine, Failure, Flag, Kind};

type Features = HashMap<String, GrowthBookFeature>;

pub struct Alone(GrowthBook);

impl Engine for Alone {
    type Context = Option<Vec<GrowthBookAttribute>>;

    fn definition(flags: &[Flag]) -> Value {
        // A quarter of the thousand buckets; whether a bucket at the edge is in, GrowthBook's SDKs do not agree.
        let quarter = 0.2495;
        let features = flags.iter().map(|Flag { name, kind }| {
            let feature = match kind {
                Kind::Boolean => json!({"defaultValue": true}),
                Kind::Rule => json!({
                    "defaultValue": false,
                    "rules": [{"condition": {"user.plan": "pro"}, "force": true}],
                }),
                Kind::Rollout => json!({
                    "defaultValue": false,
                    "rules": [{"force": true, "coverage": quarter, "hashAttribute": "id"}],
                }),
            };
            (name.clone(), feature)
        });
        json!({"features": features.collect::<Map<_, _>>()})
    }

    fn load(definition: &str) -> Result<Self, Failure> {
        Ok(Self(GrowthBook {
            forced_variations: None,
            features: features(definition)?,
            attributes: None,
            sticky_bucket_service: None,
            saved_groups: HashMap::new(),
        }))
    }

    fn context(key: &str, plan: &str) -> Self::Context {
        let attributes = json!({"id": key, "user": {"plan": plan, "country": "DE"}});
        GrowthBookAttribute::from(attributes).ok()
    }

    fn is_on(&self, name: &str, context: &Self::Context) -> bool {
        self.0.check(name, context).on
    }
}

pub struct Client(GrowthBookClient);

impl Engine for Client {
    type Context = Option<Vec<GrowthBookAttribute>>;

    // A question takes a millisecond where there are 10,000 features.
    const KEYS: usize = 10;

    fn definition(flags: &[Flag]) -> Value {
        Alone::definition(flags)
    }

    fn load(definition: &str) -> Result<Self, Failure> {
        let builder = GrowthBookClientBuilder::new().features(features(definition)?);
        // Given its features, it has nothing to wait for.
        match pin!(builder.build()).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(client) => Ok(Self(client.map_err(|error| format!("{error:?}"))?)),
            Poll::Pending => Err("the client waits for something".into()),
        }
    }

    fn context(key: &str, plan: &str) -> Self::Context {
        Alone::context(key, plan)
    }

    fn is_on(&self, name: &str, context: &Self::Context) -> bool {
        self.0.is_on(name, context.clone())
    }
}

fn features(definition: &str) -> Result<Features, Failure> {
    #[derive(serde::Deserialize)]
    struct Payload {
        features: Features,
    }
    Ok(serde_json::from_str::<Payload>(definition)?.features)
}
