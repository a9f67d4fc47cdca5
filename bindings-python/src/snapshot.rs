//! `Snapshot`: a project as it was at one moment.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use stageline::diff::DiffOptions;
use stageline::flag::Language;

use crate::comparison::{Diff, Drift, Files, Survey, Told, drift_options, secret_key};
use crate::environment::Environment;
use crate::error::exception;
use crate::from_python::Names;
use crate::guard::guarded;
use crate::listing::{Pipeline, Tenant};
use crate::live::live_state;
use crate::log::listening;
use crate::plan::{Plan, plan};
use crate::reach::{Affected, Use};
use crate::record::tuple;
use crate::report::{HostRule, Report, validate};
use crate::resources::Resources;

/// An immutable state of a project. Threads share it freely.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Snapshot(pub(crate) stageline::Snapshot);

#[pymethods]
impl Snapshot {
    /// The environments, in the order of the file, derived ones behind.
    #[getter]
    fn environments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let all = self.0.environments().into_iter().map(Environment);
            Ok(PyTuple::new(py, all.collect::<Vec<_>>())?)
        })
    }

    /// The names of the environments, in the order of the file, derived ones behind.
    #[getter]
    fn environment_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(PyTuple::new(py, self.0.environment_names())?))
    }

    /// The names of all services, sorted.
    #[getter]
    fn service_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(PyTuple::new(py, self.0.service_names())?))
    }

    /// The tenants, in the order of the file.
    #[getter]
    fn tenants<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(tuple(py, self.0.tenants(), Tenant)?))
    }

    /// The pipelines, by the names of their workflows.
    #[getter]
    fn pipelines<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(tuple(py, self.0.pipelines(), Pipeline)?))
    }

    /// An environment, or one that a tenant derives.
    fn environment(&self, name: &str) -> PyResult<Environment> {
        guarded(|| Ok(Environment(self.0.environment(name)?)))
    }

    /// What could not be loaded, as errors that were not raised; empty unless opened leniently.
    #[getter]
    fn problems<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let problems = self.0.problems().map(|problem| exception(py, problem));
            Ok(PyTuple::new(py, problems.collect::<PyResult<Vec<_>>>()?)?)
        })
    }

    /// What is wrong with flags, as errors that were not raised; such a flag answers the default.
    #[getter]
    fn flag_problems<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let problems = self.0.flag_problems().iter().map(|problem| exception(py, problem));
            Ok(PyTuple::new(py, problems.collect::<PyResult<Vec<_>>>()?)?)
        })
    }

    /// Source code with a typed constant and getter for each flag, in a language.
    fn flag_accessors(&self, py: Python<'_>, language: &str) -> PyResult<String> {
        guarded(|| {
            let language: Language = language.parse()?;
            let accessors = listening(py, || self.0.flag_accessors(language))?;
            Ok(accessors.text().to_owned())
        })
    }

    /// The digest of all files, paths and texts.
    #[getter]
    fn digest(&self, py: Python<'_>) -> PyResult<String> {
        guarded(|| listening(py, || Ok(self.0.digest().to_string())))
    }

    /// What a change of these files may change: paths relative to the root, of files that are
    /// there, new or deleted.
    fn affected(&self, py: Python<'_>, paths: Names) -> PyResult<Affected> {
        guarded(|| Ok(Affected(listening(py, || Ok(self.0.affected(paths.0)))?)))
    }

    /// Every value that is written on a line, for each environment in which it has a say.
    fn who_uses<'py>(
        &self,
        py: Python<'py>,
        file: String,
        line: u32,
    ) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(tuple(py, listening(py, || self.0.who_uses(&file, line))?, Use)?))
    }

    /// What is wrong with the project, by place, each finding once.
    #[pyo3(signature = (*, today=None, environments=None, rules=None))]
    fn validate<'py>(
        slf: &Bound<'py, Self>,
        today: Option<Bound<'py, PyAny>>,
        environments: Option<Names>,
        rules: Option<Vec<Bound<'py, HostRule>>>,
    ) -> PyResult<Report> {
        guarded(|| validate(slf, today, environments, rules))
    }

    /// What differs between two environments: record, configuration, each service, flags.
    #[pyo3(signature = (left, right, *, sections=None, exclude=None, key=None))]
    fn diff(
        &self,
        py: Python<'_>,
        left: String,
        right: String,
        sections: Option<Names>,
        exclude: Option<Names>,
        key: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Diff> {
        guarded(|| {
            let names = |given: Option<Names>| given.map_or_else(Vec::new, |names| names.0);
            let mut options = DiffOptions::new().sections(names(sections)).exclude(names(exclude));
            options.key = key.map(|key| secret_key(&key)).transpose()?;
            let found = listening(py, || self.0.diff_where(&left, &right, &options))?;
            Ok(Diff(Told::new(found, Files::of(&self.0))))
        })
    }

    /// What differs between an environment here and one of another state of the project.
    fn diff_with(
        &self,
        py: Python<'_>,
        left: String,
        other: &Self,
        right: String,
    ) -> PyResult<Diff> {
        guarded(|| {
            let found = listening(py, || self.0.diff_with(&left, &other.0, &right))?;
            Ok(Diff(Told::new(found, Files::between(&self.0, &other.0))))
        })
    }

    /// How environments differ from a baseline, and which of it is drift.
    #[pyo3(signature = (baseline, targets, **options))]
    #[pyo3(
        text_signature = "($self, baseline, targets, *, today=None, rules=None, shapes=None, key=None, sections=None, exclude=None)"
    )]
    fn drift(
        &self,
        py: Python<'_>,
        baseline: String,
        targets: Names,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Drift> {
        guarded(|| {
            let options = drift_options(options, None)?;
            let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
            let found = listening(py, || self.0.drift_with(&baseline, &targets, &options))?;
            Ok(Drift(Told::new(found, Files::of(&self.0))))
        })
    }

    /// How what runs in an environment differs from what is declared for it.
    #[pyo3(signature = (environment, live, **options))]
    #[pyo3(
        text_signature = "($self, environment, live, *, today=None, rules=None, key=None, sections=None, exclude=None)"
    )]
    fn drift_live(
        &self,
        py: Python<'_>,
        environment: String,
        live: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Drift> {
        guarded(|| {
            let options = drift_options(options, Some("shapes"))?;
            // A name that is none is no question for whoever knows what runs.
            self.0.environment(&environment)?;
            let live = live_state(live, &environment)?;
            let found = listening(py, || self.0.drift_live(&environment, &live, &options))?;
            Ok(Drift(Told::new(found, Files::between(&self.0, &live))))
        })
    }

    /// What is not the same in all of these environments, and who stands apart.
    #[pyo3(signature = (environments, **options))]
    #[pyo3(
        text_signature = "($self, environments, *, today=None, shapes=None, key=None, sections=None, exclude=None)"
    )]
    fn compare(
        &self,
        py: Python<'_>,
        environments: Names,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Survey> {
        guarded(|| {
            let options = drift_options(options, Some("rules"))?;
            let names: Vec<&str> = environments.iter().map(String::as_str).collect();
            let found = listening(py, || self.0.compare_with(&names, &options))?;
            Ok(Survey(Arc::new(Told::new(found, Files::of(&self.0)))))
        })
    }

    /// What services ask for in each environment, and what the environments may use.
    #[pyo3(signature = (environments, resources=None))]
    fn resources(
        &self,
        py: Python<'_>,
        environments: Names,
        resources: Option<Names>,
    ) -> PyResult<Resources> {
        guarded(|| {
            let resources = resources.unwrap_or_default();
            fn texts(all: &[String]) -> Vec<&str> {
                all.iter().map(String::as_str).collect()
            }
            let (environments, resources) = (texts(&environments), texts(&resources));
            Ok(Resources(listening(py, || self.0.resources(&environments, &resources))?))
        })
    }

    /// Plans the promotion of what runs in one environment to the next. Nothing is written.
    #[pyo3(signature = (source, target, *, services=None, pipeline=None, skip_stages=None))]
    fn plan_promotion(
        &self,
        py: Python<'_>,
        source: String,
        target: String,
        services: Option<Names>,
        pipeline: Option<String>,
        skip_stages: Option<String>,
    ) -> PyResult<Plan> {
        guarded(|| Ok(plan(py, &self.0, (source, target), services, pipeline, skip_stages)?))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<Snapshot of {}>", self.0.environment_names().join(", "))))
    }
}
