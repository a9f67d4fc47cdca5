//! Documents of the engine as read-only classes: one `record!` names the fields and what each is.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::place::Place;

/// A class over a document: a getter for each field, `to_dict()`, `str()`, with `report` its report
/// in every format, and whatever else.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $name:ident($of:ty), str = $str:expr $(, report = $report:expr)?;
        $($(#[doc = $field_doc:literal])+ $field:ident = |$py:ident, $it:ident| $value:expr;)+
        $({ $($more:tt)+ })?
    ) => {
        $(#[doc = $doc])+
        #[pyclass(frozen, module = "stageline")]
        pub(crate) struct $name(pub(crate) $of);

        #[pymethods]
        impl $name {
            $(
                $(#[doc = $field_doc])+
                #[getter]
                fn $field<'py>(&self, $py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    crate::guard::guarded(|| {
                        let $it = &self.0;
                        Ok(pyo3::IntoPyObjectExt::into_bound_py_any($value, $py)?)
                    })
                }
            )+

            /// The document, as `dict` and `list`.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                crate::guard::guarded(|| Ok(crate::to_python::to_python(py, &self.0)?))
            }

            fn __str__(&self) -> PyResult<String> {
                crate::guard::guarded(|| {
                    let say: fn(&$of) -> String = $str;
                    Ok(say(&self.0))
                })
            }

            fn __repr__(&self) -> PyResult<String> {
                crate::guard::guarded(|| {
                    let say: fn(&$of) -> String = $str;
                    let text = say(&self.0);
                    let line = text.lines().next().unwrap_or_default();
                    Ok(format!("<{} {line}>", stringify!($name)))
                })
            }

            $(
                /// Whether a difference that matters is at least so severe; one that nobody judged
                /// is `info`.
                fn has_at_least(&self, py: Python<'_>, severity: &str) -> PyResult<bool> {
                    crate::report::has_at_least(py, &self.0, $report, severity)
                }

                /// The report for people, with both sides beside each other. What is expected or
                /// only spelled differently is counted, and listed with `everything`; `untitled`
                /// leaves out the first line.
                #[pyo3(signature = (*, colour=false, width=None, everything=false, untitled=false))]
                fn text(
                    &self,
                    py: Python<'_>,
                    colour: bool,
                    width: Option<usize>,
                    everything: bool,
                    untitled: bool,
                ) -> PyResult<String> {
                    let asked =
                        crate::report::Formats::Text { colour, width, everything, untitled };
                    crate::report::told(py, &self.0, $report, asked)
                }

                /// The report as Markdown, for a pull request.
                #[pyo3(signature = (*, prefix=String::new(), files_at=None))]
                #[pyo3(text_signature = "($self, *, prefix='', files_at=None)")]
                fn markdown(
                    &self,
                    py: Python<'_>,
                    prefix: String,
                    files_at: Option<String>,
                ) -> PyResult<String> {
                    crate::report::told(py, &self.0, $report, crate::report::Formats::Markdown { prefix, files_at })
                }

                /// The report as one page for a browser, which needs no network.
                #[pyo3(signature = (*, prefix=String::new(), files_at=None))]
                #[pyo3(text_signature = "($self, *, prefix='', files_at=None)")]
                fn html(
                    &self,
                    py: Python<'_>,
                    prefix: String,
                    files_at: Option<String>,
                ) -> PyResult<String> {
                    crate::report::told(py, &self.0, $report, crate::report::Formats::Html { prefix, files_at })
                }

                /// The report as SARIF 2.1.0, for code hosts and editors.
                #[pyo3(signature = (*, prefix=String::new()))]
                #[pyo3(text_signature = "($self, *, prefix='')")]
                fn sarif(&self, py: Python<'_>, prefix: String) -> PyResult<String> {
                    crate::report::told(
                        py,
                        &self.0,
                        $report,
                        crate::report::Formats::Sarif { prefix },
                    )
                }

                /// The report as JUnit XML, for test dashboards.
                #[pyo3(signature = (*, fails="warning"))]
                fn junit(&self, py: Python<'_>, fails: &str) -> PyResult<String> {
                    let fails = crate::guard::guarded(|| crate::report::severity(fails))?;
                    crate::report::told(py, &self.0, $report, crate::report::Formats::Junit { fails })
                }

                /// The report as JSON: `question`, `environments`, `counts`, `rows`, `findings`.
                fn json(&self, py: Python<'_>) -> PyResult<String> {
                    crate::report::told(py, &self.0, $report, crate::report::Formats::Json)
                }

                /// The report as workflow commands, which GitHub shows beside the lines of a
                /// change.
                #[pyo3(signature = (*, prefix=String::new()))]
                #[pyo3(text_signature = "($self, *, prefix='')")]
                fn github(&self, py: Python<'_>, prefix: String) -> PyResult<String> {
                    crate::report::told(py, &self.0, $report, crate::report::Formats::Github { prefix })
                }
            )?

            $($($more)+)?
        }
    };
}

pub(crate) use record;

/// A tuple of classes made from documents.
pub(crate) fn tuple<'py, T, C: IntoPyObjectExt<'py>>(
    py: Python<'py>,
    items: impl IntoIterator<Item = T>,
    class: impl Fn(T) -> C,
) -> PyResult<Bound<'py, PyTuple>> {
    let items = items.into_iter().map(|item| class(item).into_bound_py_any(py));
    PyTuple::new(py, items.collect::<PyResult<Vec<_>>>()?)
}

/// Places, the main one first.
pub(crate) fn places<'py>(
    py: Python<'py>,
    places: &[stageline::Place],
) -> PyResult<Bound<'py, PyTuple>> {
    tuple(py, places, Place::from)
}
