//! Fields of objects by their path, with an error that names field and object where they do not fit.

use super::object::Object;
use crate::error::{Error, Result};
use crate::provider::live::Context;
use crate::yaml::{Data, Entry, Node};

/// The value at a dotted path; `null` is nothing.
pub(super) fn at<'n>(node: &'n Node, path: &str) -> Option<&'n Node> {
    let found = path.split('.').try_fold(node, |node, key| node.child(key))?;
    (!matches!(found.untagged().data, Data::Null)).then_some(found)
}

/// The entry of a key that has a value.
pub(super) fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    let entry = node.as_map()?.entry(key)?;
    (!matches!(entry.node.untagged().data, Data::Null)).then_some(entry)
}

/// An object that fields are read of.
pub(super) struct Fields<'a, 'c> {
    pub(super) object: &'a Object<'a>,
    pub(super) context: &'a Context<'c>,
}

impl Fields<'_, '_> {
    /// A field that does not fit.
    pub(super) fn wrong(&self, node: &Node, path: &str, what: &str) -> Error {
        let message =
            format!("`{path}` of {} is {}, and {what} is expected", self.object, node.kind());
        self.context
            .error(node.span, message)
            .help("read the object anew with `kubectl get -o yaml`")
    }

    /// A map below a node; `path` is how people find it.
    pub(super) fn map<'n>(
        &self,
        node: &'n Node,
        key: &str,
        path: &str,
    ) -> Result<Option<&'n Node>> {
        match at(node, key) {
            Some(found) if found.as_map().is_none() => Err(self.wrong(found, path, "a map")),
            found => Ok(found),
        }
    }

    pub(super) fn list<'n>(&self, node: &'n Node, key: &str, path: &str) -> Result<&'n [Node]> {
        match at(node, key) {
            Some(found) => found.as_list().ok_or_else(|| self.wrong(found, path, "a list")),
            None => Ok(&[]),
        }
    }

    pub(super) fn text<'n>(
        &self,
        node: &'n Node,
        key: &str,
        path: &str,
    ) -> Result<Option<&'n Node>> {
        match at(node, key) {
            Some(found) if found.as_text().is_none() => Err(self.wrong(found, path, "text")),
            found => Ok(found),
        }
    }

    /// A whole number that is not negative, as counts and times are.
    pub(super) fn count<'n>(
        &self,
        node: &'n Node,
        key: &str,
        path: &str,
    ) -> Result<Option<&'n Node>> {
        let fits = |node: &Node| match node.untagged().data {
            Data::Int(value) => value >= 0,
            Data::UInt(_) => true,
            _ => false,
        };
        match at(node, key) {
            Some(found) if !fits(found) => Err(self.wrong(found, path, "a whole number from 0 on")),
            found => Ok(found),
        }
    }
}
