//! `Details` and `FlagExplanation`: why a flag has its value.

use pyo3::prelude::*;
use serde::Serialize;
use stageline::flag;

use crate::guard::guarded;
use crate::place::Place;
use crate::record::record;
use crate::to_python::to_python;

/// A flag's value, why it has it, and where that was set. `str()` is one line.
#[pyclass(frozen, generic, get_all, module = "stageline")]
pub(crate) struct Details {
    /// The flag's name.
    flag: String,
    /// The value.
    value: Py<PyAny>,
    /// The variant it is, if the flag has variants.
    variant: Option<String>,
    /// Why it has this value.
    reason: &'static str,
    /// Why it could not be decided; with the reason `ERROR`, and only then.
    error_code: Option<&'static str>,
    /// What went wrong, as a sentence; with the reason `ERROR`, and only then.
    error_message: Option<String>,
    /// The index of the rule that matched, from 0.
    rule: Option<u32>,
    /// The bucket, where the rollout decided.
    bucket: Option<u32>,
    /// The first bucket that is out, where the rollout decided.
    threshold: Option<u64>,
    /// The environment whose entry gave the value, or `default` for the flag's own.
    set_in: Option<String>,
    /// Where the value was written; for an error, the entry that cannot be decided.
    place: Option<Place>,
    #[pyo3(name = "_text")]
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
            error_code: details.error_code().map(flag::ErrorCode::as_str),
            error_message: details.error_message(),
            rule: details.rule(),
            bucket: details.bucket(),
            threshold: details.threshold(),
            set_in: details.set_in().map(str::to_owned),
            place: Place::of(details.place().as_ref()),
            text: details.to_string(),
        })
    }

    /// The default, because the context cannot be used.
    pub(super) fn invalid(
        py: Python<'_>,
        flag: &str,
        default: &(impl Serialize + ?Sized),
        why: &str,
    ) -> PyResult<Self> {
        let (reason, code) = (flag::Reason::Error, flag::ErrorCode::InvalidContext);
        let value = to_python(py, default)?;
        Ok(Self {
            flag: flag.to_owned(),
            text: format!("{flag} = {} ({reason} {code}: {why})", value.repr()?),
            value: value.unbind(),
            variant: None,
            reason: reason.as_str(),
            error_code: Some(code.as_str()),
            error_message: Some(why.to_owned()),
            rule: None,
            bucket: None,
            threshold: None,
            set_in: None,
            place: None,
        })
    }
}

#[pymethods]
impl Details {
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
    error_code = |_py, it| it.error_code.map(flag::ErrorCode::as_str);
    /// The environment whose entry gave it, or `default`; `None` where nothing did.
    set_in = |_py, it| it.set_in.as_deref();
    /// Where it was written.
    place = |_py, it| Place::of(it.place.as_ref());
    /// What was looked at, in order, as documents.
    steps = |py, it| to_python(py, &it.steps)?;
}
