//! `Finding`, `Fix`, `Suppressed`: what rules find, those of the host among them.

use pyo3::prelude::*;
use stageline::validate;

use super::severity;
use crate::guard::guarded;
use crate::place::Place;
use crate::record::{places, record};
use crate::to_python::to_python;

/// The rule of a finding that no rule of the host has answered yet.
pub(super) const NOBODY: &str = "host";

record! {
    /// An edit after which a finding is gone. `str()` says what it does.
    Fix(validate::Fix), str = |it| it.summary.clone();
    /// What it does.
    summary = |_py, it| it.summary.as_str();
    /// The file, relative to the project's root.
    file = |_py, it| it.file.as_ref();
    /// The change of that file, as a document: `{op, path, …}`.
    change = |py, it| {
        let document = to_python(py, it)?;
        document.get_item("change")?
    };
}

record! {
    /// Something that a rule found. `str()` is one line.
    Finding(validate::Finding), str = |it| it.to_string();
    /// The rule's id.
    rule = |_py, it| it.rule.as_ref();
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
    /// An edit that mends it, where nobody need think about it; see `Edit.fix`.
    fix = |_py, it| it.fix.clone().map(Fix);
    /// What stays the same when lines move, and tells the finding from every other of its report.
    fingerprint = |_py, it| it.fingerprint();
    {
        #[new]
        #[pyo3(signature = (message, *, severity="warning", help=None, environment=None, place=None, places=Vec::new()))]
        #[pyo3(text_signature = "(message, *, severity='warning', help=None, environment=None, place=None, places=())")]
        fn new(
            message: &str,
            severity: &str,
            help: Option<&str>,
            environment: Option<&str>,
            place: Option<Bound<'_, Place>>,
            places: Vec<Bound<'_, Place>>,
        ) -> PyResult<Self> {
            guarded(|| {
                let finding = validate::Finding::new(NOBODY, self::severity(severity)?, message);
                let finding = help.into_iter().fold(finding, validate::Finding::help);
                let finding = environment.into_iter().fold(finding, validate::Finding::within);
                let places = place.iter().chain(&places).map(|place| place.get().to_engine());
                Ok(Self(places.fold(finding, validate::Finding::at)))
            })
        }
    }
}

record! {
    /// A finding that is expected, and who says so. `str()` is one line.
    Suppressed(validate::Suppressed), str = |it| it.finding.to_string();
    /// What was found.
    finding = |_py, it| Finding(it.finding.clone());
    /// What suppresses it: a comment, an exception of the settings, or its rule that is off.
    by = |py, it| to_python(py, &it.by)?;
    /// Why, as it is written there.
    reason = |_py, it| it.reason.as_deref();
    /// Where that is written.
    suppressed_at = |_py, it| Place::of(it.suppressed_at.as_ref());
}
