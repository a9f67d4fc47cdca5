//! `Context`: who asks. What cannot be used is kept as a reason, because flags never raise.

use std::sync::Mutex;

use pyo3::exceptions::PyException;
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

/// What is wrong with a context that the engine itself refuses; it names the limit.
const TOO_DEEP: &str = "an attribute is nested deeper than 32 levels";
const _: () = assert!(flag::Context::DEEPEST == 32);

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
        guarded(|| {
            Ok(match &self.0 {
                Ok(context) => context.is_too_deep().then_some(TOO_DEEP),
                Err(invalid) => Some(&*invalid.0),
            })
        })
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

impl Invalid {
    /// Of a context whose own code raised. What is no `Exception`, such as an interrupt, goes on.
    fn raised(py: Python<'_>, error: PyErr) -> PyResult<Self> {
        if !error.is_instance_of::<PyException>(py) {
            return Err(error);
        }
        // What it says may hold a value.
        let class = error.get_type(py).name().map_or_else(|_| String::new(), |it| it.to_string());
        Ok(Self(format!("the context cannot be read: it raised `{class}`")))
    }
}

/// Why a value is no attribute.
enum Unfit {
    /// Contexts hold nothing of its type.
    Strange,
    /// It has more levels than [`flag::Context::DEEPEST`].
    TooDeep,
    /// The host's own code raised.
    Raised(PyErr),
}

impl From<PyErr> for Unfit {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

/// The attribute that a value is. For what is too deep it is one that is too deep for the engine,
/// which then answers as everywhere.
#[inline]
pub(super) fn usable(
    value: &Bound<'_, PyAny>,
    what: impl FnOnce() -> String,
) -> PyResult<Result<Attribute, Invalid>> {
    Ok(match attribute(value, 0) {
        Ok(value) => Ok(value),
        Err(Unfit::TooDeep) => Ok(Attribute::too_deep()),
        Err(Unfit::Strange) => {
            Err(Invalid(format!("{} is nothing that contexts can hold", what())))
        }
        Err(Unfit::Raised(error)) => Err(Invalid::raised(value.py(), error)?),
    })
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
        let what = || format!("the attribute `{}`", name.escape_debug());
        match usable(&value, what)? {
            Ok(value) => context.insert(name, value),
            Err(invalid) => return Ok(Err(invalid)),
        }
    }
    Ok(Ok(()))
}

/// A value as an attribute, so many levels deep in one.
fn attribute(value: &Bound<'_, PyAny>, depth: usize) -> Result<Attribute, Unfit> {
    Ok(if let Ok(text) = value.cast::<PyString>() {
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
    } else if let Ok(dict) = value.cast::<PyDict>() {
        let below = below(depth)?;
        let mut entries = Vec::with_capacity(dict.len());
        for (key, value) in dict.iter() {
            let key = key.extract::<String>().map_err(|_| Unfit::Strange)?;
            entries.push((key, attribute(&value, below)?));
        }
        Attribute::Map(entries)
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let below = below(depth)?;
        let items = value.try_iter()?.map(|item| attribute(&item?, below));
        Attribute::List(items.collect::<Result<_, Unfit>>()?)
    } else if let Some(text) = written(value)? {
        text
    } else if let Ok(mapping) = value.cast::<PyMapping>() {
        below(depth)?;
        let dict = PyDict::new(value.py());
        dict.update(mapping)?;
        return attribute(&dict, depth);
    } else {
        return Err(Unfit::Strange);
    })
}

/// One level further in, which also bounds the recursion.
fn below(depth: usize) -> Result<usize, Unfit> {
    if depth < flag::Context::DEEPEST { Ok(depth + 1) } else { Err(Unfit::TooDeep) }
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
    } else {
        Ok(match copied(given)? {
            Ok(dict) => add(context, &dict)?,
            Err(invalid) => Err(invalid),
        })
    }
}

/// What any mapping holds, as a dict.
pub(super) fn copied<'py>(
    given: &Bound<'py, PyAny>,
) -> PyResult<Result<Bound<'py, PyDict>, Invalid>> {
    let Ok(mapping) = given.cast::<PyMapping>() else {
        let why = "a context is one of `Flags.context`, a mapping, or None";
        return Ok(Err(Invalid(why.to_owned())));
    };
    let dict = PyDict::new(given.py());
    Ok(match dict.update(mapping) {
        Ok(()) => Ok(dict),
        Err(error) => Err(Invalid::raised(given.py(), error)?),
    })
}

/// Why a question cannot be answered that has no default to fall back on.
pub(super) fn unusable(why: &str) -> Failure {
    let error = stageline::Error::new(stageline::Code::InvalidContext, why);
    error.help("use text, numbers, booleans, None, lists and dicts, and times with a zone").into()
}
