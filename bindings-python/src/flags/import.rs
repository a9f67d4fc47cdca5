//! Flags of other tools, as the text of a file of ours.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use stageline::flag::import::{Format, Imported, import};

use crate::error::exception;
use crate::guard::guarded;
use crate::log::listening;
use crate::record::record;

record! {
    /// Flags of another tool as ours. `str()` is the file.
    ImportedFlags(Imported), str = |it| it.to_yaml();
    /// The tool they come from.
    source = |_py, it| it.format.as_str();
    /// The text of a `config/feature-flags.yaml`.
    yaml = |_py, it| it.to_yaml();
    /// The names of the flags, in order.
    flags = |py, it| PyTuple::new(py, it.flags().collect::<Vec<_>>())?;
    /// The names that flags have here, by those that they had and may not have here.
    renamed = |py, it| renamed(py, it)?;
    /// What could not be kept as it was, sorted by place.
    problems = |py, it| problems(py, it)?;
    /// The flags that cannot be decided, in order; the problems say why.
    undecided = |py, it| PyTuple::new(py, &it.undecided)?;
}

fn renamed<'py>(py: Python<'py>, imported: &Imported) -> PyResult<Bound<'py, PyDict>> {
    let names = PyDict::new(py);
    for renamed in &imported.renamed {
        names.set_item(&renamed.from, &renamed.to)?;
    }
    Ok(names)
}

fn problems<'py>(py: Python<'py>, imported: &Imported) -> PyResult<Bound<'py, PyTuple>> {
    let problems = imported.problems.iter().map(|problem| exception(py, problem));
    PyTuple::new(py, problems.collect::<PyResult<Vec<_>>>()?)
}

/// Reads the flags of another tool.
#[pyfunction]
#[pyo3(signature = (text, *, source, environment=None, file="flags.json"))]
pub(crate) fn import_flags(
    py: Python<'_>,
    text: &str,
    source: &str,
    environment: Option<&str>,
    file: &str,
) -> PyResult<ImportedFlags> {
    guarded(|| {
        let imported = listening(py, || {
            let imported = import(source.parse::<Format>()?, file, text)?;
            match environment {
                Some(environment) => imported.for_environment(environment),
                None => Ok(imported),
            }
        });
        Ok(ImportedFlags(imported?))
    })
}
