//! `config validate`: what is wrong with the project's files.

use clap::{Args, ValueEnum};
use stageline::project::ValidateOptions;
use stageline::report::{Repository, Style, github, junit, sarif, text};
use stageline::validate::{Baseline, Report};
use stageline::value::Date;
use stageline::{Code, Error, Project, Severity, Snapshot};

use crate::output::Output;
use crate::{Exit, Stop, given, today};

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// Check every environment; so it is unless --env names some
    #[arg(long, conflicts_with = "env")]
    all_environments: bool,
    /// Check that files agree with each other; always so
    #[arg(long)]
    check_consistency: bool,
    /// Only what matters in these environments
    #[arg(long, value_name = "ENV,…", value_delimiter = ',')]
    env: Vec<String>,
    #[command(flatten)]
    reporting: Reporting,
}

/// How findings are reported, and which of them make the exit code.
#[derive(Debug, Args)]
pub(crate) struct Reporting {
    /// From which severity on findings make the exit code 3
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    threshold: Threshold,
    /// How the report is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// A report of before, as --json writes it: only what is new since then is told
    #[arg(long, value_name = "FILE")]
    base: Option<String>,
    /// The day on which exceptions have expired or not [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<String>,
    /// The project's folder in its repository, for `sarif` and `github`
    #[arg(long, value_name = "DIR")]
    prefix: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Threshold {
    Error,
    Warning,
    Info,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: each finding with its lines
    Text,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
    /// Annotations of a GitHub workflow
    Github,
}

impl Validate {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let snapshot = project.snapshot();
        let report = self.reporting.report(project, &snapshot, &self.env)?;
        self.reporting.give(&report, &snapshot, out)
    }
}

impl Reporting {
    /// What is found, as far as it matters in these environments; everywhere if none is named.
    pub(crate) fn report(
        &self,
        project: &Project,
        snapshot: &Snapshot,
        environments: &[String],
    ) -> stageline::Result<Report> {
        let mut options = ValidateOptions::new().environments(environments);
        options.today = match &self.today {
            Some(day) => Some(Date::parse(day)?),
            None => today::today(),
        };
        let report = snapshot.validate_with(&options)?;
        Ok(match &self.base {
            Some(base) => {
                let text = given::text(base, project)?;
                report.new_since(Baseline::from_json(&text)?)
            }
            None => report,
        })
    }

    /// Gives the report, and says how the command ends.
    pub(crate) fn give(
        &self,
        report: &Report,
        snapshot: &Snapshot,
        out: &mut Output<'_>,
    ) -> Result<Exit, Stop> {
        let repository = Repository::new().prefix(self.prefix.as_deref().unwrap_or_default());
        match self.format {
            Format::Text => out.give(report, |page| {
                let style = Style { colour: page.is_colored() };
                page.block(&text(report, snapshot.sources(), style));
            })?,
            _ if out.is_json() => {
                let error = Error::new(Code::Usage, "`--json` and `--format` name two formats");
                return Err(Stop::Usage(error.help("leave one of them out")));
            }
            Format::Sarif => out.raw(&sarif(report, &repository)?)?,
            Format::Junit => out.raw(&junit(report, self.severity()))?,
            Format::Github => out.raw(&github(report, &repository))?,
        }
        Ok(if self.counts(report) { Exit::Findings } else { Exit::Done })
    }

    /// Whether a finding is as severe as the threshold.
    pub(crate) fn counts(&self, report: &Report) -> bool {
        report.has_at_least(self.severity())
    }

    /// Fails where another format than text is asked of a command that has more to say.
    pub(crate) fn refuse_formats(&self) -> Result<(), Stop> {
        match self.format {
            Format::Text => Ok(()),
            _ => {
                let error = Error::new(Code::Usage, "this command reports more than findings");
                Err(Stop::Usage(error.help("use `--json`, or leave `--format` out")))
            }
        }
    }

    fn severity(&self) -> Severity {
        match self.threshold {
            Threshold::Error => Severity::Error,
            Threshold::Warning => Severity::Warning,
            Threshold::Info => Severity::Info,
        }
    }
}
