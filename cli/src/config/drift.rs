//! `config drift-check`: where environments have drifted from a baseline.

use clap::Args;
use stageline::drift::DriftReport;
use stageline::model::LIVE;
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::report::Comparison;
use stageline::yaml::Limits;
use stageline::{Code, Error, Project};

use super::judging::Judging;
use super::side::options;
use crate::comparing::Comparing;
use crate::given;
use crate::output::{Output, Page, Tone};
use crate::{Exit, Stop};

/// What places call the standard input.
const STDIN: &str = "stdin";

#[derive(Debug, Args)]
pub(crate) struct DriftCheck {
    /// The environment that the others should agree with
    #[arg(long, value_name = "ENV")]
    baseline: String,
    /// The environments to compare with it
    #[arg(long, value_name = "ENV,…", value_delimiter = ',')]
    compare: Vec<String>,
    /// Files that say what runs in the baseline, to compare instead: a map of services, or what
    /// `kubectl get -o yaml` prints; also a folder of them, or `-` for the standard input; repeatable
    #[arg(long, value_name = "FILE", conflicts_with = "compare")]
    live: Vec<String>,
    /// Of the live files, only objects of this namespace count
    #[arg(long, value_name = "NAME", requires = "live", conflicts_with = "compare")]
    namespace: Option<String>,
    /// The live files show only a part: what is not in them is unknown, and not missing
    #[arg(long, requires = "live", conflicts_with = "compare")]
    partial: bool,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    comparing: Comparing,
}

impl DriftCheck {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let snapshot = project.snapshot();
        let options = self.judging.options()?;
        let (report, comparison) = match self.live.is_empty() {
            true if self.compare.is_empty() => {
                let message = "nothing is held against the baseline";
                let help = "add `--compare ENV,…`, or `--live FILE` for what runs";
                return Err(Stop::Usage(Error::new(Code::Usage, message).help(help)));
            }
            true => {
                let targets: Vec<&str> = self.compare.iter().map(String::as_str).collect();
                let report = snapshot.drift_with(&self.baseline, &targets, &options)?;
                let comparison = Comparison::of_drift(&report, snapshot.sources());
                (report, comparison)
            }
            false => {
                let live = self.running(project, out)?;
                let report = snapshot.drift_live(&self.baseline, &live, &options)?;
                let sources = (snapshot.sources(), live.sources());
                let comparison = Comparison::of_drift(&report, sources);
                (report, comparison)
            }
        };
        match self.comparing.format(out)? {
            None => out.give(&report, |page| {
                self.comparing.put(page, &comparison);
                advise(page, &report);
            })?,
            Some(format) => self.comparing.give(&comparison, format, out)?,
        }
        Ok(self.comparing.exit(&comparison))
    }
}

impl DriftCheck {
    /// What the live files say.
    fn running(&self, project: &Project, out: &mut Output<'_>) -> Result<LiveEnvironment, Stop> {
        let mut options = LiveOptions::new().environment(&*self.baseline).partial(self.partial);
        if let Some(name) = &self.namespace {
            options = options.namespace(&**name);
        }
        let mut files = Vec::new();
        for name in &self.live {
            match name.as_str() {
                "-" => files.push((STDIN.to_owned(), out.read(Limits::default().file_bytes)?)),
                name => files.extend(given::live_files(name, project)?),
            }
        }
        Ok(LiveEnvironment::read_files(files, &options)?)
    }
}

/// What to do next, where anything drifted.
pub(crate) fn advise(page: &mut Page, report: &DriftReport) {
    let Some(worst) = report.drift().max_by_key(|item| item.severity) else { return };
    page.blank();
    page.line([(Tone::Plain, "settle each where it is written, on the side that is wrong")]);
    // What runs is no environment that could be asked.
    let (side, name) = match worst.target == LIVE {
        true => (&worst.baseline, &report.baseline),
        false => (&worst.actual, &worst.target),
    };
    if let Some(options) = options(&worst.section).filter(|_| side.is_some()) {
        let path = match worst.path.is_empty() {
            true => String::new(),
            false => format!(" {}", worst.path),
        };
        page.advise("who sets a value: ", &format!("config explain {name}{path}{options}"));
    }
}
