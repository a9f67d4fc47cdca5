//! `Drift`: environments held against a baseline and judged, with what it is made of.

use pyo3::prelude::*;
use stageline::drift;
use stageline::report::Comparison;

use super::{ShapeViolation, Side, Told, section};
use crate::place::Place;
use crate::record::{record, tuple};
use crate::to_python::to_python;

record! {
    /// One difference between the baseline and a target, judged. `str()` is one line.
    DriftItem(drift::DriftItem), str = |it| it.to_string();
    /// The part of the environment.
    section = |_py, it| section(&it.section).0;
    /// The service, where the section is one.
    service = |_py, it| section(&it.section).1;
    /// Where in its tree, as text; empty for a service as a whole.
    path = |_py, it| it.path.to_string();
    /// What happened on the way from the baseline to the target.
    kind = |py, it| to_python(py, &it.kind)?;
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
    /// Who answers for the rule, where it says so.
    owner = |_py, it| it.owner.as_deref();
    /// Where the rule stands; `None` for one that stands in no file.
    rule_at = |_py, it| Place::of(it.rule_at.as_ref());
    /// The shape that the values violate; `None` where a rule judged.
    violation = |_py, it| it.violation.clone().map(ShapeViolation);
    /// The baseline's side; `None` where it has no such value.
    baseline = |_py, it| it.baseline.clone().map(Side);
    /// The target's side; `None` where it has no such value.
    actual = |_py, it| it.actual.clone().map(Side);
    /// For a value that one side does not have: where its parent stands there.
    missing_at = |_py, it| Place::of(it.missing_at.as_ref());
}

record! {
    /// A rule or a shape that ought to be looked at. `str()` is one line.
    RuleFinding(drift::RuleFinding), str = |it| it.to_string();
    /// What is wrong with it.
    kind = |py, it| to_python(py, &it.kind)?;
    /// The rule, as items name it.
    rule = |_py, it| it.rule.as_str();
    /// The same as a sentence.
    message = |_py, it| it.message.as_str();
    /// How much it matters.
    severity = |_py, it| it.severity.as_str();
    /// Where it stands; `None` for one of the caller.
    place = |_py, it| Place::of(it.place.as_ref());
}

record! {
    /// Something declared that nothing is known of on the live side. `str()` is one line.
    UnknownItem(drift::Unknown), str = |it| it.to_string();
    /// The part of the environment.
    section = |_py, it| section(&it.section).0;
    /// The service, where the section is one.
    service = |_py, it| section(&it.section).1;
    /// Where in its tree, as text; empty for a part as a whole.
    path = |_py, it| it.path.to_string();
    /// Where it is declared.
    place = |_py, it| Place::of(it.place.as_ref());
    /// Why nothing is known of it.
    reason = |_py, it| it.reason.as_str();
}

record! {
    /// How environments differ from a baseline. `str()` is for people.
    Drift(Told<drift::DriftReport>), str = |it| it.to_string(),
    report = |it| Comparison::of_drift(it, it.sources());
    /// The environment that the others are held against.
    baseline = |_py, it| it.baseline.as_str();
    /// The others, in the order in which they were asked for.
    targets = |py, it| tuple(py, it.targets.iter(), |target| target.as_str())?;
    /// Every difference, target by target: record, configuration, services, flags.
    items = |py, it| tuple(py, it.items.iter().cloned(), DriftItem)?;
    /// The differences that are drift.
    drift = |py, it| tuple(py, it.drift().cloned(), DriftItem)?;
    /// Declared rules and shapes that have expired or fit nothing, in their order.
    findings = |py, it| tuple(py, it.findings.iter().cloned(), RuleFinding)?;
    /// What is declared and the live state cannot tell; empty among environments.
    unknown = |py, it| tuple(py, it.unknown.iter().cloned(), UnknownItem)?;
    /// Whether any difference is drift.
    has_drift = |_py, it| it.has_drift();
    /// How many: `drift`, `expected`, and of the drift `errors`, `warnings`, `infos`, and how
    /// much of what is declared is `unknown`.
    summary = |py, it| to_python(py, &it.summary)?;
}
