//! `feature-flag hold`, `resume` and `rollback`: how a ramp goes on from a time on.

use clap::Args;
use stageline::Project;
use stageline::value::Timestamp;

use super::asked::{now, time};
use crate::edits::Writing;
use crate::output::Output;
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Turn {
    /// The flag's name
    name: String,
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    /// From when on: a day, or as in 2027-01-31T09:00:00Z [default: now]
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<Timestamp>,
    #[command(flatten)]
    writing: Writing,
}

/// How a ramp goes on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    Hold,
    Resume,
    RollBack,
}

impl Turn {
    pub(super) fn run(
        &self,
        way: Way,
        project: &Project,
        out: &mut Output<'_>,
    ) -> Result<Exit, Stop> {
        let at = self.at.unwrap_or_else(now);
        let mut edit = project.edit();
        let mut flag = edit.flag(&self.name);
        match way {
            Way::Hold => flag.hold(&self.env, at)?,
            Way::Resume => flag.resume(&self.env, at)?,
            Way::RollBack => flag.roll_back(&self.env, at)?,
        };
        self.writing.finish(&mut edit, out)
    }
}
