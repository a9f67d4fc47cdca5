//! Documents as callers give them: data of Python, or a resolved configuration as it is.

use pyo3::prelude::*;
use stageline::Configuration;
use stageline::yaml::Node;

use crate::error::Failure;
use crate::from_python::to_node;
use crate::place::Place;
use crate::resolved::Resolved;

/// A document. A resolved configuration is taken as it is, and nothing of it is converted.
pub(super) enum Document {
    Given(Node),
    Resolved(Configuration),
}

impl Document {
    pub(super) fn of(given: &Bound<'_, PyAny>) -> Result<Self, Failure> {
        Ok(match given.cast::<Resolved>() {
            Ok(resolved) => Self::Resolved(resolved.get().tree().clone()),
            Err(_) => Self::Given(to_node(given)?),
        })
    }

    pub(super) fn root(&self) -> &Node {
        match self {
            Self::Given(root) => root,
            Self::Resolved(tree) => tree.root(),
        }
    }

    pub(super) fn files(self) -> Files {
        match self {
            Self::Given(_) => Files(None),
            Self::Resolved(tree) => Files(Some(tree)),
        }
    }
}

/// Where the values of a document stand, if files hold them.
#[derive(Clone)]
pub(super) struct Files(Option<Configuration>);

impl Files {
    pub(super) fn place(&self, node: Option<&Node>) -> Option<Place> {
        Place::of(self.0.as_ref()?.place(node?).as_ref())
    }
}
