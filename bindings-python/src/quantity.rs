//! `Quantity`: amounts that are spelled in several ways, compared by what they mean.

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::IntoPyObjectExt;
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use stageline::value::{self, Kind};
use stageline::{Code, Error};

use crate::error::Failure;
use crate::from_python::to_node;
use crate::guard::guarded;

/// Billionths in one unit.
const UNIT: u128 = 1_000_000_000;

const KINDS: [Kind; 4] = [Kind::Cpu, Kind::Bytes, Kind::Duration, Kind::Percent];

/// An exact amount: `Quantity("500m", "cpu") == Quantity(0.5, "cpu")`.
#[pyclass(frozen, module = "stageline")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Quantity {
    kind: Kind,
    amount: value::Quantity,
}

fn kind(word: &str) -> Result<Kind, Failure> {
    KINDS.into_iter().find(|kind| kind.name() == word).ok_or_else(|| {
        Error::new(Code::Usage, "this is no kind of quantity")
            .help("say `cpu`, `bytes`, `duration` or `percent`")
            .suggest(stageline::error::closest(word, KINDS.map(Kind::name)))
            .into()
    })
}

#[pymethods]
impl Quantity {
    #[new]
    fn new(value: &Bound<'_, PyAny>, kind: &str) -> PyResult<Self> {
        guarded(|| {
            let kind = self::kind(kind)?;
            Ok(Self { kind, amount: value::Quantity::read(&to_node(value)?.data, kind)? })
        })
    }

    /// What it measures.
    #[getter]
    fn kind(&self) -> PyResult<&'static str> {
        guarded(|| Ok(self.kind.name()))
    }

    /// The amount in billionths of the unit, exactly.
    #[getter]
    fn nanos(&self) -> PyResult<i128> {
        guarded(|| Ok(self.amount.nanos()))
    }

    fn __float__(&self) -> PyResult<f64> {
        guarded(|| Ok(self.amount.nanos() as f64 / UNIT as f64))
    }

    /// Amounts of one kind are ordered; those of different kinds are not, and never equal.
    fn __richcmp__<'py>(
        &self,
        py: Python<'py>,
        other: &Self,
        operation: CompareOp,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| {
            let answer = match operation {
                CompareOp::Eq => self == other,
                CompareOp::Ne => self != other,
                _ if self.kind != other.kind => return Ok(py.NotImplemented().into_bound(py)),
                _ => operation.matches(self.amount.cmp(&other.amount)),
            };
            Ok(answer.into_bound_py_any(py)?)
        })
    }

    fn __hash__(&self) -> PyResult<u64> {
        guarded(|| {
            let mut hasher = DefaultHasher::new();
            self.hash(&mut hasher);
            Ok(hasher.finish())
        })
    }

    /// The amount in the unit, in decimal: one spelling for equal amounts.
    fn __str__(&self) -> PyResult<String> {
        guarded(|| {
            let nanos = self.amount.nanos();
            let (whole, part) = (nanos.unsigned_abs() / UNIT, nanos.unsigned_abs() % UNIT);
            let fraction = format!(".{part:09}");
            let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
            Ok(format!("{}{whole}{fraction}", if nanos < 0 { "-" } else { "" }))
        })
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("Quantity({:?}, {:?})", self.__str__()?, self.kind.name())))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| {
            let given = (slf.get().__str__()?, slf.get().kind.name()).into_pyobject(slf.py())?;
            Ok((slf.get_type(), given).into_pyobject(slf.py())?)
        })
    }
}
