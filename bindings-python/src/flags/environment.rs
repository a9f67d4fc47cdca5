//! `Flags`: the feature flags of one environment.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use stageline::flag;

use super::context::{Scratch, add, copied, unusable, usable, with_context, with_context_at};
use super::handle::Handle;
use super::kind::{Given, Kind, Name};
use super::testing::{now, stand_in};
use super::time::needed;
use super::{Context, Details, Flag, FlagComparison, FlagExplanation, FlagForecast, FlagPreview};
use crate::error::Failure;
use crate::from_python::{Names, to_node};
use crate::guard::guarded;
use crate::log::listening;
use crate::record::tuple;
use crate::to_python::to_python;

/// Flags that read the machine's clock, where one of them depends on the time.
pub(crate) fn timed(flags: flag::Flags) -> flag::Flags {
    flags.with_clock(flag::Clock::new(now))
}

/// The feature flags of one environment.
///
/// From `Project.environment` they follow the project through reloads; from a snapshot's
/// environment they stay as they are.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Flags {
    flags: flag::Flags,
    environment: String,
    scratch: Scratch,
}

impl Flags {
    pub(crate) fn new(flags: flag::Flags, environment: &str) -> Self {
        Self { flags, environment: environment.to_owned(), scratch: Scratch::default() }
    }

    fn bind(&self, handle: Handle) -> Flag {
        let (flags, environment) = (self.flags.clone(), self.environment.clone());
        // Handles are asked by many threads at once; each has a scratch of its own.
        Flag { handle, flags, environment, scratch: Scratch::default() }
    }

    /// Asks these flags, or those that a test has put in their place.
    fn asked<T>(&self, ask: impl FnOnce(&flag::Flags) -> Result<T, Failure>) -> Result<T, Failure> {
        match stand_in(&self.flags, &self.environment) {
            None => ask(&self.flags),
            Some(flags) => ask(&flags),
        }
    }
}

#[pymethods]
impl Flags {
    /// The environment's name.
    #[getter]
    fn environment(&self) -> PyResult<&str> {
        guarded(|| Ok(&*self.environment))
    }

