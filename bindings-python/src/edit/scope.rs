//! The values of one target of an edit, so that it is named once. Every call answers the scope
//! itself, to be followed by the next.

use pyo3::prelude::*;
use stageline::project::edit::{Operation, Target};

use super::Edit;
use crate::error::Failure;
use crate::from_python::{Path, to_node};
use crate::guard::guarded;

/// The values of one target of an edit; paths begin there.
#[pyclass(frozen, subclass, module = "stageline")]
pub(crate) struct EditScope {
    pub(super) edit: Py<Edit>,
    target: Target,
}

impl EditScope {
    pub(super) fn new(edit: Py<Edit>, target: Target) -> Self {
        Self { edit, target }
    }
}

type Scope<'py> = Bound<'py, EditScope>;

fn change(slf: Scope<'_>, operation: Operation) -> Result<Scope<'_>, Failure> {
    let scope = slf.get();
    scope.edit.get().work(slf.py(), |edit| edit.change(&scope.target, operation))?;
    Ok(slf)
}

#[pymethods]
impl EditScope {
    /// Puts a value at a path; missing maps on the way are made.
    fn set<'py>(slf: Scope<'py>, path: Path, value: &Bound<'py, PyAny>) -> PyResult<Scope<'py>> {
        guarded(|| change(slf, Operation::Set { path: path.0, value: to_node(value)? }))
    }

    /// Forgets what this layer says, so that the layers below count again.
    fn unset(slf: Scope<'_>, path: Path) -> PyResult<Scope<'_>> {
        guarded(|| change(slf, Operation::Unset { path: path.0 }))
    }

    /// Takes a value away for good, an inherited one too.
    fn delete(slf: Scope<'_>, path: Path) -> PyResult<Scope<'_>> {
        guarded(|| change(slf, Operation::Delete { path: path.0 }))
    }

    /// Puts an item behind the last one of a list, an inherited one too.
    fn append<'py>(slf: Scope<'py>, path: Path, item: &Bound<'py, PyAny>) -> PyResult<Scope<'py>> {
        guarded(|| change(slf, Operation::Append { path: path.0, item: to_node(item)? }))
    }

    /// Takes an item out of a list: the first equal one, or the one of this name.
    fn remove<'py>(slf: Scope<'py>, path: Path, item: &Bound<'py, PyAny>) -> PyResult<Scope<'py>> {
        guarded(|| change(slf, Operation::Remove { path: path.0, item: to_node(item)? }))
    }

    /// Moves what this layer says to another path, where nothing stands yet.
    fn rename(slf: Scope<'_>, old: Path, new: Path) -> PyResult<Scope<'_>> {
        guarded(|| change(slf, Operation::Move { from: old.0, to: new.0 }))
    }

    /// Sets every leaf of a tree, below a path if one is given; what it does not name stays.
    #[pyo3(signature = (tree, path = Path::default()))]
    #[pyo3(text_signature = "($self, tree, path='')")]
    fn apply<'py>(slf: Scope<'py>, tree: &Bound<'py, PyAny>, path: Path) -> PyResult<Scope<'py>> {
        guarded(|| change(slf, Operation::Apply { path: path.0, tree: to_node(tree)? }))
    }

    /// What is edited, for people.
    fn __str__(&self) -> PyResult<String> {
        guarded(|| Ok(self.target.to_string()))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<EditScope {}>", self.target)))
    }
}

/// An environment's own configuration, and what else the project says of it.
#[pyclass(frozen, extends = EditScope, module = "stageline")]
pub(crate) struct EnvironmentScope {
    name: String,
}

impl EnvironmentScope {
    pub(super) fn of(edit: Py<Edit>, name: String) -> PyClassInitializer<Self> {
        let target = Target::Environment { name: name.clone() };
        PyClassInitializer::from(EditScope::new(edit, target)).add_subclass(Self { name })
    }

    /// Another target of the same edit.
    fn beside(slf: &Bound<'_, Self>, target: Target) -> EditScope {
        EditScope::new(slf.as_super().get().edit.clone_ref(slf.py()), target)
    }
}

#[pymethods]
impl EnvironmentScope {
    /// The environment's record.
    fn record(slf: &Bound<'_, Self>) -> PyResult<EditScope> {
        guarded(|| Ok(Self::beside(slf, Target::Record { name: slf.get().name.clone() })))
    }

    /// A service's file for this environment.
    fn service(slf: &Bound<'_, Self>, name: String) -> PyResult<EditScope> {
        guarded(|| {
            let environment = slf.get().name.clone();
            Ok(Self::beside(slf, Target::Service { environment, name }))
        })
    }
}
