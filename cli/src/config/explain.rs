//! `config explain`: a value, the layer that set it, and the layers it overrode.

use clap::{Args, ValueEnum};
use stageline::Project;
use stageline::config::{Effect, Explanation, Step};
use stageline::yaml::{Data, Node};

use super::Target;
use crate::output::{Cell, Output, Page, Table, Tone, fit, inline, yaml};
use crate::{Exit, Stop};

/// A map or list in a layer's line is cut to this many columns.
const MOST: usize = 60;

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    target: Target,
    /// The value's path, such as `database.pool_size` [default: every value]
    #[arg(default_value = "", hide_default_value = true)]
    path: String,
    /// Explain every value below the path, deleted and overridden ones too
    #[arg(long, conflicts_with = "of")]
    all: bool,
    /// What to explain instead of the configuration
    #[arg(long, value_name = "WHAT", conflicts_with = "service")]
    of: Option<Of>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// The environment's record: tier, region, limits, features
    Record,
    /// Feature flags; the path is a flag's name
    Flags,
}

impl Explain {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        if self.all || self.path.is_empty() && self.of.is_none() {
            let all = self.target.resolve(project)?.explain_all(&self.path)?;
            out.give(&all, |page| {
                for (nth, explanation) in all.iter().enumerate() {
                    if nth > 0 {
                        page.blank();
                    }
                    write(page, explanation);
                }
            })?;
            return Ok(Exit::Done);
        }
        let explanation = match self.of {
            None => self.target.resolve(project)?.explain(&self.path)?,
            Some(Of::Record) => {
                let environment = project.environment(&self.target.environment)?;
                environment.record_tree()?.explain(&self.path)?
            }
            Some(Of::Flags) => {
                let environment = project.environment(&self.target.environment)?;
                return crate::flags::explain(&environment, &self.path, out);
            }
        };
        out.give(&explanation, |page| write(page, &explanation))?;
        Ok(Exit::Done)
    }
}

/// The value, then a line for each layer that spoke of it, the strongest first.
fn write(page: &mut Page, explanation: &Explanation) {
    let path = match explanation.path.is_empty() {
        true => "everything".to_owned(),
        false => explanation.path.to_string(),
    };
    let key = (Tone::Strong, path.as_str());
    let shown = |node| explanation.readable(node, &|_| true);
    // What a layer wrote may refer to a secret and hold none.
    let refers = |node: &Node| node.as_text().is_some_and(|text| text.contains("${"));
    let said = |node| explanation.readable(node, &|node| !refers(node));
    match &explanation.value.as_ref().map(shown) {
        None => page.line([key, (Tone::Plain, " is "), (Tone::Bad, "deleted")]),
        Some(node) if is_block(node) => {
            page.line([key, (Tone::Plain, " =")]);
            let text = yaml(node, page.is_colored());
            text.lines().for_each(|line| page.block(&format!("  {line}")));
        }
        Some(node) => {
            let value = inline(node);
            page.line([key, (Tone::Plain, " = "), (Tone::Good, &value)]);
        }
    }
    page.blank();
    let mut table = Table::new().indent(2);
    for (nth, step) in explanation.steps.iter().enumerate() {
        let block = step.value.as_ref().is_some_and(is_block);
        let wins = nth == 0 && !block && step.effect != Effect::Deletes;
        let quiet = if step.effect == Effect::Overridden { Tone::Quiet } else { Tone::Plain };
        let place = step.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let value = match &step.value.as_ref().map(said) {
            Some(node) if block => fit(&inline(node), MOST),
            Some(node) => inline(node),
            None => "deleted".to_owned(),
        };
        table.row([
            Cell::new(quiet, verb(nth, step, explanation.steps.len())),
            Cell::new(if quiet == Tone::Quiet { quiet } else { Tone::Place }, place),
            Cell::new(quiet, format!("{} {}", step.layer.name(), step.name)),
            Cell::new(if wins { Tone::Good } else { quiet }, value),
        ]);
    }
    page.table(&table);
    for reference in &explanation.references {
        let place = reference.place.as_ref().map(ToString::to_string).unwrap_or_default();
        page.line([
            (Tone::Plain, "  refers to "),
            (Tone::Strong, &reference.text),
            (Tone::Plain, "  "),
            (Tone::Place, &place),
        ]);
    }
}

fn verb(nth: usize, step: &Step, of: usize) -> &'static str {
    match step.effect {
        Effect::Appends => "appended by",
        Effect::Prepends => "prepended by",
        Effect::Deletes => "deleted by",
        Effect::Merges if of > 1 => "with",
        Effect::Overridden => "over",
        _ if nth == 0 => "from",
        // What stands below an addition still counts.
        _ => "onto",
    }
}

fn is_block(node: &Node) -> bool {
    match &node.untagged().data {
        Data::Map(map) => !map.is_empty(),
        Data::List(items) => !items.is_empty(),
        _ => false,
    }
}
