//! What a rollout serves where the caller says it: a split of one part beside the rollout.

use super::rollout::Rollout;
use super::said::{Said, one};
use super::schedule::Wanted;
use super::value::stored;
use crate::error::Result;
use crate::yaml::{Change, Entry, Node};

/// What those get whom a rollout takes.
pub(super) struct Served {
    /// As the flag's file has it.
    pub(super) value: Node,
    /// The split that says so; `None` where a rollout serves it by itself.
    split: Option<Node>,
}

impl Served {
    /// What the caller asks for, if it does.
    ///
    /// # Errors
    /// `E_TYPE` for what the flag cannot answer; `E_EDIT_REFUSED` where a schedule has the say.
    pub(super) fn of(said: &Said<'_>, rollout: &Rollout) -> Result<Option<Self>> {
        let Some(serve) = &rollout.serve else { return Ok(None) };
        said.unless_scheduled(Wanted::Part("split"), rollout.now)?;
        let value = stored(said, serve)?;
        let variants = &said.flag.variants;
        let by_itself = match variants.is_empty() {
            true => value == Node::from(true),
            false => value.as_text() == Some("on"),
        };
        let weight = Node::from(1);
        let split = match value.as_text().filter(|_| !variants.is_empty()) {
            Some(variant) => one("variants", one(variant, weight)),
            None => {
                let part =
                    |key: &str, node: Node| Entry { key: key.into(), key_span: node.span, node };
                let share = vec![part("serve", value.clone()), part("weight", weight)];
                one("shares", Node::from(vec![Node::default().with_entries(share)]))
            }
        };
        Ok(Some(Self { value, split: (!by_itself).then_some(split) }))
    }

    /// The change that says it, once the entry is a map.
    pub(super) fn change(&self, said: &Said<'_>) -> Option<Change> {
        match (&self.split, split_of(said)) {
            (Some(split), Some(known)) if known.untagged() == split => None,
            (Some(split), _) => Some(said.set(&["split"], split.clone())),
            (None, Some(_)) => Some(Change::Remove { path: said.path(&["split"]) }),
            (None, None) => None,
        }
    }

    /// Whether those who are in get something else than before.
    pub(super) fn is_new_to_some(&self, said: &Said<'_>) -> bool {
        match split_of(said) {
            Some(_) => self.change(said).is_some(),
            None => said.rollout().is_some() && !said.is_same(&said.on(), &self.value),
        }
    }
}

fn split_of<'s>(said: &Said<'s>) -> Option<&'s Node> {
    said.entry().and_then(|entry| entry.node.child("split"))
}
