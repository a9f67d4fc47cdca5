//! What is wrong with a project: one by one, and in every format.

use std::ffi::c_char;

use stageline::report::{self, Repository, Style};
use stageline::validate::{self, Baseline};

use crate::error::{Error, Place};
use crate::finding::{Finding, Severity, Suppressed};
use crate::project::Project;
use crate::status::Status;
use crate::text::Bytes;
use crate::word::word;
use crate::{arg, guard};

/// Everything that a validation found. It never changes, and threads share it freely. It belongs to
/// the caller, who frees it with `stageline_report_free`; what is asked of it lives as long as it
/// does.
pub struct Report {
    pub(crate) report: validate::Report,
    /// The files that it speaks of.
    snapshot: stageline::Snapshot,
    /// What suppresses each of the suppressed findings.
    by: Vec<String>,
}

impl Report {
    pub(crate) fn new(report: validate::Report, snapshot: stageline::Snapshot) -> Self {
        let by = report.suppressed.iter().map(|one| word(one.by)).collect();
        Report { report, snapshot, by }
    }

    fn text(&self, colour: bool) -> String {
        report::text(&self.report, self.snapshot.sources(), Style { colour })
    }

    fn new_since(&self, base: Baseline) -> *mut Report {
        guard::give(Report::new(self.report.clone().new_since(base), self.snapshot.clone()))
    }
}

/// Where a project lies in its repository.
///
/// # Safety
/// As [`arg::optional_text`].
unsafe fn repository(
    (prefix, prefix_len): (*const c_char, usize),
    (page, page_len): (*const c_char, usize),
) -> Result<Repository, Error> {
    // SAFETY: the contract is the same.
    let (prefix, page) = unsafe {
        let prefix = arg::optional_text(prefix, prefix_len, "prefix")?;
        (prefix, arg::optional_text(page, page_len, "rules_page")?)
    };
    let repository = Repository::new().prefix(prefix.unwrap_or_default());
    Ok(page.into_iter().fold(repository, Repository::rules_page))
}

/// How the project is found wrong now, with the usual options.
///
/// # Safety
/// As [`arg::handle`].
unsafe fn of_project(project: *const Project) -> Result<Report, Error> {
    // SAFETY: the contract is the same.
    let snapshot = unsafe { arg::handle(project, "project") }?.0.snapshot();
    Ok(Report::new(snapshot.validate(), snapshot))
}

/// How many findings there are; 0 when `report` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_len(report: *const Report) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(report, "report")?.report.findings.len())) }
}

/// The finding at `index`, by place. Past the last one, or when `report` is null, its texts are
/// empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_finding(report: *const Report, index: usize) -> Finding {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Finding::NOTHING, || {
            Ok(arg::handle(report, "report")?
                .report
                .findings
                .get(index)
                .map_or(Finding::NOTHING, Finding::of))
        })
    }
}

/// How many places the finding at `index` speaks of; 0 past the last one, or when `report` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_place_count(
    report: *const Report,
    index: usize,
) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            Ok(arg::handle(report, "report")?
                .report
                .findings
                .get(index)
                .map_or(0, |finding| finding.places.len()))
        })
    }
}

/// One of the places of the finding at `index`, the main one first. Past the last one, or when
/// `report` is null, `file` is empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_place(
    report: *const Report,
    index: usize,
    place: usize,
) -> Place {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Place::NOWHERE, || {
            let finding = arg::handle(report, "report")?.report.findings.get(index);
            Ok(Place::of(finding.and_then(|finding| finding.places.get(place))))
        })
    }
}

/// How many findings are suppressed; `stageline_report_len` counts none of them. 0 when `report` is
/// null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_suppressed_count(report: *const Report) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(report, "report")?.report.suppressed.len())) }
}

/// The suppressed finding at `index`, by place. Past the last one, or when `report` is null, its
/// texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_suppressed(
    report: *const Report,
    index: usize,
) -> Suppressed {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Suppressed::NOTHING, || {
            let report = arg::handle(report, "report")?;
            let one = report.report.suppressed.get(index).zip(report.by.get(index));
            Ok(one.map_or(Suppressed::NOTHING, |(one, by)| Suppressed::of(one, by)))
        })
    }
}

