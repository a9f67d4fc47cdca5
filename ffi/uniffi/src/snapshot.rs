//! A project as it was at one moment, and what a change of its files reaches.

use std::sync::Arc;

use stageline::project::Resources as Demand;
use stageline::source::SourceMap;

use crate::comparison::{Comparison, DiffOptions, DriftOptions};
use crate::environment::Environment;
use crate::error::{Place, StagelineError, guard};
use crate::live::LiveEnvironment;
use crate::project::json;
use crate::report::Report;
use crate::resources::Resources;
use crate::validation::ValidateOptions;

/// A project as it was at one moment. It never changes, and threads share it freely.
#[derive(uniffi::Object)]
pub struct Snapshot(pub(crate) stageline::Snapshot);

/// What a change of files may change.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Affected {
    /// The parts of environments, sorted.
    pub entries: Vec<AffectedEntry>,
    /// The pipelines, by the names of their workflows, sorted.
    pub pipelines: Vec<String>,
    /// Paths that no part of the project reads, sorted.
    pub unknown: Vec<String>,
    /// The services to deploy again as JSON, in the shape that matrix jobs of continuous integration
    /// take: `include`, each with `environment` and `service`.
    pub matrix_json: String,
}

/// A part of an environment.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AffectedEntry {
    /// The environment.
    pub environment: String,
    /// The part: `record`, `configuration`, `service` or `flags`.
    pub part: String,
    /// The service, where the part is one.
    pub service: Option<String>,
}

/// A value written on a line, where an environment has it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Use {
    /// The environment.
    pub environment: String,
    /// The part: `record`, `configuration`, `service` or `flags`.
    pub part: String,
    /// The service, where the part is one.
    pub service: Option<String>,
    /// The path in the part; of a flag, its name and what lies below.
    pub path: String,
    /// Whether it counts there; otherwise something stronger says otherwise.
    pub wins: bool,
}

type Answer<T> = Result<T, StagelineError>;

impl Snapshot {
    pub(crate) fn new(snapshot: stageline::Snapshot) -> Arc<Self> {
        Arc::new(Snapshot(snapshot))
    }
}

#[uniffi::export]
impl Snapshot {
    /// The names of the environments, in the order of the file, those of tenants behind.
    pub fn environment_names(&self) -> Vec<String> {
        self.0.environment_names().into_iter().map(str::to_owned).collect()
    }

    /// The names of the services, sorted.
    pub fn service_names(&self) -> Vec<String> {
        self.0.service_names().into_iter().map(str::to_owned).collect()
    }

