//! What the services of environments ask for, beside what the environments may use.

use stageline::project as engine;

use crate::error::Place;

/// What environments ask for and have, side by side.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Resources {
    /// The environments, in the order in which they were asked for.
    pub environments: Vec<String>,
    /// A table for each resource, in the order in which they were asked for.
    pub tables: Vec<ResourceTable>,
    /// Whether the services of some environment request more than it may use.
    pub is_overcommitted: bool,
}

/// One resource, over all environments that were asked for.
#[derive(Clone, Debug, uniffi::Record)]
pub struct ResourceTable {
    /// The resource: `cpu`, `memory` or `storage`.
    pub resource: String,
    /// The services that run in any of them and say something of it, sorted.
    pub services: Vec<ServiceRow>,
    /// The sums, environment by environment.
    pub totals: Vec<EnvironmentDemand>,
}

/// A service's row.
#[derive(Clone, Debug, uniffi::Record)]
pub struct ServiceRow {
    /// The service.
    pub service: String,
    /// What it asks for, environment by environment; absent where it does not run.
    pub cells: Vec<Option<ServiceDemand>>,
}

/// What one service asks for in one environment. Amounts are those of one replica, as people write them,
/// exactly.
#[derive(Clone, Debug, uniffi::Record)]
pub struct ServiceDemand {
    /// How many replicas always run.
    pub least: u64,
    /// How many there may be.
    pub most: u64,
    /// What each is sure to get.
    pub request: Option<String>,
    /// What each may use.
    pub limit: Option<String>,
    /// Where the request stands, or the limit where there is no request.
    pub place: Option<Place>,
    /// What is written for the request and is no amount; such a request counts for nothing.
    pub unreadable_request: Option<Unreadable>,
    /// What is written for the limit and is no amount.
    pub unreadable_limit: Option<Unreadable>,
}

/// Something that ought to be an amount, and cannot be read as one.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Unreadable {
    /// As it is written; a secret is withheld.
    pub text: String,
    /// Where it stands.
    pub place: Option<Place>,
}

/// What all services ask for in one environment, and what there is.
#[derive(Clone, Debug, uniffi::Record)]
pub struct EnvironmentDemand {
    /// The requests of all replicas that always run.
    pub requested: Option<String>,
    /// The requests with every service scaled out as far as it may.
    pub most: Option<String>,
    /// What the environment may use: `resource_limits` of its record.
    pub available: Option<String>,
    /// How much of that is requested, in percent, rounded up; absent where nothing is said.
    pub percent: Option<u64>,
    /// Where `available` stands.
    pub place: Option<Place>,
    /// The services that run there and do not say what they request, sorted.
    pub silent: Vec<String>,
    /// What is written for `available` and is no amount.
    pub unreadable: Option<Unreadable>,
    /// The services whose requests are no amounts, sorted; the sums lack them.
    pub uncounted: Vec<String>,
}

impl From<engine::Resources> for Resources {
    fn from(found: engine::Resources) -> Self {
        Resources {
            is_overcommitted: found.is_overcommitted(),
            environments: found.environments.iter().map(ToString::to_string).collect(),
            tables: found.resources.into_iter().map(ResourceTable::from).collect(),
        }
    }
}

impl From<engine::ResourceTable> for ResourceTable {
    fn from(table: engine::ResourceTable) -> Self {
        let services = table.services.into_iter().map(|row| ServiceRow {
            service: row.service.to_string(),
            cells: row.cells.into_iter().map(|cell| cell.map(ServiceDemand::from)).collect(),
        });
        ResourceTable {
            resource: table.resource.name().to_owned(),
            services: services.collect(),
            totals: table.totals.into_iter().map(EnvironmentDemand::from).collect(),
        }
    }
}

impl From<engine::ServiceDemand> for ServiceDemand {
    fn from(demand: engine::ServiceDemand) -> Self {
        ServiceDemand {
            least: demand.replicas.least,
            most: demand.replicas.most,
            request: demand.request,
            limit: demand.limit,
            place: demand.place.as_ref().map(Place::of),
            unreadable_request: demand.unreadable_request.map(Unreadable::from),
            unreadable_limit: demand.unreadable_limit.map(Unreadable::from),
        }
    }
}

impl From<engine::EnvironmentDemand> for EnvironmentDemand {
    fn from(total: engine::EnvironmentDemand) -> Self {
        EnvironmentDemand {
            requested: total.requested,
            most: total.most,
            available: total.available,
            percent: total.percent,
            place: total.place.as_ref().map(Place::of),
            silent: total.silent.iter().map(ToString::to_string).collect(),
            unreadable: total.unreadable.map(Unreadable::from),
            uncounted: total.uncounted.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<engine::Unreadable> for Unreadable {
    fn from(found: engine::Unreadable) -> Self {
        Unreadable { text: found.text, place: found.place.as_ref().map(Place::of) }
    }
}
