//! `feature-flag remove`: a flag, or what one environment says of it, taken out of the files.

use clap::Args;
use stageline::Project;
use stageline::model::FLAG_KEYWORDS;

use crate::edits::Writing;
use crate::output::Output;
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// The flag's name
    name: String,
    /// Take away only what this environment says itself, so that it answers as one without an entry
    #[arg(long, value_name = "ENV")]
    env: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Remove {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let mut edit = project.edit();
        // Entries of environments that do not exist may go; the flag's keywords are none.
        let is_none = |name: &&String| FLAG_KEYWORDS.contains(&name.as_str());
        if let Some(keyword) = self.env.as_ref().filter(is_none) {
            project.snapshot().environment(keyword)?;
        }
        edit.flag(&self.name).unset(self.env.as_slice())?;
        self.writing.finish(&mut edit, out)
    }
}
