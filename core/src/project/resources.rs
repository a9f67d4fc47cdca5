//! What the services of environments ask for, side by side, and what each environment may use.

use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

use super::Snapshot;
use crate::error::{Code, Error, Place, Result, closest, visible};
use crate::model::{Replicas, Resource};
use crate::value::{Quantity, without_secrets};
use crate::yaml::Node;

/// An amount as people write it, exactly: [`Resource::write`].
type Amount = Option<String>;

/// What one service asks for in one environment. Amounts are those of one replica.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ServiceDemand {
    /// How many replicas there are.
    pub replicas: Replicas,
    /// What each is sure to get.
    pub request: Amount,
    /// What each may use.
    pub limit: Amount,
    /// Where the request stands, or the limit where there is no request.
    pub place: Option<Place>,
    /// What is written for the request and is no amount; such a request counts for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreadable_request: Option<Unreadable>,
    /// What is written for the limit and is no amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreadable_limit: Option<Unreadable>,
}

/// Something that ought to be an amount, and cannot be read as one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Unreadable {
    /// As it is written.
    pub text: String,
    /// Where it stands.
    pub place: Option<Place>,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (unreadable)", self.text)
    }
}

/// What all services ask for in one environment, and what there is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EnvironmentDemand {
    /// The requests of all replicas that always run.
    pub requested: Amount,
    /// The requests with every service scaled out as far as it may.
    pub most: Amount,
    /// What the environment may use: `resource_limits` of its record.
    pub available: Amount,
    /// How much of that is requested, in percent, rounded up; `None` where nothing is said.
    pub percent: Option<u64>,
    /// Where `available` stands.
    pub place: Option<Place>,
    /// The services that run there and do not say what they request, sorted.
    pub silent: Vec<SmolStr>,
    /// What is written for `available` and is no amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<Unreadable>,
    /// The services whose requests are no amounts, sorted; the sums lack them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uncounted: Vec<SmolStr>,
}

/// A service's row: a cell for each environment, `None` where it does not run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ServiceRow {
    /// The service.
    pub service: SmolStr,
    /// What it asks for, environment by environment.
    pub cells: Vec<Option<ServiceDemand>>,
}

/// One resource, over all environments that were asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ResourceTable {
    /// The resource.
    pub resource: Resource,
    /// The services that run in any of them, sorted; those that say nothing of the resource in any
    /// are left out, and named as silent.
    pub services: Vec<ServiceRow>,
    /// The sums, environment by environment.
    pub totals: Vec<EnvironmentDemand>,
}

/// What environments ask for and have, side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Resources {
    /// The environments, in the order in which they were asked for.
    pub environments: Vec<SmolStr>,
    /// A table for each resource, in the order in which they were asked for.
    pub resources: Vec<ResourceTable>,
}

impl ServiceDemand {
    /// Whether anything is written of the resource, be it an amount or not.
    fn says(&self) -> bool {
        let amounts = self.request.is_some() || self.limit.is_some();
        amounts || self.unreadable_request.is_some() || self.unreadable_limit.is_some()
    }
}

impl Resources {
    /// Whether the services of some environment request more than it may use.
    pub fn is_overcommitted(&self) -> bool {
        let mut totals = self.resources.iter().flat_map(|table| &table.totals);
        totals.any(|total| total.percent.is_some_and(|percent| percent > 100))
    }
}

impl Snapshot {
    /// What the services of environments ask for, and what the environments may use. Resources are
    /// `cpu`, `memory` and `storage`, which `disk` is another word for; none given are all.
    ///
    /// # Errors
    /// `E_USAGE` without an environment or for another resource, `E_UNKNOWN_ENVIRONMENT`, or why a
    /// service cannot be resolved.
    pub fn resources(&self, environments: &[&str], resources: &[&str]) -> Result<Resources> {
        if environments.is_empty() {
            let error = Error::new(Code::Usage, "no environment is named");
            return Err(error.help("name at least one environment"));
        }
        let mut wanted: Vec<Resource> = Vec::new();
        for word in resources {
            let resource = Resource::of_name(word).ok_or_else(|| unknown(word))?;
            if !wanted.contains(&resource) {
                wanted.push(resource);
            }
        }
        if wanted.is_empty() {
            wanted = Resource::ALL.to_vec();
        }
        let running: Vec<Running> =
            environments.iter().map(|name| Running::of(self, name)).collect::<Result<_>>()?;
        let tables = wanted.into_iter().map(|resource| self.table(resource, &running));
        let resources = tables.collect();
        Ok(Resources { environments: environments.iter().map(SmolStr::new).collect(), resources })
    }

    fn table(&self, resource: Resource, running: &[Running]) -> ResourceTable {
        let services = self.service_names().into_iter().map(|service| {
            let cell = |environment: &Running| {
                let root = environment.root(service)?;
                Some(self.demand(resource, root))
            };
            ServiceRow { service: service.into(), cells: running.iter().map(cell).collect() }
        });
        let says = |row: &ServiceRow| {
            let mut cells = row.cells.iter().flatten();
            cells.any(ServiceDemand::says)
        };
        ResourceTable {
            resource,
            services: services.filter(says).collect(),
            totals: running.iter().map(|environment| self.total(resource, environment)).collect(),
        }
    }

