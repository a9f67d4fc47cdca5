//! What a comparison of environments found: one by one, and in every format.

use std::ffi::c_char;

use serde::Serialize;
use stageline::diff::Diff;
use stageline::drift::{DriftReport, Survey, Unknown as EngineUnknown};
use stageline::report::{self, Format};
use stageline::source::SourceMap;

use crate::error::Error;
use crate::finding::Severity;
use crate::row::{Cell, Row, RowVerdict, RuleFinding, Unknown, Violation};
use crate::status::Status;
use crate::text::Bytes;
use crate::value::Value;
use crate::{arg, guard, render_options};

/// What a comparison of environments found. It never changes, and threads share it freely. It belongs
/// to the caller, who frees it with `stageline_comparison_free`; what is asked of it lives as long as
/// it does. What looks like a secret is withheld.
pub struct Comparison {
    answer: Answer,
    told: report::Comparison,
    /// The paths of the rows as text.
    paths: Vec<String>,
    /// Those of what is unknown.
    unknown: Vec<String>,
}

/// What the engine answered.
enum Answer {
    Diff(Diff),
    Drift(DriftReport),
    Survey(Survey),
}

/// Where the two sides of a comparison stand.
type Sources<'s> = (&'s SourceMap, &'s SourceMap);

impl Comparison {
    pub(crate) fn of_diff(diff: Diff, sources: Sources<'_>) -> Self {
        let told = report::Comparison::of_diff(&diff, sources);
        Self::new(Answer::Diff(diff), told)
    }

    pub(crate) fn of_drift(report: DriftReport, sources: Sources<'_>) -> Self {
        let told = report::Comparison::of_drift(&report, sources);
        Self::new(Answer::Drift(report), told)
    }

    pub(crate) fn of_survey(survey: Survey, sources: Sources<'_>) -> Self {
        let told = report::Comparison::of_survey(&survey, sources);
        Self::new(Answer::Survey(survey), told)
    }

    fn new(answer: Answer, told: report::Comparison) -> Self {
        let paths = told.rows.iter().map(|row| row.path.to_string()).collect();
        let untold = answer.unknown().iter().map(|unknown| unknown.path.to_string()).collect();
        Comparison { answer, told, paths, unknown: untold }
    }

    fn cell(&self, row: usize, cell: usize) -> Option<&report::Cell> {
        self.told.rows.get(row)?.cells.get(cell)
    }
}

impl Answer {
    /// What a live state cannot tell.
    fn unknown(&self) -> &[EngineUnknown] {
        match self {
            Answer::Drift(report) => &report.unknown,
            _ => &[],
        }
    }
}

/// As JSON each answer is its own document.
impl Serialize for Answer {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Answer::Diff(diff) => diff.serialize(serializer),
            Answer::Drift(report) => report.serialize(serializer),
            Answer::Survey(survey) => survey.serialize(serializer),
        }
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Answer::Diff(diff) => diff.fmt(f),
            Answer::Drift(report) => report.fmt(f),
            Answer::Survey(survey) => survey.fmt(f),
        }
    }
}

/// How many rows there are, what is expected and what is only spelled differently among them; 0 when
/// `comparison` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_len(comparison: *const Comparison) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(comparison, "comparison")?.told.rows.len())) }
}

/// The row at `index`, section by section. Past the last one, or when `comparison` is null, its texts
/// are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_row(
    comparison: *const Comparison,
    index: usize,
) -> Row {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Row::NOTHING, || {
            let comparison = arg::handle(comparison, "comparison")?;
            let row = comparison.told.rows.get(index).zip(comparison.paths.get(index));
            Ok(row.map_or(Row::NOTHING, |(row, path)| Row::of(row, path)))
        })
    }
}

/// A cell of the row at `row`: the left environment or the baseline first, then the others. Past the
/// last one, or when `comparison` is null, it is missing and its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_cell(
    comparison: *const Comparison,
    row: usize,
    index: usize,
) -> Cell {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Cell::NOTHING, || {
            let cell = arg::handle(comparison, "comparison")?.cell(row, index);
            Ok(cell.map_or(Cell::NOTHING, Cell::of))
        })
    }
}

/// The value of a cell.
///
/// Errors: `E_USAGE` for a cell that is not there, and for one that has no value to show: it is
/// missing, withheld, or a service as a whole.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_value(
    comparison: *const Comparison,
    row: usize,
    index: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let rows = &arg::handle(comparison, "comparison")?.told.rows;
            let row = arg::item(rows, row, "rows")?;
            let side = arg::item(&row.cells, index, "cells")?.side.as_ref();
            let value = side.and_then(|side| side.value.as_ref()).ok_or_else(|| {
                Error::usage("the cell has no value to show".to_owned())
                    .with_help("ask `is_missing` and `is_redacted` of the cell first")
            })?;
            Ok(guard::give(Value::plain(value.clone())))
        })
    }
}

/// The violation at `index` of the row at `row`: which shape, and what must hold between which
/// environments. Past the last one, or when `comparison` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_violation(
    comparison: *const Comparison,
    row: usize,
    index: usize,
) -> Violation {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Violation::NOTHING, || {
            let row = arg::handle(comparison, "comparison")?.told.rows.get(row);
            let violation = row.and_then(|row| row.violations.get(index));
            Ok(violation.map_or(Violation::NOTHING, Violation::of))
        })
    }
}

