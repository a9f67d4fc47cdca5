//! A project: opening it, following it, and what is asked of it as a whole.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use stageline::error::Code;
use stageline::report::{Style, text as validation_text};

use crate::comparison::DriftOptions;
use crate::edit::Edit;
use crate::environment::Environment;
use crate::error::{StagelineError, guard};
use crate::fix_plan::FixPlan;
use crate::options::OpenOptions;
use crate::plan::Plan;
use crate::report::Report;
use crate::snapshot::Snapshot;
use crate::validation::ValidateOptions;

/// A project: its files, read, checked, and followed through reloads. It may be used on several
/// threads at once; reading never waits.
#[derive(uniffi::Object)]
pub struct Project(pub(crate) stageline::Project);

type Answer<T> = Result<T, StagelineError>;

/// A value as its JSON document.
pub(crate) fn json(value: &impl Serialize) -> Answer<String> {
    serde_json::to_string(value).map_err(|_| {
        stageline::Error::new(Code::Internal, "an answer could not be written as JSON").into()
    })
}

fn options(lenient: bool) -> stageline::OpenOptions {
    stageline::OpenOptions::new().lenient(lenient)
}

#[uniffi::export]
impl Project {
    /// Opens the project in a folder. It never searches; see `find`.
    ///
    /// # Errors
    /// `E_PROJECT_NOT_FOUND`; that of the one file that cannot be read; or `E_LOAD` with all.
    #[uniffi::constructor(default(lenient = false))]
    pub fn open(root: &str, lenient: bool) -> Answer<Arc<Self>> {
        guard(|| Ok(Arc::new(Project(options(lenient).open(root)?))))
    }

    /// Opens the project in a folder with options.
    ///
    /// # Errors
    /// As `open`.
    #[uniffi::constructor]
    pub fn open_with(root: &str, options: OpenOptions) -> Answer<Arc<Self>> {
        guard(|| Ok(Arc::new(Project(options.into_engine().open(root)?))))
    }

    /// Opens the nearest project: `STAGELINE_ROOT` if it is set, else from the working folder
    /// upward, as far as the repository reaches.
    ///
    /// # Errors
    /// `E_PROJECT_NOT_FOUND` naming the folders that were searched, or as `open`.
    #[uniffi::constructor]
    pub fn find() -> Answer<Arc<Self>> {
        guard(|| Ok(Arc::new(Project(stageline::Project::find()?))))
    }

    /// Opens the nearest project from a folder upward with options. `STAGELINE_ROOT` is not asked.
    ///
    /// # Errors
    /// As `find`.
    #[uniffi::constructor]
    pub fn find_from(start: &str, options: OpenOptions) -> Answer<Arc<Self>> {
        guard(|| Ok(Arc::new(Project(options.into_engine().find_from(Path::new(start), None)?))))
    }

    /// Opens a project held as texts, by path relative to its root.
    ///
    /// # Errors
    /// As `open`, and `E_PATH_OUTSIDE` for a path that leaves the root.
    #[uniffi::constructor(default(lenient = false))]
    pub fn from_files(files: HashMap<String, String>, lenient: bool) -> Answer<Arc<Self>> {
        guard(|| {
            let project = stageline::Project::from_files_with(files, options(lenient))?;
            Ok(Arc::new(Project(project)))
        })
    }

    /// Opens a project held as texts with options.
    ///
    /// # Errors
    /// As `from_files`.
    #[uniffi::constructor]
    pub fn from_files_with(
        files: HashMap<String, String>,
        options: OpenOptions,
    ) -> Answer<Arc<Self>> {
        guard(|| {
            let project = stageline::Project::from_files_with(files, options.into_engine())?;
            Ok(Arc::new(Project(project)))
        })
    }

    /// The folder the project lies in, or `memory`.
    pub fn root(&self) -> String {
        self.0.root().path.clone()
    }

    /// Reads the whole project again.
    ///
    /// # Errors
    /// As `open`; what was read before then stays.
    pub fn reload(&self) -> Answer<()> {
        guard(|| Ok(self.0.reload().map(drop)?))
    }

    /// Reads the given files again, by path relative to the root; the rest stays as it is.
    ///
    /// # Errors
    /// As `reload`.
    pub fn reload_paths(&self, paths: &[String]) -> Answer<()> {
        guard(|| Ok(self.0.reload_paths(paths).map(drop)?))
    }

    /// The names of the environments, in the order of the file, those of tenants behind.
    pub fn environment_names(&self) -> Vec<String> {
        self.0.snapshot().environment_names().into_iter().map(str::to_owned).collect()
    }

    /// The names of the services, sorted.
    pub fn service_names(&self) -> Vec<String> {
        self.0.snapshot().service_names().into_iter().map(str::to_owned).collect()
    }