    fn demand(&self, resource: Resource, root: &Node) -> ServiceDemand {
        let (requests, limits) = (part(root, "requests"), part(root, "limits"));
        let (request, limit) = (resource.stated(requests), resource.stated(limits));
        let text =
            |stated: Option<(Quantity, &Node)>| stated.map(|(amount, _)| resource.write(amount));
        ServiceDemand {
            replicas: Replicas::of(root),
            request: text(request),
            limit: text(limit),
            place: request.or(limit).and_then(|(_, node)| self.place(node.untagged().span)),
            unreadable_request: resource.unreadable(requests).map(|node| self.unreadable(node)),
            unreadable_limit: resource.unreadable(limits).map(|node| self.unreadable(node)),
        }
    }

    fn unreadable(&self, node: &Node) -> Unreadable {
        let (shown, _) = without_secrets([].into_iter(), node);
        let text = shown.map_or_else(
            || "(withheld)".to_owned(),
            |shown| match shown.untagged().as_text() {
                Some(text) => visible(text),
                None => shown.to_string(),
            },
        );
        Unreadable { text, place: self.place(node.untagged().span) }
    }

    fn total(&self, resource: Resource, environment: &Running) -> EnvironmentDemand {
        let mut sums: Option<(Quantity, Quantity)> = None;
        let (mut silent, mut uncounted) = (Vec::new(), Vec::new());
        for (service, root) in &environment.services {
            let requests = part(root, "requests");
            let Some((request, _)) = resource.stated(requests) else {
                let unreadable = resource.unreadable(requests).is_some();
                if unreadable { &mut uncounted } else { &mut silent }.push(service.clone());
                continue;
            };
            let replicas = Replicas::of(root);
            let (least, most) = sums.unwrap_or_default();
            let with = |sum: Quantity, count: u64| sum.plus(request.times(count));
            sums = Some((with(least, replicas.least), with(most, replicas.most)));
        }
        let limits = environment.record.child("resource_limits");
        let available = resource.stated(limits);
        let text = |amount: Quantity| resource.write(amount);
        let percent = sums
            .zip(available)
            .and_then(|((requested, _), (available, _))| requested.percent_of(available));
        EnvironmentDemand {
            requested: sums.map(|(least, _)| text(least)),
            most: sums.map(|(_, most)| text(most)),
            available: available.map(|(amount, _)| text(amount)),
            percent,
            place: available.and_then(|(_, node)| self.place(node.untagged().span)),
            silent,
            unreadable: resource.unreadable(limits).map(|node| self.unreadable(node)),
            uncounted,
        }
    }
}

/// An environment's record, and the services that run in it.
struct Running {
    record: Node,
    services: Vec<(SmolStr, Node)>,
}

impl Running {
    fn of(snapshot: &Snapshot, name: &str) -> Result<Self> {
        let environment = snapshot.environment(name)?;
        let resolve = |service: &str| {
            let root = environment.service(service)?.resolve()?.root().clone();
            Ok((service.into(), root))
        };
        let services = environment.service_names().into_iter().map(resolve);
        Ok(Self {
            record: environment.record_tree()?.root().clone(),
            services: services.collect::<Result<_>>()?,
        })
    }

    fn root(&self, service: &str) -> Option<&Node> {
        self.services.iter().find(|(name, _)| name == service).map(|(_, root)| root)
    }
}

fn part<'n>(root: &'n Node, name: &str) -> Option<&'n Node> {
    root.child("resources")?.child(name)
}

fn unknown(word: &str) -> Error {
    let known = Resource::ALL.map(Resource::name);
    Error::new(Code::Usage, format!("`{word}` is no resource"))
        .help("name `cpu`, `memory` or `storage`, which `disk` stands for too")
        .suggest(closest(word, known))
}

