//! `config diff`: what differs between two environments or more, section by section.

use clap::Args;
use stageline::drift::DriftOptions;
use stageline::report::{Comparison, TextOptions};
use stageline::{Project, diff};

use super::judging::Selecting;
use crate::comparing::{self, Comparing};
use crate::output::Output;
use crate::today::today;
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The environment on the left
    a: String,
    /// The environment on the right
    b: String,
    /// More environments, for a table of all of them
    #[arg(value_name = "C")]
    more: Vec<String>,
    #[command(flatten)]
    selecting: Selecting,
    #[command(flatten)]
    comparing: Comparing,
}

impl Diff {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let format = self.comparing.format(out)?;
        self.selecting.check()?;
        let snapshot = project.snapshot();
        let Selecting { only, exclude } = &self.selecting;
        if !self.more.is_empty() {
            let names = [&self.a, &self.b].into_iter().chain(&self.more);
            let names: Vec<&str> = names.map(String::as_str).collect();
            let options = DriftOptions::new().sections(only).exclude(exclude);
            let options = today().into_iter().fold(options, DriftOptions::today);
            let survey = snapshot.compare_with(&names, &options)?;
            let comparison = Comparison::of_survey(&survey, snapshot.sources());
            match format {
                None => out.give(&survey, |page| self.comparing.put(page, &comparison))?,
                Some(format) => self.comparing.give(&comparison, format, out)?,
            }
            return Ok(self.comparing.exit(&comparison));
        }
        let options = diff::DiffOptions::new().sections(only).exclude(exclude);
        let diff = snapshot.diff_where(&self.a, &self.b, &options)?;
        let comparison = Comparison::of_diff(&diff, snapshot.sources());
        match format {
            None => out.give(&diff, |page| self.comparing.put(page, &comparison))?,
            Some(format) => self.comparing.give(&comparison, format, out)?,
        }
        Ok(self.comparing.exit(&comparison))
    }
}

/// Shows what differs between two environments.
pub(crate) fn show(project: &Project, a: &str, b: &str, out: &mut Output<'_>) -> Result<(), Stop> {
    let snapshot = project.snapshot();
    let diff = snapshot.diff(a, b)?;
    let comparison = Comparison::of_diff(&diff, snapshot.sources());
    out.give(&diff, |page| comparing::put(page, &comparison, TextOptions::new()))
}
