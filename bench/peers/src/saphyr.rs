//! saphyr's marked values: the peer that, like stageline, keeps the place of every value.

use std::path::Path;

use saphyr::{LoadableYamlNode, MarkedYaml, YamlData};

use crate::{Failure, counts::Counts, hand_merge};

pub fn run(folder: &Path) -> Result<Counts, Failure> {
    hand_merge::run::<MarkedYaml<'static>>(folder)
}

impl hand_merge::Value for MarkedYaml<'static> {
    /// Values borrow from the text, which is kept for good as the spans refer to it.
    fn parse(text: String) -> Result<Self, Failure> {
        let document = Self::load_from_str(text.leak())?.into_iter().next();
        Ok(document.ok_or("no document")?)
    }

    fn keys(&self) -> Vec<String> {
        let entries = self.data.as_mapping().into_iter().flatten();
        entries.filter_map(|(key, _)| key.data.as_str().map(str::to_owned)).collect()
    }

    fn text(&self, key: &str) -> Option<String> {
        self.data.as_mapping_get(key)?.data.as_str().map(str::to_owned)
    }

    fn into_child(self, key: &str) -> Option<Self> {
        let map = self.data.into_mapping()?;
        map.into_iter().find_map(|(name, value)| (name.data.as_str() == Some(key)).then_some(value))
    }

    fn merge(&mut self, over: Self) {
        match (&mut self.data, over.data) {
            (YamlData::Mapping(map), YamlData::Mapping(over)) => {
                for (key, value) in over {
                    match map.get_mut(&key) {
                        Some(slot) => slot.merge(value),
                        None => {
                            map.insert(key, value);
                        }
                    }
                }
            }
            (slot, data) => {
                *slot = data;
                self.span = over.span;
            }
        }
    }

    fn count(&self, counts: &mut Counts) {
        match &self.data {
            YamlData::Mapping(map) => {
                for (key, value) in map {
                    counts.entry(key.data.as_str(), value.data.as_integer());
                    value.count(counts);
                }
            }
            YamlData::Sequence(items) => items.iter().for_each(|item| item.count(counts)),
            _ => counts.leaves += 1,
        }
    }
}
