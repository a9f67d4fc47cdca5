//! What services ask for, beside what environments may use.

use stageline::project::{EnvironmentDemand as Total, ResourceTable as Table};

use crate::demand::{EnvironmentDemand, ResourceTable, ServiceDemand};
use crate::error::Error;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard};

/// What the services of environments ask for, beside what these may use. It never changes, and threads
/// share it freely. It belongs to the caller, who frees it with `stageline_resources_free`; what is asked
/// of it lives as long as it does.
pub struct Resources(stageline::project::Resources);

impl Resources {
    fn table(&self, index: usize) -> Option<&Table> {
        self.0.resources.get(index)
    }

    fn total(&self, table: usize, environment: usize) -> Option<&Total> {
        self.table(table)?.totals.get(environment)
    }
}

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

/// What the services of environments ask for, and what the environments may use: a table for each
/// resource, with a cell for each service and environment, and the sums. The resources are `cpu`,
/// `memory` and `storage`; none given are all.
///
/// Errors: `E_USAGE` without an environment or for another resource, `E_UNKNOWN_ENVIRONMENT`, or why a
/// service cannot be resolved.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_resources(
    snapshot: *const Snapshot,
    environments: *const Text,
    environment_count: usize,
    resources: *const Text,
    resource_count: usize,
    out: *mut *mut Resources,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let (environments, named) =
                ((environments, environment_count), (resources, resource_count));
            Ok(guard::give(Resources(self::resources(snapshot, environments, named)?)))
        })
    }
}

/// How many tables there are, one for each resource; 0 when `resources` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_resources_len(resources: *const Resources) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(resources, "resources")?.0.resources.len())) }
}

/// The table at `index`, in the order in which the resources were asked for. Past the last one, or when
/// `resources` is null, its text is empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_resources_table(
    resources: *const Resources,
    index: usize,
) -> ResourceTable {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(ResourceTable::NOTHING, || {
            let table = arg::handle(resources, "resources")?.table(index);
            Ok(table.map_or(ResourceTable::NOTHING, ResourceTable::of))
        })
    }
}

/// The service at `index` of a table, sorted by name; empty past the last one, or when `resources` is
/// null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_resources_service(
    resources: *const Resources,
    table: usize,
    index: usize,
) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let table = arg::handle(resources, "resources")?.table(table);
            let row = table.and_then(|table| table.services.get(index));
            Ok(row.map_or(Text::EMPTY, |row| Text::of(&row.service)))
        })
    }
}

/// What the service at `service` of a table asks for in the environment at `environment`, in the order
/// in which environments were asked for. Past the last ones, or when `resources` is null, it does not
/// run.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_resources_demand(
    resources: *const Resources,
    table: usize,
    service: usize,
    environment: usize,
) -> ServiceDemand {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(ServiceDemand::NOTHING, || {
            let table = arg::handle(resources, "resources")?.table(table);
            let row = table.and_then(|table| table.services.get(service));
            let demand = row.and_then(|row| row.cells.get(environment)?.as_ref());
            Ok(demand.map_or(ServiceDemand::NOTHING, ServiceDemand::of))
        })
    }
}

/// What all services ask for in the environment at `environment`, and what there is. Past the last one,
/// or when `resources` is null, its texts are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_resources_total(
    resources: *const Resources,
    table: usize,
    environment: usize,
) -> EnvironmentDemand {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(EnvironmentDemand::NOTHING, || {
            let resources = arg::handle(resources, "resources")?;
            let name = resources.0.environments.get(environment);
            let total = name.zip(resources.total(table, environment));
            Ok(total.map_or(EnvironmentDemand::NOTHING, |(name, total)| {
                EnvironmentDemand::of(name, total)
            }))
        })
    }
}

/// The service at `index` of those that run in an environment and do not say what they request, sorted;
/// empty past the last one, or when `resources` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_resources_silent(
    resources: *const Resources,
    table: usize,
    environment: usize,
    index: usize,
) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let total = arg::handle(resources, "resources")?.total(table, environment);
            let name = total.and_then(|total| total.silent.get(index));
            Ok(name.map_or(Text::EMPTY, |name| Text::of(name)))
        })
    }
}

/// The service at `index` of those whose requests in an environment are no amounts, sorted; the sums lack
/// them. Empty past the last one, or when `resources` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_resources_uncounted(
    resources: *const Resources,
    table: usize,
    environment: usize,
    index: usize,
) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let total = arg::handle(resources, "resources")?.total(table, environment);
            let name = total.and_then(|total| total.uncounted.get(index));
            Ok(name.map_or(Text::EMPTY, |name| Text::of(name)))
        })
    }
}

/// Whether the services of some environment request more than it may use; false when `resources` is
/// null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_resources_is_overcommitted(resources: *const Resources) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(false, || Ok(arg::handle(resources, "resources")?.0.is_overcommitted())) }
}

/// Frees `resources`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_resources_free(resources: *mut Resources) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(resources) }
}

/// Writes what the services of environments ask for, and what the environments may use, as JSON:
/// `environments`, and `resources` with a table for each (`resource`, `services`, `totals`). The
/// resources are `cpu`, `memory` and `storage`; none given are all.
///
/// Errors: as `stageline_snapshot_resources`.
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
/// Errors: as `stageline_snapshot_resources`.
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
