//! How a project is validated: the day, the environments, and rules of the host.

use std::sync::Arc;

use stageline::error::Code;
use stageline::validate::Finding as Found;
use stageline::value::Date;
use stageline::{HostRule as EngineRule, ValidateOptions as EngineOptions};

use crate::error::{ErrorDetails, Place, StagelineError};
use crate::report::Severity;
use crate::snapshot::Snapshot;

/// What a validation is asked beside its rules.
#[derive(Clone, Default, uniffi::Record)]
pub struct ValidateOptions {
    /// The day, such as `2026-12-31`, on which exceptions have expired or not; without one, none has.
    #[uniffi(default = None)]
    pub today: Option<String>,
    /// The environments whose findings count; all of them where none is named.
    #[uniffi(default = [])]
    pub environments: Vec<String>,
    /// Rules of the program.
    #[uniffi(default = [])]
    pub rules: Vec<Arc<dyn HostRule>>,
}

/// A rule of the program. Its findings are held against the project's exceptions like all others.
#[uniffi::export(with_foreign)]
pub trait HostRule: Send + Sync {
    /// Its id: a name without commas and white space that no rule of stageline has.
    fn id(&self) -> String;

    /// How bad its findings usually are.
    fn severity(&self) -> Severity;

    /// What it finds, in one sentence.
    fn summary(&self) -> String;

    /// Looks at the project and answers what it finds.
    ///
    /// # Errors
    /// What it raises becomes an error of its id among the findings.
    fn check(&self, snapshot: Arc<Snapshot>) -> Result<Vec<HostFinding>, StagelineError>;
}

/// Something that a rule of the program found.
#[derive(Clone, Debug, uniffi::Record)]
pub struct HostFinding {
    /// One lowercase sentence without a final period, which quotes no values.
    pub message: String,
    /// How bad it is; the usual severity of the rule unless given.
    #[uniffi(default = None)]
    pub severity: Option<Severity>,
    /// What to do about it.
    #[uniffi(default = None)]
    pub help: Option<String>,
    /// The environment in which it matters.
    #[uniffi(default = None)]
    pub environment: Option<String>,
    /// The places it speaks of, the main one first.
    #[uniffi(default = [])]
    pub places: Vec<Place>,
}

impl ValidateOptions {
    pub(crate) fn into_engine(self) -> Result<EngineOptions, StagelineError> {
        let mut options = EngineOptions::new().environments(self.environments);
        if let Some(today) = self.today {
            options = options.today(Date::parse(&today)?);
        }
        for rule in self.rules {
            let (id, severity, summary) = (rule.id(), rule.severity(), rule.summary());
            let named = id.clone();
            let check = move |snapshot: &stageline::Snapshot| {
                let found = rule.check(Snapshot::new(snapshot.clone()));
                Ok(match found {
                    Ok(found) => found.into_iter().map(|one| one.found(&named, severity)).collect(),
                    Err(error) => failure(&named, &error),
                })
            };
            options = options.rule(EngineRule::new(id, severity.into(), summary, check)?);
        }
        Ok(options)
    }
}

impl HostFinding {
    fn found(self, rule: &str, usual: Severity) -> Found {
        let severity = self.severity.unwrap_or(usual);
        let found = Found::new(rule.to_owned(), severity.into(), self.message);
        let found = self.help.into_iter().fold(found, Found::help);
        let found = self.environment.iter().fold(found, |found, name| found.within(name));
        self.places.iter().map(Place::to_engine).fold(found, Found::at)
    }
}

/// Why a rule failed, as findings: one of our errors with what it knows, anything else by what it
/// says.
fn failure(rule: &str, error: &StagelineError) -> Vec<Found> {
    let ErrorDetails { code, message, help, places, problems, .. } = error.details();
    let found = |code: &str, message: &str, help: &str, places: &[Place]| {
        let message = format!("the rule `{rule}` failed: {message}");
        let found = Found::new(rule.to_owned(), stageline::Severity::Error, message);
        let code = Code::ALL.iter().find(|known| known.as_str() == code);
        let found = code.into_iter().fold(found, |found, code| found.code(*code));
        let help = (!help.is_empty()).then_some(help);
        let found = help.into_iter().fold(found, Found::help);
        places.iter().map(Place::to_engine).fold(found, Found::at)
    };
    match problems.is_empty() {
        true => vec![found(code, message, help, places)],
        false => {
            let each = problems.iter().map(|it| found(&it.code, &it.message, &it.help, &it.places));
            each.collect()
        }
    }
}
