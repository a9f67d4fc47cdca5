//! One flag of an edit: what it answers, to whom, and what another environment says of it.

use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString, PyTuple};
use stageline::project::edit::{self, CopyFlags, FlagRule, Rollout, SetValue, Target};
use stageline::value::Timestamp;
use stageline::yaml::Node;
use stageline::{Code, Error};

use super::{Edit, EditScope};
use crate::error::Failure;
use crate::flags::{needed, now};
use crate::from_python::to_node;
use crate::guard::guarded;
use crate::time::micros;

/// A feature flag: what it says by path, and what it answers.
#[pyclass(frozen, extends = EditScope, module = "stageline")]
pub(crate) struct FlagScope {
    name: String,
}

impl FlagScope {
    pub(super) fn of(edit: Py<Edit>, name: String) -> PyClassInitializer<Self> {
        let target = Target::Flag { name: name.clone() };
        PyClassInitializer::from(EditScope::new(edit, target)).add_subclass(Self { name })
    }
}

type Scope<'py> = Bound<'py, FlagScope>;

fn change(
    slf: Scope<'_>,
    now: Timestamp,
    change: impl Send + FnOnce(&mut edit::FlagScope<'_>) -> Result<(), Error>,
) -> Result<Scope<'_>, Failure> {
    let name = slf.get().name.as_str();
    let edit = slf.as_super().get().edit.get();
    edit.work(slf.py(), |edit| change(&mut edit.flag(name).now(now)))?;
    Ok(slf)
}

/// The time that is given, or now to the second: nobody reads the fraction of one in a file.
fn at(given: Option<&Bound<'_, PyAny>>) -> Result<Timestamp, Failure> {
    let second = || Timestamp::from_millis(now().as_millis().div_euclid(1000) * 1000);
    given.map_or_else(|| Ok(second()), needed)
}

