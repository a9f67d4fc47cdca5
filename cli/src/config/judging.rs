//! How differences are judged: on which day, and which of them.

use clap::Args;
use stageline::drift::DriftOptions;
use stageline::value::Date;

use crate::today::today;

/// What of environments is compared.
#[derive(Debug, Args)]
pub(crate) struct Selecting {
    /// What to compare: parts (`record`, `configuration`, `services`, `flags`), services, or paths
    /// such as `resources.**`; with both, those paths of those parts
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// What to leave out: parts, services, or paths
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',')]
    pub(crate) exclude: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Judging {
    #[command(flatten)]
    selecting: Selecting,
    /// The day on which rules expire or not, as YYYY-MM-DD [default: today in UTC]
    #[arg(long, value_name = "DAY")]
    today: Option<String>,
}

impl Judging {
    pub(crate) fn options(&self) -> stageline::Result<DriftOptions> {
        let Selecting { only, exclude } = &self.selecting;
        let options = DriftOptions::new().sections(only).exclude(exclude);
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
