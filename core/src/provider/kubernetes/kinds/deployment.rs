//! Deployment: pods that are alike and replace each other.

use super::{Found, Kind, Workload};
use crate::provider::kubernetes::object::Object;

pub(super) const KIND: Kind = Kind { name: "Deployment", groups: &["apps", "extensions"], take };

fn take<'n>(object: Object<'n>, found: &mut Found<'n>) {
    found.workloads.push(Workload { object, counted: true });
}
