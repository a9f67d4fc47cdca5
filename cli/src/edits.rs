//! How commands that write end: the change is shown, and committed unless only asked for.

use clap::Args;
use serde::Serialize;
use stageline::Result;
use stageline::project::Edit;
use stageline::project::edit::{BlastRadius, Preview};

use crate::output::{Output, Page, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Writing {
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What a command wrote, or would have.
#[derive(Debug, Serialize)]
pub(crate) struct Written {
    committed: bool,
    preview: Preview,
    blast_radius: BlastRadius,
    /// What is worth knowing of the change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<String>,
    /// What is said where no file changes.
    #[serde(skip)]
    nothing: &'static str,
}

impl Writing {
    pub(crate) fn is_dry(&self) -> bool {
        self.dry_run
    }

    /// Shows the edit and commits it.
    pub(crate) fn finish(
        &self,
        edit: &mut Edit,
        out: &mut Output<'_>,
    ) -> std::result::Result<Exit, Stop> {
        let written = self.commit(edit)?;
        out.give(&written, |page| write(page, &written))?;
        Ok(Exit::Done)
    }

    /// The same, with something to say in front.
    pub(crate) fn finish_with(
        &self,
        edit: &mut Edit,
        out: &mut Output<'_>,
        first: impl FnOnce(&mut Page),
    ) -> std::result::Result<Exit, Stop> {
        let mut written = self.commit(edit)?;
        written.nothing = "nothing is written";
        out.give(&written, |page| {
            first(page);
            write(page, &written);
        })?;
        Ok(Exit::Done)
    }

    /// Commits the edit, unless it is only asked for.
    pub(crate) fn commit(&self, edit: &mut Edit) -> Result<Written> {
        let preview = edit.preview();
        let blast_radius = edit.blast_radius()?;
        let remarks = edit.remarks().to_vec();
        let committed = !self.dry_run && !preview.is_empty();
        if committed {
            edit.commit()?;
        }
        let nothing = "nothing to change: the files say so already";
        Ok(Written { committed, preview, blast_radius, remarks, nothing })
    }
}

/// The diff, what it changes, and whether it was written.
pub(crate) fn write(page: &mut Page, written: &Written) {
    if written.preview.is_empty() {
        page.line([(Tone::Good, written.nothing)]);
        return remarks(page, written);
    }
    for file in &written.preview.files {
        for line in file.to_string().lines() {
            let tone = match line.as_bytes() {
                [b'-', b'-', b'-', ..] | [b'+', b'+', b'+', ..] => Tone::Strong,
                [b'-', ..] => Tone::Bad,
                [b'+', ..] => Tone::Good,
                [b'@', ..] => Tone::Place,
                _ => Tone::Plain,
            };
            page.line([(tone, line)]);
        }
    }
    page.blank();
    page.line([(Tone::Strong, "what this changes")]);
    for line in written.blast_radius.to_string().lines() {
        page.line([(Tone::Plain, "  "), (Tone::Plain, line)]);
    }
    page.blank();
    remarks(page, written);
    let files = match written.preview.files.as_slice() {
        [one] => format!("`{}`", one.path),
        several => format!("{} files", several.len()),
    };
    match written.committed {
        true => page.line([(Tone::Good, "written: "), (Tone::Plain, &files)]),
        false => page.line([(Tone::Warn, "not written: "), (Tone::Plain, &files)]),
    }
}

fn remarks(page: &mut Page, written: &Written) {
    for remark in &written.remarks {
        page.line([(Tone::Warn, "note: "), (Tone::Plain, remark.as_str())]);
    }
}
