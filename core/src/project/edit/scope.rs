//! An edit bound to one target, so that it is named once.

use super::{Edit, FlagScope, Operation, Target};
use crate::error::Result;
use crate::value::IntoPath;
use crate::yaml::Node;

/// The values of one target of an edit. See [`Operation`] for what each call means.
#[derive(Debug)]
pub struct Scope<'e> {
    edit: &'e mut Edit,
    target: Target,
}

impl<'e> Scope<'e> {
    pub(super) fn new(edit: &'e mut Edit, target: Target) -> Self {
        Self { edit, target }
    }

    /// What is edited.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Puts a value at a path; missing maps on the way are made.
    ///
    /// # Errors
    /// As [`Edit::change`].
    pub fn set(&mut self, path: impl IntoPath, value: impl Into<Node>) -> Result<&mut Self> {
        self.change(Operation::Set { path: path.into_path()?, value: value.into() })
    }

    /// Forgets what this layer says, so that the layers below count again.
    ///
    /// # Errors
    /// As [`Edit::change`], and `E_UNKNOWN_PATH` where this layer says nothing.
    pub fn unset(&mut self, path: impl IntoPath) -> Result<&mut Self> {
        self.change(Operation::Unset { path: path.into_path()? })
    }

    /// Takes a value away for good, an inherited one too.
    ///
    /// # Errors
    /// As [`Edit::change`], and `E_UNKNOWN_PATH` where nothing stands.
    pub fn delete(&mut self, path: impl IntoPath) -> Result<&mut Self> {
        self.change(Operation::Delete { path: path.into_path()? })
    }

    /// Puts an item behind the last one of a list.
    ///
    /// # Errors
    /// As [`Edit::change`].
    pub fn append(&mut self, path: impl IntoPath, item: impl Into<Node>) -> Result<&mut Self> {
        self.change(Operation::Append { path: path.into_path()?, item: item.into() })
    }

    /// Takes an item out of a list: an equal one, or the one of this name.
    ///
    /// # Errors
    /// As [`Edit::change`], and `E_UNKNOWN_PATH` where there is no such item.
    pub fn remove(&mut self, path: impl IntoPath, item: impl Into<Node>) -> Result<&mut Self> {
        self.change(Operation::Remove { path: path.into_path()?, item: item.into() })
    }

    /// Moves what this layer says to another path.
    ///
    /// # Errors
    /// As [`Edit::change`], and `E_UNKNOWN_PATH` where this layer says nothing.
    pub fn rename(&mut self, from: impl IntoPath, to: impl IntoPath) -> Result<&mut Self> {
        self.change(Operation::Move { from: from.into_path()?, to: to.into_path()? })
    }

    /// Sets every leaf of a tree below a path; the empty path is the target as a whole.
    ///
    /// # Errors
    /// As [`Edit::change`].
    pub fn apply(&mut self, path: impl IntoPath, tree: impl Into<Node>) -> Result<&mut Self> {
        self.change(Operation::Apply { path: path.into_path()?, tree: tree.into() })
    }

    fn change(&mut self, operation: Operation) -> Result<&mut Self> {
        self.edit.change(&self.target, operation)?;
        Ok(self)
    }
}

impl Edit {
    /// An environment's own configuration.
    pub fn environment(&mut self, name: impl Into<String>) -> Scope<'_> {
        self.scope(Target::Environment { name: name.into() })
    }

    /// An environment's record.
    pub fn record(&mut self, environment: impl Into<String>) -> Scope<'_> {
        self.scope(Target::Record { name: environment.into() })
    }

    /// A service's file for one environment.
    pub fn service(
        &mut self,
        environment: impl Into<String>,
        service: impl Into<String>,
    ) -> Scope<'_> {
        self.scope(Target::Service { environment: environment.into(), name: service.into() })
    }

    /// A service's `base.yaml`, for all environments.
    pub fn service_base(&mut self, service: impl Into<String>) -> Scope<'_> {
        self.scope(Target::ServiceBase { name: service.into() })
    }

    /// A base, by its key.
    pub fn base(&mut self, name: impl Into<String>) -> Scope<'_> {
        self.scope(Target::Base { name: name.into() })
    }

    /// A file by its path, from the root of its document.
    pub fn file(&mut self, path: impl Into<String>) -> Scope<'_> {
        self.scope(Target::File { path: path.into() })
    }

    /// A tenant's overrides.
    pub fn tenant(&mut self, name: impl Into<String>) -> Scope<'_> {
        self.scope(Target::Tenant { name: name.into() })
    }

    /// A feature flag: what it says by path, and what it answers.
    pub fn flag(&mut self, name: impl Into<String>) -> FlagScope<'_> {
        FlagScope::new(self, name.into())
    }

    /// A workflow's file.
    pub fn workflow(&mut self, name: impl Into<String>) -> Scope<'_> {
        self.scope(Target::Workflow { name: name.into() })
    }

    /// Any target.
    pub fn scope(&mut self, target: Target) -> Scope<'_> {
        Scope::new(self, target)
    }
}
