//! `feature-flag target` and `untarget`: who gets a value whatever the rules say.

use clap::Args;
use stageline::Project;
use stageline::yaml::Node;

use super::asked::ChangedAt;
use super::serve::Serve;
use crate::edits::Writing;
use crate::output::Output;
use crate::{Exit, Stop};

/// Keys, and where they are listed.
#[derive(Debug, Args)]
struct Listed {
    /// The flag's name
    name: String,
    /// The keys, such as users' ids
    #[arg(value_name = "KEY", required = true)]
    keys: Vec<String>,
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    /// The attribute that the keys are of [default: the targeting key]
    #[arg(long, value_name = "ATTRIBUTE")]
    by: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Target {
    #[command(flatten)]
    listed: Listed,
    #[command(flatten)]
    serve: Serve,
    #[command(flatten)]
    at: ChangedAt,
    #[command(flatten)]
    writing: Writing,
}

impl Target {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let Listed { name, env, by, .. } = &self.listed;
        let mut edit = project.edit();
        let mut flag = edit.flag(name).now(self.at.time());
        flag.target(env, self.serve.value()?, &self.listed.keys(), by.as_deref())?;
        self.writing.finish(&mut edit, out)
    }
}

#[derive(Debug, Args)]
pub(crate) struct Untarget {
    #[command(flatten)]
    listed: Listed,
    #[command(flatten)]
    at: ChangedAt,
    #[command(flatten)]
    writing: Writing,
}

impl Untarget {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let Listed { name, env, by, .. } = &self.listed;
        let mut edit = project.edit();
        edit.flag(name).now(self.at.time()).untarget(env, &self.listed.keys(), by.as_deref())?;
        self.writing.finish(&mut edit, out)
    }
}

impl Listed {
    fn keys(&self) -> Vec<Node> {
        self.keys.iter().map(|key| key_of(key)).collect()
    }
}

/// A key is text; one that is an integer's digits is written as that integer, which is the same key.
fn key_of(word: &str) -> Node {
    match word.parse::<i64>() {
        Ok(number) if number.to_string() == word => Node::from(number),
        _ => Node::from(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_text_unless_it_is_an_integer_as_it_is_written() {
        assert_eq!(key_of("42"), Node::from(42));
        for text in ["042", "+1", "1.5", "true", "null", "99999999999999999999", "~"] {
            assert_eq!(key_of(text), Node::from(text));
        }
    }
}
