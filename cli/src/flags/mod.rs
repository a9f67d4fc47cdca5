//! `feature-flag`: what flags answer and why, and flags of other tools.

mod get;
mod import;

use clap::Subcommand;
use stageline::Project;

use self::get::Get;
use self::import::Import;
use crate::output::Output;
use crate::{Exit, Stop};

pub(crate) use self::get::explain;

#[derive(Debug, Subcommand)]
pub(crate) enum FlagCommand {
    /// Evaluate a flag and say why it answers so
    Get(Get),
    /// Take over the flags of another tool, with every user where they are
    Import(Import),
}

impl FlagCommand {
    pub(crate) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        match self {
            FlagCommand::Get(get) => get.run(project, out),
            FlagCommand::Import(import) => import.run(project, out),
        }
    }
}
