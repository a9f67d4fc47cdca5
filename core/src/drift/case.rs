//! A difference, with all that the built-in rules may ask of it.

use smol_str::SmolStr;

use crate::diff::Section;
use crate::value::{
    Beside, KeyPath, Standing, leaves, looks_secret, refers_to_secret, without_name, words,
};
use crate::yaml::Node;

/// A difference with all that a rule may ask of it.
pub(super) struct Case<'c> {
    pub(super) section: &'c Section,
    pub(super) path: &'c KeyPath,
    /// What is known of both sides by what stands around them.
    pub(super) standing: Standing,
    /// Whether the items of a list, each known by its name, stand in another order.
    pub(super) is_order: bool,
    pub(super) baseline: Option<&'c Node>,
    pub(super) found: Option<&'c Node>,
    /// The names of both environments, each with those that it inherits from.
    pub(super) names: [&'c [SmolStr]; 2],
    /// Whether something else than a person sets the service's number of instances.
    pub(super) is_scaled: bool,
    /// Whether what was found comes out of a store of secrets.
    pub(super) is_from_store: bool,
}

impl<'c> Case<'c> {
    pub(super) fn is_whole_service(&self) -> bool {
        matches!(self.section, Section::Service(_)) && self.path.is_empty() && !self.is_both()
    }

    /// Whether this is one of these fields of the record, or below it.
    pub(super) fn is_record(&self, fields: &[&str]) -> bool {
        *self.section == Section::Record
            && self.path.keys().next().is_some_and(|field| fields.contains(&field))
    }

    /// Whether both sides have a value.
    pub(super) fn is_both(&self) -> bool {
        self.baseline.is_some() && self.found.is_some()
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = &'c Node> {
        self.baseline.into_iter().chain(self.found)
    }

    /// Whether a side could be a secret in plain text.
    pub(super) fn is_secret(&self, node: &Node) -> bool {
        self.standing.is_secret(node) || looks_secret(self.path.keys(), node)
    }

    pub(super) fn both_texts(&self) -> Option<(&'c str, &'c str)> {
        self.baseline_text().zip(self.found_text())
    }

    pub(super) fn baseline_text(&self) -> Option<&'c str> {
        self.baseline?.as_text()
    }

    pub(super) fn found_text(&self) -> Option<&'c str> {
        self.found?.as_text()
    }

    /// Whether every side is a reference to a secret.
    pub(super) fn are_references(&self) -> bool {
        self.nodes().all(|node| node.as_text().is_some_and(refers_to_secret))
    }

    /// Whether a side is plain where the other refers to a secret. Items in another order are no two
    /// values.
    pub(super) fn is_plain_beside_reference(&self) -> bool {
        let Some((baseline, found)) = self.baseline.zip(self.found) else { return false };
        let alike = baseline.as_map().is_some() && found.as_map().is_some()
            || baseline.as_list().is_some() && found.as_list().is_some();
        !alike && Beside::of([baseline, found]).hides_any()
    }

    pub(super) fn has_key(&self, keys: &[&str]) -> bool {
        self.path.keys().any(|key| keys.contains(&key))
    }

    /// Whether a word stands in any key of the path.
    pub(super) fn has_word(&self, list: &[&str]) -> bool {
        self.path.keys().any(|key| words(key).iter().any(|word| list.contains(&word.as_str())))
    }

    /// Whether a value that only one side has holds a key with such a word.
    pub(super) fn lacks_word(&self, list: &[&str]) -> bool {
        let mut lacks = false;
        for node in self.nodes().filter(|_| !self.is_both()) {
            leaves(node, &mut |path, _| {
                let mut words = path.keys().flat_map(words);
                lacks |= words.any(|word| list.contains(&word.as_str()));
            });
        }
        lacks
    }

    /// Whether two words follow each other in a key of the path.
    pub(super) fn has_words(&self, first: &str, second: &[&str]) -> bool {
        self.path.keys().any(|key| {
            words(key).windows(2).any(|pair| pair[0] == first && second.contains(&pair[1].as_str()))
        })
    }

    pub(super) fn last_has_word(&self, list: &[&str]) -> bool {
        let last = self.path.last().map(words).unwrap_or_default();
        last.iter().any(|word| list.contains(&word.as_str()))
    }

    /// The last word of what a list is called, for its items as well.
    pub(super) fn last_named_word(&self) -> Option<String> {
        words(self.path.keys().rev().find(|key| !is_item(key))?).pop()
    }

    /// Whether this is an item of a list, and the list is on both sides.
    pub(super) fn is_item(&self) -> bool {
        self.path.last().is_some_and(is_item)
    }

    /// Whether two texts are equal but for the names of their environments, or of what these inherit
    /// from: an environment without a value of its own has one that is named after another.
    pub(super) fn is_named_after_environment(&self) -> bool {
        let Some((baseline, found)) = self.both_texts() else { return false };
        let [left, right] = self.names;
        left.iter().filter_map(|name| without_name(baseline, name)).any(|baseline| {
            right.iter().any(|name| without_name(found, name).as_ref() == Some(&baseline))
        })
    }
}

/// Whether a step of a path leads to an item of a list.
fn is_item(step: &str) -> bool {
    step.starts_with('[') || step.bytes().all(|byte| byte.is_ascii_digit())
}