/// How many rows have a verdict, a `stageline_row_verdict`; 0 for one that is none, or when
/// `comparison` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_count(
    comparison: *const Comparison,
    verdict: i32,
) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            let counts = &arg::handle(comparison, "comparison")?.told.counts;
            Ok(match verdict {
                is if is == RowVerdict::Drift as i32 => counts.drift,
                is if is == RowVerdict::Different as i32 => counts.different,
                is if is == RowVerdict::Expected as i32 => counts.expected,
                is if is == RowVerdict::Equivalent as i32 => counts.equivalent,
                _ => 0,
            })
        })
    }
}

/// Whether any row is drift, or differs and was not judged; false when `comparison` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_has_differences(
    comparison: *const Comparison,
) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(false, || Ok(arg::handle(comparison, "comparison")?.told.has_differences()))
    }
}

/// Whether a row that is drift, or differs and was not judged, is at least so severe, a
/// `stageline_severity`; what nobody judged is `STAGELINE_SEVERITY_INFO`. False for a severity that is
/// none, or when `comparison` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_has_at_least(
    comparison: *const Comparison,
    severity: i32,
) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(false, || {
            let told = &arg::handle(comparison, "comparison")?.told;
            Ok(told.has_at_least(Severity::engine(severity, "severity")?))
        })
    }
}

/// How many rules and shapes have expired or fit nothing that was compared; 0 when `comparison` is
/// null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_finding_count(
    comparison: *const Comparison,
) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(comparison, "comparison")?.told.findings.len())) }
}

/// The rule or shape at `index` of those that ought to be looked at. Past the last one, or when
/// `comparison` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_finding(
    comparison: *const Comparison,
    index: usize,
) -> RuleFinding {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(RuleFinding::NOTHING, || {
            let finding = arg::handle(comparison, "comparison")?.told.findings.get(index);
            Ok(finding.map_or(RuleFinding::NOTHING, RuleFinding::of))
        })
    }
}

/// How many values a live state cannot tell; they are no drift. 0 for any other comparison, or when
/// `comparison` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_unknown_count(
    comparison: *const Comparison,
) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(comparison, "comparison")?.unknown.len())) }
}

/// The value at `index` of those that a live state cannot tell. Past the last one, or when `comparison`
/// is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_unknown(
    comparison: *const Comparison,
    index: usize,
) -> Unknown {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Unknown::NOTHING, || {
            let comparison = arg::handle(comparison, "comparison")?;
            let unknown = comparison.answer.unknown().get(index).zip(comparison.unknown.get(index));
            Ok(unknown.map_or(Unknown::NOTHING, |(unknown, path)| Unknown::of(unknown, path)))
        })
    }
}

/// Writes what was compared, such as `staging against production`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_title(
    comparison: *const Comparison,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(comparison, "comparison")?.told.title())))
        })
    }
}

/// Writes the answer as JSON: of a difference `left`, `right` and `sections`; of drift `baseline`,
/// `targets`, `items`, `findings` and `summary`; of many environments at once `environments`, `rows`
/// (each with `cells`, `groups`, `majority`, `outliers` and `violations`) and `findings`. For one
/// document of all kinds, see `stageline_comparison_render`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_to_json(
    comparison: *const Comparison,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::json(&arg::handle(comparison, "comparison")?.answer)?))
        })
    }
}

/// Writes the answer as short text for people, a line for each difference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_to_text(
    comparison: *const Comparison,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let comparison = arg::handle(comparison, "comparison")?;
            Ok(guard::give(Bytes::from(comparison.answer.to_string())))
        })
    }
}

/// Writes the comparison in a format: `text` side by side for a terminal, `markdown` for a pull
/// request, `html` as one page that needs no network, `sarif` (2.1.0), `junit`, `json`, or `github` as
/// workflow commands.
///
/// `options` is a JSON object, or null; each format takes what concerns it: `colour`, `everything` and
/// `untitled` (booleans) and `width` (columns) of text; `prefix`, the project's folder relative to the
/// repository's root; `rules_page`, the address of the page of rules; `files_at`, the address below
/// which code hosts show files; `fails`, the severity from which on a test case fails (`info`,
/// `warning`, `error`).
///
/// Errors: `E_USAGE` for a format or options that are none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_render(
    comparison: *const Comparison,
    format: *const c_char,
    options: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_comparison_render_n(
            comparison,
            format,
            arg::STAGELINE_NUL,
            options,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_comparison_render` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_render_n(
    comparison: *const Comparison,
    format: *const c_char,
    format_len: usize,
    options: *const c_char,
    options_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let comparison = arg::handle(comparison, "comparison")?;
            let format = Format::parse(arg::text(format, format_len, "format")?)?;
            let options = arg::optional_text(options, options_len, "options")?;
            let options = render_options::read(options)?;
            Ok(guard::give(Bytes::from(comparison.told.render(format, &options)?)))
        })
    }
}

/// Frees `comparison`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_comparison_free(comparison: *mut Comparison) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(comparison) }
}
