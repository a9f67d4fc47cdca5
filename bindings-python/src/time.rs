//! Points in time: `datetime`s that have a zone, to the microsecond.

use std::time::Duration;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use stageline::value::Timestamp;

/// What times are read and written with.
struct Calendar {
    datetime: Py<PyAny>,
    timedelta: Py<PyAny>,
    epoch: Py<PyAny>,
    /// The last time that there is.
    last: Py<PyAny>,
}

impl Calendar {
    fn get(py: Python<'_>) -> PyResult<&Self> {
        static CALENDAR: PyOnceLock<Calendar> = PyOnceLock::new();
        CALENDAR.get_or_try_init(py, || {
            let module = py.import("datetime")?;
            let (datetime, timedelta) = (module.getattr("datetime")?, module.getattr("timedelta")?);
            let named = PyDict::new(py);
            named.set_item("tzinfo", module.getattr("timezone")?.getattr("utc")?)?;
            let epoch = datetime.call((1970, 1, 1), Some(&named))?;
            let last = datetime.getattr("max")?.call_method("replace", (), Some(&named))?;
            let [datetime, timedelta, epoch, last] =
                [datetime, timedelta, epoch, last].map(Bound::unbind);
            Ok(Self { datetime, timedelta, epoch, last })
        })
    }
}

/// The time that was given; `None` for what is none, or has no zone.
pub(crate) fn time(given: &Bound<'_, PyAny>) -> PyResult<Option<Timestamp>> {
    let calendar = Calendar::get(given.py())?;
    if !given.is_instance(calendar.datetime.bind(given.py()))?
        || given.call_method0("utcoffset")?.is_none()
    {
        return Ok(None);
    }
    let since = given.sub(&calendar.epoch)?;
    let part = |name: &str| since.getattr(name)?.extract::<i64>();
    let micros = part("microseconds")?;
    let millis = (part("days")? * 86_400 + part("seconds")?) * 1000 + micros / 1000;
    let rest = Duration::from_micros((micros % 1000) as u64);
    Ok(Timestamp::from_millis(millis).checked_add(rest))
}

/// How long a `timedelta` is, in microseconds; `None` for what is none.
pub(crate) fn micros(given: &Bound<'_, PyAny>) -> PyResult<Option<i128>> {
    let calendar = Calendar::get(given.py())?;
    if !given.is_instance(calendar.timedelta.bind(given.py()))? {
        return Ok(None);
    }
    let part = |name: &str| given.getattr(name)?.extract::<i64>().map(i128::from);
    let seconds = part("days")? * 86_400 + part("seconds")?;
    Ok(Some(seconds * 1_000_000 + part("microseconds")?))
}

/// A time as a `datetime` in UTC; the last one there is for times beyond it.
pub(crate) fn datetime(py: Python<'_>, time: Timestamp) -> PyResult<Bound<'_, PyAny>> {
    let calendar = Calendar::get(py)?;
    let millis = time.as_millis();
    let (seconds, rest) = (millis.div_euclid(1000), millis.rem_euclid(1000));
    let micros = time.since(Timestamp::from_millis(millis)).subsec_micros();
    let micros = rest * 1000 + i64::from(micros);
    let after = calendar.timedelta.bind(py).call1((0, seconds, micros));
    match after.and_then(|after| calendar.epoch.bind(py).add(after)) {
        Err(error) if error.is_instance_of::<pyo3::exceptions::PyOverflowError>(py) => {
            Ok(calendar.last.bind(py).clone())
        }
        time => time,
    }
}

/// Where there is one.
pub(crate) fn datetime_of<'py>(
    py: Python<'py>,
    time: Option<&Timestamp>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    time.map(|time| datetime(py, *time)).transpose()
}
