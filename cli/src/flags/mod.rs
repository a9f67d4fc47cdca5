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
mod kill;
mod list;
mod preview;
mod remove;
mod rollout;
mod rule;
mod serve;
mod set;
mod summary;
mod target;
mod turn;

use clap::Subcommand;
use stageline::Project;

use self::get::Get;
use self::import::Import;
use self::turn::Way;
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
    /// Let a ramp stand still
    Hold(turn::Turn),
    /// Let a ramp go on
    Resume(turn::Turn),
    /// Let a ramp go back the way it came
    Rollback(turn::Turn),
    /// Serve a value to listed keys, whatever the rules say
    Target(target::Target),
    /// Take keys out of the lists of targets
    Untarget(target::Untarget),
    /// Add and remove rules: for whom a flag says something of its own
    #[command(subcommand)]
    Rule(rule::RuleCommand),
    /// Switch a flag off with its kill switch, whatever else it says
    Kill(kill::Kill),
    /// Let a flag that was killed answer again
    Unkill(kill::Kill),
    /// Let flags answer in one environment what they answer in another
    Copy(copy::Copy),
    /// Take a flag out of the files, or what one environment says of it
    Remove(remove::Remove),
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
            FlagCommand::Hold(turn) => turn.run(Way::Hold, project, out),
            FlagCommand::Resume(turn) => turn.run(Way::Resume, project, out),
            FlagCommand::Rollback(turn) => turn.run(Way::RollBack, project, out),
            FlagCommand::Target(target) => target.run(project, out),
            FlagCommand::Untarget(target) => target.run(project, out),
            FlagCommand::Rule(rule) => rule.run(project, out),
            FlagCommand::Kill(kill) => kill.run(true, project, out),
            FlagCommand::Unkill(kill) => kill.run(false, project, out),
            FlagCommand::Copy(copy) => copy.run(project, out),
            FlagCommand::Remove(remove) => remove.run(project, out),
            FlagCommand::Import(import) => import.run(project, out),
        }
    }
}
