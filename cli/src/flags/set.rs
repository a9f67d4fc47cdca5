//! `feature-flag set`: the value that a flag answers in an environment.

use clap::Args;
use stageline::Project;
use stageline::project::edit::SetValue;

use super::asked::ChangedAt;
use crate::edits::Writing;
use crate::output::Output;
use crate::{Exit, Stop, given};

#[derive(Debug, Args)]
pub(crate) struct Set {
    /// The flag's name
    name: String,
    /// What it answers: a variant's name, or a value
    #[arg(allow_hyphen_values = true)]
    value: String,
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    /// Of a flag with rules or shares, change what everybody else gets
    #[arg(long)]
    default_only: bool,
    /// Forget the rules and shares that the flag has there
    #[arg(long, conflicts_with = "default_only")]
    replace: bool,
    /// Make the flag if there is none of this name
    #[arg(long)]
    create: bool,
    /// Take the value as text, whatever it looks like
    #[arg(long)]
    string: bool,
    #[command(flatten)]
    at: ChangedAt,
    #[command(flatten)]
    writing: Writing,
}

impl Set {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let value = given::written_or_text(&self.value, self.string)?;
        let options = SetValue::new()
            .create(self.create)
            .default_only(self.default_only)
            .replace(self.replace);
        let mut edit = project.edit();
        edit.flag(&self.name).now(self.at.time()).set_value_with(&self.env, value, &options)?;
        self.writing.finish(&mut edit, out)
    }
}
