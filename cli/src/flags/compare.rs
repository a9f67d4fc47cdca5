//! `feature-flag compare`: who is answered differently in two environments, and what makes it so.

use clap::Args;
use stageline::flag::{FlagComparison, FlagDifference, FlagSide, Flags};
use stageline::value::Timestamp;
use stageline::{Code, Error, Project};

use super::asked::{Asked, At};
use super::contexts::Contexts;
use crate::config::many;
use crate::output::{Cell, Output, Page, Table, Tone, fit, inline};
use crate::{Exit, Stop};

/// So many contexts are named.
const NAMED: usize = 5;
/// Longer values are cut; their place says where to read on.
const MOST: usize = 48;

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The flags [default: all]
    names: Vec<String>,
    /// The two environments
    #[arg(long, value_name = "ENV,ENV", value_delimiter = ',', required = true)]
    environments: Vec<String>,
    /// Who asks: a file with a list of targeting keys and maps of attributes; `-` reads it from
    /// the input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["targeting_key", "attributes"])]
    contexts: Option<String>,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    at: At,
}

impl Compare {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let [a, b] = self.environments.as_slice() else {
            let message = "two environments are compared, no more and no fewer";
            let help = "write `--environments staging,production`";
            return Err(Error::new(Code::Usage, message).help(help).into());
        };
        let snapshot = project.snapshot();
        let (left, right) = (snapshot.environment(a)?.flags(), snapshot.environment(b)?.flags());
        let at = self.at.time();
        let contexts = match &self.contexts {
            Some(file) => Contexts::read(file, project, &left, at, out)?,
            None => Contexts::one(self.asked.context(&left, at)?),
        };
        let mut compared = left.compare(&right, &contexts.contexts);
        self.select(&mut compared, &left, at)?;
        out.give(&compared, |page| write(page, &compared, &contexts))?;
        Ok(if compared.differences.is_empty() { Exit::Done } else { Exit::Findings })
    }

    /// Keeps the flags that are named.
    fn select(
        &self,
        compared: &mut FlagComparison,
        flags: &Flags,
        at: Timestamp,
    ) -> stageline::Result<()> {
        if self.names.is_empty() {
            return Ok(());
        }
        let mut names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        for name in &names {
            flags.preview(name, at)?;
        }
        compared.flags = names.len();
        compared.differences.retain(|found| names.contains(&found.flag.as_str()));
        Ok(())
    }
}

fn write(page: &mut Page, compared: &FlagComparison, contexts: &Contexts) {
    let FlagComparison { left, right, differences, .. } = compared;
    page.line([
        (Tone::Bad, "- "),
        (Tone::Strong, left),
        (Tone::Plain, "  "),
        (Tone::Good, "+ "),
        (Tone::Strong, right),
    ]);
    let mut flags = 0;
    let mut last = None;
    for found in differences {
        if last != Some(&found.flag) {
            flags += 1;
            last = Some(&found.flag);
            page.heading(&found.flag);
        }
        difference(page, found, compared.contexts, contexts);
    }
    page.blank();
    let all = match compared.contexts {
        1 => "one context".to_owned(),
        count => format!("{count} contexts"),
    };
    let all_flags = many(compared.flags, "flag", "flags");
    let line = match (flags, compared.flags, compared.contexts) {
        (0, 1, _) => format!("{all_flags} answers {all} alike"),
        (0, ..) => format!("{all_flags} answer {all} alike"),
        (1, all_flags, 1) => format!("1 flag of {all_flags} differs for {all}"),
        (flags, all_flags, 1) => format!("{flags} flags of {all_flags} differ for {all}"),
        (1, all_flags, _) => format!("1 flag of {all_flags} differs for some of {all}"),
        (flags, all_flags, _) => format!("{flags} flags of {all_flags} differ for some of {all}"),
    };
    page.line([(Tone::Quiet, &line)]);
}

/// Who, then a row for each side.
fn difference(page: &mut Page, found: &FlagDifference, all: usize, contexts: &Contexts) {
    let mut table = Table::new().indent(2);
    if all > 1 {
        let who = contexts.names(&found.contexts, NAMED);
        let who = format!("{} of {all}: {who}", found.contexts.len());
        table.span(Cell::new(Tone::Plain, who));
    }
    for (sign, side, tone) in [("-", &found.left, Tone::Bad), ("+", &found.right, Tone::Good)] {
        let place = side.place.as_ref().map(ToString::to_string).unwrap_or_default();
        table.row([
            Cell::new(tone, sign),
            Cell::new(tone, value(side)),
            Cell::new(Tone::Plain, side.cause()),
            Cell::new(Tone::Place, place),
        ]);
    }
    page.table(&table);
}

fn value(side: &FlagSide) -> String {
    match (&side.variant, side.error_code) {
        (_, Some(code)) => code.to_string(),
        (Some(variant), None) => variant.clone(),
        (None, None) => fit(&inline(&side.value), MOST),
    }
}
