//! `serde_yaml` and the two projects that continue it: the same value type three times over.

use crate::{Failure, counts::Counts, hand_merge};

macro_rules! merge_by_hand {
    ($library:ident) => {
        impl hand_merge::Value for $library::Value {
            fn parse(text: String) -> Result<Self, Failure> {
                Ok($library::from_str(&text)?)
            }

            fn keys(&self) -> Vec<String> {
                let entries = self.as_mapping().into_iter().flatten();
                entries.filter_map(|(key, _)| key.as_str().map(str::to_owned)).collect()
            }

            fn text(&self, key: &str) -> Option<String> {
                self.get(key)?.as_str().map(str::to_owned)
            }

            fn into_child(self, key: &str) -> Option<Self> {
                match self {
                    Self::Mapping(mut map) => map.remove(key),
                    _ => None,
                }
            }

            fn merge(&mut self, over: Self) {
                match (self, over) {
                    (Self::Mapping(map), Self::Mapping(over)) => {
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
                    Self::Mapping(map) => {
                        for (key, value) in map {
                            counts.entry(key.as_str(), value.as_i64());
                            value.count(counts);
                        }
                    }
                    Self::Sequence(items) => items.iter().for_each(|item| item.count(counts)),
                    _ => counts.leaves += 1,
                }
            }
        }
    };
}

merge_by_hand!(serde_norway);
merge_by_hand!(serde_yaml);
merge_by_hand!(yaml_serde);
