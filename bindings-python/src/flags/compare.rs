//! `FlagComparison`: who gets what differently in two environments.

use pyo3::prelude::*;
use stageline::flag;

use crate::place::Place;
use crate::record::{record, tuple};
use crate::to_python::to_python;

record! {
    /// What an environment answers, and what makes it do so. `str()` is one line.
    FlagSide(flag::FlagSide), str = |it| it.to_string();
    /// The value; that of the flag's default, else `None`, where nothing was decided.
    value = |py, it| to_python(py, &it.value)?;
    /// The variant it is.
    variant = |_py, it| it.variant.as_deref();
    /// Why.
    reason = |_py, it| it.reason.as_str();
    /// Why it cannot be decided.
    error_code = |_py, it| it.error_code.map(flag::ErrorCode::as_str);
    /// The part that decided, as in `rule 0`, `rollout` or `default`.
    decided_by = |_py, it| it.decided_by.as_str();
    /// The environment whose entry counts, or `default` for the flag's own.
    set_in = |_py, it| it.set_in.as_deref();
    /// Where it was written.
    place = |_py, it| Place::of(it.place.as_ref());
}

record! {
    /// A flag that answers differently, for the same reason, to some contexts. `str()` is one line.
    FlagDifference(flag::FlagDifference), str = |it| format!("{}: {} / {}", it.flag, it.left, it.right);
    /// The flag's name.
    flag = |_py, it| it.flag.as_str();
    /// Which of the contexts get these answers, from 0, rising.
    contexts = |py, it| pyo3::types::PyTuple::new(py, &it.contexts)?;
    /// What the first environment answers.
    left = |_py, it| FlagSide(it.left.clone());
    /// What the second one does.
    right = |_py, it| FlagSide(it.right.clone());
}

record! {
    /// The flags that answer some context differently in two environments. `str()` is for people.
    FlagComparison(flag::FlagComparison), str = |it| it.to_string();
    /// The first environment.
    left = |_py, it| it.left.as_str();
    /// The second one.
    right = |_py, it| it.right.as_str();
    /// How many contexts were asked for.
    contexts = |_py, it| it.contexts;
    /// How many flags were compared.
    flags = |_py, it| it.flags;
    /// What differs, in the order of the flags.
    differences = |py, it| tuple(py, it.differences.iter().cloned(), FlagDifference)?;
}
