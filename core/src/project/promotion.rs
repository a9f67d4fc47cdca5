//! Asking for a promotion's plan.

use std::collections::HashSet;

use super::{Project, Snapshot};
use crate::error::{Code, Error, Result};
use crate::promotion::{Intent, Plan, ServiceStep, Version, plan};
use crate::value::Digest;
use crate::yaml::Node;

/// A promotion that is being asked for.
#[derive(Debug, Clone)]
#[must_use = "nothing is planned until `build` is called"]
pub struct PlanRequest {
    snapshot: Snapshot,
    from: String,
    to: String,
    services: Option<Vec<String>>,
    pipeline: Option<String>,
    skip_stages: Option<String>,
}

impl Project {
    /// Plans a promotion on the current snapshot; see [`Snapshot::plan_promotion`].
    pub fn plan_promotion(&self, from: impl Into<String>, to: impl Into<String>) -> PlanRequest {
        self.snapshot().plan_promotion(from, to)
    }
}

impl Snapshot {
    /// Plans the promotion of what runs in `from` to `to`. Nothing is written or started.
    ///
    /// ```
    /// # fn main() -> stageline::Result<()> {
    /// # let project = stageline::Project::from_files([
    /// #     ("config/environments.yaml", "environments: {staging: {}, production: {}}"),
    /// #     ("config/services/api/staging.yaml", "api: {image_tag: v2}"),
    /// #     ("config/services/api/production.yaml", "api: {image_tag: v1}"),
    /// #     ("workflows/release.yaml", "environments: [{name: staging, gates: [smoke]}, {name: production}]"),
    /// # ])?;
    /// let plan = project.plan_promotion("staging", "production").services(["api"]).build()?;
    /// assert_eq!(plan.verdict.as_str(), "waits");
    /// assert_eq!(plan.why_not[0].code.as_str(), "E_GATE_PENDING");
    /// # Ok(())
    /// # }
    /// ```
    pub fn plan_promotion(&self, from: impl Into<String>, to: impl Into<String>) -> PlanRequest {
        PlanRequest {
            snapshot: self.clone(),
            from: from.into(),
            to: to.into(),
            services: None,
            pipeline: None,
            skip_stages: None,
        }
    }
}

/// The digest of a service's values, and the version they declare.
type Declared = (Digest, Option<Version>);

impl PlanRequest {
    /// Promotes these services alone; all that the source has, unless called.
    pub fn services<S: Into<String>>(mut self, services: impl IntoIterator<Item = S>) -> Self {
        self.services = Some(services.into_iter().map(Into::into).collect());
        self
    }

    /// Says which pipeline is meant, where several hold this step.
    pub fn pipeline(mut self, name: impl Into<String>) -> Self {
        self.pipeline = Some(name.into());
        self
    }

    /// Allows to skip stages of the pipeline, and says why.
    pub fn skip_stages(mut self, reason: impl Into<String>) -> Self {
        self.skip_stages = Some(reason.into());
        self
    }

    /// The plan. That it may not start is part of it, not an error.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT`, `E_UNKNOWN_SERVICE`, `E_UNKNOWN_PIPELINE`, `E_USAGE` for stages
    /// skipped without a reason, or what resolving one of the two environments fails with.
    pub fn build(self) -> Result<Plan> {
        let inner = &self.snapshot.0;
        let environment = |name: &str| {
            let found = inner.all.environments.get(name);
            found.ok_or_else(|| inner.unknown_environment(name))
        };
        let (from, to) = (environment(&self.from)?, environment(&self.to)?);
        self.check()?;
        let source = self.snapshot.environment(&self.from)?;
        let mut asked = HashSet::new();
        let names: Vec<&str> = match &self.services {
            Some(names) => {
                names.iter().map(String::as_str).filter(|name| asked.insert(*name)).collect()
            }
            None => source.service_names(),
        };
        let changes = self.snapshot.diff_of_services(&self.to, &self.from, &names)?;
        let mut target = vec![
            ("configuration".to_owned(), self.snapshot.digest_of(&self.to)?),
            ("flags".to_owned(), self.snapshot.flags_digest(&self.to)?),
        ];
        let mut services = Vec::with_capacity(names.len());
        for name in names {
            let old = self.version(&self.to, name)?;
            let new = self.version(&self.from, name)?;
            if let Some((digest, _)) = &old {
                target.push((format!("service {name}"), *digest));
            }
            let step = ServiceStep::new(
                name,
                old.as_ref().and_then(|(_, version)| version.clone()),
                new.and_then(|(_, version)| version),
            );
            services.push((step, old.is_some()));
        }
        let intent = Intent {
            from,
            to,
            pipeline: self.pipeline.as_deref(),
            skip_stages: self.skip_stages.as_deref(),
            services,
            changes,
            target,
        };
        Ok(plan(&inner.all, &inner.sources, intent))
    }

    fn check(&self) -> Result<()> {
        let known = crate::promotion::pipelines(&self.snapshot.0.all);
        if let Some(name) = &self.pipeline
            && !known.iter().any(|pipeline| pipeline.name == name)
        {
            let names = known.iter().map(|pipeline| pipeline.name.as_str());
            return Err(super::snapshot::unknown(Code::UnknownPipeline, "pipeline", name, names));
        }
        if self.skip_stages.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
            return Err(Error::new(Code::Usage, "stages are skipped without a reason")
                .help("say why, for whoever reads it later"));
        }
        Ok(())
    }

    /// A service's values' digest and version in an environment; `None` where it is absent.
    fn version(&self, environment: &str, service: &str) -> Result<Option<Declared>> {
        let service = self.snapshot.environment(environment)?.service(service)?;
        let resolved = match service.resolve() {
            Ok(resolved) => resolved,
            Err(error) if error.code() == Code::ServiceAbsent => return Ok(None),
            Err(error) => return Err(error),
        };
        // A tag such as `1.10` reads as a number; what counts is what was written.
        let written = |node: &Node| match node.as_text() {
            Some(text) => Some(text.to_owned()),
            // A reference or an alias stands for the value, and says nothing itself.
            None => match self.snapshot.sources().text(node.span) {
                Some(text) if !text.starts_with('*') && !text.contains("${") => {
                    Some(text.to_owned())
                }
                _ => Some(node.to_string()),
            },
        };
        let tag = resolved.root().child("image_tag").filter(|node| node.is_scalar());
        let version =
            tag.and_then(|node| Some(Version::declared(written(node)?, resolved.place(node))));
        let version = version.filter(|version| !version.tag.trim().is_empty());
        Ok(Some((resolved.digest(), version)))
    }
}
