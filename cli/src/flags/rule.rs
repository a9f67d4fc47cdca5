//! `feature-flag rule`: for whom a flag says something of its own. Rules count from 1, as in what
//! people read.

use clap::{Args, Subcommand};
use stageline::Project;
use stageline::project::edit::FlagRule;

use super::asked::ChangedAt;
use super::serve::Serve;
use crate::edits::Writing;
use crate::output::Output;
use crate::{Exit, Stop};

#[derive(Debug, Subcommand)]
pub(crate) enum RuleCommand {
    /// Serve a value to those whom a condition holds for
    Add(Add),
    /// Take a rule away
    Remove(Remove),
}

impl RuleCommand {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        match self {
            RuleCommand::Add(add) => add.run(project, out),
            RuleCommand::Remove(remove) => remove.run(project, out),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The flag's name
    name: String,
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    /// The condition, as in "user.plan == 'pro'" [default: everyone]
    #[arg(long, value_name = "CONDITION")]
    when: Option<String>,
    #[command(flatten)]
    serve: Serve,
    /// Put it before the rule of this number, from 1 [default: behind the last one]
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    before: Option<usize>,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    #[command(flatten)]
    at: ChangedAt,
    #[command(flatten)]
    writing: Writing,
}

impl Add {
    fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let mut rule = FlagRule::for_everyone(self.serve.value()?);
        rule.when.clone_from(&self.when);
        rule.position = self.before;
        rule.description.clone_from(&self.description);
        let mut edit = project.edit();
        edit.flag(&self.name).now(self.at.time()).add_rule(&self.env, &rule)?;
        self.writing.finish(&mut edit, out)
    }
}

#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// The flag's name
    name: String,
    /// Which rule, from 1; `feature-flag explain` shows them
    #[arg(value_parser = number)]
    number: usize,
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    #[command(flatten)]
    at: ChangedAt,
    #[command(flatten)]
    writing: Writing,
}

impl Remove {
    fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let mut edit = project.edit();
        edit.flag(&self.name).now(self.at.time()).remove_rule(&self.env, self.number)?;
        self.writing.finish(&mut edit, out)
    }
}

/// The index of what people count from 1.
fn number(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(number @ 1..) => Ok(number - 1),
        _ => Err("write a number from 1 on".to_owned()),
    }
}
