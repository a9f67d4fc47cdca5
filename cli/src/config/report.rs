//! `config report`: how environments differ, for whoever audits them.

use clap::Args;
use stageline::report::Comparison;
use stageline::{Project, Snapshot};

use super::judging::Judging;
use crate::comparing::{As, Comparing};
use crate::output::Output;
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// The environments
    #[arg(long, value_name = "ENV,…", value_delimiter = ',', required = true)]
    environments: Vec<String>,
    /// Hold the others against this one [default: the first of two; of more, what most say]
    #[arg(long, value_name = "ENV")]
    baseline: Option<String>,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    comparing: Comparing,
}

impl Report {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let asked = self.comparing.format(out)?;
        let format = asked.unwrap_or(if out.is_json() { As::Json } else { As::Text });
        let comparison = self.compare(&project.snapshot())?;
        self.comparing.give(&comparison, format, out)?;
        Ok(self.comparing.exit(&comparison))
    }

    /// Two environments, or several and a baseline, are judged; more without one are surveyed.
    fn compare(&self, snapshot: &Snapshot) -> stageline::Result<Comparison> {
        let all: Vec<&str> = self.environments.iter().map(String::as_str).collect();
        let options = self.judging.options()?;
        let drift = |baseline: &str, targets: &[&str]| {
            let report = snapshot.drift_with(baseline, targets, &options)?;
            Ok(Comparison::of_drift(&report, snapshot.sources()))
        };
        match (&self.baseline, all.as_slice()) {
            (Some(baseline), targets) => {
                let others: Vec<&str> =
                    targets.iter().copied().filter(|name| name != baseline).collect();
                drift(baseline, &others)
            }
            (None, [baseline, target]) => drift(baseline, &[target]),
            (None, several) => {
                let survey = snapshot.compare_with(several, &options)?;
                Ok(Comparison::of_survey(&survey, snapshot.sources()))
            }
        }
    }
}
