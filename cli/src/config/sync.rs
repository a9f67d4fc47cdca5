//! `config sync`: what one environment says, said by another.

use clap::Args;
use stageline::project::edit::Synced;
use stageline::{Code, Error, Project};

use super::side::many;
use crate::edits::Writing;
use crate::output::{Cell, Output, Page, Table, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Sync {
    /// Where the values come from
    #[arg(long, value_name = "ENV")]
    from: String,
    /// Where they go
    #[arg(long, value_name = "ENV")]
    to: String,
    /// What to leave alone: `configuration`, `services`, `flags`, `secrets`, or paths
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',')]
    exclude: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Sync {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        check_excluded(&self.exclude)?;
        let exclude: Vec<&str> = self.exclude.iter().map(String::as_str).collect();
        let mut edit = project.edit();
        let synced = edit.sync(&self.from, &self.to, &exclude)?;
        self.writing.finish_with(&mut edit, out, |page| write(page, &synced))
    }
}

/// Fails for what no sync touches, so that leaving it out could only be a misunderstanding.
pub(super) fn check_excluded(exclude: &[String]) -> stageline::Result<()> {
    match exclude.iter().any(|word| word == "record") {
        false => Ok(()),
        true => Err(Error::new(Code::Usage, "`record` is nothing that a sync copies").help(
            "leave it out, or name `configuration`, `services`, `flags`, a service, or a path",
        )),
    }
}

/// What was made equal is in the diff below; what was not is told here, with its reason.
fn write(page: &mut Page, synced: &Synced) {
    let changed = many(synced.changed().count(), "value", "values");
    page.line([
        (Tone::Strong, &synced.from),
        (Tone::Plain, " → "),
        (Tone::Strong, &synced.to),
        (Tone::Plain, ": "),
        (Tone::Good, &format!("{changed} made equal")),
    ]);
    let mut table = Table::new().indent(2);
    for item in &synced.items {
        if let Some(reason) = &item.left_alone {
            table.row([
                Cell::new(Tone::Quiet, "left alone"),
                Cell::new(Tone::Plain, item.section.to_string()),
                Cell::new(Tone::Plain, item.path.to_string()),
                Cell::new(Tone::Quiet, reason),
            ]);
        }
    }
    page.table(&table);
    page.blank();
}