/// A rule: its parts, or a mapping of them.
fn rule(
    when: Option<&Bound<'_, PyAny>>,
    serve: Option<&Bound<'_, PyAny>>,
) -> Result<FlagRule, Failure> {
    let Some(mapping) = when.and_then(|when| when.cast::<PyMapping>().ok()) else {
        let Some(serve) = serve else { return Err(serves_nothing().into()) };
        let serve = to_node(serve)?;
        return Ok(match when {
            Some(when) => FlagRule::new(when.extract::<String>()?, serve),
            None => FlagRule::for_everyone(serve),
        });
    };
    if serve.is_some() {
        let error = Error::new(Code::Usage, "what a rule serves is given twice");
        return Err(error.help("write `serve` in the mapping alone").into());
    }
    let mut rule = FlagRule::for_everyone(Node::default());
    let mut serves = false;
    for item in mapping.items()?.iter() {
        let (key, value) = item.extract::<(String, Bound<'_, PyAny>)>()?;
        match key.as_str() {
            "when" => rule.when = value.extract()?,
            "serve" => (rule.serve, serves) = (to_node(&value)?, true),
            "position" => rule.position = value.extract()?,
            "description" => rule.description = value.extract()?,
            _ => {
                let what = format!("`{}` is no part of a rule here", key.escape_debug());
                let help = "known: `when`, `serve`, `position`, `description`; `append` a rule with a \
                            share, a split or times to `<environment>.rules`";
                return Err(Error::new(Code::Usage, what).help(help).into());
            }
        }
    }
    if serves { Ok(rule) } else { Err(serves_nothing().into()) }
}

fn serves_nothing() -> Error {
    Error::new(Code::Usage, "the rule serves nothing").help("give `serve`, a variant or a value")
}

/// What may be given or not.
fn maybe(given: Option<Bound<'_, PyAny>>) -> Result<Option<Node>, Failure> {
    given.map(|given| to_node(&given)).transpose()
}

/// How long: text as files have it, or a `timedelta`, in the largest unit that divides it.
fn long(given: &Bound<'_, PyAny>) -> Result<Node, Failure> {
    let Some(micros) = micros(given)? else { return to_node(given) };
    const UNITS: [(i128, &str); 5] = [
        (86_400_000_000, "d"),
        (3_600_000_000, "h"),
        (60_000_000, "m"),
        (1_000_000, "s"),
        (1, "us"),
    ];
    let unit = UNITS.into_iter().find(|(size, _)| micros % size == 0);
    let (size, unit) = unit.unwrap_or((1, "us"));
    Ok(Node::from(format!("{}{unit}", micros / size)))
}

/// One attribute, or several.
fn names(given: &Bound<'_, PyAny>) -> Result<Vec<String>, Failure> {
    match given.cast::<PyString>() {
        Ok(name) => Ok(vec![name.to_str()?.to_owned()]),
        Err(_) => Ok(given.extract()?),
    }
}

fn keys(given: &Bound<'_, PyAny>) -> Result<Vec<Node>, Failure> {
    if given.is_instance_of::<PyString>() {
        let error = Error::new(Code::Usage, "the keys are a list, and text was given");
        return Err(error.help("give them as `[key]`").into());
    }
    given.try_iter()?.map(|key| to_node(&key?)).collect()
}

#[pymethods]
impl FlagScope {
    /// Lets the flag answer a value in an environment.
    #[pyo3(signature = (
        environment, value, *, create=false, default_only=false, replace=false, now=None,
    ))]
    fn set_value<'py>(
        slf: Scope<'py>,
        environment: &str,
        value: &Bound<'py, PyAny>,
        create: bool,
        default_only: bool,
        replace: bool,
        now: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let value = to_node(value)?;
            let options =
                SetValue::new().create(create).default_only(default_only).replace(replace);
            let now = at(now.as_ref())?;
            change(slf, now, |flag| flag.set_value_with(environment, value, &options).map(drop))
        })
    }

    /// Rolls the flag out in an environment: to a share at once, or along a ramp.
    #[pyo3(signature = (
        environment, percentage=None, *, over=None, start=None, from_=None, curve=None, by=None,
        salt=None, template=None, serve=None, now=None,
    ))]
    #[expect(clippy::too_many_arguments, reason = "a rollout has as many words")]
    fn roll_out<'py>(
        slf: Scope<'py>,
        environment: &str,
        percentage: Option<Bound<'py, PyAny>>,
        over: Option<Bound<'py, PyAny>>,
        start: Option<Bound<'py, PyAny>>,
        from_: Option<Bound<'py, PyAny>>,
        curve: Option<Bound<'py, PyAny>>,
        by: Option<Bound<'py, PyAny>>,
        salt: Option<String>,
        template: Option<String>,
        serve: Option<Bound<'py, PyAny>>,
        now: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let now = at(now.as_ref())?;
            let mut rollout = Rollout::default().now(now);
            rollout.percentage = maybe(percentage)?;
            rollout.over = over.as_ref().map(long).transpose()?;
            rollout.start = start.as_ref().map(needed).transpose()?;
            rollout.from = maybe(from_)?;
            rollout.curve = maybe(curve)?;
            rollout.by = by.as_ref().map(names).transpose()?.unwrap_or_default();
            (rollout.salt, rollout.template) = (salt, template);
            rollout.serve = maybe(serve)?;
            change(slf, now, |flag| flag.roll_out(environment, &rollout).map(drop))
        })
    }

    /// Lets a ramp stand still from a time on.
    #[pyo3(signature = (environment, at=None))]
    fn hold<'py>(
        slf: Scope<'py>,
        environment: &str,
        at: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let at = self::at(at.as_ref())?;
            change(slf, at, |flag| flag.hold(environment, at).map(drop))
        })
    }

    /// Lets a ramp go on from a time on.
    #[pyo3(signature = (environment, at=None))]
    fn resume<'py>(
        slf: Scope<'py>,
        environment: &str,
        at: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let at = self::at(at.as_ref())?;
            change(slf, at, |flag| flag.resume(environment, at).map(drop))
        })
    }

    /// Lets a ramp go back the way it came from a time on.
    #[pyo3(signature = (environment, at=None))]
    fn roll_back<'py>(
        slf: Scope<'py>,
        environment: &str,
        at: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let at = self::at(at.as_ref())?;
            change(slf, at, |flag| flag.roll_back(environment, at).map(drop))
        })
    }

    /// Serves a value to listed keys, whatever the rules say.
    #[pyo3(signature = (environment, serve, keys, *, by=None, now=None))]
    fn target<'py>(
        slf: Scope<'py>,
        environment: &str,
        serve: &Bound<'py, PyAny>,
        keys: &Bound<'py, PyAny>,
        by: Option<&str>,
        now: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let (serve, keys) = (to_node(serve)?, self::keys(keys)?);
            let now = at(now.as_ref())?;
            change(slf, now, |flag| flag.target(environment, serve, &keys, by).map(drop))
        })
    }

    /// Takes listed keys out of all targets.
    #[pyo3(signature = (environment, keys, *, by=None, now=None))]
    fn untarget<'py>(
        slf: Scope<'py>,
        environment: &str,
        keys: &Bound<'py, PyAny>,
        by: Option<&str>,
        now: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let keys = self::keys(keys)?;
            let now = at(now.as_ref())?;
            change(slf, now, |flag| flag.untarget(environment, &keys, by).map(drop))
        })
    }

    /// Adds a rule, behind the last one or at a position.
    #[pyo3(signature = (
        environment, when=None, serve=None, *, position=None, description=None, now=None,
    ))]
    fn add_rule<'py>(
        slf: Scope<'py>,
        environment: &str,
        when: Option<Bound<'py, PyAny>>,
        serve: Option<Bound<'py, PyAny>>,
        position: Option<usize>,
        description: Option<String>,
        now: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let mut rule = rule(when.as_ref(), serve.as_ref())?;
            rule.position = position.or(rule.position);
            rule.description = description.or(rule.description);
            let now = at(now.as_ref())?;
            change(slf, now, |flag| flag.add_rule(environment, &rule).map(drop))
        })
    }

    /// Takes a rule away, by its position.
    #[pyo3(signature = (environment, index, *, now=None))]
    fn remove_rule<'py>(
        slf: Scope<'py>,
        environment: &str,
        index: usize,
        now: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let now = at(now.as_ref())?;
            change(slf, now, |flag| flag.remove_rule(environment, index).map(drop))
        })
    }

    /// Switches the flag off with its kill switch.
    #[pyo3(signature = (environment=None, *, now=None))]
    fn kill<'py>(
        slf: Scope<'py>,
        environment: Option<&str>,
        now: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let now = at(now.as_ref())?;
            change(slf, now, |flag| flag.kill(environment).map(drop))
        })
    }

    /// Lets a flag answer again that is switched off.
    #[pyo3(signature = (environment=None, *, now=None))]
    fn unkill<'py>(
        slf: Scope<'py>,
        environment: Option<&str>,
        now: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Scope<'py>> {
        guarded(|| {
            let now = at(now.as_ref())?;
            change(slf, now, |flag| flag.unkill(environment).map(drop))
        })
    }

    /// Lets the flag answer in one environment what it answers in another one.
    fn copy<'py>(slf: Scope<'py>, source: &str, target: &str) -> PyResult<Scope<'py>> {
        guarded(|| change(slf, at(None)?, |flag| flag.copy(source, target).map(drop)))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<FlagScope {}>", self.name)))
    }
}

/// Lets flags answer in one environment what they answer in another one.
pub(super) fn copy_flags<'py>(
    edit: &Edit,
    py: Python<'py>,
    (source, target): (&str, &str),
    names: Option<Vec<String>>,
    replace: bool,
) -> Result<Bound<'py, PyTuple>, Failure> {
    let mut what = CopyFlags::new().replace(replace);
    what.names = names;
    let copied = edit.work(py, |edit| edit.copy_flags(source, target, &what))?;
    Ok(PyTuple::new(py, copied)?)
}
