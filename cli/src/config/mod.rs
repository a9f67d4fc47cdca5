//! `config`: what the configuration says, why, and where it differs.

mod affected;
mod apply;
mod diff;
mod drift;
mod drift_fix;
mod explain;
mod judging;
mod report;
mod set;
mod show;
mod side;
mod sync;
mod sync_check;
mod validate;

pub(crate) use diff::show as show_difference;
pub(crate) use drift::advise;
pub(crate) use side::many;
pub(crate) use validate::Reporting;

use clap::{Args, Subcommand};
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
    Diff(diff::Diff),
    /// Set a value of an environment, a service or a base, in the file that holds it
    Set(set::Set),
    /// Take a value away from an environment, a service or a base
    Unset(set::Unset),
    /// Apply a file of values to an environment
    Apply(apply::Apply),
    /// Make one environment say what another says, except what differs by nature
    Sync(sync::Sync),
    /// Check the project's files
    Validate(validate::Validate),
    /// Say which environments and services a change of files reaches
    Affected(affected::AffectedBy),
    /// Say which environments use the values on a line
    WhoUses(affected::WhoUses),
    /// Make what has drifted equal to a baseline, finding by finding if asked to
    DriftFix(drift_fix::DriftFix),
    /// Write a report of how environments differ: HTML, Markdown, PDF, …
    Report(report::Report),
    /// Say whether environments are in sync with a baseline
    SyncCheck(sync_check::SyncCheck),
    /// Say where environments have drifted from a baseline
    DriftCheck(drift::DriftCheck),
}

impl ConfigCommand {
    pub(crate) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        match self {
            ConfigCommand::Show(show) => show.run(project, out),
            ConfigCommand::Explain(explain) => explain.run(project, out),
            ConfigCommand::Diff(diff) => diff.run(project, out),
            ConfigCommand::Set(set) => set.run(project, out),
            ConfigCommand::Unset(unset) => unset.run(project, out),
            ConfigCommand::Apply(apply) => apply.run(project, out),
            ConfigCommand::Sync(sync) => sync.run(project, out),
            ConfigCommand::Validate(validate) => validate.run(project, out),
            ConfigCommand::Affected(affected) => affected.run(project, out),
            ConfigCommand::WhoUses(uses) => uses.run(project, out),
            ConfigCommand::DriftFix(fix) => fix.run(project, out),
            ConfigCommand::Report(report) => report.run(project, out),
            ConfigCommand::SyncCheck(check) => check.run(project, out),
            ConfigCommand::DriftCheck(drift) => drift.run(project, out),
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
