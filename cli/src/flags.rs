//! `feature-flag`: what a flag answers, and why.

use clap::{Args, Subcommand};
use stageline::Project;

use crate::output::Output;
use crate::{Exit, Stop};

#[derive(Debug, Subcommand)]
pub(crate) enum FlagCommand {
    /// Evaluate a flag and say why it answers so
    Get(Get),
}

#[derive(Debug, Args)]
pub(crate) struct Get {
    /// The flag's name
    name: String,
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    /// Whom percentages are decided for, such as a user's id
    #[arg(long, value_name = "KEY")]
    targeting_key: Option<String>,
    /// What rules may ask about, such as `user.plan=pro`; repeatable
    #[arg(long = "attribute", value_name = "NAME=VALUE", num_args = 1.., value_parser = attribute)]
    attributes: Vec<(String, String)>,
}

/// `name=value`; the value may hold further `=`.
fn attribute(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as `name=value`".to_owned()),
    }
}

impl FlagCommand {
    pub(crate) fn run(&self, _project: &Project, _out: &mut Output<'_>) -> Result<Exit, Stop> {
        Err(Stop::Failed(crate::vocabulary::unavailable("feature-flag get")))
    }
}
