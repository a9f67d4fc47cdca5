//! A resolved tree, seen from JavaScript.

use napi::Either;
use napi_derive::napi;
use stageline::value::{IntoPath, KeyPath};
use stageline::{Configuration, Result};

use crate::document::{Document, written};
use crate::guard::guarded;
use crate::json::Keys;
use crate::thrown::Thrown;

/// A path: dotted text, or the keys one by one.
pub(crate) type Path = Either<String, Vec<String>>;

/// Reads a path.
pub(crate) fn key_path(path: &Path) -> Result<KeyPath> {
    match path {
        Either::A(text) => text.into_path(),
        Either::B(keys) => keys.as_slice().into_path(),
    }
}

/// A resolved configuration or record.
#[napi]
pub struct Tree(pub(crate) Configuration);

#[napi]
impl Tree {
    /// The whole tree.
    #[napi(catch_unwind)]
    pub fn read(&self) -> napi::Result<String, Thrown> {
        guarded(|| written(self.0.root(), Keys::Canonical))
    }

    /// The value at a path.
    #[napi(catch_unwind)]
    pub fn get(&self, path: Path) -> napi::Result<String, Thrown> {
        guarded(|| written(self.0.get(key_path(&path)?)?, Keys::Canonical))
    }

    /// Whether a value stands at a path.
    #[napi(catch_unwind)]
    pub fn has(&self, path: Path) -> napi::Result<bool, Thrown> {
        guarded(|| match self.0.get(key_path(&path)?) {
            Ok(_) => Ok(true),
            Err(error) if error.is_unknown_name() => Ok(false),
            Err(error) => Err(error),
        })
    }

    /// Where the value at a path was written.
    #[napi(catch_unwind)]
    pub fn origin(&self, path: Path) -> napi::Result<Document, Thrown> {
        guarded(|| Ok(Document::new(self.0.origin(key_path(&path)?)?)))
    }

    /// Where the value at a path comes from and what it overrode.
    #[napi(catch_unwind)]
    pub fn explain(&self, path: Path) -> napi::Result<Document, Thrown> {
        guarded(|| Ok(Document::new(self.0.explain(key_path(&path)?)?)))
    }

    /// The same for every leaf below a path, in the order of the tree.
    #[napi(catch_unwind)]
    pub fn explain_all(&self, path: Path) -> napi::Result<Vec<Document>, Thrown> {
        guarded(|| {
            let leaves = self.0.explain_all(key_path(&path)?)?;
            Ok(leaves.into_iter().map(Document::new).collect())
        })
    }

    /// The digest of the tree.
    #[napi(catch_unwind)]
    pub fn digest(&self) -> napi::Result<String, Thrown> {
        guarded(|| Ok(self.0.digest().to_string()))
    }

    /// The tree as JSON text.
    #[napi(catch_unwind)]
    pub fn text(&self) -> napi::Result<String, Thrown> {
        guarded(|| Ok(self.0.to_string()))
    }
}
