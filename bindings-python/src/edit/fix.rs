//! `FixPlan`: what would make one environment say what another one says, item by item.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyTuple};
use stageline::project::{self, fix};

use super::{BlastRadius, Edit};
use crate::comparison::DriftItem;
use crate::error::Failure;
use crate::guard::guarded;
use crate::log::listening;
use crate::record::{record, tuple};
use crate::to_python::to_python;

record! {
    /// A part of a value that is not copied with the rest. `str()` is one line.
    Withheld(fix::Withheld), str = |it| format!("{}: {}", it.path, it.reason);
    /// Where it stands, as text.
    path = |_py, it| it.path.to_string();
    /// Why it is not copied.
    reason = |_py, it| it.reason.as_str();
}

record! {
    /// A difference, and the edit that mends it. `str()` is one line.
    FixItem(project::FixItem), str = |it| it.to_string();
    /// Its number in the plan, from 1.
    number = |_py, it| it.number;
    /// The difference; references in its values are not followed.
    item = |_py, it| DriftItem(it.item.clone());
    /// Whose values are edited, as a document.
    target = |py, it| to_python(py, &it.target)?;
    /// What is done with them, as a document; `None` for what is left alone.
    operation = |py, it| to_python(py, &it.operation)?;
    /// The file that is written; `None` for what is left alone.
    file = |_py, it| it.file.as_deref();
    /// What the edit changes, in every environment.
    radius = |_py, it| BlastRadius(it.radius.clone());
    /// Parts of the value that are not copied with the rest.
    withheld = |py, it| tuple(py, it.withheld.iter().cloned(), Withheld)?;
    /// Why it is left alone; such an item cannot be chosen.
    left_alone = |_py, it| it.left_alone.as_deref();
    /// Whether it was chosen when the item was asked for.
    chosen = |_py, it| it.chosen;
}

/// What makes one environment say what another one says, item by item. Nothing is chosen at first;
/// what is chosen becomes an edit. `str()` is for people.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct FixPlan(Mutex<project::FixPlan>);

impl FixPlan {
    pub(crate) fn new(plan: project::FixPlan) -> Self {
        Self(Mutex::new(plan))
    }

    fn lock(&self) -> MutexGuard<'_, project::FixPlan> {
        // Choosing sets flags alone, so a panic leaves a plan that is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl FixPlan {
    /// Where the values come from.
    #[getter]
    fn source(&self) -> PyResult<String> {
        guarded(|| Ok(self.lock().from.clone()))
    }

    /// Where they go.
    #[getter]
    fn target(&self) -> PyResult<String> {
        guarded(|| Ok(self.lock().to.clone()))
    }

    /// Every difference, in the order of a drift report.
    #[getter]
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let items = self.lock().items.clone();
            Ok(tuple(py, items, FixItem)?)
        })
    }

    /// The items that can be chosen.
    #[getter]
    fn fixes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let items: Vec<_> = self.lock().fixes().cloned().collect();
            Ok(tuple(py, items, FixItem)?)
        })
    }

    /// The items that are chosen.
    #[getter]
    fn chosen<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let items: Vec<_> = self.lock().chosen().cloned().collect();
            Ok(tuple(py, items, FixItem)?)
        })
    }

    /// Asks for each item that can be chosen whether it is: a function that answers `True` or
    /// `False`. What it raises is raised, and the plan stays as it was.
    fn choose(&self, py: Python<'_>, choose: &Bound<'_, PyAny>) -> PyResult<()> {
        guarded(|| {
            // Asked without the plan's lock, so that the function may look at the plan.
            let fixes: Vec<_> = self.lock().fixes().cloned().collect();
            let mut chosen = HashSet::new();
            for fix in fixes {
                let number = fix.number;
                let answer = choose.call1((Bound::new(py, FixItem(fix))?,))?;
                let Ok(answer) = answer.cast::<PyBool>() else {
                    let message = "the function that chooses answers `True` or `False`";
                    return Err(PyTypeError::new_err(message).into());
                };
                if answer.is_true() {
                    chosen.insert(number);
                }
            }
            self.lock().choose(|item| chosen.contains(&item.number));
            Ok(())
        })
    }

    /// Chooses an item by its number, or no longer.
    #[pyo3(signature = (number, chosen=true))]
    fn set_chosen(&self, number: usize, chosen: bool) -> PyResult<()> {
        guarded(|| Ok(self.lock().set_chosen(number, chosen)?))
    }

    /// The edit that makes what is chosen, to be looked at and committed as any other.
    fn edit(&self, py: Python<'_>) -> PyResult<Edit> {
        guarded(|| {
            let plan = self.lock().clone();
            Ok(Edit::new(listening(py, || plan.edit())?))
        })
    }

    /// The document, as `dict` and `list`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| {
            let plan = self.lock().clone();
            Ok(to_python(py, &plan)?)
        })
    }

    fn __str__(&self) -> PyResult<String> {
        guarded(|| Ok(self.lock().to_string()))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| {
            let plan = self.lock();
            let (fixes, chosen) = (plan.fixes().count(), plan.chosen().count());
            Ok(format!("<FixPlan {} → {}: {chosen} of {fixes} chosen>", plan.from, plan.to))
        })
    }
}

/// Plans how one environment comes to say what another one says.
pub(crate) fn plan_fix(
    py: Python<'_>,
    project: &stageline::Project,
    (source, target): (String, String),
    options: &stageline::drift::DriftOptions,
) -> Result<FixPlan, Failure> {
    Ok(FixPlan::new(listening(py, || project.plan_fix(&source, &target, options))?))
}
