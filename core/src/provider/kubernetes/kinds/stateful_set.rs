//! StatefulSet: pods with names and volumes of their own.

use super::{Found, Kind, Workload};
use crate::provider::kubernetes::object::Object;

pub(super) const KIND: Kind = Kind { name: "StatefulSet", groups: &["apps"], take };

fn take<'n>(object: Object<'n>, found: &mut Found<'n>) {
    found.workloads.push(Workload { object, counted: true });
}
