//! YAML read into `serde_json`'s values, which have text as keys: for a configuration, the leanest of the usual targets.

use serde_json::Value;

use crate::{Failure, counts::Counts, hand_merge};

impl hand_merge::Value for Value {
    fn parse(text: String) -> Result<Self, Failure> {
        Ok(serde_norway::from_str(&text)?)
    }

    fn keys(&self) -> Vec<String> {
        self.as_object().into_iter().flat_map(|map| map.keys().cloned()).collect()
    }

    fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_str().map(str::to_owned)
    }

    fn into_child(self, key: &str) -> Option<Self> {
        match self {
            Self::Object(mut map) => map.remove(key),
            _ => None,
        }
    }

    fn merge(&mut self, over: Self) {
        match (self, over) {
            (Self::Object(map), Self::Object(over)) => {
                for (key, value) in over {
                    match map.get_mut(&key) {
                        Some(slot) => slot.merge(value),
                        None => {
                            map.insert(key, value);
                        }
                    }
                }
            }
            (slot, over) => *slot = over,
        }
    }

    fn count(&self, counts: &mut Counts) {
        match self {
            Self::Object(map) => {
                for (key, value) in map {
                    counts.entry(Some(key.as_str()), value.as_i64());
                    value.count(counts);
                }
            }
            Self::Array(items) => items.iter().for_each(|item| item.count(counts)),
            _ => counts.leaves += 1,
        }
    }
}
