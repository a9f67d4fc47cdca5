//! A snapshot, seen from JavaScript.

use napi_derive::napi;
use stageline::project::{Affected, AffectedEntry};
use stageline::value::Date;
use stageline::{Result, ValidateOptions};

use crate::comparison::live::Live;
use crate::comparison::{Compared, Judging};
use crate::document::{Document, texts, written};
use crate::environment::Environment;
use crate::guard::guarded;
use crate::json::Keys;
use crate::report::Report;
use crate::rules;
use crate::thrown::{self, Thrown};

/// What is asked of a validation.
#[napi(object)]
pub struct Asked {
    /// The day on which exceptions have expired or not.
    pub today: Option<String>,
    /// The environments whose findings count.
    pub environments: Option<Vec<String>>,
    /// The host's own rules with what they found, as JSON text.
    pub rules: Option<String>,
}

impl Asked {
    fn options(self) -> Result<ValidateOptions> {
        let mut options = ValidateOptions::new();
        if let Some(today) = self.today {
            options = options.today(Date::parse(&today)?);
        }
        if let Some(environments) = self.environments {
            options = options.environments(environments);
        }
        let rules = self.rules.as_deref().map_or(Ok(Vec::new()), rules::read)?;
        Ok(rules.into_iter().fold(options, ValidateOptions::rule))
    }
}

/// What is asked of a promotion.
#[napi(object)]
pub struct Promotion {
    /// These services alone.
    pub services: Option<Vec<String>>,
    /// The pipeline that is meant.
    pub pipeline: Option<String>,
    /// Why stages may be skipped.
    pub skip_stages: Option<String>,
}

/// A pinned state of a project.
#[napi]
pub struct Snapshot(pub(crate) stageline::Snapshot);

