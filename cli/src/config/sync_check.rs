//! `config sync-check`: whether environments say what a baseline says, where they should.

use clap::Args;
use serde::Serialize;
use stageline::Project;
use stageline::drift::DriftItem;
use stageline::project::edit::Synced;
use stageline::report::{Comparison, TextOptions};

use super::side::many;
use super::sync::check_excluded;
use crate::comparing::{self, Failing};
use crate::output::{Output, Page, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct SyncCheck {
    /// The environment that the others should agree with
    #[arg(long, value_name = "ENV")]
    baseline: String,
    /// The environments to check
    #[arg(long, value_name = "ENV,…", value_delimiter = ',', required = true)]
    targets: Vec<String>,
    /// What to leave alone: `configuration`, `services`, `flags`, `secrets`, or paths
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',')]
    exclude: Vec<String>,
    #[command(flatten)]
    failing: Failing,
}

/// What a sync of each target would do.
#[derive(Debug, Serialize)]
struct Answer {
    baseline: String,
    in_sync: bool,
    targets: Vec<Synced>,
}

impl SyncCheck {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        check_excluded(&self.exclude)?;
        let exclude: Vec<&str> = self.exclude.iter().map(String::as_str).collect();
        let sync = |target: &String| project.edit().sync(&self.baseline, target, &exclude);
        let targets: Vec<Synced> =
            self.targets.iter().map(sync).collect::<stageline::Result<_>>()?;
        let in_sync = targets.iter().all(|synced| out_of_sync(synced).next().is_none());
        let answer = Answer { baseline: self.baseline.clone(), in_sync, targets };
        let snapshot = project.snapshot();
        let compared: Vec<Comparison> = answer
            .targets
            .iter()
            .map(|synced| {
                let items = synced.changed().filter_map(|item| item.difference.as_ref());
                Comparison::of_items(&synced.from, &synced.to, items, snapshot.sources())
            })
            .collect();
        out.give(&answer, |page| answer.write(page, &compared))?;
        let mut drift = answer.targets.iter().flat_map(out_of_sync);
        let fails = drift.any(|found| self.failing.reaches(found.severity));
        Ok(if fails { Exit::Findings } else { Exit::Done })
    }
}

impl Answer {
    fn write(&self, page: &mut Page, compared: &[Comparison]) {
        for (nth, (synced, comparison)) in self.targets.iter().zip(compared).enumerate() {
            if nth > 0 {
                page.blank();
            }
            write_target(page, synced, comparison);
        }
        if let Some(first) = self.targets.iter().find(|synced| synced.changed().next().is_some()) {
            let command = format!("config sync --from {} --to {} --dry-run", first.from, first.to);
            page.blank();
            page.advise("what that would write: ", &command);
        }
    }
}

/// What ought to be equal, and is not. A sync also copies flags that differ as is expected.
fn out_of_sync(synced: &Synced) -> impl Iterator<Item = &DriftItem> {
    let found = synced.changed().filter_map(|item| item.difference.as_ref());
    found.filter(|found| found.is_drift())
}

/// How many values are out of sync, and both sides of each.
fn write_target(page: &mut Page, synced: &Synced, comparison: &Comparison) {
    let changed = out_of_sync(synced).count();
    let verdict = match changed {
        0 => (Tone::Good, "in sync".to_owned()),
        count => (Tone::Warn, format!("{} out of sync", many(count, "value", "values"))),
    };
    let copied = synced.changed().count();
    let expected = match copied - changed {
        0 => String::new(),
        more => format!(", {more} more that differ as expected and would be copied"),
    };
    let alone = synced.items.len() - copied;
    page.line([
        (Tone::Strong, &synced.to),
        (Tone::Plain, " with "),
        (Tone::Strong, &synced.from),
        (Tone::Plain, ": "),
        (verdict.0, &verdict.1),
        (Tone::Quiet, &format!("{expected}, {alone} left alone")),
    ]);
    // What a sync copies, it copies whatever others make of the difference.
    comparing::put(page, comparison, TextOptions::new().untitled(true).everything(true));
}
