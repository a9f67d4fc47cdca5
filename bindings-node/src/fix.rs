//! Whether a suggested edit still speaks of what its finding saw: it names items of lists by their
//! positions, which other changes move.

use stageline::Snapshot;
use stageline::source::{FileId, SourceFile};
use stageline::validate::Fix;
use stageline::value::{KeyPath, at};
use stageline::yaml::{Change, Limits, Node, parse};

/// Whether the value that a suggestion is about is the same in a text of its file as in the snapshot
/// that was validated.
pub(crate) fn fits(fix: &Fix, seen: &Snapshot, now: &str) -> bool {
    let Some(seen) = seen.sources().by_path(&fix.file) else { return false };
    if seen.text() == now {
        return true;
    }
    let now = SourceFile::new(FileId::NONE, &*fix.file, now.to_owned());
    let path = path(&fix.change);
    match (tree(seen), tree(&now)) {
        (Some(seen), Some(now)) => at(&seen, &path) == at(&now, &path),
        _ => false,
    }
}

fn tree(file: &SourceFile) -> Option<Node> {
    // Both texts were read before, within the limits of their project.
    let mut limits = Limits::default();
    limits.file_bytes = u64::MAX;
    limits.nodes = u64::MAX;
    parse(file, &limits).ok()
}

/// Where the value stands that a change begins from.
fn path(change: &Change) -> KeyPath {
    let path = match change {
        Change::Set { path, .. } | Change::Remove { path } | Change::Append { path, .. } => path,
        Change::Rename { from, .. } => from,
    };
    path.iter().cloned().collect()
}
