//! GrowthBook: conditions in the manner of MongoDB, filters, namespaces and prerequisites.

mod compare;
mod condition;
mod gate;
mod version;

pub(super) use gate::Gate;
