//! `feature-flag kill` and `unkill`: the kill switch of a flag, everywhere or in one environment.

use clap::Args;
use stageline::Project;

use super::asked::ChangedAt;
use crate::edits::Writing;
use crate::output::Output;
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Kill {
    /// The flag's name
    name: String,
    /// The switch of this environment alone [default: that of all environments]
    #[arg(long, value_name = "ENV")]
    env: Option<String>,
    #[command(flatten)]
    at: ChangedAt,
    #[command(flatten)]
    writing: Writing,
}

impl Kill {
    pub(super) fn run(
        &self,
        off: bool,
        project: &Project,
        out: &mut Output<'_>,
    ) -> Result<Exit, Stop> {
        let mut edit = project.edit();
        let mut flag = edit.flag(&self.name).now(self.at.time());
        match off {
            true => flag.kill(self.env.as_deref())?,
            false => flag.unkill(self.env.as_deref())?,
        };
        self.writing.finish(&mut edit, out)
    }
}
