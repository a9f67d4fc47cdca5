//! `Diff`: two states held against each other, with what it is made of.

use pyo3::prelude::*;
use stageline::diff;
use stageline::report::Comparison;

use super::{Told, section};
use crate::place::Place;
use crate::record::{record, tuple};
use crate::to_python::to_python;

record! {
    /// One side of a difference. `str()` is the value, shortened to its size where it is long.
    Side(diff::Side), str = |it| it.to_string();
    /// The value; `None` where it is a secret, or a service as a whole.
    value = |py, it| to_python(py, &it.value)?;
    /// Where it was written; `None` for what stands in no file.
    place = |_py, it| Place::of(it.place.as_ref());
    /// Whether the value, or a part of it, is withheld because it looks like a secret.
    redacted = |_py, it| it.redacted;
    /// Of a withheld value, where a key was given: what is equal where the values are.
    mark = |_py, it| it.mark.as_deref();
}

record! {
    /// One difference between two environments. `str()` is one line.
    Difference(diff::Difference), str = |it| it.to_string();
    /// Where in the section's tree, as text.
    path = |_py, it| it.path.to_string();
    /// Where in the right tree, as text, for an item without a name that has another position there.
    right_path = |_py, it| it.right_path.as_ref().map(ToString::to_string);
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
    Diff(Told<diff::Diff>), str = |it| it.to_string(),
    report = |it| Comparison::of_diff(it, it.sources());
    /// The environment on the left.
    left = |_py, it| it.left.as_str();
    /// The environment on the right.
    right = |_py, it| it.right.as_str();
    /// Record, configuration, services by name, flags; only those with something to say.
    sections = |py, it| tuple(py, it.sections.iter().cloned(), SectionDiff)?;
    /// Whether nothing differs; other spellings of one value are no difference.
    is_empty = |_py, it| it.is_empty();
}
