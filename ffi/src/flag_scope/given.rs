//! A JSON map of known keys, as arguments of C.

use std::ffi::c_char;

use stageline::yaml::{Data, Node};

use crate::error::Error;
use crate::{arg, json};

/// A JSON map, and what it holds by name.
pub(super) struct Given<'a> {
    name: &'a str,
    node: Node,
}

impl<'a> Given<'a> {
    /// Reads a map whose keys are known.
    ///
    /// # Safety
    /// As [`arg::optional_text`].
    pub(super) unsafe fn read(
        (text, len): (*const c_char, usize),
        name: &'a str,
        known: &[&str],
    ) -> Result<Self, Error> {
        // SAFETY: the contract is the same.
        let node = json::parse_map(unsafe { arg::optional_text(text, len, name) }?, name)?;
        let keys = node.as_map().into_iter().flat_map(|map| map.entries());
        for key in keys.map(|entry| entry.key.as_str()) {
            if !known.contains(&key) {
                let shown: String = key.escape_debug().take(64).collect();
                return Err(Error::usage(format!("`{name}` has an unknown key `{shown}`"))
                    .with_help(format!("its keys are {}", known.join(", "))));
            }
        }
        Ok(Self { name, node })
    }

    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.node.child(key).filter(|node| !matches!(node.data, Data::Null))
    }

    pub(super) fn wrong(&self, key: &str, wanted: &str) -> Error {
        Error::usage(format!("`{key}` of `{}` is no {wanted}", self.name))
            .with_help("see what the function says of its arguments")
    }

    pub(super) fn boolean(&self, key: &str) -> Result<bool, Error> {
        match self.get(key).map(|node| &node.data) {
            None => Ok(false),
            Some(Data::Bool(value)) => Ok(*value),
            Some(_) => Err(self.wrong(key, "boolean")),
        }
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<&str>, Error> {
        let Some(node) = self.get(key) else { return Ok(None) };
        node.as_text().map(Some).ok_or_else(|| self.wrong(key, "text"))
    }

    pub(super) fn position(&self, key: &str) -> Result<Option<usize>, Error> {
        match self.get(key).map(|node| &node.data) {
            None => Ok(None),
            Some(Data::Int(at)) => {
                usize::try_from(*at).map(Some).map_err(|_| self.wrong(key, "position"))
            }
            Some(_) => Err(self.wrong(key, "position")),
        }
    }
}
