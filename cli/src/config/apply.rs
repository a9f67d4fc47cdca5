//! `config apply`: a file of values into an environment's own configuration.

use clap::Args;
use stageline::Project;
use stageline::project::edit::{Operation, Target};
use stageline::value::KeyPath;

use crate::edits::Writing;
use crate::output::Output;
use crate::{Exit, Stop, given};

#[derive(Debug, Args)]
pub(crate) struct Apply {
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    /// The values, bare or below `overrides:`
    #[arg(long, value_name = "FILE")]
    file: String,
    /// Apply them to a service's file for the environment
    #[arg(long, value_name = "SERVICE")]
    service: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Apply {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let target = match &self.service {
            Some(name) => Target::Service { environment: self.env.clone(), name: name.clone() },
            None => Target::Environment { name: self.env.clone() },
        };
        let tree = given::tree(&self.file, project)?;
        let mut edit = project.edit();
        edit.change(&target, Operation::Apply { path: KeyPath::root(), tree })?;
        self.writing.finish(&mut edit, out)
    }
}
