//! What a change of files reaches.

use crate::error::Error;
use crate::names::Names;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// What a change of files may change. It belongs to the caller, who frees it with
/// `stageline_affected_free`; what is asked of it lives as long as it does.
pub struct Affected(stageline::project::Affected);

/// A part of an environment, borrowed from what it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct AffectedEntry {
    /// The environment.
    pub environment: Text,
    /// The part: `record`, `configuration`, `service` or `flags`.
    pub part: Text,
    /// The service, where the part is one; else empty.
    pub service: Text,
}

impl AffectedEntry {
    const NOTHING: Self =
        AffectedEntry { environment: Text::EMPTY, part: Text::EMPTY, service: Text::EMPTY };
}

/// What a change of the files at `count` paths may change: paths relative to the root, of files
/// that are there, new or deleted. The answer is by who reads a file, not by what changed in it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_affected(
    snapshot: *const Snapshot,
    paths: *const Text,
    count: usize,
    out: *mut *mut Affected,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let paths = arg::texts(paths, count, "paths")?;
            Ok(guard::give(Affected(snapshot.affected(paths))))
        })
    }
}

/// How many parts of environments may change; 0 when `affected` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_affected_len(affected: *const Affected) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(affected, "affected")?.0.entries.len())) }
}

/// The part at `index`, sorted. Past the last one, or when `affected` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_affected_entry(
    affected: *const Affected,
    index: usize,
) -> AffectedEntry {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(AffectedEntry::NOTHING, || {
            let entry = arg::handle(affected, "affected")?.0.entries.get(index);
            Ok(entry.map_or(AffectedEntry::NOTHING, |entry| AffectedEntry {
                environment: Text::of(&entry.environment),
                part: Text::of(entry.part.as_str()),
                service: entry.service.as_deref().map_or(Text::EMPTY, Text::of),
            }))
        })
    }
}

/// The pipelines that may change, by the names of their workflows, sorted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_affected_pipelines(
    affected: *const Affected,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Names::from(arg::handle(affected, "affected")?.0.pipelines.clone())))
        })
    }
}

/// The paths that no part of the project reads, sorted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_affected_unknown(
    affected: *const Affected,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Names::from(arg::handle(affected, "affected")?.0.unknown.clone())))
        })
    }
}

/// Writes the services to deploy again as JSON, in the shape that matrix jobs of continuous
/// integration take: `include`, each with `environment` and `service`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_affected_matrix_json(
    affected: *const Affected,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::json(&arg::handle(affected, "affected")?.0.matrix())?))
        })
    }
}

/// Writes the answer as JSON: `entries`, `pipelines` and `unknown`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_affected_to_json(
    affected: *const Affected,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::json(&arg::handle(affected, "affected")?.0)?))
        })
    }
}

/// Frees `affected`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_affected_free(affected: *mut Affected) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(affected) }
}
