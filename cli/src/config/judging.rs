//! How differences are judged: on which day, and which of them.

use clap::Args;
use stageline::drift::DriftOptions;
use stageline::value::Date;

use crate::today::today;

#[derive(Debug, Args)]
pub(crate) struct Judging {
    /// The parts to compare: `record`, `configuration`, `services`, `flags`, or services
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',')]
    only: Vec<String>,
    /// What to leave out: parts, services, or paths
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',')]
    exclude: Vec<String>,
    /// The day on which rules expire or not, as YYYY-MM-DD [default: today in UTC]
    #[arg(long, value_name = "DAY")]
    today: Option<String>,
}

impl Judging {
    pub(crate) fn options(&self) -> stageline::Result<DriftOptions> {
        let options = DriftOptions::new().sections(&self.only).exclude(&self.exclude);
        let day = match &self.today {
            Some(day) => Some(Date::parse(day)?),
            None => today(),
        };
        Ok(match day {
            Some(day) => options.today(day),
            None => options,
        })
    }
}
