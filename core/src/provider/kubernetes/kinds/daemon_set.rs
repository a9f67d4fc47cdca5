//! DaemonSet: one pod on each node, so no number of replicas is anybody's choice.

use super::{Found, Kind, Workload};
use crate::provider::kubernetes::object::Object;

pub(super) const KIND: Kind = Kind { name: "DaemonSet", groups: &["apps", "extensions"], take };

fn take<'n>(object: Object<'n>, found: &mut Found<'n>) {
    found.workloads.push(Workload { object, counted: false });
}
