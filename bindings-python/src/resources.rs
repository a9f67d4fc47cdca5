//! What services ask for and what environments have: `Resources`, with what it is made of.

use pyo3::prelude::*;
use stageline::{model, project};

use crate::place::Place;
use crate::record::{record, tuple};

record! {
    /// How many replicas a service has. `str()` is `2`, or `2 to 10` where it scales.
    Replicas(model::Replicas), str = |it| replicas(*it);
    /// How many always run.
    least = |_py, it| it.least;
    /// How many there may be.
    most = |_py, it| it.most;
}

fn replicas(of: model::Replicas) -> String {
    match of.least == of.most {
        true => of.least.to_string(),
        false => format!("{} to {}", of.least, of.most),
    }
}

fn said(amount: &Option<String>, unreadable: &Option<project::Unreadable>) -> String {
    match unreadable {
        Some(unreadable) => unreadable.to_string(),
        None => amount.clone().unwrap_or_else(|| "nothing".to_owned()),
    }
}

record! {
    /// Something that ought to be an amount, and cannot be read as one. `str()` is its text.
    Unreadable(project::Unreadable), str = |it| it.text.clone();
    /// As it is written; a secret is withheld.
    text = |_py, it| it.text.as_str();
    /// Where it stands.
    place = |_py, it| Place::of(it.place.as_ref());
}

record! {
    /// What one service asks for in one environment; amounts are those of one replica. `str()` is
    /// one line.
    ServiceDemand(project::ServiceDemand), str = |it| {
        let request = said(&it.request, &it.unreadable_request);
        let each = format!("{request} for each of {}", replicas(it.replicas));
        match (&it.limit, &it.unreadable_limit) {
            (None, None) => each,
            (limit, unreadable) => format!("{each}, at most {}", said(limit, unreadable)),
        }
    };
    /// How many replicas there are.
    replicas = |_py, it| Replicas(it.replicas);
    /// What each is sure to get.
    request = |_py, it| it.request.as_deref();
    /// What each may use.
    limit = |_py, it| it.limit.as_deref();
    /// Where the request stands, or the limit where there is no request.
    place = |_py, it| Place::of(it.place.as_ref());
    /// What is written for the request and is no amount; such a request counts for nothing.
    unreadable_request = |_py, it| it.unreadable_request.clone().map(Unreadable);
    /// What is written for the limit and is no amount.
    unreadable_limit = |_py, it| it.unreadable_limit.clone().map(Unreadable);
}

record! {
    /// A service's row. `str()` is its name.
    ServiceRow(project::ServiceRow), str = |it| it.service.to_string();
    /// The service.
    service = |_py, it| it.service.as_str();
    /// What it asks for, environment by environment; `None` where it does not run.
    cells = |py, it| tuple(py, it.cells.iter().cloned(), |cell| cell.map(ServiceDemand))?;
}

record! {
    /// What all services ask for in one environment, and what there is. `str()` is one line.
    EnvironmentDemand(project::EnvironmentDemand), str = |it| {
        format!("{} of {}", said(&it.requested, &None), said(&it.available, &it.unreadable))
    };
    /// The requests of all replicas that always run.
    requested = |_py, it| it.requested.as_deref();
    /// The requests with every service scaled out as far as it may.
    most = |_py, it| it.most.as_deref();
    /// What the environment may use: `resource_limits` of its record.
    available = |_py, it| it.available.as_deref();
    /// How much of that is requested, in percent, rounded up; `None` where nothing is said.
    percent = |_py, it| it.percent;
    /// Where `available` stands.
    place = |_py, it| Place::of(it.place.as_ref());
    /// The services that run there and do not say what they request, sorted.
    silent = |py, it| tuple(py, &it.silent, |name| name.as_str())?;
    /// What is written for `available` and is no amount.
    unreadable = |_py, it| it.unreadable.clone().map(Unreadable);
    /// The services whose requests are no amounts, sorted; the sums lack them.
    uncounted = |py, it| tuple(py, &it.uncounted, |name| name.as_str())?;
}

record! {
    /// One resource, over all environments that were asked for. `str()` is its name.
    ResourceTable(project::ResourceTable), str = |it| it.resource.name().to_owned();
    /// The resource.
    resource = |_py, it| it.resource.name();
    /// The services that run in any of them and say something of it, sorted.
    services = |py, it| tuple(py, it.services.iter().cloned(), ServiceRow)?;
    /// The sums, environment by environment.
    totals = |py, it| tuple(py, it.totals.iter().cloned(), EnvironmentDemand)?;
}

record! {
    /// What environments ask for and have, side by side. `str()` is for people.
    Resources(project::Resources), str = |it| it.to_string();
    /// The environments, in the order in which they were asked for.
    environments = |py, it| tuple(py, &it.environments, |name| name.as_str())?;
    /// A table for each resource, in the order in which they were asked for.
    resources = |py, it| tuple(py, it.resources.iter().cloned(), ResourceTable)?;
    /// Whether the services of some environment request more than it may use.
    is_overcommitted = |_py, it| it.is_overcommitted();
}
