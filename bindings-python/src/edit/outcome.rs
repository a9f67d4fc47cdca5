//! What an edit comes to: `Preview`, `BlastRadius`, `Synced`, with what they are made of.

use pyo3::prelude::*;
use stageline::project::edit;

use crate::comparison::{Diff, section};
use crate::record::{record, tuple};

record! {
    /// One file that an edit would write. `str()` is its diff, with secrets withheld.
    FilePreview(edit::FilePreview), str = |it| it.to_string();
    /// The path, relative to the project's root.
    path = |_py, it| it.path.as_str();
    /// Its text now; `None` for a file that is not there yet.
    before = |_py, it| it.before.as_deref();
    /// Its text afterwards.
    after = |_py, it| it.after.as_str();
    /// The change as a unified diff, as `git apply` reads it. It holds what the file holds.
    diff = |_py, it| it.diff();
}

record! {
    /// What an edit would write. `str()` is a diff for people, in which secrets are withheld.
    Preview(edit::Preview), str = |it| it.to_string();
    /// The files whose text changes, by path.
    files = |py, it| tuple(py, it.files.iter().cloned(), FilePreview)?;
    /// Whether nothing would be written.
    is_empty = |_py, it| it.is_empty();
    /// All changes as one unified diff, nothing withheld.
    diff = |_py, it| it.diff();
}

record! {
    /// What an edit changes in one environment. `str()` is the environment's name.
    EditEffect(edit::Effect), str = |it| it.environment.clone();
    /// The environment.
    environment = |_py, it| it.environment.as_str();
    /// What differs, from `before` to `after`, with the places in the files as they would be.
    diff = |_py, it| Diff(it.diff.clone().into());
}

record! {
    /// Everything that an edit changes, environment by environment. `str()` is for people.
    BlastRadius(edit::BlastRadius), str = |it| it.to_string();
    /// The environments in which something changes, in the order of the project.
    effects = |py, it| tuple(py, it.effects.iter().cloned(), EditEffect)?;
    /// The names of these environments.
    environments = |py, it| tuple(py, it.environments(), |name| name)?;
    /// Whether nothing changes anywhere: only comments or spellings were edited.
    is_empty = |_py, it| it.is_empty();
}

record! {
    /// One value that a sync looked at. `str()` is one line.
    SyncItem(edit::SyncItem), str = |it| it.to_string();
    /// The part of the environment.
    section = |_py, it| section(&it.section).0;
    /// The service, where the section is one.
    service = |_py, it| section(&it.section).1;
    /// Where in its tree, as text; empty for a service as a whole.
    path = |_py, it| it.path.to_string();
    /// Why it was left alone; `None` where it was made equal.
    left_alone = |_py, it| it.left_alone.as_deref();
}

record! {
    /// What a sync did to an edit. `str()` says how much.
    Synced(edit::Synced), str = |it| {
        let changed = it.changed().count();
        let left = it.items.len() - changed;
        format!("{} → {}: {changed} made equal, {left} left alone", it.from, it.to)
    };
    /// Where the values come from.
    source = |_py, it| it.from.as_str();
    /// Where they go.
    target = |_py, it| it.to.as_str();
    /// Every difference between the two, made equal or left alone.
    items = |py, it| tuple(py, it.items.iter().cloned(), SyncItem)?;
    /// What was made equal.
    changed = |py, it| tuple(py, it.changed().cloned(), SyncItem)?;
}
