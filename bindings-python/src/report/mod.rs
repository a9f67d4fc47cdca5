//! What validation finds, and how it is asked: `Report`, `Finding`, `Suppressed`, `HostRule`.

mod finding;
mod format;
mod rule;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use stageline::report::Style;
use stageline::validate::Baseline;
use stageline::{Code, Error, Severity, ValidateOptions, report, validate};

use crate::day::day;
use crate::error::Failure;
use crate::from_python::Names;
use crate::guard::guarded;
use crate::log::listening;
use crate::record::tuple;
use crate::snapshot::Snapshot;
use crate::to_python::to_python;
pub(crate) use finding::{Finding, Fix, Suppressed};
use format::repository;
pub(crate) use format::{Formats, has_at_least, told};
pub(crate) use rule::HostRule;

/// Everything that validation found, and the files it speaks of.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Report {
    report: validate::Report,
    snapshot: stageline::Snapshot,
    /// What rules of the host raised, by their ids.
    raised: Py<PyDict>,
}

/// Validates a snapshot, with rules of the host among the others.
pub(crate) fn validate<'py>(
    snapshot: &Bound<'py, Snapshot>,
    today: Option<Bound<'py, PyAny>>,
    environments: Option<Names>,
    rules: Option<Vec<Bound<'py, HostRule>>>,
) -> Result<Report, Failure> {
    let (py, mut options) = (snapshot.py(), ValidateOptions::new());
    if let Some(today) = today {
        options = options.today(day(&today)?);
    }
    options = options.environments(environments.unwrap_or_default());
    let raised = PyDict::new(py);
    for rule in rules.unwrap_or_default() {
        options = options.rule(rule.get().asked(snapshot, &raised)?);
    }
    let snapshot = snapshot.get().0.clone();
    let report = listening(py, || snapshot.validate_with(&options))?;
    Ok(Report { report, snapshot, raised: raised.unbind() })
}

/// A severity by its word.
pub(crate) fn severity(word: &str) -> Result<Severity, Failure> {
    [Severity::Info, Severity::Warning, Severity::Error]
        .into_iter()
        .find(|severity| severity.as_str() == word)
        .ok_or_else(|| {
            Error::new(Code::Usage, "this is no severity")
                .help("say `info`, `warning` or `error`")
                .into()
        })
}

#[pymethods]
impl Report {
    /// The findings by place, each once.
    #[getter]
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(tuple(py, self.report.findings.iter().cloned(), Finding)?))
    }

    /// What was found and is expected, by place, each once.
    #[getter]
    fn suppressed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(tuple(py, self.report.suppressed.iter().cloned(), Suppressed)?))
    }

    /// What rules of the host raised, by their ids; each is a finding too.
    #[getter]
    fn raised<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guarded(|| Ok(self.raised.bind(py).copy()?))
    }

    /// How many there are of each severity, and how many are suppressed.
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.report.counts)?))
    }

    /// How many files were looked at.
    #[getter]
    fn files(&self) -> PyResult<usize> {
        guarded(|| Ok(self.report.files))
    }

    /// Whether a finding is at least this severe.
    fn has_at_least(&self, severity: &str) -> PyResult<bool> {
        guarded(|| Ok(self.report.has_at_least(self::severity(severity)?)))
    }

    /// The report for people: each finding with the lines it speaks of.
    #[pyo3(signature = (*, colour=false))]
    fn text(&self, colour: bool) -> PyResult<String> {
        guarded(|| Ok(report::text(&self.report, self.snapshot.sources(), Style { colour })))
    }

    /// The report as JSON, which `new_since` reads again.
    fn json(&self) -> PyResult<String> {
        guarded(|| Ok(report::json(&self.report)?))
    }

    /// The report as SARIF 2.1.0, for code hosts and editors.
    #[pyo3(signature = (*, prefix="", rules_page=None))]
    fn sarif(&self, prefix: &str, rules_page: Option<String>) -> PyResult<String> {
        guarded(|| Ok(report::sarif(&self.report, &repository(prefix, rules_page, None))?))
    }

    /// The report as JUnit XML, for test dashboards.
    #[pyo3(signature = (*, fails="warning"))]
    fn junit(&self, fails: &str) -> PyResult<String> {
        guarded(|| Ok(report::junit(&self.report, severity(fails)?)))
    }

    /// The report as workflow commands, which GitHub shows beside the lines of a change.
    #[pyo3(signature = (*, prefix=""))]
    fn github(&self, prefix: &str) -> PyResult<String> {
        guarded(|| Ok(report::github(&self.report, &repository(prefix, None, None))))
    }

    /// The findings that an earlier report does not have, by their fingerprints.
    fn new_since(&self, py: Python<'_>, base: &Bound<'_, PyAny>) -> PyResult<Self> {
        guarded(|| {
            let base = match (base.cast::<Self>(), base.cast::<PyString>()) {
                (Ok(report), _) => Baseline::from(&report.get().report),
                (_, Ok(json)) => Baseline::from_json(json.to_str()?)?,
                _ => {
                    let message = "the base is a report, or the text of one as JSON";
                    return Err(PyTypeError::new_err(message).into());
                }
            };
            let report = self.report.clone().new_since(base);
            let raised = self.raised.clone_ref(py);
            Ok(Self { report, snapshot: self.snapshot.clone(), raised })
        })
    }

    /// The document, as `dict` and `list`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(to_python(py, &self.report)?))
    }

    fn __str__(&self) -> PyResult<String> {
        guarded(|| Ok(self.text(false)?))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| {
            let counts = &self.report.counts;
            let (errors, warnings) = (counts.error, counts.warning);
            Ok(format!("<Report {errors} errors, {warnings} warnings, {} infos>", counts.info))
        })
    }
}
