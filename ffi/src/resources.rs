//! What services ask for, beside what environments may use.

use crate::error::Error;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// # Safety
/// As [`arg::handle`] and [`arg::texts`].
unsafe fn resources(
    snapshot: *const Snapshot,
    (environments, environment_count): (*const Text, usize),
    (resources, resource_count): (*const Text, usize),
) -> Result<stageline::project::Resources, Error> {
    // SAFETY: the contract is the same.
    unsafe {
        let snapshot = &arg::handle(snapshot, "snapshot")?.0;
        let environments = arg::texts(environments, environment_count, "environments")?;
        let resources = arg::texts(resources, resource_count, "resources")?;
        Ok(snapshot.resources(&environments, &resources)?)
    }
}

/// Writes what the services of environments ask for, and what the environments may use, as JSON:
/// `environments`, and `resources` with a table for each (`resource`, `services`, `totals`). The
/// resources are `cpu`, `memory` and `storage`; none given are all.
///
/// Errors: `E_USAGE` without an environment or for another resource, `E_UNKNOWN_ENVIRONMENT`, or why a
/// service cannot be resolved.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_resources_json(
    snapshot: *const Snapshot,
    environments: *const Text,
    environment_count: usize,
    resources: *const Text,
    resource_count: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let (environments, named) =
                ((environments, environment_count), (resources, resource_count));
            Ok(guard::give(Bytes::json(&self::resources(snapshot, environments, named)?)?))
        })
    }
}

/// Writes the same as text for people, a line for each resource and environment.
///
/// Errors: as `stageline_snapshot_resources_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_resources_text(
    snapshot: *const Snapshot,
    environments: *const Text,
    environment_count: usize,
    resources: *const Text,
    resource_count: usize,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let (environments, named) =
                ((environments, environment_count), (resources, resource_count));
            let text = self::resources(snapshot, environments, named)?.to_string();
            Ok(guard::give(Bytes::from(text)))
        })
    }
}
