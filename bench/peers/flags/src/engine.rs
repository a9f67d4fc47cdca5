//! What the bench needs of an engine.

use std::error::Error;

use serde_json::Value;

use crate::asked;

pub type Failure = Box<dyn Error>;

/// What a flag says: see `asked.rs`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// On for everyone.
    Boolean,
    /// On where the user's plan is `pro`.
    Rule,
    /// On for a quarter of the keys.
    Rollout,
}

pub struct Flag {
    pub name: String,
    pub kind: Kind,
}

pub trait Engine: Sized {
    /// What is prepared once for all questions of a request.
    type Context;

    /// How many keys ask before time is taken.
    const KEYS: usize = asked::KEYS;

    /// The flags in the engine's own form.
    fn definition(flags: &[Flag]) -> Value;

    /// The engine with the flags of such a definition.
    fn load(definition: &str) -> Result<Self, Failure>;

    fn context(key: &str, plan: &str) -> Self::Context;

    fn is_on(&self, name: &str, context: &Self::Context) -> bool;

    /// How many flags were answered in one call, where the engine has one for all.
    fn all(&self, _context: &Self::Context) -> Option<usize> {
        None
    }
}
