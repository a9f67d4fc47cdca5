//! `Details` and `FlagExplanation`: why a flag has its value.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use serde::Serialize;
use stageline::flag::{self, ErrorCode};
use stageline::value::Timestamp;

use crate::guard::guarded;
use crate::place::Place;
use crate::record::record;
use crate::time::datetime_of;
use crate::to_python::to_python;

/// A flag's value, why it has it, and where that was set. `str()` is one line.
#[pyclass(frozen, generic, module = "stageline")]
pub(crate) struct Details {
    /// The flag's name.
    #[pyo3(get)]
    flag: String,
    /// The value.
    #[pyo3(get)]
    value: Py<PyAny>,
    /// The variant it is, if the flag has variants.
    #[pyo3(get)]
    variant: Option<String>,
    /// Why it has this value.
    #[pyo3(get)]
    reason: &'static str,
    /// Why it could not be decided; with the reason `ERROR`, and only then.
    #[pyo3(get)]
    error_code: Option<&'static str>,
    /// What went wrong, as a sentence; with the reason `ERROR`, and only then.
    #[pyo3(get)]
    error_message: Option<String>,
    /// The part that decided: `rule 0`, `target 0`, `rollout`, `split`, `default`, `kill_switch`,
    /// `requires`, or `nothing`.
    #[pyo3(get)]
    decided_by: String,
    /// The index of the rule that decided, from 0.
    #[pyo3(get)]
    rule: Option<u32>,
    /// The index of the target that decided, from 0.
    #[pyo3(get)]
    target: Option<u32>,
    /// The flag that this one requires and that does not answer as it must.
    #[pyo3(get)]
    unmet: Option<String>,
    /// The bucket, where a rollout or a split decided.
    #[pyo3(get)]
    bucket: Option<u32>,
    /// The first bucket that is out, where a rollout decided; where a split did, the first behind
    /// those that get the same.
    #[pyo3(get)]
    threshold: Option<u64>,
    /// The environment whose entry gave the value, or `default` for the flag's own.
    #[pyo3(get)]
    set_in: Option<String>,
    /// Where the value was written; for a flag that is off, what switches it off; for an error, the
    /// entry that cannot be decided.
    #[pyo3(get)]
    place: Option<Place>,
    /// What the flag's `metadata` says, if it has any.
    #[pyo3(get)]
    metadata: Option<Py<PyAny>>,
    until: Option<Timestamp>,
    text: String,
}

impl Details {
    pub(super) fn of<T: Serialize>(
        py: Python<'_>,
        details: &flag::Details<'_, T>,
    ) -> PyResult<Self> {
        Ok(Self {
            flag: details.flag().to_owned(),
            value: to_python(py, details.value())?.unbind(),
            variant: details.variant().map(str::to_owned),
            reason: details.reason().as_str(),
            error_code: details.error_code().map(ErrorCode::as_str),
            error_message: details.error_message(),
            decided_by: details.decided_by(),
            rule: details.rule(),
            target: details.target(),
            unmet: details.unmet().map(str::to_owned),
            bucket: details.bucket(),
            threshold: details.threshold(),
            set_in: details.set_in().map(str::to_owned),
            place: Place::of(details.place().as_ref()),
            metadata: match details.metadata() {
                Some(metadata) => Some(to_python(py, metadata)?.unbind()),
                None => None,
            },
            until: details.valid_until(),
            text: details.to_string(),
        })
    }

    /// The caller's default, because the flag cannot be asked like this.
    pub(super) fn failed(
        flag: &str,
        default: Bound<'_, PyAny>,
        code: ErrorCode,
        why: &str,
    ) -> PyResult<Self> {
        let reason = flag::Reason::Error;
        // A default of the host's may refuse even this.
        let shown = default.repr().map_or_else(|_| "…".to_owned(), |text| text.to_string());
        Ok(Self {
            flag: flag.to_owned(),
            text: format!("{} = {shown} ({reason} {code}: {why})", flag.escape_debug()),
            value: default.unbind(),
            variant: None,
            reason: reason.as_str(),
            error_code: Some(code.as_str()),
            error_message: Some(why.to_owned()),
            decided_by: "nothing".to_owned(),
            rule: None,
            target: None,
            unmet: None,
            bucket: None,
            threshold: None,
            set_in: None,
            place: None,
            metadata: None,
            until: None,
        })
    }

    /// The same, because the context cannot be used.
    pub(super) fn invalid(flag: &str, default: Bound<'_, PyAny>, why: &str) -> PyResult<Self> {
        Self::failed(flag, default, ErrorCode::InvalidContext, why)
    }

    /// The same, because no flag has this name.
    pub(super) fn unknown(flag: &str, default: Bound<'_, PyAny>) -> PyResult<Self> {
        let why = format!("no flag is named `{}`", flag.escape_debug());
        Self::failed(flag, default, ErrorCode::FlagNotFound, &why)
    }
}

/// A value whose lists and dicts are the caller's to change.
fn copied<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    match value.is_instance_of::<PyDict>() || value.is_instance_of::<PyList>() {
        true => value.py().import("copy")?.call_method1("deepcopy", (value,)),
        false => Ok(value.clone()),
    }
}

#[pymethods]
impl Details {
    /// When the answer next changes with time; `None` where it stays.
    #[getter]
    fn valid_until<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        guarded(|| Ok(datetime_of(py, self.until.as_ref())?))
    }

    /// The document, as `dict` and `list`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guarded(|| {
            let document = PyDict::new(py);
            document.set_item("flag", &self.flag)?;
            document.set_item("value", copied(self.value.bind(py))?)?;
            document.set_item("variant", &self.variant)?;
            document.set_item("reason", self.reason)?;
            document.set_item("error_code", self.error_code)?;
            document.set_item("rule", self.rule)?;
            document.set_item("target", self.target)?;
            document.set_item("unmet", &self.unmet)?;
            document.set_item("bucket", self.bucket)?;
            document.set_item("threshold", self.threshold)?;
            document.set_item("set_in", &self.set_in)?;
            let place = self.place.as_ref().map(Place::to_engine);
            document.set_item("place", to_python(py, &place)?)?;
            document.set_item("valid_until", to_python(py, &self.until)?)?;
            if let Some(metadata) = &self.metadata {
                document.set_item("metadata", copied(metadata.bind(py))?)?;
            }
            Ok(document)
        })
    }

    fn __str__(&self) -> PyResult<&str> {
        guarded(|| Ok(&*self.text))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Details {}>", self.text)))
    }
}

record! {
    /// Why a flag has its value, and why its other parts did not decide. `str()` is for people.
    FlagExplanation(flag::Explanation), str = |it| it.to_string();
    /// The flag's name.
    flag = |_py, it| it.flag.as_str();
    /// The environment that was asked.
    environment = |_py, it| it.environment.as_str();
    /// The value.
    value = |py, it| to_python(py, &it.value)?;
    /// The variant it is.
    variant = |_py, it| it.variant.as_deref();
    /// Why it has this value.
    reason = |_py, it| it.reason.as_str();
    /// Why it could not be decided.
    error_code = |_py, it| it.error_code.map(ErrorCode::as_str);
    /// The environment whose entry gave it, or `default`; `None` where nothing did.
    set_in = |_py, it| it.set_in.as_deref();
    /// Where it was written.
    place = |_py, it| Place::of(it.place.as_ref());
    /// When the answer next changes with time.
    valid_until = |py, it| datetime_of(py, it.valid_until.as_ref())?;
    /// What was looked at, in order, as documents.
    steps = |py, it| to_python(py, &it.steps)?;
}
