//! `feature-flag rollout`: the share that gets a flag, at once or along a ramp.

use clap::Args;
use stageline::Project;
use stageline::flag::Percentage;
use stageline::project::edit::Rollout;
use stageline::value::{Kind, Quantity, Timestamp};
use stageline::yaml::Node;

use super::asked::{ChangedAt, time};
use crate::edits::Writing;
use crate::output::Output;
use crate::{Exit, Stop, given};

#[derive(Debug, Args)]
pub(crate) struct RollOut {
    /// The flag's name
    name: String,
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    /// The share of keys that get it, from 0 to 100; at the end, if it grows
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true, value_parser = share)]
    percentage: Option<Node>,
    /// How long it takes to get there, as in 2h or 7d; a number alone is seconds [default: at once]
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = duration)]
    duration: Option<Node>,
    /// When it begins: a day, or as in 2027-01-31T09:00:00Z [default: now]
    #[arg(long, value_name = "TIME", value_parser = time)]
    start: Option<Timestamp>,
    /// How it grows: linear or exponential
    #[arg(long, value_name = "CURVE", value_parser = ["linear", "exponential"])]
    curve: Option<String>,
    /// In steps instead: times since the start and their shares, as in 0s=1,30m=10,1d=100
    #[arg(long, value_name = "TIME=SHARE,…", value_delimiter = ',', value_parser = step)]
    #[arg(conflicts_with_all = ["duration", "curve"])]
    steps: Vec<(Node, Node)>,
    /// The ramp of the project that says what is not said here
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// The attribute whose value decides; of several the first that is there [default: as before]
    #[arg(long, value_name = "ATTRIBUTE,…", value_delimiter = ',')]
    by: Vec<String>,
    /// Draw anew, with this salt
    #[arg(long, value_name = "SALT")]
    salt: Option<String>,
    /// What those get whom it takes: a variant's name, or a value [default: as before; `on`, else the first
    /// variant; without variants true]
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    serve: Option<String>,
    /// Take what is served as text, whatever it looks like
    #[arg(long, requires = "serve")]
    string: bool,
    #[command(flatten)]
    at: ChangedAt,
    #[command(flatten)]
    writing: Writing,
}

impl RollOut {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let rollout = self.rollout(self.at.time())?;
        let mut edit = project.edit();
        edit.flag(&self.name).roll_out(&self.env, &rollout)?;
        self.writing.finish(&mut edit, out)
    }

    fn rollout(&self, at: Timestamp) -> stageline::Result<Rollout> {
        let mut rollout = Rollout::default().now(at).by(&self.by);
        rollout.percentage.clone_from(&self.percentage);
        rollout.over.clone_from(&self.duration);
        rollout.curve = self.curve.as_deref().map(Node::from);
        rollout.start = self.start;
        rollout.template.clone_from(&self.template);
        rollout.salt.clone_from(&self.salt);
        rollout.serve = self
            .serve
            .as_deref()
            .map(|word| given::written_or_text(word, self.string))
            .transpose()?;
        Ok(match self.steps.is_empty() {
            true => rollout,
            false => rollout.steps(self.steps.iter().cloned()),
        })
    }
}

/// A percentage.
fn share(text: &str) -> Result<Node, String> {
    let node = given::value(text);
    match Percentage::read(&node) {
        Ok(_) => Ok(node),
        Err(_) => Err("write a number from 0 to 100, as in `12.5`".to_owned()),
    }
}

/// A length of time.
fn duration(text: &str) -> Result<Node, String> {
    let node = given::value(text);
    match Quantity::read(&node.data, Kind::Duration) {
        Ok(time) if time.nanos() >= 0 => Ok(node),
        _ => Err("write a time, as in `2h` or `7d`".to_owned()),
    }
}

/// `30m=10`
fn step(text: &str) -> Result<(Node, Node), String> {
    match text.split_once('=') {
        Some((time, part)) => Ok((duration(time)?, share(part)?)),
        None => Err("write a time and a share, as in `30m=10`".to_owned()),
    }
}
