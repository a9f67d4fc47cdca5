//! A place in a project's file.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::guard::guarded;

/// A range in a file of the project. Lines and columns count from 1, in characters; line 0 means
/// the file as a whole. The end is exclusive.
#[pyclass(frozen, eq, ord, hash, get_all, module = "stageline")]
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl From<&stageline::Place> for Place {
    fn from(place: &stageline::Place) -> Self {
        Self {
            file: place.file.to_string(),
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
        }
    }
}

impl Place {
    pub(crate) fn of(place: Option<&stageline::Place>) -> Option<Self> {
        place.map(Self::from)
    }

    pub(crate) fn to_engine(&self) -> stageline::Place {
        let (start, end) = ((self.line, self.column), (self.end_line, self.end_column));
        stageline::Place::range(self.file.as_str(), start, end)
    }
}

#[pymethods]
impl Place {
    #[new]
    #[pyo3(signature = (file, line=0, column=0, end_line=None, end_column=None))]
    fn new(
        file: String,
        line: u32,
        column: u32,
        end_line: Option<u32>,
        end_column: Option<u32>,
    ) -> PyResult<Self> {
        guarded(|| {
            let (end_line, end_column) = (end_line.unwrap_or(line), end_column.unwrap_or(column));
            Ok(Self { file, line, column, end_line, end_column })
        })
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("file", "line", "column")
    }

    fn __str__(&self) -> PyResult<String> {
        guarded(|| {
            Ok(match self.line {
                0 => self.file.clone(),
                _ => format!("{}:{}:{}", self.file, self.line, self.column),
            })
        })
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| {
            let Self { file, line, column, end_line, end_column } = self;
            Ok(format!("Place({file:?}, {line}, {column}, {end_line}, {end_column})"))
        })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let Self { file, line, column, end_line, end_column } = slf.get();
            let fields = (file, line, column, end_line, end_column).into_pyobject(slf.py())?;
            Ok((slf.get_type(), fields).into_pyobject(slf.py())?)
        })
    }
}
