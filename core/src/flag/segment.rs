//! Segments, compiled: whoever is listed, and whoever the condition holds for.

use super::context::Attribute;
use super::keys::Keys;
use super::scope::Scope;
use super::table::When;
use crate::condition::Truth;

/// A group of contexts.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) name: String,
    /// The attribute that the keys list.
    pub(super) by: u32,
    pub(super) keys: Option<Keys>,
    pub(super) when: Option<When>,
}

impl Segment {
    /// Either part is enough; a part that cannot be told counts as unknown.
    pub(super) fn holds(&self, scope: &Scope<'_>) -> Truth {
        let listed = match &self.keys {
            None => Truth::False,
            Some(keys) => match scope.attribute(self.by) {
                None | Some(Attribute::Null) => Truth::Unknown,
                Some(key) => keys.find(key).is_some().into(),
            },
        };
        match (&self.when, listed) {
            (None, listed) | (Some(_), listed @ Truth::True) => listed,
            (Some(when), listed) => listed.or(when.holds(&self.name, scope)),
        }
    }
}