    /// The names of the flags.
    #[getter]
    fn names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(PyTuple::new(py, self.flags.names())?))
    }

    /// Whether they follow the project through reloads.
    #[getter]
    fn is_live(&self) -> PyResult<bool> {
        guarded(|| Ok(self.flags.is_live()))
    }

    /// The same flags as they are now, for answers that must agree with each other.
    fn pinned(&self) -> PyResult<Self> {
        guarded(|| Ok(Self::new(self.flags.pinned(), &self.environment)))
    }

    /// The same flags as they are now, one of which answers this to every context.
    fn with_override(&self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<Self> {
        guarded(|| {
            let flags = self.flags.with_override(name, to_node(value)?)?;
            Ok(Self::new(flags, &self.environment))
        })
    }

    /// A handle on a flag, of the default's kind.
    fn handle(&self, name: &str, default: &Bound<'_, PyAny>) -> PyResult<Flag> {
        guarded(|| {
            Ok(match Kind::of(default) {
                Kind::Boolean => self.boolean(name, default.extract()?)?,
                Kind::Text => self.text(name, default.extract()?)?,
                Kind::Integer => self.integer(name, default.extract()?)?,
                Kind::Number => self.number(name, default.extract()?)?,
                Kind::Json => self.json(name, default)?,
            })
        })
    }

    /// A handle on a flag that is on or off.
    fn boolean(&self, name: &str, default: bool) -> PyResult<Flag> {
        guarded(|| Ok(self.bind(Handle::Boolean(self.flags.boolean(name, default)?, default))))
    }

    /// A handle on a flag that is a text.
    fn text(&self, name: &str, default: &str) -> PyResult<Flag> {
        guarded(|| Ok(self.bind(Handle::Text(self.flags.text(name, default)?, default.into()))))
    }

    /// A handle on a flag that is an integer.
    fn integer(&self, name: &str, default: i64) -> PyResult<Flag> {
        guarded(|| Ok(self.bind(Handle::Integer(self.flags.integer(name, default)?, default))))
    }

    /// A handle on a flag that is a number, an integer too.
    fn number(&self, name: &str, default: f64) -> PyResult<Flag> {
        guarded(|| Ok(self.bind(Handle::Number(self.flags.number(name, default)?, default))))
    }

    /// A handle on a flag of any values.
    fn json(&self, name: &str, default: &Bound<'_, PyAny>) -> PyResult<Flag> {
        guarded(|| {
            let default = to_node(default)?;
            Ok(self.bind(Handle::Json(self.flags.json(name, default.clone())?, default)))
        })
    }

    /// Who asks, prepared once for many questions; with `now`, at that time, which has a zone.
    #[pyo3(signature = (targeting_key=None, attributes=None, /, *, now=None, **more))]
    fn context(
        &self,
        targeting_key: Option<&Bound<'_, PyAny>>,
        attributes: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
        more: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Context> {
        guarded(|| {
            let mut context = self.flags.context_without_key();
            if let Some(key) = targeting_key {
                match usable(key, || "the targeting key".to_owned())? {
                    Ok(key) => context = context.with_targeting_key(key),
                    Err(invalid) => return Ok(Context(Err(invalid))),
                }
            }
            let all = match (attributes, more) {
                (None, None) => return Ok(Context(Ok(context)).asked_at(now)?),
                (None, Some(more)) => more.clone(),
                (Some(attributes), more) => {
                    let all = match copied(attributes)? {
                        Ok(all) => all,
                        Err(invalid) => return Ok(Context(Err(invalid))),
                    };
                    if let Some(more) = more {
                        all.update(more.as_mapping())?;
                    }
                    all
                }
            };
            let filled = add(&mut context, &all)?.map(|()| context);
            Ok(Context(filled).asked_at(now)?)
        })
    }

    /// The value of a flag by name, or the default where the files do not say or hold another kind.
    fn value<'py>(
        &self,
        py: Python<'py>,
        name: Name<'_>,
        context: Option<&Bound<'py, PyAny>>,
        default: Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| {
            let (Name::Text(name), Ok(given)) = (name, Given::of(&default)?) else {
                return Ok(default);
            };
            self.asked(|flags| {
                with_context(flags, &self.scratch, context, |context| {
                    let Ok(context) = context else { return Ok(default.clone()) };
                    Ok(match given {
                        Given::Boolean(given) => {
                            flags.value(name, context, given).into_bound_py_any(py)?
                        }
                        Given::Text(given) => {
                            flags.text_value(name, context, given).as_str().into_bound_py_any(py)?
                        }
                        Given::Integer(given) => {
                            flags.value(name, context, given).into_bound_py_any(py)?
                        }
                        Given::Number(given) => {
                            flags.value(name, context, given).into_bound_py_any(py)?
                        }
                        Given::Json(given) => to_python(py, &flags.value(name, context, given))?,
                    })
                })
            })
        })
    }

    /// The value of a flag by name with its reason and where it was set.
    fn details<'py>(
        &self,
        py: Python<'py>,
        name: Name<'_>,
        context: Option<&Bound<'py, PyAny>>,
        default: &Bound<'py, PyAny>,
    ) -> PyResult<Details> {
        guarded(|| {
            let name = match name {
                Name::Text(name) => name,
                Name::Other(shown) => return Ok(Details::unknown(&shown, default.clone())?),
            };
            let given = match Given::of(default)? {
                Ok(given) => given,
                Err(why) => {
                    let code = flag::ErrorCode::TypeMismatch;
                    return Ok(Details::failed(name, default.clone(), code, &why)?);
                }
            };
            self.asked(|flags| {
                with_context(flags, &self.scratch, context, |context| {
                    let context = match context {
                        Ok(context) => context,
                        Err(why) => return Ok(Details::invalid(name, default.clone(), why)?),
                    };
                    Ok(match given {
                        Given::Boolean(given) => {
                            Details::of(py, &flags.details(name, context, given))?
                        }
                        Given::Text(given) => {
                            let given = flag::Text::from(given);
                            Details::of(py, &flags.details(name, context, given))?
                        }
                        Given::Integer(given) => {
                            Details::of(py, &flags.details(name, context, given))?
                        }
                        Given::Number(given) => {
                            Details::of(py, &flags.details(name, context, given))?
                        }
                        Given::Json(given) => {
                            Details::of(py, &flags.details(name, context, given))?
                        }
                    })
                })
            })
        })
    }

    /// A flag as it is, for a caller without a default.
    #[pyo3(signature = (name, context=None, *, now=None))]
    fn evaluate(
        &self,
        py: Python<'_>,
        name: Name<'_>,
        context: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Details> {
        guarded(|| {
            let none = || py.None().into_bound(py);
            let name = match name {
                Name::Text(name) => name,
                Name::Other(shown) => return Ok(Details::unknown(&shown, none())?),
            };
            self.asked(|flags| {
                with_context_at(flags, &self.scratch, context, now, |context| {
                    Ok(match context {
                        Ok(context) => Details::of(py, &flags.evaluate(name, context))?,
                        Err(why) => Details::invalid(name, none(), why)?,
                    })
                })
            })
        })
    }

    /// Every flag for one context, from one snapshot and at one time, by name.
    #[pyo3(signature = (context=None, *, now=None))]
    fn evaluate_all<'py>(
        &self,
        py: Python<'py>,
        context: Option<&Bound<'py, PyAny>>,
        now: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        guarded(|| {
            self.asked(|flags| {
                with_context_at(flags, &self.scratch, context, now, |context| {
                    let all = PyDict::new(py);
                    match context {
                        Ok(context) => {
                            for details in flags.evaluate_all(context).iter() {
                                all.set_item(details.flag(), Details::of(py, &details)?)?;
                            }
                        }
                        Err(why) => {
                            for name in flags.names() {
                                let none = py.None().into_bound(py);
                                all.set_item(&name, Details::invalid(&name, none, why)?)?;
                            }
                        }
                    }
                    Ok(all)
                })
            })
        })
    }

    /// These flags for one context, from one snapshot and at one time, in the order asked for.
    #[pyo3(signature = (names, context=None, *, now=None))]
    fn evaluate_many<'py>(
        &self,
        py: Python<'py>,
        names: Names,
        context: Option<&Bound<'py, PyAny>>,
        now: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            self.asked(|flags| {
                with_context_at(flags, &self.scratch, context, now, |context| {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    let answers: PyResult<Vec<_>> = match context {
                        Ok(context) => flags
                            .evaluate_many(&names, context)?
                            .iter()
                            .map(|details| Details::of(py, &details))
                            .collect(),
                        Err(why) => {
                            let none = || py.None().into_bound(py);
                            names.iter().map(|name| Details::invalid(name, none(), why)).collect()
                        }
                    };
                    Ok(PyTuple::new(py, answers?)?)
                })
            })
        })
    }

    /// Why a flag has its value, and why every other part of it did not decide.
    #[pyo3(signature = (name, context=None, *, now=None))]
    fn explain(
        &self,
        name: &str,
        context: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<FlagExplanation> {
        guarded(|| {
            self.asked(|flags| {
                with_context_at(flags, &self.scratch, context, now, |context| {
                    let context = context.map_err(unusable)?;
                    Ok(FlagExplanation(flags.explain(name, context)?))
                })
            })
        })
    }

    /// How large the rollouts and splits of a flag are at a time.
    fn preview(&self, name: &str, at: &Bound<'_, PyAny>) -> PyResult<FlagPreview> {
        guarded(|| {
            let at = needed(at)?;
            Ok(FlagPreview(self.asked(|flags| Ok(flags.preview(name, at)?))?))
        })
    }

    /// What time alone will change of a flag's answer: each change in order, none where it stays.
    #[pyo3(signature = (name, context=None, *, now=None))]
    fn when_will<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        context: Option<&Bound<'py, PyAny>>,
        now: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            self.asked(|flags| {
                with_context_at(flags, &self.scratch, context, now, |context| {
                    let context = context.map_err(unusable)?;
                    let changes = listening(py, || flags.when_will(name, context))?;
                    Ok(tuple(py, changes, FlagForecast)?)
                })
            })
        })
    }

    /// Which flags answer some of the contexts differently elsewhere, to whom, and which entries
    /// make them do so.
    #[pyo3(signature = (other, contexts, *, now=None))]
    fn compare<'py>(
        &self,
        py: Python<'py>,
        other: &Self,
        contexts: &Bound<'py, PyAny>,
        now: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<FlagComparison> {
        guarded(|| {
            let mut all = Vec::new();
            for context in contexts.try_iter()? {
                with_context_at(&self.flags, &self.scratch, Some(&context?), now, |context| {
                    all.push(context.map_err(unusable)?.clone());
                    Ok(())
                })?;
            }
            let found = self.asked(|left| {
                other.asked(|right| listening(py, || Ok(left.compare(right, &all))))
            })?;
            Ok(FlagComparison(found))
        })
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Flags of {}>", self.environment)))
    }
}
