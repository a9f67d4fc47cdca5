//! How differences are judged: on which day, and which of them.

use clap::Args;
use stageline::drift::DriftOptions;
use stageline::value::Date;
use stageline::{Code, Error};

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

impl Selecting {
    /// # Errors
    /// `E_USAGE` for what only a sync can leave out.
    pub(crate) fn check(&self) -> stageline::Result<()> {
        match self.exclude.iter().any(|word| word == "secrets") {
            false => Ok(()),
            true => {
                let message = "`secrets` is no part, no service and no path of what is compared";
                let help = "leave it out: their values are never shown; or exclude their paths, as in `**.password`";
                Err(Error::new(Code::Usage, message).help(help))
            }
        }
    }
}

impl Judging {
    pub(crate) fn options(&self) -> stageline::Result<DriftOptions> {
        self.selecting.check()?;
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