    /// The digest of all files, paths and texts.
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }

    /// An environment, or one that a tenant derives. Its flags are of this moment.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT` with the nearest names.
    pub fn environment(&self, name: &str) -> Answer<Arc<Environment>> {
        guard(|| Ok(Arc::new(Environment(self.0.environment(name)?))))
    }

    /// What a change of these files may change: paths relative to the root, of files that are there,
    /// new or deleted. The answer is by who reads a file, not by what changed in it.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn affected(&self, paths: &[String]) -> Answer<Affected> {
        guard(|| {
            let affected = self.0.affected(paths);
            let matrix_json = json(&affected.matrix())?;
            let entries = affected.entries.into_iter().map(|entry| AffectedEntry {
                environment: entry.environment,
                part: entry.part.as_str().to_owned(),
                service: entry.service,
            });
            Ok(Affected {
                entries: entries.collect(),
                pipelines: affected.pipelines,
                unknown: affected.unknown,
                matrix_json,
            })
        })
    }

    /// Every value that is written on a line, from 1, of a file, for each environment in which it has
    /// a say.
    ///
    /// # Errors
    /// `E_FILE_NOT_FOUND` for a file that the project did not read.
    pub fn who_uses(&self, file: &str, line: u32) -> Answer<Vec<Use>> {
        guard(|| {
            let uses = self.0.who_uses(file, line)?.into_iter().map(|found| Use {
                environment: found.environment,
                part: found.part.as_str().to_owned(),
                service: found.service,
                path: found.path.to_string(),
                wins: found.wins,
            });
            Ok(uses.collect())
        })
    }

    /// Where a value of an environment's configuration, or of a service in it, was written; absent for
    /// one that stands in no file. For the findings of a rule.
    ///
    /// # Errors
    /// As `Environment.resolve`, `Environment.service` and `Configuration.get_json`.
    #[uniffi::method(default(service = None))]
    pub fn place_of(
        &self,
        environment: &str,
        path: &str,
        service: Option<String>,
    ) -> Answer<Option<Place>> {
        guard(|| {
            let place = self.0.place_of(environment, service.as_deref(), path)?;
            Ok(place.as_ref().map(Place::of))
        })
    }

    /// What is wrong, by place, each finding once. Findings are an answer, not an error.
    ///
    /// # Errors
    /// `E_USAGE` for a text that is no day; `E_UNKNOWN_ENVIRONMENT` for an environment that does not
    /// exist; `E_NAME` or `E_NAME_TAKEN` for the id of a rule.
    #[uniffi::method(default(options = None))]
    pub fn validate(&self, options: Option<ValidateOptions>) -> Answer<Arc<Report>> {
        guard(|| {
            let report = match options {
                None => self.0.validate(),
                Some(options) => self.0.validate_with(&options.into_engine()?)?,
            };
            Ok(Report::new(report, self.0.clone()))
        })
    }

    /// What differs between two environments: record, configuration, each service, flags; with options,
    /// some parts, services and paths alone, or without some.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT`, or why one of them does not resolve; `E_USAGE` for options that name no
    /// part, no service and no path that one of them has, or that leave nothing to compare.
    #[uniffi::method(default(options = None))]
    pub fn diff(
        &self,
        left: &str,
        right: &str,
        options: Option<DiffOptions>,
    ) -> Answer<Arc<Comparison>> {
        guard(|| {
            let options = options.unwrap_or_default().into_engine()?;
            Ok(Comparison::of_diff(self.0.diff_where(left, right, &options)?, self.sources()))
        })
    }

    /// What differs between an environment and one of another state of the project, or of another
    /// project. Where both have one name, the answer calls the first one `before` and the second `after`.
    ///
    /// # Errors
    /// As `diff`.
    pub fn diff_with(&self, left: &str, other: &Snapshot, right: &str) -> Answer<Arc<Comparison>> {
        guard(|| {
            let sources = (self.0.sources(), other.0.sources());
            Ok(Comparison::of_diff(self.0.diff_with(left, &other.0, right)?, sources))
        })
    }

    /// How environments differ from a baseline, and which of it is drift. Drift is an answer, not an
    /// error.
    ///
    /// # Errors
    /// As `diff`; `E_USAGE` without a target and for options that are none; `E_NAME_TAKEN` where two
    /// rules of the program have one name.
    #[uniffi::method(default(options = None))]
    pub fn drift(
        &self,
        baseline: &str,
        targets: Vec<String>,
        options: Option<DriftOptions>,
    ) -> Answer<Arc<Comparison>> {
        guard(|| {
            let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
            let options = options.unwrap_or_default().into_engine()?;
            let report = self.0.drift_with(baseline, &targets, &options)?;
            Ok(Comparison::of_drift(report, self.sources()))
        })
    }

    /// What is not the same in all of these environments: who agrees with whom, who stands apart from most,
    /// and which shapes are violated. A violated shape is drift. Rules have no say here.
    ///
    /// # Errors
    /// As `drift`; `E_USAGE` for fewer than two environments, and for one that is named twice.
    #[uniffi::method(default(options = None))]
    pub fn compare(
        &self,
        environments: Vec<String>,
        options: Option<DriftOptions>,
    ) -> Answer<Arc<Comparison>> {
        guard(|| {
            let environments: Vec<&str> = environments.iter().map(String::as_str).collect();
            let options = options.unwrap_or_default().into_engine()?;
            let survey = self.0.compare_with(&environments, &options)?;
            Ok(Comparison::of_survey(survey, self.sources()))
        })
    }

    /// How what runs in an environment differs from what is declared for it. The baseline is what is
    /// declared, the target is called `live`. What the live state cannot tell is unknown and no drift.
    ///
    /// # Errors
    /// As `drift`, and `E_USAGE` for the live state of another environment.
    #[uniffi::method(default(options = None))]
    pub fn drift_live(
        &self,
        environment: &str,
        live: &LiveEnvironment,
        options: Option<DriftOptions>,
    ) -> Answer<Arc<Comparison>> {
        guard(|| {
            let options = options.unwrap_or_default().into_engine()?;
            let report = self.0.drift_live(environment, &live.0, &options)?;
            Ok(Comparison::of_drift(report, (self.0.sources(), live.0.sources())))
        })
    }

    /// What the services of environments ask for, and what the environments may use. The resources are
    /// `cpu`, `memory` and `storage`; none given are all.
    ///
    /// # Errors
    /// `E_USAGE` without an environment or for another resource, `E_UNKNOWN_ENVIRONMENT`, or why a
    /// service does not resolve.
    #[uniffi::method(default(resources = []))]
    pub fn resources(
        &self,
        environments: Vec<String>,
        resources: Vec<String>,
    ) -> Answer<Resources> {
        guard(|| Ok(self.demand(&environments, &resources)?.into()))
    }

    /// The same as JSON: `environments`, and `resources` with a table for each.
    ///
    /// # Errors
    /// As `resources`.
    #[uniffi::method(default(resources = []))]
    pub fn resources_json(
        &self,
        environments: Vec<String>,
        resources: Vec<String>,
    ) -> Answer<String> {
        guard(|| json(&self.demand(&environments, &resources)?))
    }

    /// The same as text for people, a line for each resource and environment.
    ///
    /// # Errors
    /// As `resources`.
    #[uniffi::method(default(resources = []))]
    pub fn resources_text(
        &self,
        environments: Vec<String>,
        resources: Vec<String>,
    ) -> Answer<String> {
        guard(|| Ok(self.demand(&environments, &resources)?.to_string()))
    }
}

impl Snapshot {
    /// Where both sides of a comparison within this state stand.
    fn sources(&self) -> (&SourceMap, &SourceMap) {
        (self.0.sources(), self.0.sources())
    }

    fn demand(&self, environments: &[String], resources: &[String]) -> Answer<Demand> {
        let environments: Vec<&str> = environments.iter().map(String::as_str).collect();
        let resources: Vec<&str> = resources.iter().map(String::as_str).collect();
        Ok(self.0.resources(&environments, &resources)?)
    }
}
