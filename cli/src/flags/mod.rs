//! `feature-flag`: what flags answer and why, how they are changed, code that asks them, and flags of
//! other tools.

mod asked;
mod codegen;
mod compare;
mod contexts;
mod copy;
mod explain;
mod get;
mod import;
mod list;
mod preview;
mod rollout;
mod set;
mod summary;

use clap::Subcommand;
use stageline::Project;

use self::get::Get;
use self::import::Import;
use crate::output::Output;
use crate::{Exit, Stop};

pub(crate) use self::explain::explain;

#[derive(Debug, Subcommand)]
pub(crate) enum FlagCommand {
    /// List the flags, and what they say in each environment
    List(list::List),
    /// Evaluate a flag and say what decided
    Get(Get),
    /// Say why a flag answers so, and why its other parts did not decide
    Explain(explain::Explain),
    /// Show how a flag's shares move with time, and when somebody's answer changes
    Preview(preview::Show),
    /// Say who is answered differently in two environments, and what makes it so
    Compare(compare::Compare),
    /// Write source code with a typed constant and getter for each flag
    Codegen(codegen::Codegen),
    /// Let a flag answer a value in an environment
    Set(set::Set),
    /// Give a flag to a share of all users, at once or along a ramp
    Rollout(rollout::RollOut),
    /// Let flags answer in one environment what they answer in another
    Copy(copy::Copy),
    /// Take over the flags of another tool, with every user where they are
    Import(Import),
}

impl FlagCommand {
    pub(crate) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        match self {
            FlagCommand::List(list) => list.run(project, out),
            FlagCommand::Get(get) => get.run(project, out),
            FlagCommand::Explain(explain) => explain.run(project, out),
            FlagCommand::Preview(preview) => preview.run(project, out),
            FlagCommand::Compare(compare) => compare.run(project, out),
            FlagCommand::Codegen(codegen) => codegen.run(project, out),
            FlagCommand::Set(set) => set.run(project, out),
            FlagCommand::Rollout(rollout) => rollout.run(project, out),
            FlagCommand::Copy(copy) => copy.run(project, out),
            FlagCommand::Import(import) => import.run(project, out),
        }
    }
}
