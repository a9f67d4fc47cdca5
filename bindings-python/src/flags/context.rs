//! `Context`: who asks. What cannot be used is kept as a reason, because flags never raise.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};
use stageline::flag::{self, Attribute};

use crate::error::Failure;
use crate::guard::guarded;

/// Who asks: a targeting key and attributes, prepared once for many questions.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Context(pub(super) Result<flag::Context, Invalid>);

/// Why a context cannot be used.
#[derive(Clone)]
pub(super) struct Invalid(pub(super) String);

#[pymethods]
impl Context {
    /// Why it cannot be used, if it cannot: flags then answer the default.
    #[getter]
    fn error(&self) -> PyResult<Option<&str>> {
        guarded(|| Ok(self.0.as_ref().err().map(|invalid| &*invalid.0)))
    }

    /// Names of attributes; values are about people and are not shown.
    fn __repr__(&self) -> PyResult<String> {
        guarded(|| match &self.0 {
            Ok(context) => Ok(format!("<{context:?}>")),
            Err(invalid) => Ok(format!("<Context: {}>", invalid.0)),
        })
    }
}

/// Adds the attributes of a mapping; nested ones by their dotted path.
pub(super) fn add(
    mut context: flag::Context,
    attributes: &Bound<'_, PyDict>,
) -> PyResult<Result<flag::Context, Invalid>> {
    for (name, value) in attributes.iter() {
        let name = name.cast::<PyString>().ok();
        let Some(name) = name.and_then(|name| name.to_str().ok()) else {
            return Ok(Err(Invalid("the name of an attribute is no text".to_owned())));
        };
        context = match attribute(&value, 0)? {
            Some(value) => context.with(name, value),
            None => {
                let shown = name.escape_debug();
                let why = format!("the attribute `{shown}` is nothing that contexts can hold");
                return Ok(Err(Invalid(why)));
            }
        };
    }
    Ok(Ok(context))
}

/// A value as an attribute; `None` for what contexts cannot hold.
pub(super) fn attribute(value: &Bound<'_, PyAny>, depth: usize) -> PyResult<Option<Attribute>> {
    const DEPTH: usize = 32;
    Ok(Some(if let Ok(text) = value.cast::<PyString>() {
        match text.to_str() {
            Ok(text) => text.into(),
            Err(_) => return Ok(None),
        }
    } else if let Ok(value) = value.cast::<PyBool>() {
        value.is_true().into()
    } else if value.is_instance_of::<PyInt>() {
        match (value.extract::<i64>(), value.extract::<u64>()) {
            (Ok(value), _) => value.into(),
            (_, Ok(value)) => value.into(),
            _ => return Ok(None),
        }
    } else if value.is_none() {
        Attribute::Null
    } else if let Ok(value) = value.cast::<PyFloat>() {
        value.value().into()
    } else if depth >= DEPTH {
        return Ok(None);
    } else if let Ok(dict) = value.cast::<PyDict>() {
        let mut entries = Vec::with_capacity(dict.len());
        for (key, value) in dict.iter() {
            let (Ok(key), Some(value)) = (key.extract::<String>(), attribute(&value, depth + 1)?)
            else {
                return Ok(None);
            };
            entries.push((key, value));
        }
        Attribute::Map(entries)
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let items = value.try_iter()?.map(|item| attribute(&item?, depth + 1));
        match items.collect::<PyResult<Option<Vec<_>>>>()? {
            Some(items) => Attribute::List(items),
            None => return Ok(None),
        }
    } else {
        return written(value);
    }))
}

/// What has one way to be written: a UUID, a date, a time with its zone.
fn written(value: &Bound<'_, PyAny>) -> PyResult<Option<Attribute>> {
    let class = value.get_type();
    let module = class.getattr("__module__")?;
    let is = |of: &str, name: &str| {
        module.eq(of).unwrap_or(false) && class.name().is_ok_and(|found| found == name)
    };
    let text = if is("uuid", "UUID") {
        value.str()?
    } else if is("datetime", "date")
        || (is("datetime", "datetime") && !value.getattr("tzinfo")?.is_none())
    {
        value.call_method0("isoformat")?.cast_into::<PyString>().map_err(PyErr::from)?
    } else {
        return Ok(None);
    };
    Ok(Some(text.to_str()?.into()))
}

/// A context that was given as such, as a mapping, or not at all.
pub(super) enum Asked<'a> {
    Prepared(&'a flag::Context),
    Made(flag::Context),
    Invalid(&'a str),
}

/// Answers with the context that was given; a wrong one is told to `invalid`.
pub(super) fn with_context<T>(
    flags: &flag::Flags,
    given: Option<&Bound<'_, PyAny>>,
    answer: impl FnOnce(Asked<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let Some(given) = given else { return answer(Asked::Made(flags.context_without_key())) };
    if let Ok(context) = given.cast::<Context>() {
        return match &context.get().0 {
            Ok(context) => answer(Asked::Prepared(context)),
            Err(invalid) => answer(Asked::Invalid(&invalid.0)),
        };
    }
    let made = if let Ok(dict) = given.cast::<PyDict>() {
        add(flags.context_without_key(), dict)?
    } else if given.is_none() {
        Ok(flags.context_without_key())
    } else if let Ok(mapping) = given.cast::<PyMapping>() {
        let dict = PyDict::new(given.py());
        dict.update(mapping)?;
        add(flags.context_without_key(), &dict)?
    } else {
        let error = "a context is one of `Flags.context`, a mapping, or None";
        return Err(PyTypeError::new_err(error).into());
    };
    match made {
        Ok(context) => answer(Asked::Made(context)),
        Err(invalid) => answer(Asked::Invalid(&invalid.0)),
    }
}
