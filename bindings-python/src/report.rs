//! What validation finds: `Finding`, `Report`.

use pyo3::prelude::*;
use stageline::error::Severity;
use stageline::{Code, Error, validate};

use crate::error::Failure;
use crate::guard::guarded;
use crate::place::Place;
use crate::record::{places, record, tuple};
use crate::to_python::to_python;

record! {
    /// Something that a rule found. `str()` is one line.
    Finding(validate::Finding), str = |it| it.to_string();
    /// The rule's id.
    rule = |_py, it| &*it.rule;
    /// How bad it is.
    severity = |_py, it| it.severity.as_str();
    /// The code of the error behind it, if there is one.
    code = |_py, it| it.code;
    /// One lowercase sentence.
    message = |_py, it| it.message.as_str();
    /// What to do about it.
    help = |_py, it| it.help.as_deref();
    /// The first environment in which it matters, where it is about one.
    environment = |_py, it| it.environment.as_deref();
    /// The main place.
    place = |_py, it| Place::of(it.places.first());
    /// The places it speaks of, the main one first.
    places = |py, it| places(py, &it.places)?;
}

/// Everything that validation found, and the files it speaks of.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Report {
    pub(crate) report: validate::Report,
    pub(crate) snapshot: stageline::Snapshot,
}

/// A severity by its word.
fn severity(word: &str) -> Result<Severity, Failure> {
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
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(tuple(py, self.report.findings.iter().cloned(), Finding)?.into_any()))
    }

    /// How many there are of each severity.
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
        guarded(|| {
            let style = stageline::report::Style { colour };
            Ok(stageline::report::text(&self.report, self.snapshot.sources(), style))
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