#[napi]
impl Snapshot {
    /// The names of the environments.
    #[napi(catch_unwind)]
    pub fn environment_names(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.0.environment_names().into_iter().map(str::to_owned).collect()))
    }

    /// The names of the services.
    #[napi(catch_unwind)]
    pub fn service_names(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.0.service_names().into_iter().map(str::to_owned).collect()))
    }

    /// The tenants.
    #[napi(catch_unwind)]
    pub fn tenants(&self) -> napi::Result<Vec<Document>, Thrown> {
        guarded(|| {
            let tenants = self.0.tenants();
            tenants.iter().map(|each| Document::with_text(each, each.name.clone())).collect()
        })
    }

    /// The pipelines.
    #[napi(catch_unwind)]
    pub fn pipelines(&self) -> napi::Result<Vec<Document>, Thrown> {
        guarded(|| {
            let pipelines = self.0.pipelines();
            pipelines.iter().map(|each| Document::with_text(each, each.name.clone())).collect()
        })
    }

    /// An environment.
    #[napi(catch_unwind)]
    pub fn environment(&self, name: String) -> napi::Result<Environment, Thrown> {
        guarded(|| self.0.environment(&name).map(Environment))
    }

    /// What the rules find.
    #[napi(catch_unwind)]
    pub fn validate(&self, asked: Asked) -> napi::Result<Report, Thrown> {
        guarded(|| Ok(Report::new(self.0.validate_with(&asked.options()?)?, &self.0)))
    }

    /// What a change of files may change, and the services to deploy then.
    #[napi(catch_unwind)]
    pub fn affected(&self, paths: Vec<String>) -> napi::Result<Vec<Document>, Thrown> {
        guarded(|| {
            let affected = self.0.affected(paths);
            let (matrix, text) = (affected.matrix(), listed(&affected));
            Ok(vec![
                Document::with_text(&affected, text)?,
                Document::with_text(&matrix, String::new())?,
            ])
        })
    }

    /// Who has a say from a line of a file.
    #[napi(catch_unwind)]
    pub fn who_uses(&self, file: String, line: u32) -> napi::Result<String, Thrown> {
        guarded(|| written(&self.0.who_uses(&file, line)?, Keys::Camel))
    }

    /// What differs between two environments.
    #[napi(catch_unwind)]
    pub fn diff(
        &self,
        left: String,
        right: String,
        asked: Judging,
    ) -> napi::Result<Compared, Thrown> {
        guarded(|| {
            let diff = self.0.diff_where(&left, &right, &asked.of_diff()?)?;
            Ok(Compared::diff(diff, &self.0, &self.0))
        })
    }

    /// What differs between an environment here and one of another snapshot.
    #[napi(catch_unwind)]
    pub fn diff_with(
        &self,
        left: String,
        other: &Snapshot,
        right: String,
    ) -> napi::Result<Compared, Thrown> {
        guarded(|| {
            let diff = self.0.diff_with(&left, &other.0, &right)?;
            Ok(Compared::diff(diff, &self.0, &other.0))
        })
    }

    /// How environments differ from a baseline, and which of it is drift.
    #[napi(catch_unwind)]
    pub fn drift(
        &self,
        baseline: String,
        targets: Vec<String>,
        asked: Judging,
    ) -> napi::Result<Compared, Thrown> {
        guarded(|| {
            let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
            let report = self.0.drift_with(&baseline, &targets, &asked.options()?)?;
            Ok(Compared::drift(report, &self.0))
        })
    }

    /// How what runs in an environment differs from what is declared.
    #[napi(catch_unwind)]
    pub fn drift_live(
        &self,
        environment: String,
        live: &Live,
        asked: Judging,
    ) -> napi::Result<Compared, Thrown> {
        guarded(|| {
            let report = self.0.drift_live(&environment, &live.0, &asked.options()?)?;
            Ok(Compared::live(report, &self.0, &live.0))
        })
    }

    /// Where some of several environments stand apart.
    #[napi(catch_unwind)]
    pub fn compare(
        &self,
        environments: Vec<String>,
        asked: Judging,
    ) -> napi::Result<Compared, Thrown> {
        guarded(|| {
            let names: Vec<&str> = environments.iter().map(String::as_str).collect();
            let survey = self.0.compare_with(&names, &asked.options()?)?;
            Ok(Compared::survey(survey, &self.0))
        })
    }

    /// What the services of environments ask for, and what there is.
    #[napi(catch_unwind)]
    pub fn resources(
        &self,
        environments: Vec<String>,
        resources: Vec<String>,
    ) -> napi::Result<Document, Thrown> {
        guarded(|| {
            let environments: Vec<&str> = environments.iter().map(String::as_str).collect();
            let resources: Vec<&str> = resources.iter().map(String::as_str).collect();
            Ok(Document::new(self.0.resources(&environments, &resources)?))
        })
    }

    /// Plans a promotion.
    #[napi(catch_unwind)]
    pub fn plan_promotion(
        &self,
        from: String,
        to: String,
        asked: Promotion,
    ) -> napi::Result<Document, Thrown> {
        guarded(|| {
            let mut request = self.0.plan_promotion(from, to);
            if let Some(services) = asked.services {
                request = request.services(services);
            }
            if let Some(pipeline) = asked.pipeline {
                request = request.pipeline(pipeline);
            }
            if let Some(reason) = asked.skip_stages {
                request = request.skip_stages(reason);
            }
            Ok(Document::listing(request.build()?, |plan| texts(&plan.why_not)))
        })
    }

    /// Source code with a typed constant and getter for each flag, in a language.
    #[napi(catch_unwind)]
    pub fn flag_accessors(&self, language: String) -> napi::Result<String, Thrown> {
        guarded(|| Ok(self.0.flag_accessors(language.parse()?)?.text().to_owned()))
    }

    /// The digest of all files.
    #[napi(catch_unwind)]
    pub fn digest(&self) -> napi::Result<String, Thrown> {
        guarded(|| Ok(self.0.digest().to_string()))
    }

    /// What could not be loaded, as documents of errors.
    #[napi(catch_unwind)]
    pub fn problems(&self) -> napi::Result<String, Thrown> {
        guarded(|| {
            let problems: Vec<_> = self.0.problems().map(thrown::Document::of).collect();
            written(&problems, Keys::Camel)
        })
    }
}

/// What is affected, a line each.
fn listed(affected: &Affected) -> String {
    let entries = affected.entries.iter().map(|entry| {
        let AffectedEntry { environment, part, service, .. } = entry;
        match service {
            Some(service) => format!("{environment}: service {service}"),
            None => format!("{environment}: {}", part.as_str()),
        }
    });
    let pipelines = affected.pipelines.iter().map(|name| format!("pipeline {name}"));
    let unknown = affected.unknown.iter().map(|path| format!("unknown: {path}"));
    let lines: Vec<String> = entries.chain(pipelines).chain(unknown).collect();
    lines.join("\n")
}