/// A line for each resource and environment.
impl fmt::Display for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut gap = "";
        for table in &self.resources {
            for (environment, total) in self.environments.iter().zip(&table.totals) {
                let said = |amount: &Amount| amount.clone().unwrap_or_else(|| "nothing".to_owned());
                let resource = table.resource.name();
                write!(f, "{gap}{resource} in {environment}: {}", said(&total.requested))?;
                write!(f, " requested, at most {}", said(&total.most))?;
                match (&total.available, total.percent) {
                    (Some(all), Some(percent)) => write!(f, ", {percent}% of {all}")?,
                    (Some(all), None) => write!(f, ", of {all}")?,
                    (None, _) => {}
                }
                total.unreadable.iter().try_for_each(|text| write!(f, ", of {text}"))?;
                if !total.uncounted.is_empty() {
                    write!(f, ", unreadable in {}", total.uncounted.join(", "))?;
                }
                gap = "\n";
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::Project;

    fn project() -> Project {
        Project::from_files([
            (
                "config/environments.yaml",
                "environments: {a: {resource_limits: {cpu: 4, memory: 1Gi}}, b: {}}",
            ),
            (
                "config/services/api/base.yaml",
                "api: {resources: {requests: {cpu: 500m}, limits: {cpu: 1}}}",
            ),
            (
                "config/services/api/a.yaml",
                "api: {replicas: 2, autoscaling: {min_replicas: 3, max_replicas: 10}}",
            ),
            ("config/services/web/a.yaml", "web: {resources: {requests: {cpu: 3, memory: 2Gi}}}"),
        ])
        .unwrap()
    }

    #[test]
    fn requests_are_summed_over_replicas_and_held_against_what_there_is() {
        let found = project().snapshot().resources(&["a", "b"], &[]).unwrap();
        assert_eq!(
            found.to_string(),
            "cpu in a: 4.5 requested, at most 8, 113% of 4\n\
             cpu in b: 500m requested, at most 500m\n\
             memory in a: 2Gi requested, at most 2Gi, 200% of 1Gi\n\
             memory in b: nothing requested, at most nothing\n\
             storage in a: nothing requested, at most nothing\n\
             storage in b: nothing requested, at most nothing"
        );
        assert!(found.is_overcommitted());
        let cpu = &found.resources[0];
        let api = cpu.services[0].cells[0].as_ref().unwrap();
        assert_eq!((api.replicas.least, api.replicas.most), (3, 10));
        assert_eq!((api.request.as_deref(), api.limit.as_deref()), (Some("500m"), Some("1")));
        assert_eq!(cpu.services[1].service, "web");
        assert_eq!(cpu.services[1].cells[1], None);
        assert_eq!(found.resources[1].totals[0].silent, ["api"]);
    }

    #[test]
    fn what_is_no_amount_is_shown_as_written_and_counts_for_nothing() {
        let project = Project::from_files([
            (
                "config/environments.yaml",
                "environments: {a: {resource_limits: {cpu: plenty}}, b: {resource_limits: {cpu: 2}}}",
            ),
            (
                "config/services/api/base.yaml",
                "api: {resources: {requests: {cpu: lots}, limits: {cpu: [1]}}}",
            ),
            ("config/services/api/a.yaml", "api: {}"),
            ("config/services/api/b.yaml", "api: {}"),
            ("config/services/web/b.yaml", "web: {resources: {requests: {cpu: 1}}}"),
            ("config/services/idle/b.yaml", "idle: {resources: {requests: {cpu: null}}}"),
        ]);
        let found = project.unwrap().snapshot().resources(&["a", "b"], &["cpu"]).unwrap();
        let table = &found.resources[0];
        let api = table.services[0].cells[0].as_ref().unwrap();
        assert_eq!((&api.request, &api.limit), (&None, &None));
        let request = api.unreadable_request.as_ref().unwrap();
        assert_eq!(request.to_string(), "lots (unreadable)");
        assert_eq!(request.place.as_ref().unwrap().line, 1);
        assert_eq!(api.unreadable_limit.as_ref().unwrap().text, "[1]");
        let (a, b) = (&table.totals[0], &table.totals[1]);
        assert_eq!((&a.available, &a.requested, a.percent), (&None, &None, None));
        assert_eq!(a.unreadable.as_ref().unwrap().text, "plenty");
        assert_eq!((b.requested.as_deref(), b.percent), (Some("1"), Some(50)));
        assert_eq!((&b.uncounted[..], &b.silent[..]), (&["api".into()][..], &["idle".into()][..]));
        assert!(found.to_string().contains("of plenty (unreadable), unreadable in api"));
    }

    #[test]
    fn disk_is_storage_and_other_words_are_refused_with_the_nearest() {
        let snapshot = project().snapshot();
        let found = snapshot.resources(&["a"], &["disk", "storage"]).unwrap();
        assert_eq!(found.resources.len(), 1);
        let error = snapshot.resources(&["a"], &["memori"]).unwrap_err();
        assert_eq!(error.suggestions(), ["memory"]);
        assert_eq!(snapshot.resources(&[], &[]).unwrap_err().code(), crate::Code::Usage);
    }

    #[test]
    fn scaling_that_is_off_counts_for_nothing_and_sums_do_not_overflow() {
        let project = Project::from_files([
            ("config/environments.yaml", "environments: {a: {resource_limits: {cpu: 0}}}"),
            (
                "config/services/api/a.yaml",
                "api: {replicas: 18446744073709551615, resources: {requests: {cpu: 9E}},
                 autoscaling: {enabled: false, max_replicas: 5}}",
            ),
        ]);
        let found = project.unwrap().snapshot().resources(&["a"], &["cpu"]).unwrap();
        let total = &found.resources[0].totals[0];
        assert_eq!(total.requested, total.most);
        assert_eq!(total.percent, None, "nothing is available");
    }
}
