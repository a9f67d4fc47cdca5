//! `config diff`: what differs between two environments, section by section.

use clap::Args;
use stageline::Project;
use stageline::diff::{self, ChangeKind, Difference, Section, SectionDiff};
use stageline::report::Comparison;

use super::side::{below, cells, many, place, service_file};
use crate::comparing::Comparing;
use crate::output::{Cell, Output, Page, Table, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The environment on the left
    a: String,
    /// The environment on the right
    b: String,
    #[command(flatten)]
    comparing: Comparing,
}

impl Diff {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let is_empty = match self.comparing.format(out)? {
            None => show(project, &self.a, &self.b, out)?,
            Some(format) => {
                let snapshot = project.snapshot();
                let diff = snapshot.diff(&self.a, &self.b)?;
                let comparison = Comparison::of_diff(&diff, snapshot.sources());
                self.comparing.give(&comparison, format, out)?;
                diff.is_empty()
            }
        };
        Ok(if is_empty { Exit::Done } else { Exit::Findings })
    }
}

/// Shows what differs between two environments; whether that is nothing.
pub(crate) fn show(
    project: &Project,
    a: &str,
    b: &str,
    out: &mut Output<'_>,
) -> Result<bool, Stop> {
    let diff = project.snapshot().diff(a, b)?;
    out.give(&diff, |page| write(page, &diff))?;
    Ok(diff.is_empty())
}

pub(crate) fn write(page: &mut Page, diff: &diff::Diff) {
    page.line([
        (Tone::Bad, "- "),
        (Tone::Strong, &diff.left),
        (Tone::Plain, "  "),
        (Tone::Good, "+ "),
        (Tone::Strong, &diff.right),
    ]);
    for section in &diff.sections {
        write_section(page, section, diff);
    }
    page.blank();
    let missing = |section: &&SectionDiff| section.missing_in.is_some();
    let found: usize = diff.sections.iter().map(|section| section.differences.len()).sum();
    let found = found + diff.sections.iter().filter(missing).count();
    let same: usize = diff.sections.iter().map(|section| section.equivalent.len()).sum();
    let mut summary = match found {
        0 => "no difference".to_owned(),
        _ => many(found, "difference", "differences"),
    };
    if same > 0 {
        let more = many(same, "value is the same", "values are the same");
        summary += &format!("; {more}, spelled differently");
    }
    page.line([(Tone::Quiet, &summary)]);
}

fn write_section(page: &mut Page, section: &SectionDiff, diff: &diff::Diff) {
    if section.missing_in.is_none() && section.differences.is_empty() {
        return;
    }
    page.heading(&section.section.to_string());
    let mut table = Table::new().indent(2);
    if let Some(name) = &section.missing_in {
        let present = place(section.present_at.as_ref());
        let absent = match &section.section {
            Section::Service(service) => service_file(service, name),
            _ => String::new(),
        };
        let signs = [(&diff.left, "-", Tone::Bad), (&diff.right, "+", Tone::Good)];
        for (side, sign, tone) in signs {
            let cells = match side == name {
                true => [Cell::new(tone, "missing"), Cell::new(Tone::Quiet, &absent)],
                false => [Cell::new(tone, "present"), Cell::new(Tone::Place, &present)],
            };
            let [what, place] = cells;
            table.row([Cell::new(tone, sign), what, place]);
        }
    }
    for found in &section.differences {
        rows(&mut table, found);
    }
    page.table(&table);
}

/// The path, then a row for each side.
fn rows(table: &mut Table, found: &Difference) {
    let path = found.path.to_string();
    table.span(Cell::new(Tone::Plain, if path.is_empty() { "everything" } else { &path }));
    if found.kind == ChangeKind::Moved {
        let at = place(found.right.as_ref().and_then(|side| side.place.as_ref()));
        let text = Cell::new(Tone::Warn, "the same items in another order");
        table.row([Cell::new(Tone::Warn, ">"), text, Cell::new(Tone::Place, at)]);
        return;
    }
    let missing = below(found.missing_at.as_ref());
    for (sign, side, tone) in [("-", &found.left, Tone::Bad), ("+", &found.right, Tone::Good)] {
        let [value, place] = cells(side.as_ref(), tone, &missing);
        table.row([Cell::new(tone, sign), value, place]);
    }
}
