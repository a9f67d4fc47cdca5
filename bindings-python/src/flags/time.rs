//! Flags and time: `FlagPreview`, `FlagForecast`.

use pyo3::prelude::*;
use stageline::flag;
use stageline::{Code, Error};

use crate::error::Failure;
use crate::record::{record, tuple};
use crate::time::{datetime, datetime_of, time};
use crate::to_python::to_python;

/// What is wrong with a time that is none.
pub(super) const NO_TIME: &str = "the time is no `datetime` with a zone";

/// A time that must be one.
pub(crate) fn needed(given: &Bound<'_, PyAny>) -> Result<stageline::value::Timestamp, Failure> {
    time(given)?.ok_or_else(|| {
        let help = "give it a zone, as in `datetime.now(timezone.utc)`";
        Error::new(Code::Usage, NO_TIME).help(help).into()
    })
}

record! {
    /// A part of a split. `str()` is its share and what it gives.
    PreviewPart(flag::PreviewPart), str = |it| format!("{} {}", it.gives, it.percentage);
    /// The variant's name, or the value as text.
    gives = |_py, it| it.gives.as_str();
    /// Its share of those that are in, in percent, to thousandths.
    percentage = |_py, it| percent(it.percentage);
}

record! {
    /// A rollout, a split, or both. `str()` is the share.
    PreviewShare(flag::PreviewShare), str = |it| it.percentage.to_string();
    /// The rule it is part of, from 0; `None` for the entry's own.
    rule = |_py, it| it.rule;
    /// The share of keys that is in, in percent, to thousandths; all of them for a split by itself.
    percentage = |_py, it| percent(it.percentage);
    /// The first bucket that is out, from 0 to 2³².
    threshold = |_py, it| it.threshold;
    /// How the share moves: `still`, `rising` or `falling`.
    movement = |_py, it| it.movement.as_str();
    /// When it next moves otherwise.
    until = |py, it| datetime_of(py, it.until.as_ref())?;
    /// The parts of a split, in order; none where everybody who is in gets the same.
    parts = |py, it| tuple(py, it.parts.iter().cloned(), PreviewPart)?;
}

record! {
    /// What the rollouts and splits of a flag come to at a time. `str()` is for people.
    FlagPreview(flag::Preview), str = |it| it.to_string();
    /// The flag's name.
    flag = |_py, it| it.flag.as_str();
    /// The environment.
    environment = |_py, it| it.environment.as_str();
    /// The time.
    at = |py, it| datetime(py, it.at)?;
    /// Whether the flag is switched off then.
    off = |_py, it| it.off;
    /// Why the flag cannot be decided, whoever asks.
    error_code = |_py, it| it.error_code.map(flag::ErrorCode::as_str);
    /// What is wrong with it, in a sentence.
    error_message = |_py, it| it.error_message.as_deref();
    /// When a scheduled change comes next.
    next_change = |py, it| datetime_of(py, it.next_change.as_ref())?;
    /// Its rollouts and splits, those of rules first.
    shares = |py, it| tuple(py, it.shares.iter().cloned(), PreviewShare)?;
}

record! {
    /// What a flag will answer from a time on, if no file changes. `str()` is one line.
    FlagForecast(flag::Forecast), str = |it| it.to_string();
    /// From when on.
    at = |py, it| datetime(py, it.at)?;
    /// The value.
    value = |py, it| to_python(py, &it.value)?;
    /// The variant it is.
    variant = |_py, it| it.variant.as_deref();
    /// Why.
    reason = |_py, it| it.reason.as_str();
    /// Why it cannot be decided then.
    error_code = |_py, it| it.error_code.map(flag::ErrorCode::as_str);
}

fn percent(percentage: flag::Percentage) -> f64 {
    f64::from(percentage.thousandths()) / 1000.0
}
