//! Validation of a snapshot, with the host's own rules among the others.

use std::fmt;
use std::sync::Arc;

use super::Snapshot;
use crate::config::{Inheritance, Resolved};
use crate::error::{Code, Error, Place, Result, Severity};
use crate::model::{Declarations, check_name};
use crate::source::SourceMap;
use crate::validate::{Asked, Finding, RULES, Report, RuleInfo, Subject, validate};
use crate::value::{Date, IntoPath};

/// What a validation is asked beside its rules.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ValidateOptions {
    /// The day on which exceptions have expired or not; without one, none has.
    pub today: Option<Date>,
    /// The environments whose findings count; all of them where none is named.
    pub environments: Vec<String>,
    /// The host's own rules.
    pub rules: Vec<HostRule>,
}

impl ValidateOptions {
    /// The options of [`Snapshot::validate`].
    pub fn new() -> Self {
        Self::default()
    }

    /// The day on which exceptions have expired or not.
    #[must_use]
    pub fn today(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    /// Only findings that matter in these environments count. What is said of the project as a
    /// whole matters in each.
    #[must_use]
    pub fn environments<N: Into<String>>(
        mut self,
        environments: impl IntoIterator<Item = N>,
    ) -> Self {
        self.environments = environments.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a rule of the host.
    #[must_use]
    pub fn rule(mut self, rule: HostRule) -> Self {
        self.rules.push(rule);
        self
    }
}

type Check = dyn Fn(&Snapshot) -> Result<Vec<Finding>> + Send + Sync;

/// A rule of the host: it sees the snapshot and answers what it finds.
///
/// Its findings carry its id, whatever id they were made with, and are held against the project's
/// exceptions like all others. A rule that fails is itself a finding, an error with its id.
pub struct HostRule {
    info: RuleInfo,
    check: Box<Check>,
}

impl HostRule {
    /// A rule with its id, how bad its findings usually are, and what it finds in one sentence.
    ///
    /// # Errors
    /// `E_NAME` for an id that is no name or holds a comma or white space, which comments could not
    /// name; `E_NAME_TAKEN` for the id of a rule of stageline.
    pub fn new(
        id: impl Into<String>,
        severity: Severity,
        summary: impl Into<String>,
        check: impl Fn(&Snapshot) -> Result<Vec<Finding>> + Send + Sync + 'static,
    ) -> Result<Self> {
        let id = id.into();
        check_name("rule", &id)?;
        if id.contains(',') || id.contains(char::is_whitespace) {
            let message = format!("the rule name `{id}` holds a comma or white space");
            return Err(Error::new(Code::Name, message).help("use letters, digits, `-` and `_`"));
        }
        if RULES.iter().any(|rule| rule.id() == id) {
            let message = format!("the rule name `{id}` is taken");
            return Err(Error::new(Code::NameTaken, message).help("choose another name"));
        }
        Ok(Self { info: RuleInfo::new(id, severity, summary), check: Box::new(check) })
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.info.id
    }

    fn apply(&self, snapshot: &Snapshot) -> Vec<Finding> {
        let mut findings = (self.check)(snapshot).unwrap_or_else(|error| {
            let problems = error.into_problems();
            let failed = problems.iter().map(|problem| {
                let mut finding = Finding::of_error(self.info.id.clone(), Severity::Error, problem);
                let message = format!("the rule `{}` failed: {}", self.info.id, finding.message);
                finding.message = message;
                finding
            });
            failed.collect()
        });
        for finding in &mut findings {
            finding.rule = self.info.id.clone().into();
        }
        findings
    }
}

impl fmt::Debug for HostRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostRule").field("info", &self.info).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// What is wrong with the project, by place, each finding once.
    ///
    /// Open the project with [`OpenOptions::lenient`](super::OpenOptions::lenient) to have what
    /// cannot be loaded among the findings. Without a day no exception expires; see
    /// [`Snapshot::validate_with`].
    pub fn validate(&self) -> Report {
        validate(self, Asked::default())
    }

    /// The same with a day, for some environments, or with rules of the host.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT` for an environment that is named and does not exist, `E_NAME_TAKEN`
    /// where two rules of the host have one id.
    pub fn validate_with(&self, options: &ValidateOptions) -> Result<Report> {
        for name in &options.environments {
            self.environment(name)?;
        }
        let mut ids: Vec<&str> = options.rules.iter().map(HostRule::id).collect();
        ids.sort_unstable();
        if let Some(twins) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            let message = format!("the rule name `{}` is given twice", twins[0]);
            return Err(Error::new(Code::NameTaken, message).help("give each rule once"));
        }
        let host = options.rules.iter().map(|rule| (rule.info.clone(), rule.apply(self)));
        Ok(validate(
            self,
            Asked {
                today: options.today,
                environments: options.environments.clone(),
                host: host.collect(),
            },
        ))
    }

    /// Where a value of an environment's configuration, or of a service in it, was written: what
    /// [`Finding::at`] takes. `None` for a value that stands in no file.
    ///
    /// # Errors
    /// As [`Configuration::origin`](super::Configuration::origin), and what resolving fails with.
    pub fn place_of(
        &self,
        environment: &str,
        service: Option<&str>,
        path: impl IntoPath,
    ) -> Result<Option<Place>> {
        let environment = self.environment(environment)?;
        let configuration = match service {
            Some(service) => environment.service(service)?.resolve()?,
            None => environment.resolve()?,
        };
        Ok(configuration.origin(path)?.place)
    }
}

impl Subject for Snapshot {
    fn declarations(&self) -> &Declarations {
        &self.0.all
    }

    fn sources(&self) -> &SourceMap {
        &self.0.sources
    }

    fn inheritance(&self) -> &Inheritance {
        &self.0.inheritance
    }

    fn problems(&self) -> Vec<&Error> {
        Snapshot::problems(self).collect()
    }

    fn flag_problems(&self) -> Vec<&Error> {
        Snapshot::flag_problems(self).iter().collect()
    }

    fn configuration(&self, environment: &str) -> Result<Arc<Resolved>> {
        self.0.resolve(environment)
    }

    fn service(&self, environment: &str, service: &str) -> Result<Arc<Resolved>> {
        self.0.resolve_service(environment, service)
    }
}