    /// The tenants in the order of the file, as a JSON list: `name`, `environments`, `tier`,
    /// `isolation`, `place`.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn tenants_json(&self) -> Answer<String> {
        guard(|| json(&self.0.snapshot().tenants()))
    }

    /// The pipelines by the names of their workflows, as a JSON list: `name`, `title`, `stages`.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn pipelines_json(&self) -> Answer<String> {
        guard(|| json(&self.0.snapshot().pipelines()))
    }

    /// The digest of all files, paths and texts.
    pub fn digest(&self) -> String {
        self.0.snapshot().digest().to_string()
    }

    /// An environment, or one that a tenant derives. What is read again later does not change it;
    /// its flags follow.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT` with the nearest names.
    pub fn environment(&self, name: &str) -> Answer<Arc<Environment>> {
        guard(|| Ok(Arc::new(Environment(self.0.environment(name)?))))
    }

    /// Pins the current state: the snapshot stays as it is, whatever happens to the files.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Snapshot::new(self.0.snapshot())
    }

    /// Begins an edit of the project as it is now. Nothing is written before it is committed.
    pub fn edit(&self) -> Arc<Edit> {
        Edit::new(self.0.edit())
    }

    /// What is wrong with the project as it is now; see `Snapshot.validate`.
    ///
    /// # Errors
    /// As `Snapshot.validate`.
    #[uniffi::method(default(options = None))]
    pub fn validate(&self, options: Option<ValidateOptions>) -> Answer<Arc<Report>> {
        self.snapshot().validate(options)
    }

    /// What is wrong with the project, as JSON: `findings`, `counts`, `files`.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn validate_json(&self) -> Answer<String> {
        guard(|| json(&self.0.snapshot().validate()))
    }

    /// What is wrong with the project, as text for people.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn validate_text(&self) -> Answer<String> {
        guard(|| {
            let snapshot = self.0.snapshot();
            Ok(validation_text(&snapshot.validate(), snapshot.sources(), Style::default()))
        })
    }

    /// What differs between two environments, as JSON: `left`, `right`, `sections`.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT`, or why one of them does not resolve.
    pub fn diff_json(&self, left: &str, right: &str) -> Answer<String> {
        guard(|| json(&self.0.snapshot().diff(left, right)?))
    }

    /// What differs between two environments, as text for people.
    ///
    /// # Errors
    /// As `diff_json`.
    pub fn diff_text(&self, left: &str, right: &str) -> Answer<String> {
        guard(|| Ok(self.0.snapshot().diff(left, right)?.to_string()))
    }

    /// How environments differ from a baseline and which of it is drift, as JSON: `baseline`,
    /// `targets`, `items`, `summary`.
    ///
    /// # Errors
    /// As `diff_json`, and `E_USAGE` without a target.
    pub fn drift_json(&self, baseline: &str, targets: &[String]) -> Answer<String> {
        guard(|| json(&self.drift(baseline, targets)?))
    }

    /// The drift as text for people.
    ///
    /// # Errors
    /// As `drift_json`.
    pub fn drift_text(&self, baseline: &str, targets: &[String]) -> Answer<String> {
        guard(|| Ok(self.drift(baseline, targets)?.to_string()))
    }

    /// How many differences are drift.
    ///
    /// # Errors
    /// As `drift_json`.
    pub fn drift_count(&self, baseline: &str, targets: &[String]) -> Answer<u64> {
        guard(|| Ok(self.drift(baseline, targets)?.summary.drift as u64))
    }

    /// Plans how `target` can be made to say what `source` says, where the two have no reason to differ:
    /// which file is written for each difference, and what that changes in every environment. Records,
    /// secrets and differences that are expected are left alone, and so is what the options exclude.
    /// Nothing is written.
    ///
    /// # Errors
    /// `E_USAGE` for one environment twice; as `Snapshot.drift`.
    #[uniffi::method(default(options = None))]
    pub fn plan_fix(
        &self,
        source: &str,
        target: &str,
        options: Option<DriftOptions>,
    ) -> Answer<Arc<FixPlan>> {
        guard(|| {
            let options = options.unwrap_or_default().into_engine()?;
            Ok(FixPlan::new(self.0.plan_fix(source, target, &options)?))
        })
    }

    /// Plans the promotion of services, or of all that `source` has, to another environment.
    /// Nothing is written or started; that it may not start is part of the plan.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT`, `E_UNKNOWN_SERVICE`, `E_UNKNOWN_PIPELINE`, `E_USAGE` for stages
    /// skipped without a reason, or why one of the environments does not resolve.
    #[uniffi::method(default(services = None, pipeline = None, skip_stages = None))]
    pub fn plan_promotion(
        &self,
        source: &str,
        target: &str,
        services: Option<Vec<String>>,
        pipeline: Option<String>,
        skip_stages: Option<String>,
    ) -> Answer<Plan> {
        guard(|| {
            let mut request = self.0.plan_promotion(source, target);
            if let Some(services) = services {
                request = request.services(services);
            }
            if let Some(pipeline) = pipeline {
                request = request.pipeline(pipeline);
            }
            if let Some(reason) = skip_stages {
                request = request.skip_stages(reason);
            }
            Plan::new(&request.build()?)
        })
    }
}

impl Project {
    fn drift(&self, baseline: &str, targets: &[String]) -> Answer<stageline::drift::DriftReport> {
        let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
        Ok(self.0.snapshot().drift(baseline, &targets)?)
    }
}
