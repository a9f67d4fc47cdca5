//! `Context`: who asks. What cannot be used is kept as a reason, because flags never raise.

use std::sync::Mutex;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};
use stageline::flag::{self, Attribute};

use super::time::NO_TIME;
use crate::error::Failure;
use crate::guard::guarded;
use crate::time::time;

/// Who asks: a targeting key and attributes, prepared once for many questions.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Context(pub(super) Result<flag::Context, Invalid>);

/// Why a context cannot be used.
#[derive(Clone)]
pub(super) struct Invalid(pub(super) String);

impl Context {
    /// At the time that was given, if one was.
    pub(super) fn asked_at(self, now: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let (Some(now), Ok(context)) = (now, &self.0) else { return Ok(self) };
        Ok(Self(match time(now)? {
            Some(now) => Ok(context.clone().at(now)),
            None => Err(Invalid(NO_TIME.to_owned())),
        }))
    }
}

#[pymethods]
impl Context {
    /// Why it cannot be used, if it cannot: flags then answer the default.
    #[getter]
    fn error(&self) -> PyResult<Option<&str>> {
        guarded(|| Ok(self.0.as_ref().err().map(|invalid| &*invalid.0)))
    }

    /// The same context at a time of your own, which must have a zone.
    fn at(&self, now: &Bound<'_, PyAny>) -> PyResult<Self> {
        guarded(|| Ok(Self(self.0.clone()).asked_at(Some(now))?))
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
    context: &mut flag::Context,
    attributes: &Bound<'_, PyDict>,
) -> PyResult<Result<(), Invalid>> {
    for (name, value) in attributes.iter() {
        let name = name.cast::<PyString>().ok();
        let Some(name) = name.and_then(|name| name.to_str().ok()) else {
            return Ok(Err(Invalid("the name of an attribute is no text".to_owned())));
        };
        match attribute(&value, 0)? {
            Some(value) => context.insert(name, value),
            None => {
                let shown = name.escape_debug();
                let why = format!("the attribute `{shown}` is nothing that contexts can hold");
                return Ok(Err(Invalid(why)));
            }
        }
    }
    Ok(Ok(()))
}

/// A value as an attribute; `None` for what contexts cannot hold.
pub(super) fn attribute(value: &Bound<'_, PyAny>, depth: usize) -> PyResult<Option<Attribute>> {
    const DEPTH: usize = 32;
    Ok(Some(if let Ok(text) = value.cast::<PyString>() {
        match text.to_str() {
            Ok(text) => text.into(),
            // Broken UTF-16 equals no text, and no key.
            Err(_) => f64::NAN.into(),
        }
    } else if let Ok(value) = value.cast::<PyBool>() {
        value.is_true().into()
    } else if value.is_instance_of::<PyInt>() {
        if let Ok(value) = value.extract::<i64>() {
            value.into()
        } else if let Ok(value) = value.extract::<u64>() {
            value.into()
        } else {
            beyond(value)?.into()
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
    } else if let Some(text) = written(value)? {
        text
    } else if let Ok(mapping) = value.cast::<PyMapping>() {
        let dict = PyDict::new(value.py());
        dict.update(mapping)?;
        return attribute(&dict, depth + 1);
    } else {
        return Ok(None);
    }))
}

/// An integer of more than 64 bits: a number that can be compared, and is no key.
fn beyond(value: &Bound<'_, PyAny>) -> PyResult<f64> {
    match value.extract::<f64>() {
        Ok(number) => Ok(number),
        Err(_) if value.lt(0)? => Ok(f64::NEG_INFINITY),
        Err(_) => Ok(f64::INFINITY),
    }
}

/// What has one way to be written: a UUID, a date, a time with its zone, which is written in UTC so
/// that an instant is one key in every language.
fn written(value: &Bound<'_, PyAny>) -> PyResult<Option<Attribute>> {
    let class = value.get_type();
    let module = class.getattr("__module__")?;
    let is = |of: &str, name: &str| {
        module.eq(of).unwrap_or(false) && class.name().is_ok_and(|found| found == name)
    };
    let text = if is("uuid", "UUID") {
        value.str()?
    } else if is("datetime", "datetime") {
        return Ok(time(value)?.map(|time| time.to_string().into()));
    } else if is("datetime", "date") {
        value.call_method0("isoformat")?.cast_into::<PyString>().map_err(PyErr::from)?
    } else {
        return Ok(None);
    };
    Ok(Some(text.to_str()?.into()))
}

/// A context that is filled for one question after another, so that most need no allocation.
#[derive(Default)]
pub(crate) struct Scratch(Mutex<Option<flag::Context>>);

/// Answers with the context that was given: as such, as a mapping, or not at all; or with why it
/// cannot be used.
#[inline]
pub(super) fn with_context<T>(
    flags: &flag::Flags,
    scratch: &Scratch,
    given: Option<&Bound<'_, PyAny>>,
    answer: impl FnOnce(Result<&flag::Context, &str>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let Some(given) = given else { return answer(Ok(&flags.context_without_key())) };
    if let Ok(context) = given.cast::<Context>() {
        return answer(context.get().0.as_ref().map_err(|invalid| &*invalid.0));
    }
    // Another thread may hold it, or this one, where a mapping's own code asks flags.
    let mut held = scratch.0.try_lock().ok();
    let mut own = None;
    let slot = held.as_deref_mut().unwrap_or(&mut own);
    let context = slot.get_or_insert_with(|| flags.context_without_key());
    let answered = fill(context, given).and_then(|filled| match filled {
        Ok(()) => answer(Ok(context)),
        Err(invalid) => answer(Err(&invalid.0)),
    });
    context.clear();
    answered
}

/// The same at a time that was given, if one was.
pub(super) fn with_context_at<T>(
    flags: &flag::Flags,
    scratch: &Scratch,
    given: Option<&Bound<'_, PyAny>>,
    now: Option<&Bound<'_, PyAny>>,
    answer: impl FnOnce(Result<&flag::Context, &str>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let Some(now) = now else { return with_context(flags, scratch, given, answer) };
    let Some(now) = time(now)? else { return answer(Err(NO_TIME)) };
    with_context(flags, scratch, given, |context| match context {
        Ok(context) => answer(Ok(&context.clone().at(now))),
        Err(invalid) => answer(Err(invalid)),
    })
}

/// Adds what a mapping holds, or nothing.
fn fill(
    context: &mut flag::Context,
    given: &Bound<'_, PyAny>,
) -> Result<Result<(), Invalid>, Failure> {
    if let Ok(dict) = given.cast::<PyDict>() {
        Ok(add(context, dict)?)
    } else if given.is_none() {
        Ok(Ok(()))
    } else if let Ok(mapping) = given.cast::<PyMapping>() {
        let dict = PyDict::new(given.py());
        dict.update(mapping)?;
        Ok(add(context, &dict)?)
    } else {
        let error = "a context is one of `Flags.context`, a mapping, or None";
        Err(PyTypeError::new_err(error).into())
    }
}

/// Why a question cannot be answered that has no default to fall back on.
pub(super) fn unusable(why: &str) -> Failure {
    let error = stageline::Error::new(stageline::Code::InvalidContext, why);
    error.help("use text, numbers, booleans, None, lists and dicts, and times with a zone").into()
}
