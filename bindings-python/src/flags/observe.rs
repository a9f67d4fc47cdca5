//! `Exposures`, `Exposure`, `FlagCount`: who was given what, and how often.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use stageline::flag;

use crate::guard::guarded;
use crate::record::{record, tuple};
use crate::time::datetime_of;
use crate::to_python::to_python;

record! {
    /// Somebody was given a flag's answer. `str()` is one line, without the targeting key.
    Exposure(flag::Exposure), str = |it| {
        format!("{} = {} ({}) in {}", it.flag, it.value, it.reason, it.environment)
    };
    /// The environment that was asked.
    environment = |_py, it| it.environment.as_str();
    /// The flag.
    flag = |_py, it| it.flag.as_str();
    /// The variant that was given, if the flag has variants.
    variant = |_py, it| it.variant.as_deref();
    /// The value that was given; `None` for the caller's default.
    value = |py, it| to_python(py, &it.value)?;
    /// Why.
    reason = |_py, it| it.reason.as_str();
    /// Why it could not be decided.
    error_code = |_py, it| it.error_code.map(flag::ErrorCode::as_str);
    /// The context's targeting key as text.
    targeting_key = |_py, it| it.targeting_key.as_deref();
    /// The time that the context asked for, or that of the clock.
    at = |py, it| datetime_of(py, it.at.as_ref())?;
}

record! {
    /// How often a flag gave one answer. `str()` is one line.
    FlagCount(flag::FlagCount), str = |it| {
        let gives = it.gives.as_deref().unwrap_or(if it.failed { "an error" } else { "the default" });
        format!("{} in {} gave {gives}: {} times", it.flag, it.environment, it.count)
    };
    /// The environment that was asked.
    environment = |_py, it| it.environment.as_str();
    /// The flag.
    flag = |_py, it| it.flag.as_str();
    /// The variant's name, or the value as JSON; `None` for the caller's default.
    gives = |_py, it| it.gives.as_deref();
    /// Whether it could not be decided: the reason was `ERROR`.
    failed = |_py, it| it.failed;
    /// How often.
    count = |_py, it| it.count;
}

/// The exposures of a project's flags, noted until this is closed or forgotten.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Exposures(Mutex<Option<flag::Exposures>>);

impl Exposures {
    pub(crate) fn new(exposures: flag::Exposures) -> Self {
        Self(Mutex::new(Some(exposures)))
    }

    fn end(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// `None` once it is closed.
    fn with<T>(&self, ask: impl FnOnce(&flag::Exposures) -> T) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(ask)
    }
}

#[pymethods]
impl Exposures {
    /// Takes what waits, oldest first; with `most`, no more than so many.
    #[pyo3(signature = (most=None))]
    fn drain<'py>(&self, py: Python<'py>, most: Option<usize>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let found = py.detach(|| {
                self.with(|exposures| match most {
                    Some(most) => exposures.drain_up_to(most),
                    None => exposures.drain(),
                })
            });
            Ok(tuple(py, found.unwrap_or_default(), Exposure)?)
        })
    }

    /// How many were dropped because the queue was full.
    #[getter]
    fn dropped(&self) -> PyResult<u64> {
        guarded(|| Ok(self.with(flag::Exposures::dropped).unwrap_or_default()))
    }

    /// How many may wait; none once it is closed.
    #[getter]
    fn capacity(&self) -> PyResult<usize> {
        guarded(|| Ok(self.with(flag::Exposures::capacity).unwrap_or_default()))
    }

    /// Ends it: nothing is noted any longer, and what waits is forgotten.
    fn close(&self) -> PyResult<()> {
        guarded(|| {
            self.end();
            Ok(())
        })
    }

    fn __enter__(slf: Py<Self>) -> PyResult<Py<Self>> {
        guarded(|| Ok(slf))
    }

    #[pyo3(signature = (*_raised))]
    fn __exit__(&self, _raised: &Bound<'_, PyTuple>) -> PyResult<()> {
        guarded(|| {
            self.end();
            Ok(())
        })
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| {
            Ok(self
                .with(|it| {
                    format!("<Exposures: up to {}, {} dropped>", it.capacity(), it.dropped())
                })
                .unwrap_or_else(|| "<Exposures: closed>".to_owned()))
        })
    }
}
