//! An edit bound to one flag.

use crate::error::Result;
use crate::project::edit::{Edit, Scope, Target};
use crate::value::{IntoPath, Timestamp};
use crate::yaml::Node;

/// One flag of an edit: by path, as any [`Scope`], and by what it answers.
///
/// What is changed by meaning is tried at once: where the flag could not be decided afterwards, the
/// call fails and the edit stays as it was.
#[derive(Debug)]
pub struct FlagScope<'e> {
    pub(super) edit: &'e mut Edit,
    pub(super) name: String,
    pub(super) now: Option<Timestamp>,
}

impl<'e> FlagScope<'e> {
    pub(in crate::project::edit) fn new(edit: &'e mut Edit, name: String) -> Self {
        Self { edit, name, now: None }
    }

    /// The time it is, for what is changed by meaning: whether a schedule has the say by then. The
    /// library reads no clock, and a change that needs the time is refused without it. One that does
    /// not, such as that of a flag without a schedule, is the same with and without.
    #[must_use]
    pub fn now(self, now: Timestamp) -> Self {
        Self { now: Some(now), ..self }
    }

    /// The flag's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Puts a value at a path below the flag's name, as it is.
    ///
    /// # Errors
    /// As [`Scope::set`].
    pub fn set(&mut self, path: impl IntoPath, value: impl Into<Node>) -> Result<&mut Self> {
        self.scope().set(path, value)?;
        Ok(self)
    }

    /// Takes away what stands at a path, such as an environment's entry. With the last part of an
    /// entry the entry goes, or says what everybody else got; other environments answer as before.
    /// With the empty path the flag as a whole goes.
    ///
    /// # Errors
    /// As [`Scope::unset`]; of a flag as a whole, `E_UNKNOWN_FLAG`, and what would be wrong with flags
    /// that require it.
    pub fn unset(&mut self, path: impl IntoPath) -> Result<&mut Self> {
        self.scope().unset(path)?;
        Ok(self)
    }

    /// The same as [`FlagScope::unset`]: a flag's file has no layer below it.
    ///
    /// # Errors
    /// As [`Scope::delete`].
    pub fn delete(&mut self, path: impl IntoPath) -> Result<&mut Self> {
        self.scope().delete(path)?;
        Ok(self)
    }

    /// Puts an item behind the last one of a list.
    ///
    /// # Errors
    /// As [`Scope::append`].
    pub fn append(&mut self, path: impl IntoPath, item: impl Into<Node>) -> Result<&mut Self> {
        self.scope().append(path, item)?;
        Ok(self)
    }

    /// Takes an item out of a list: an equal one, or the one of this name.
    ///
    /// # Errors
    /// As [`Scope::remove`].
    pub fn remove(&mut self, path: impl IntoPath, item: impl Into<Node>) -> Result<&mut Self> {
        self.scope().remove(path, item)?;
        Ok(self)
    }

    /// Moves what stands at a path to another one.
    ///
    /// # Errors
    /// As [`Scope::rename`].
    pub fn rename(&mut self, from: impl IntoPath, to: impl IntoPath) -> Result<&mut Self> {
        self.scope().rename(from, to)?;
        Ok(self)
    }

    /// Sets every leaf of a tree below a path.
    ///
    /// # Errors
    /// As [`Scope::apply`].
    pub fn apply(&mut self, path: impl IntoPath, tree: impl Into<Node>) -> Result<&mut Self> {
        self.scope().apply(path, tree)?;
        Ok(self)
    }

    fn scope(&mut self) -> Scope<'_> {
        let target = Target::Flag { name: self.name.clone() };
        self.edit.scope(target)
    }
}
