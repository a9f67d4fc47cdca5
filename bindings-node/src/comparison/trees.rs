//! Any two documents held against each other.

use std::sync::Arc;

use napi::Either;
use napi::bindgen_prelude::ClassInstance;
use napi_derive::napi;
use stageline::Result;
use stageline::diff::{self, Comparison, JsonPatch, compare};
use stageline::yaml::Node;

use super::asked::Comparing;
use crate::document::{Document, texts, written};
use crate::given;
use crate::guard::guarded;
use crate::json::Keys;
use crate::thrown::Thrown;
use crate::tree::Tree;

/// A resolved tree as it is, or a document as JSON text.
type Given<'g> = Either<ClassInstance<'g, Tree>, String>;

fn node(given: &Given<'_>) -> Result<Node> {
    match given {
        Either::A(tree) => Ok(tree.0.root().clone()),
        Either::B(text) => given::tree(text),
    }
}

/// What differs between two documents.
#[napi]
pub struct TreeDiff(Arc<Comparison>);

#[napi]
impl TreeDiff {
    /// The differences; its parts are the changes, equivalent ones behind.
    #[napi(catch_unwind)]
    pub fn document(&self) -> napi::Result<Document, Thrown> {
        guarded(|| {
            Ok(Document::shared(Arc::clone(&self.0), |found| {
                texts(&found.changes).into_iter().chain(texts(&found.equivalent)).collect()
            }))
        })
    }

    /// How many differences there are.
    #[napi(catch_unwind)]
    pub fn count(&self) -> napi::Result<u32, Thrown> {
        guarded(|| Ok(u32::try_from(self.0.changes.len()).unwrap_or(u32::MAX)))
    }

    /// The way back.
    #[napi(catch_unwind)]
    pub fn inverted(&self) -> napi::Result<TreeDiff, Thrown> {
        guarded(|| Ok(Self(Arc::new(Comparison::clone(&self.0).inverted()))))
    }

    /// Another document with these differences made.
    #[napi(catch_unwind)]
    pub fn apply(&self, left: Given<'_>) -> napi::Result<String, Thrown> {
        guarded(|| written(&self.0.apply(&node(&left)?)?, Keys::Canonical))
    }
}

/// Compares two documents.
#[napi(catch_unwind)]
pub fn diff_trees(
    left: Given<'_>,
    right: Given<'_>,
    asked: Comparing,
) -> napi::Result<TreeDiff, Thrown> {
    guarded(|| {
        let found = compare(&node(&left)?, &node(&right)?, &asked.options()?);
        Ok(TreeDiff(Arc::new(found)))
    })
}

/// How many differences there are between resolved trees; the quick way, which keeps nothing.
#[napi(catch_unwind)]
pub fn count_changes(left: &Tree, right: &Tree) -> napi::Result<u32, Thrown> {
    guarded(|| {
        let found = compare(left.0.root(), right.0.root(), &diff::Options::default());
        Ok(u32::try_from(found.changes.len()).unwrap_or(u32::MAX))
    })
}

/// The JSON Patch that turns one document into another.
#[napi(catch_unwind)]
pub fn json_patch(
    left: Given<'_>,
    right: Given<'_>,
    asked: Comparing,
) -> napi::Result<String, Thrown> {
    guarded(|| {
        let patch = JsonPatch::between(&node(&left)?, &node(&right)?, &asked.options()?);
        written(&patch, Keys::Canonical)
    })
}

/// A document with a JSON Patch applied.
#[napi(catch_unwind)]
pub fn apply_json_patch(document: Given<'_>, patch: Given<'_>) -> napi::Result<String, Thrown> {
    guarded(|| {
        let made = diff::apply_json_patch(&node(&document)?, &node(&patch)?)?;
        written(&made, Keys::Canonical)
    })
}

/// The JSON Merge Patch that turns one document into another.
#[napi(catch_unwind)]
pub fn merge_patch(left: Given<'_>, right: Given<'_>) -> napi::Result<String, Thrown> {
    guarded(|| written(&diff::merge_patch(&node(&left)?, &node(&right)?)?, Keys::Canonical))
}

/// A document with a JSON Merge Patch applied.
#[napi(catch_unwind)]
pub fn apply_merge_patch(document: Given<'_>, patch: Given<'_>) -> napi::Result<String, Thrown> {
    guarded(|| {
        written(&diff::apply_merge_patch(&node(&document)?, &node(&patch)?), Keys::Canonical)
    })
}

/// What two sides changed since a base.
#[napi(catch_unwind)]
pub fn three_way(
    base: Given<'_>,
    ours: Given<'_>,
    theirs: Given<'_>,
    asked: Comparing,
) -> napi::Result<Document, Thrown> {
    guarded(|| {
        let (base, ours, theirs) = (node(&base)?, node(&ours)?, node(&theirs)?);
        Ok(Document::new(diff::three_way(&base, &ours, &theirs, &asked.options()?)))
    })
}
