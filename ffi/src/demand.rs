//! What C sees of what services ask for: a cell for each service and environment, and the sums.

use stageline::project;

use crate::error::Place;
use crate::text::Text;

/// One resource, over all environments that were asked for; borrowed from what it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct ResourceTable {
    /// The resource: `cpu`, `memory` or `storage`.
    pub resource: Text,
    /// How many services there are that run in any of them and say something of it.
    pub service_count: usize,
    /// How many environments there are.
    pub environment_count: usize,
}

/// Something that ought to be an amount and cannot be read as one, borrowed from what it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Unreadable {
    /// As it is written, a secret withheld; empty where there is no such thing.
    pub text: Text,
    /// Where it stands.
    pub place: Place,
}

/// What one service asks for in one environment, borrowed from what it was asked of. Amounts are those
/// of one replica, as people write them, exactly.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct ServiceDemand {
    /// Whether the service runs there; all else says nothing where it does not.
    pub runs: bool,
    /// How many replicas always run.
    pub least: u64,
    /// How many there may be.
    pub most: u64,
    /// What each is sure to get; empty where nothing is said.
    pub request: Text,
    /// What each may use; empty where nothing is said.
    pub limit: Text,
    /// Where the request stands, or the limit where there is no request.
    pub place: Place,
    /// What is written for the request and is no amount; such a request counts for nothing.
    pub unreadable_request: Unreadable,
    /// What is written for the limit and is no amount.
    pub unreadable_limit: Unreadable,
}

/// What all services ask for in one environment, and what there is; borrowed from what it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct EnvironmentDemand {
    /// The environment.
    pub environment: Text,
    /// The requests of all replicas that always run; empty where nothing is said.
    pub requested: Text,
    /// The requests with every service scaled out as far as it may; empty where nothing is said.
    pub most: Text,
    /// What the environment may use, `resource_limits` of its record; empty where nothing is said.
    pub available: Text,
    /// How much of that is requested, in percent, rounded up; -1 where nothing is said.
    pub percent: i64,
    /// Where `available` stands.
    pub place: Place,
    /// What is written for `available` and is no amount.
    pub unreadable: Unreadable,
    /// How many services run there and do not say what they request.
    pub silent_count: usize,
    /// How many services request what is no amount; the sums lack them.
    pub uncounted_count: usize,
}

impl ResourceTable {
    pub(crate) const NOTHING: Self =
        ResourceTable { resource: Text::EMPTY, service_count: 0, environment_count: 0 };

    pub(crate) fn of(table: &project::ResourceTable) -> Self {
        ResourceTable {
            resource: Text::of(table.resource.name()),
            service_count: table.services.len(),
            environment_count: table.totals.len(),
        }
    }
}

impl Unreadable {
    const NOTHING: Self = Unreadable { text: Text::EMPTY, place: Place::NOWHERE };

    fn of(unreadable: Option<&project::Unreadable>) -> Self {
        unreadable.map_or(Self::NOTHING, |found| Unreadable {
            text: Text::of(&found.text),
            place: Place::of(found.place.as_ref()),
        })
    }
}

impl ServiceDemand {
    pub(crate) const NOTHING: Self = ServiceDemand {
        runs: false,
        least: 0,
        most: 0,
        request: Text::EMPTY,
        limit: Text::EMPTY,
        place: Place::NOWHERE,
        unreadable_request: Unreadable::NOTHING,
        unreadable_limit: Unreadable::NOTHING,
    };

    pub(crate) fn of(demand: &project::ServiceDemand) -> Self {
        ServiceDemand {
            runs: true,
            least: demand.replicas.least,
            most: demand.replicas.most,
            request: Text::optional(demand.request.as_deref()),
            limit: Text::optional(demand.limit.as_deref()),
            place: Place::of(demand.place.as_ref()),
            unreadable_request: Unreadable::of(demand.unreadable_request.as_ref()),
            unreadable_limit: Unreadable::of(demand.unreadable_limit.as_ref()),
        }
    }
}

impl EnvironmentDemand {
    pub(crate) const NOTHING: Self = EnvironmentDemand {
        environment: Text::EMPTY,
        requested: Text::EMPTY,
        most: Text::EMPTY,
        available: Text::EMPTY,
        percent: -1,
        place: Place::NOWHERE,
        unreadable: Unreadable::NOTHING,
        silent_count: 0,
        uncounted_count: 0,
    };

    pub(crate) fn of(environment: &str, total: &project::EnvironmentDemand) -> Self {
        EnvironmentDemand {
            environment: Text::of(environment),
            requested: Text::optional(total.requested.as_deref()),
            most: Text::optional(total.most.as_deref()),
            available: Text::optional(total.available.as_deref()),
            percent: total.percent.map_or(-1, |percent| i64::try_from(percent).unwrap_or(i64::MAX)),
            place: Place::of(total.place.as_ref()),
            unreadable: Unreadable::of(total.unreadable.as_ref()),
            silent_count: total.silent.len(),
            uncounted_count: total.uncounted.len(),
        }
    }
}