/// How many findings have a severity, a `stageline_severity`; 0 for one that is none, or when
/// `report` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_count(report: *const Report, severity: i32) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            let (counts, severity) = (
                arg::handle(report, "report")?.report.counts,
                Severity::engine(severity, "severity")?,
            );
            Ok(match severity {
                stageline::Severity::Info => counts.info,
                stageline::Severity::Warning => counts.warning,
                stageline::Severity::Error => counts.error,
            })
        })
    }
}

/// Whether a finding is at least this severe, a `stageline_severity`; false for one that is none,
/// or when `report` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_has_at_least(
    report: *const Report,
    severity: i32,
) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(false, || {
            Ok(arg::handle(report, "report")?
                .report
                .has_at_least(Severity::engine(severity, "severity")?))
        })
    }
}

/// How many files were looked at; 0 when `report` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_file_count(report: *const Report) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(report, "report")?.report.files)) }
}

/// The findings that an earlier report does not have, by their fingerprints, as a report of its
/// own. What is suppressed stays as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_new_since(
    report: *const Report,
    base: *const Report,
    out: *mut *mut Report,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let report = arg::handle(report, "report")?;
            let base = arg::handle(base, "base")?;
            Ok(report.new_since(Baseline::from(&base.report)))
        })
    }
}

/// The same with the earlier report as JSON, as `stageline_report_to_json` writes it.
///
/// Errors: `E_USAGE` for a text that is no such report.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_new_since_json(
    report: *const Report,
    base: *const c_char,
    out: *mut *mut Report,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_report_new_since_json_n(report, base, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_report_new_since_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_new_since_json_n(
    report: *const Report,
    base: *const c_char,
    base_len: usize,
    out: *mut *mut Report,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let report = arg::handle(report, "report")?;
            Ok(report.new_since(Baseline::from_json(arg::text(base, base_len, "base")?)?))
        })
    }
}

/// Writes the report as text for people, with excerpts of the files, secrets withheld, and ANSI
/// colours if they are wanted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_to_text(
    report: *const Report,
    colour: bool,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(report, "report")?.text(colour))))
        })
    }
}

/// Writes the report as indented JSON: `findings`, `suppressed`, `counts`, `files` and
/// `host_rules`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_to_json(
    report: *const Report,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(report::json(&arg::handle(report, "report")?.report)?)))
        })
    }
}

/// Writes the report as SARIF 2.1.0, for code hosts and editors. `prefix` is the project's folder
/// relative to the repository's root, `rules_page` the address of the page of rules; each may be
/// null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_to_sarif(
    report: *const Report,
    prefix: *const c_char,
    rules_page: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_report_to_sarif_n(
            report,
            prefix,
            arg::STAGELINE_NUL,
            rules_page,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_report_to_sarif` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_to_sarif_n(
    report: *const Report,
    prefix: *const c_char,
    prefix_len: usize,
    rules_page: *const c_char,
    rules_page_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let report = arg::handle(report, "report")?;
            let repository = repository((prefix, prefix_len), (rules_page, rules_page_len))?;
            Ok(guard::give(Bytes::from(report::sarif(&report.report, &repository)?)))
        })
    }
}

/// Writes the report as JUnit XML, for test dashboards. A finding at least as bad as `fails`, a
/// `stageline_severity`, is a failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_to_junit(
    report: *const Report,
    fails: i32,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let report = arg::handle(report, "report")?;
            Ok(guard::give(Bytes::from(report::junit(
                &report.report,
                Severity::engine(fails, "fails")?,
            ))))
        })
    }
}

/// Writes the report as workflow commands, which GitHub shows beside the lines of a change.
/// `prefix` is the project's folder relative to the repository's root, and may be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_to_github(
    report: *const Report,
    prefix: *const c_char,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_report_to_github_n(report, prefix, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_report_to_github` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_to_github_n(
    report: *const Report,
    prefix: *const c_char,
    prefix_len: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let report = arg::handle(report, "report")?;
            let repository = repository((prefix, prefix_len), (std::ptr::null(), 0))?;
            Ok(guard::give(Bytes::from(report::github(&report.report, &repository))))
        })
    }
}

/// Writes what is wrong with the project as JSON, as `stageline_project_validate` and
/// `stageline_report_to_json` together do.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_validate_json(
    project: *const Project,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || Ok(guard::give(Bytes::json(&of_project(project)?.report)?))) }
}

/// Writes what is wrong with the project as text for people, with excerpts of the files and no
/// colours.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_validate_text(
    project: *const Project,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::from(of_project(project)?.text(false)))))
    }
}

/// Frees `report`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_report_free(report: *mut Report) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(report) }
}
