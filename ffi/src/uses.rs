//! Who has a say from one line of a file.

use std::ffi::c_char;

use crate::error::Error;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// The values that are written on a line, for each environment that has them. It belongs to the
/// caller, who frees it with `stageline_uses_free`; what is asked of it lives as long as it does.
pub struct Uses {
    uses: Vec<stageline::project::Use>,
    paths: Vec<String>,
}

/// A value written on a line, where an environment has it; borrowed from what it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Use {
    /// The environment.
    pub environment: Text,
    /// The part: `record`, `configuration`, `service` or `flags`.
    pub part: Text,
    /// The service, where the part is one; else empty.
    pub service: Text,
    /// The path in the part; of a flag, its name and what lies below.
    pub path: Text,
    /// Whether it counts there; otherwise something stronger says otherwise.
    pub wins: bool,
}

impl Use {
    const NOTHING: Self = Use {
        environment: Text::EMPTY,
        part: Text::EMPTY,
        service: Text::EMPTY,
        path: Text::EMPTY,
        wins: false,
    };
}

/// Every value that is written on a line, from 1, of a file, for each environment in which it has a
/// say: in its record, its configuration, its services and its flags.
///
/// Errors: `E_FILE_NOT_FOUND` for a file that the project did not read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_who_uses(
    snapshot: *const Snapshot,
    file: *const c_char,
    line: u32,
    out: *mut *mut Uses,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_snapshot_who_uses_n(snapshot, file, arg::STAGELINE_NUL, line, out, err) }
}

/// `stageline_snapshot_who_uses` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_who_uses_n(
    snapshot: *const Snapshot,
    file: *const c_char,
    file_len: usize,
    line: u32,
    out: *mut *mut Uses,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let uses = snapshot.who_uses(arg::text(file, file_len, "file")?, line)?;
            let paths = uses.iter().map(|found| found.path.to_string()).collect();
            Ok(guard::give(Uses { uses, paths }))
        })
    }
}

/// How many there are; 0 when `uses` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_uses_len(uses: *const Uses) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(uses, "uses")?.uses.len())) }
}

/// The one at `index`. Past the last one, or when `uses` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_uses_at(uses: *const Uses, index: usize) -> Use {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Use::NOTHING, || {
            let this = arg::handle(uses, "uses")?;
            let found = this.uses.get(index).zip(this.paths.get(index));
            Ok(found.map_or(Use::NOTHING, |(found, path)| Use {
                environment: Text::of(&found.environment),
                part: Text::of(found.part.as_str()),
                service: found.service.as_deref().map_or(Text::EMPTY, Text::of),
                path: Text::of(path),
                wins: found.wins,
            }))
        })
    }
}

/// Writes them as a JSON list, each with `environment`, `part`, `service`, `path` and `wins`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_uses_to_json(
    uses: *const Uses,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(uses, "uses")?.uses)?)))
    }
}

/// Frees `uses`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_uses_free(uses: *mut Uses) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(uses) }
}
