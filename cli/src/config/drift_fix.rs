//! `config drift-fix`: what has drifted, made equal to a baseline, finding by finding if asked for.

use clap::Args;
use stageline::Project;
use stageline::project::{FixItem, FixPlan};
use stageline::report::{Comparison, TextOptions};
use stageline::source::SourceMap;

use super::judging::Judging;
use super::side::many;
use crate::comparing;
use crate::edits::Writing;
use crate::output::{Cell, Output, Page, Table, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct DriftFix {
    /// The environment that is right
    #[arg(long, value_name = "ENV")]
    from: String,
    /// The environment that has drifted
    #[arg(long, value_name = "ENV")]
    to: String,
    /// Ask for each finding whether to mend it
    #[arg(long)]
    interactive: bool,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    writing: Writing,
}

impl DriftFix {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let mut plan = project.plan_fix(&self.from, &self.to, &self.judging.options()?)?;
        match self.interactive {
            true if !choose(&mut plan, project, out)? => plan.choose(|_| false),
            true => {}
            false => plan.choose(|_| true),
        }
        let mut edit = plan.edit()?;
        let dry = self.writing.is_dry();
        self.writing.finish_with(&mut edit, out, |page| write(page, &plan, dry))
    }
}

/// What somebody wants of a finding.
enum Answer {
    Yes,
    No,
    All,
    Done,
    Quit,
}

/// Asks for each finding that can be mended; whether the answers are to be kept.
fn choose(plan: &mut FixPlan, project: &Project, out: &mut Output<'_>) -> Result<bool, Stop> {
    let (from, to) = (plan.from.clone(), plan.to.clone());
    let snapshot = project.snapshot();
    let open: Vec<FixItem> = plan.fixes().cloned().collect();
    let mut all = None;
    for (at, item) in open.iter().enumerate() {
        let wanted = match all {
            Some(wanted) => wanted,
            None => match ask(item, (at + 1, open.len()), (&from, &to), snapshot.sources(), out)? {
                Answer::Yes => true,
                Answer::No => false,
                Answer::All => *all.insert(true),
                Answer::Done => *all.insert(false),
                Answer::Quit => return Ok(false),
            },
        };
        plan.set_chosen(item.number, wanted)?;
    }
    Ok(true)
}

/// Shows a finding and what mends it, and asks until the answer is one.
fn ask(
    item: &FixItem,
    (at, of): (usize, usize),
    (from, to): (&str, &str),
    sources: &SourceMap,
    out: &mut Output<'_>,
) -> Result<Answer, Stop> {
    let (mut first, mut explains) = (true, false);
    loop {
        let line = out.ask(|page| {
            if first {
                let shown = Comparison::of_items(from, to, [&item.item], sources);
                let options = TextOptions::new().untitled(true).everything(true);
                comparing::put(page, &shown, options);
                let file = item.file.as_deref().unwrap_or_default();
                page.line([(Tone::Quiet, &format!("  {at} of {of}, in {file}"))]);
                let reach = item.radius.environments();
                if reach.iter().any(|name| *name != to) {
                    page.line([(Tone::Warn, &format!("  changes {}", reach.join(", ")))]);
                }
            }
            if explains {
                explain(page, from, to);
            }
            page.line([
                (Tone::Strong, "make it equal?"),
                (
                    Tone::Plain,
                    " [y]es, [n]o, [a]ll that follow, [d]one with them, [q]uit and write nothing, [?]: ",
                ),
            ]);
        })?;
        (first, explains) = (false, false);
        match line.as_deref() {
            Some("y" | "yes") => return Ok(Answer::Yes),
            Some("n" | "no") => return Ok(Answer::No),
            Some("a" | "all") => return Ok(Answer::All),
            Some("d" | "done") => return Ok(Answer::Done),
            // Who ends the input answers no question, not even whether to write.
            Some("q" | "quit") | None => return Ok(Answer::Quit),
            Some("?" | "help") => explains = true,
            Some(_) => {}
        }
    }
}

/// What each answer does.
fn explain(page: &mut Page, from: &str, to: &str) {
    let mut table = Table::new().indent(2);
    for (answer, does) in [
        ("y", format!("{to} gets the value of {from}")),
        ("n", format!("{to} keeps its value")),
        ("a", "y for this and all that follow".to_owned()),
        ("d", "n for this and all that follow; what got a y is written".to_owned()),
        ("q", "stop here and write nothing at all, as at the end of the input".to_owned()),
    ] {
        table.row([Cell::new(Tone::Strong, answer), Cell::new(Tone::Plain, does)]);
    }
    page.table(&table);
}

/// What is mended is in the diff below; drift that is not is told here, with its reason. What is no
/// drift is only counted.
fn write(page: &mut Page, plan: &FixPlan, dry: bool) {
    let chosen = plan.chosen().count();
    let mended = if dry { "to mend" } else { "mended" };
    let expected = plan.items.iter().filter(|item| !item.item.is_drift()).count();
    page.line([
        (Tone::Strong, &plan.from),
        (Tone::Plain, " → "),
        (Tone::Strong, &plan.to),
        (Tone::Plain, ": "),
        (Tone::Good, &format!("{} {}", many(chosen, "finding", "findings"), mended)),
        (Tone::Quiet, &format!(", {expected} differ by nature")),
    ]);
    let mut table = Table::new().indent(2);
    for item in plan.items.iter().filter(|item| !item.chosen && item.item.is_drift()) {
        let reason = item.left_alone.as_deref().unwrap_or("not chosen");
        left_alone(&mut table, item, &item.item.path.to_string(), reason);
    }
    for item in plan.chosen() {
        for part in &item.withheld {
            left_alone(&mut table, item, &part.path.to_string(), &part.reason);
        }
    }
    page.table(&table);
    page.blank();
}

fn left_alone(table: &mut Table, item: &FixItem, path: &str, reason: &str) {
    table.row([
        Cell::new(Tone::Quiet, "left alone"),
        Cell::new(Tone::Plain, item.item.section.to_string()),
        Cell::new(Tone::Plain, path),
        Cell::new(Tone::Quiet, reason),
    ]);
}
