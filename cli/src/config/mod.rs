//! `config`: what the configuration says, why, and where it differs.

mod explain;
mod show;

use clap::{Args, Subcommand};
use stageline::value::KeyPath;
use stageline::{Configuration, Project};

use crate::output::Output;
use crate::{Exit, Stop};

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print what an environment or one of its services resolves to
    Show(show::Show),
    /// Say where a value comes from and what it overrode
    Explain(explain::Explain),
    /// Compare two environments: records, configuration, services, flags
    Diff(Diff),
    /// Check the project's files
    Validate(Validate),
    /// Say where environments have drifted from a baseline
    DriftCheck(DriftCheck),
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The environment on the left
    a: String,
    /// The environment on the right
    b: String,
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// All environments; this is what happens anyway
    #[arg(long)]
    all_environments: bool,
    /// Whether environments fit each other
    #[arg(long)]
    check_consistency: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DriftCheck {
    /// The environment that the others should agree with
    #[arg(long, value_name = "ENV")]
    baseline: String,
    /// The environments to compare with it
    #[arg(long, value_name = "ENV,…", value_delimiter = ',', required = true)]
    compare: Vec<String>,
}

impl ConfigCommand {
    pub(crate) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        match self {
            ConfigCommand::Show(show) => show.run(project, out),
            ConfigCommand::Explain(explain) => explain.run(project, out),
            _ => Err(Stop::Failed(crate::vocabulary::unavailable("stageline config"))),
        }
    }
}

/// The environment, and the service in it, whose values are meant.
#[derive(Debug, Args)]
struct Target {
    /// The environment
    #[arg(value_name = "ENV")]
    environment: String,
    /// A service of the environment
    #[arg(long, value_name = "SERVICE")]
    service: Option<String>,
}

impl Target {
    fn resolve(&self, project: &Project) -> stageline::Result<Configuration> {
        let environment = project.environment(&self.environment)?;
        match &self.service {
            Some(service) => environment.service(service)?.resolve(),
            None => environment.resolve(),
        }
    }
}

/// Whether a value at a path is likely a secret: a key on the way to it looks like one.
fn is_secret(path: &KeyPath) -> bool {
    path.keys().any(crate::output::is_secret)
}
