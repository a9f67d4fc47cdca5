//! `Flag`: a handle, bound once and asked on the hot path.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use stageline::flag;
use stageline::yaml::Node;

use super::Details;
use super::context::{Scratch, with_context};
use super::testing::stand_in;
use crate::guard::guarded;
use crate::to_python::to_python;

/// The kinds of handles.
pub(super) enum Handle {
    Boolean(flag::BooleanFlag, bool),
    Text(flag::TextFlag, flag::Text),
    Integer(flag::IntegerFlag, i64),
    Number(flag::NumberFlag, f64),
    Json(flag::JsonFlag, Node),
}

/// A flag, found once and asked often. It follows the project through reloads.
#[pyclass(frozen, generic, module = "stageline")]
pub(crate) struct Flag {
    pub(super) handle: Handle,
    pub(super) flags: flag::Flags,
    pub(super) environment: String,
    pub(super) scratch: Scratch,
}

/// Does the same with whatever kind of handle it is.
macro_rules! each {
    ($handle:expr, ($flag:ident, $default:ident) => $body:expr) => {
        match $handle {
            Handle::Boolean($flag, $default) => $body,
            Handle::Text($flag, $default) => $body,
            Handle::Integer($flag, $default) => $body,
            Handle::Number($flag, $default) => $body,
            Handle::Json($flag, $default) => $body,
        }
    };
}

impl Handle {
    fn name(&self) -> &str {
        each!(self, (flag, _default) => flag.name())
    }

    fn default<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        each!(self, (_flag, default) => to_python(py, default))
    }

    fn value<'py>(&self, py: Python<'py>, context: &flag::Context) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Boolean(flag, _) => flag.value(context).into_bound_py_any(py),
            Self::Text(flag, _) => flag.value(context).as_str().into_bound_py_any(py),
            Self::Integer(flag, _) => flag.value(context).into_bound_py_any(py),
            Self::Number(flag, _) => flag.value(context).into_bound_py_any(py),
            Self::Json(flag, _) => to_python(py, &flag.value(context)),
        }
    }

    /// The value that the same flag has among others.
    #[cold]
    fn value_of<'py>(
        &self,
        flags: &flag::Flags,
        py: Python<'py>,
        context: &flag::Context,
    ) -> PyResult<Bound<'py, PyAny>> {
        each!(self, (flag, default) => {
            to_python(py, &flags.value(flag.name(), context, Clone::clone(default)))
        })
    }
}

#[pymethods]
impl Flag {
    /// The flag's name.
    #[getter]
    fn name(&self) -> PyResult<&str> {
        guarded(|| Ok(self.handle.name()))
    }

    /// The caller's default.
    #[getter]
    fn default<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(self.handle.default(py)?))
    }

    /// The value for a context, or the default where the files do not say.
    #[pyo3(signature = (context=None))]
    fn value<'py>(
        &self,
        py: Python<'py>,
        context: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| {
            let other = stand_in(&self.flags, &self.environment);
            with_context(&self.flags, &self.scratch, context, |context| match context {
                Ok(context) => Ok(match other {
                    None => self.handle.value(py, context)?,
                    Some(flags) => self.handle.value_of(&flags, py, context)?,
                }),
                Err(_) => Ok(self.handle.default(py)?),
            })
        })
    }

    /// The value with its reason and where it was set.
    #[pyo3(signature = (context=None))]
    fn details(&self, py: Python<'_>, context: Option<&Bound<'_, PyAny>>) -> PyResult<Details> {
        guarded(|| {
            let other = stand_in(&self.flags, &self.environment);
            with_context(&self.flags, &self.scratch, context, |context| {
                Ok(each!(&self.handle, (flag, default) => match (context, other) {
                    (Ok(context), None) => Details::of(py, &flag.details(context)),
                    (Ok(context), Some(flags)) => {
                        Details::of(py, &flags.details(flag.name(), context, Clone::clone(default)))
                    }
                    (Err(why), _) => Details::invalid(flag.name(), to_python(py, default)?, why),
                })?)
            })
        })
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Flag {} in {}>", self.handle.name(), self.environment)))
    }
}
