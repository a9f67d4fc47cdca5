//! `HostRule`: a function of the host among the rules of validation.

use std::sync::Mutex;

use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use stageline::{Code, Error, project, validate};

use super::finding::NOBODY;
use super::{Finding, severity};
use crate::error::Failure;
use crate::guard::guarded;
use crate::place::Place;
use crate::snapshot::Snapshot;

/// A rule of the host: a function that sees the snapshot and answers what it finds.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct HostRule {
    id: String,
    severity: stageline::Severity,
    summary: String,
    /// The function.
    #[pyo3(get)]
    check: Py<PyAny>,
}

#[pymethods]
impl HostRule {
    #[new]
    #[pyo3(signature = (id, check, *, severity="warning", summary=""))]
    fn new(id: String, check: Bound<'_, PyAny>, severity: &str, summary: &str) -> PyResult<Self> {
        guarded(|| {
            if !check.is_callable() {
                return Err(PyTypeError::new_err("a rule's check is a function").into());
            }
            let severity = self::severity(severity)?;
            // The engine says what may be an id.
            project::HostRule::new(id.as_str(), severity, summary, |_| Ok(Vec::new()))?;
            Ok(Self { id, severity, summary: summary.to_owned(), check: check.unbind() })
        })
    }

    /// Its id.
    #[getter]
    fn id(&self) -> PyResult<&str> {
        guarded(|| Ok(self.id.as_str()))
    }

    /// How bad its findings usually are.
    #[getter]
    fn severity(&self) -> PyResult<&'static str> {
        guarded(|| Ok(self.severity.as_str()))
    }

    /// What it finds, in one sentence.
    #[getter]
    fn summary(&self) -> PyResult<&str> {
        guarded(|| Ok(self.summary.as_str()))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<HostRule {}>", self.id)))
    }
}

impl HostRule {
    /// Calls the function. What it found, or why it failed, is handed to the engine as data; what it
    /// raised is kept in `raised`. An interrupt is no failure of the rule and ends the validation.
    pub(super) fn asked(
        &self,
        snapshot: &Bound<'_, Snapshot>,
        raised: &Bound<'_, PyDict>,
    ) -> Result<project::HostRule, Failure> {
        let py = snapshot.py();
        let found = match self.findings(snapshot) {
            Ok(found) => Ok(found),
            Err(error) if error.is_instance_of::<PyException>(py) => {
                let error = error.into_value(py);
                raised.set_item(&self.id, &error)?;
                failure(&self.id, error.bind(py).as_any())
            }
            Err(interrupt) => return Err(interrupt.into()),
        };
        // The engine asks once.
        let found = Mutex::new(Some(found));
        let answer = move |_: &stageline::Snapshot| {
            let mut found = found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            found.take().unwrap_or_else(|| Ok(Vec::new()))
        };
        Ok(project::HostRule::new(self.id.as_str(), self.severity, self.summary.as_str(), answer)?)
    }

    fn findings(&self, snapshot: &Bound<'_, Snapshot>) -> PyResult<Vec<validate::Finding>> {
        let found = self.check.bind(snapshot.py()).call1((snapshot,))?;
        let found = found.try_iter()?.map(|each| {
            let each = each?;
            Ok(each.cast::<Finding>()?.get().0.clone())
        });
        found.collect()
    }
}

/// Why a rule failed: one of our errors as it is, any other exception by its kind and its text.
fn failure(id: &str, raised: &Bound<'_, PyAny>) -> Result<Vec<validate::Finding>, Error> {
    if let Some(error) = our_error(raised) {
        return Err(error);
    }
    let kind = raised.get_type().name().map_or_else(|_| String::new(), |name| name.to_string());
    let said = raised.str().map(|text| text.to_string_lossy().into_owned()).unwrap_or_default();
    let said = if said.is_empty() { said } else { format!(": {said}") };
    let message = format!("the rule `{id}` failed: it raised `{kind}`{said}");
    Ok(vec![validate::Finding::new(NOBODY, stageline::Severity::Error, message)])
}

/// One of our exceptions as the error it was made of; `None` for any other.
fn our_error(raised: &Bound<'_, PyAny>) -> Option<Error> {
    let text = |name: &str| raised.getattr(name).ok()?.extract::<String>().ok();
    let all = |name: &str| raised.getattr(name).ok()?.extract::<Vec<Bound<'_, PyAny>>>().ok();
    let word = text("code")?;
    let code = *Code::ALL.iter().find(|code| code.as_str() == word)?;
    let problems: Vec<Error> = all("problems")?.iter().filter_map(our_error).collect();
    if !problems.is_empty() {
        return Some(Error::all(problems));
    }
    let error = text("help").into_iter().fold(Error::new(code, text("message")?), Error::help);
    let places = all("places")?;
    let places = places.iter().filter_map(|place| place.cast::<Place>().ok());
    Some(places.map(|place| place.get().to_engine()).fold(error, Error::at))
}
