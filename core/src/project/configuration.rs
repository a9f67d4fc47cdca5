//! A resolved tree that still knows its files.

use std::fmt;
use std::sync::Arc;

use super::Snapshot;
use crate::config::{Explanation, Origin, Resolved};
use crate::error::{Code, Place, Result};
use crate::value::{Digest, IntoPath, KeyPath, Withholding, located};
use crate::yaml::{Node, read};

/// A resolved configuration: the tree, and for each value where it came from.
#[derive(Debug, Clone)]
pub struct Configuration {
    snapshot: Snapshot,
    resolved: Arc<Resolved>,
}

impl Configuration {
    pub(super) fn new(snapshot: Snapshot, resolved: Arc<Resolved>) -> Self {
        Self { snapshot, resolved }
    }

    /// The tree.
    pub fn root(&self) -> &Node {
        self.resolved.root()
    }

    /// What it was merged from.
    pub fn resolved(&self) -> &Arc<Resolved> {
        &self.resolved
    }

    /// A path in this tree: an item of a list may be called `[name=blue]`, as comparisons call it.
    fn path(&self, path: impl IntoPath) -> Result<KeyPath> {
        Ok(located(self.root(), &path.into_path()?))
    }

    /// The value at a path; an item of a list by its position, or as `[name=blue]`.
    ///
    /// # Errors
    /// `E_UNKNOWN_PATH` with the nearest keys, or `E_USAGE` for a path that is none.
    pub fn get(&self, path: impl IntoPath) -> Result<&Node> {
        self.resolved.get(&self.path(path)?)
    }

    /// Where the value at a path was written.
    ///
    /// # Errors
    /// As [`Configuration::get`].
    pub fn origin(&self, path: impl IntoPath) -> Result<Origin> {
        self.resolved.origin(&self.path(path)?, self.snapshot.reading())
    }

    /// Where the value at a path comes from and what it overrode; the empty path is the whole tree.
    ///
    /// # Errors
    /// As [`Configuration::get`].
    pub fn explain(&self, path: impl IntoPath) -> Result<Explanation> {
        self.resolved.explain(&self.path(path)?, self.snapshot.reading())
    }

    /// Every leaf below a path with where it comes from and what it overrode, in the order of the
    /// tree; the empty path is everything.
    ///
    /// Leaves are scalars and empty maps and lists. What some layer says and the result lacks is
    /// among them, without a value, behind what stands beside it. Positions in lists are those of
    /// the result.
    ///
    /// # Errors
    /// As [`Configuration::explain`].
    pub fn explain_all(&self, path: impl IntoPath) -> Result<Vec<Explanation>> {
        self.resolved.explain_all(&self.path(path)?, self.snapshot.reading())
    }

    /// The value at a path without what looks like a secret, by its own path or by the name of
    /// what it refers to; `None` when it is itself one. The second says whether anything was
    /// withheld.
    ///
    /// # Errors
    /// As [`Configuration::get`].
    pub fn shown(&self, path: impl IntoPath) -> Result<(Option<Node>, bool)> {
        let path = self.path(path)?;
        Ok(self.without_secrets(&path, self.resolved.get(&path)?))
    }

    fn without_secrets(&self, path: &KeyPath, node: &Node) -> (Option<Node>, bool) {
        let secrets = self.resolved.secrets();
        let withholding = Withholding::within([self.root()].into_iter(), path);
        withholding.of(node, &|path, _| secrets.contains(path))
    }

    /// The value at a path for people to read: what [`Configuration::shown`] withholds is a mark
    /// in it, and of an address the password alone is.
    ///
    /// # Errors
    /// As [`Configuration::get`].
    pub fn readable(&self, path: impl IntoPath) -> Result<Node> {
        let path = self.path(path)?;
        let secrets = self.resolved.secrets();
        let withholding = Withholding::within([self.root()].into_iter(), &path).masking();
        Ok(withholding.shown(self.resolved.get(&path)?, &|path, _| secrets.contains(path)))
    }

    /// The place of a value of this tree.
    pub fn place(&self, node: &Node) -> Option<Place> {
        self.snapshot.place(node.span)
    }

    /// The tree as a type of yours.
    ///
    /// # Errors
    /// `E_CONFIG_TYPE` with the path and the place of the value that does not fit.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        let place = |span| self.snapshot.place(span);
        read(self.root()).map_err(|error| error.into_error(place).with_code(Code::ConfigType))
    }

    /// The digest of the tree; equal trees have equal digests, wherever they were written.
    pub fn digest(&self) -> Digest {
        Digest::of(self.root())
    }
}

/// The tree as JSON, for people: values that look like secrets are withheld.
impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.without_secrets(&KeyPath::root(), self.root()) {
            (Some(root), _) => fmt::Display::fmt(&root, f),
            (None, _) => f.write_str("(withheld)"),
        }
    }
}
