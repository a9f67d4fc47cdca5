//! `config sync-check`: whether environments say what a baseline says, where they should.

use clap::Args;
use serde::Serialize;
use stageline::Project;
use stageline::project::edit::{SyncItem, Synced};

use super::side::many;
use crate::output::{Cell, Output, Page, Table, Tone};
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
        let exclude: Vec<&str> = self.exclude.iter().map(String::as_str).collect();
        let sync = |target: &String| project.edit().sync(&self.baseline, target, &exclude);
        let targets: Vec<Synced> =
            self.targets.iter().map(sync).collect::<stageline::Result<_>>()?;
        let in_sync = targets.iter().all(|synced| synced.changed().next().is_none());
        let answer = Answer { baseline: self.baseline.clone(), in_sync, targets };
        out.give(&answer, |page| answer.write(page))?;
        Ok(if in_sync { Exit::Done } else { Exit::Findings })
    }
}

impl Answer {
    fn write(&self, page: &mut Page) {
        for (nth, synced) in self.targets.iter().enumerate() {
            if nth > 0 {
                page.blank();
            }
            write_target(page, synced);
        }
        if let Some(first) = self.targets.iter().find(|synced| synced.changed().next().is_some()) {
            let command =
                format!("stageline config sync --from {} --to {} --dry-run", first.from, first.to);
            page.blank();
            page.line([(Tone::Plain, "what that would write: "), (Tone::Place, &command)]);
        }
    }
}

fn write_target(page: &mut Page, synced: &Synced) {
    let changed: Vec<&SyncItem> = synced.changed().collect();
    let verdict = match changed.len() {
        0 => (Tone::Good, "in sync".to_owned()),
        count => (Tone::Warn, format!("{} out of sync", many(count, "value", "values"))),
    };
    let alone = synced.items.len() - changed.len();
    page.line([
        (Tone::Strong, &synced.to),
        (Tone::Plain, " with "),
        (Tone::Strong, &synced.from),
        (Tone::Plain, ": "),
        (verdict.0, &verdict.1),
        (Tone::Quiet, &format!(", {alone} left alone")),
    ]);
    let mut table = Table::new().indent(2);
    for item in changed {
        table.row([
            Cell::new(Tone::Plain, item.section.to_string()),
            Cell::new(Tone::Strong, item.path.to_string()),
        ]);
    }
    page.table(&table);
}
