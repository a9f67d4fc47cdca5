//! `config validate`: what is wrong with the project's files.

use clap::{Args, ValueEnum};
use stageline::report::{Style, text};
use stageline::{Project, Severity};

use crate::output::Output;
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// Check every environment; always so
    #[arg(long)]
    all_environments: bool,
    /// Check that files agree with each other; always so
    #[arg(long)]
    check_consistency: bool,
    /// From which severity on findings make the exit code 3
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    threshold: Threshold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Threshold {
    Error,
    Warning,
    Info,
}

impl Validate {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let snapshot = project.snapshot();
        let report = snapshot.validate();
        out.give(&report, |page| {
            let style = Style { colour: page.is_colored() };
            page.block(&text(&report, snapshot.sources(), style));
        })?;
        let threshold = match self.threshold {
            Threshold::Error => Severity::Error,
            Threshold::Warning => Severity::Warning,
            Threshold::Info => Severity::Info,
        };
        Ok(if report.has_at_least(threshold) { Exit::Findings } else { Exit::Done })
    }
}
