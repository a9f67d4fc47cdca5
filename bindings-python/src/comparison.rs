//! Environments held against each other: `Diff` and `Drift`, with what they are made of.

use pyo3::prelude::*;
use stageline::{diff, drift};

use crate::place::Place;
use crate::record::{record, tuple};
use crate::to_python::to_python;

/// The word of a section, and the service where it is one.
pub(crate) fn section(section: &diff::Section) -> (&'static str, Option<&str>) {
    match section {
        diff::Section::Record => ("record", None),
        diff::Section::Configuration => ("configuration", None),
        diff::Section::Service(name) => ("service", Some(name)),
        diff::Section::Flags => ("flags", None),
        _ => ("other", None),
    }
}

record! {
    /// One side of a difference. `str()` is the value, shortened to its size where it is long.
    Side(diff::Side), str = |it| it.to_string();
    /// The value; `None` where it is a secret, or a service as a whole.
    value = |py, it| to_python(py, &it.value)?;
    /// Where it was written; `None` for what stands in no file.
    place = |_py, it| Place::of(it.place.as_ref());
    /// Whether the value, or a part of it, is withheld because it looks like a secret.
    redacted = |_py, it| it.redacted;
}

record! {
    /// One difference between two environments. `str()` is one line.
    Difference(diff::Difference), str = |it| it.to_string();
    /// Where in the section's tree, as text.
    path = |_py, it| it.path.to_string();
    /// What happened from left to right.
    kind = |py, it| to_python(py, &it.kind)?;
    /// The left side; `None` where it is missing there.
    left = |_py, it| it.left.clone().map(Side);
    /// The right side; `None` where it is missing there.
    right = |_py, it| it.right.clone().map(Side);
    /// For a value that is missing on one side: where its parent stands there.
    missing_at = |_py, it| Place::of(it.missing_at.as_ref());
}

record! {
    /// The differences of one section.
    SectionDiff(diff::SectionDiff), str = |it| it.section.to_string();
    /// Which section.
    section = |_py, it| section(&it.section).0;
    /// The service, where the section is one.
    service = |_py, it| section(&it.section).1;
    /// The environment that does not have this service at all; then nothing else is listed.
    missing_in = |_py, it| it.missing_in.as_deref();
    /// For a missing service: where it stands in the other environment.
    present_at = |_py, it| Place::of(it.present_at.as_ref());
    /// What differs.
    differences = |py, it| tuple(py, it.differences.iter().cloned(), Difference)?;
    /// What means the same and is spelled differently.
    equivalent = |py, it| tuple(py, it.equivalent.iter().cloned(), Difference)?;
}

record! {
    /// What differs between two environments, in labelled sections. `str()` is for people.
    Diff(diff::Diff), str = |it| it.to_string();
    /// The environment on the left.
    left = |_py, it| it.left.as_str();
    /// The environment on the right.
    right = |_py, it| it.right.as_str();
    /// Record, configuration, services by name, flags; only those with something to say.
    sections = |py, it| tuple(py, it.sections.iter().cloned(), SectionDiff)?;
    /// Whether nothing differs; other spellings of one value are no difference.
    is_empty = |_py, it| it.is_empty();
}

record! {
    /// One difference between the baseline and a target, judged. `str()` is one line.
    DriftItem(drift::DriftItem), str = |it| it.to_string();
    /// The part of the environment.
    section = |_py, it| section(&it.section).0;
    /// The service, where the section is one.
    service = |_py, it| section(&it.section).1;
    /// Where in its tree, as text; empty for a service as a whole.
    path = |_py, it| it.path.to_string();
    /// The environment that was held against the baseline.
    target = |_py, it| it.target.as_str();
    /// Whether it is drift; else it is how environments differ.
    is_drift = |_py, it| it.is_drift();
    /// The rule that says so.
    rule = |_py, it| it.rule.as_str();
    /// How much it matters.
    severity = |py, it| to_python(py, &it.severity)?;
    /// Why, as a sentence.
    reason = |_py, it| it.reason.as_str();
    /// The baseline's side; `None` where it has no such value.
    baseline = |_py, it| it.baseline.clone().map(Side);
    /// The target's side; `None` where it has no such value.
    actual = |_py, it| it.actual.clone().map(Side);
    /// For a value that one side does not have: where its parent stands there.
    missing_at = |_py, it| Place::of(it.missing_at.as_ref());
}

record! {
    /// How environments differ from a baseline. `str()` is for people.
    Drift(drift::DriftReport), str = |it| it.to_string();
    /// The environment that the others are held against.
    baseline = |_py, it| it.baseline.as_str();
    /// The others, in the order in which they were asked for.
    targets = |py, it| tuple(py, it.targets.iter(), |target| target.as_str())?;
    /// Every difference, target by target: record, configuration, services, flags.
    items = |py, it| tuple(py, it.items.iter().cloned(), DriftItem)?;
    /// The differences that are drift.
    drift = |py, it| tuple(py, it.drift().cloned(), DriftItem)?;
    /// Whether any difference is drift.
    has_drift = |_py, it| it.has_drift();
    /// How many: `drift`, `expected`, and of the drift `errors`, `warnings`, `infos`.
    summary = |py, it| to_python(py, &it.summary)?;
}
