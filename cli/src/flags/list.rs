//! `feature-flag list`: every flag, and what it says in each environment.

use clap::Args;
use serde::Serialize;
use stageline::flag::Flags;
use stageline::model::Flag;
use stageline::value::{Date, Timestamp};
use stageline::{Environment, Place, Project, Snapshot};
use unicode_width::UnicodeWidthStr;

use super::asked::At;
use super::summary::Summary;
use crate::config::many;
use crate::output::{Cell, Output, Page, Table, Tone};
use crate::{Exit, Stop};

/// How wide a table may be where nobody knows the width.
const WIDE: usize = 160;
/// Names of environments are broken into lines of this width at most.
const LINE: usize = 100;
/// So many environments that say the same are named; more of them are the others.
const NAMED: usize = 6;

#[derive(Debug, Args)]
pub(crate) struct List {
    /// The environments [default: all]
    #[arg(long, value_name = "ENV,…", value_delimiter = ',')]
    env: Vec<String>,
    #[command(flatten)]
    at: At,
}

/// All flags.
#[derive(Debug, Serialize)]
struct Listed {
    environments: Vec<String>,
    flags: Vec<Row>,
}

/// One flag.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    description: Option<String>,
    owner: Option<String>,
    /// The day after which it should be gone, as it is written.
    expires: Option<String>,
    /// Whether that day has gone; null where it is none.
    expired: Option<bool>,
    place: Option<Place>,
    environments: Vec<Summary>,
}

impl List {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let snapshot = project.snapshot();
        let mut environments = Vec::new();
        for name in &self.env {
            let environment = snapshot.environment(name)?;
            if !environments.iter().any(|known: &Environment| known.name() == name) {
                environments.push(environment);
            }
        }
        if self.env.is_empty() {
            environments = snapshot.environments();
        }
        let listed = Listed::of(&snapshot, &environments, self.at.time())?;
        let width = out.far_end().1;
        out.give(&listed, |page| listed.write(page, width))?;
        Ok(Exit::Done)
    }
}

impl Listed {
    fn of(
        snapshot: &Snapshot,
        environments: &[Environment],
        at: Timestamp,
    ) -> stageline::Result<Self> {
        let flags: Vec<(&str, Flags)> =
            environments.iter().map(|each| (each.name(), each.flags())).collect();
        let rows = snapshot.declarations().flags.values().map(|flag| {
            let summaries = flags.iter().map(|(environment, flags)| {
                let nobody = flags.context_without_key().at(at);
                Summary::of(flags, environment, &flag.name, &nobody, at)
            });
            let summaries = summaries.collect::<stageline::Result<_>>()?;
            Ok(Row::of(flag, snapshot, at, summaries))
        });
        Ok(Self {
            environments: flags.iter().map(|(name, _)| (*name).to_owned()).collect(),
            flags: rows.collect::<stageline::Result<_>>()?,
        })
    }

    /// A column for each environment where there is room, else a part of the page for each flag.
    fn write(&self, page: &mut Page, width: Option<usize>) {
        if self.flags.is_empty() {
            return page.line([(Tone::Quiet, "the project has no flags")]);
        }
        let table = self.table();
        if table.width() <= width.unwrap_or(WIDE) {
            page.table(&table);
        } else {
            let line = width.map_or(LINE, |width| width.min(LINE));
            for (nth, row) in self.flags.iter().enumerate() {
                if nth > 0 {
                    page.blank();
                }
                row.write(page, line);
            }
        }
        page.blank();
        let flags = many(self.flags.len(), "flag", "flags");
        let environments = many(self.environments.len(), "environment", "environments");
        let expired = self.flags.iter().filter(|row| row.expired == Some(true)).count();
        let counts = format!("{flags} in {environments}");
        let told = if expired > 0 { format!(", {expired} expired") } else { String::new() };
        page.line([(Tone::Quiet, &counts), (Tone::Warn, &told)]);
    }

    fn table(&self) -> Table {
        let mut table = Table::new();
        let head = ["FLAG"].into_iter().chain(self.environments.iter().map(String::as_str));
        let head = head.chain(["OWNER", "EXPIRES", "WHERE"]);
        table.cells(head.map(|name| Cell::new(Tone::Heading, name)).collect());
        for row in &self.flags {
            let mut cells = vec![Cell::new(Tone::Strong, &row.name)];
            let summaries = row.environments.iter();
            cells.extend(summaries.map(|each| Cell::new(each.tone(), &each.summary)));
            cells.push(Cell::new(Tone::Plain, row.owner.as_deref().unwrap_or_default()));
            let (tone, expires) = row.expiry();
            cells.push(Cell::new(tone, expires));
            cells.push(Cell::new(Tone::Place, row.at()));
            table.cells(cells);
        }
        table
    }
}

impl Row {
    fn of(flag: &Flag, snapshot: &Snapshot, at: Timestamp, environments: Vec<Summary>) -> Self {
        let expires = flag.expires.as_ref().map(|expires| expires.value.clone());
        let today = day(at);
        let last = expires.as_ref().and_then(|text| Date::parse(text).ok());
        Self {
            name: flag.name.to_string(),
            description: flag.description.clone(),
            owner: flag.owner.clone(),
            expired: last.zip(today).map(|(last, today)| last < today),
            expires,
            place: snapshot.place(flag.span),
            environments,
        }
    }

    fn at(&self) -> String {
        self.place.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    fn expiry(&self) -> (Tone, String) {
        match (&self.expires, self.expired) {
            (Some(day), Some(true)) => (Tone::Warn, format!("{day} expired")),
            (Some(day), Some(false)) => (Tone::Plain, day.clone()),
            (Some(text), None) => (Tone::Bad, text.clone()),
            (None, _) => (Tone::Plain, String::new()),
        }
    }

    /// The flag, then each thing it says, with the environments where it does.
    fn write(&self, page: &mut Page, line: usize) {
        let aside = |text: &str| if text.is_empty() { String::new() } else { format!("  {text}") };
        let (tone, expires) = self.expiry();
        let expires = if expires.is_empty() { expires } else { format!("expires {expires}") };
        page.line([
            (Tone::Strong, &self.name),
            (Tone::Plain, &aside(self.owner.as_deref().unwrap_or_default())),
            (tone, &aside(&expires)),
            (Tone::Place, &aside(&self.at())),
        ]);
        let groups = self.groups();
        let widest = groups.iter().map(|group| group[0].summary.width()).max().unwrap_or(0);
        let mut table = Table::new().indent(2);
        for (index, group) in groups.iter().enumerate() {
            let is_last = index + 1 == groups.len();
            let names = match group.len() {
                all if all == self.environments.len() && all > 1 => vec!["everywhere".to_owned()],
                many if is_last && many > NAMED => vec![format!("the {many} others")],
                _ => lines(group, line.saturating_sub(widest + 4).max(24)),
            };
            for (nth, names) in names.iter().enumerate() {
                let summary = if nth == 0 { group[0].summary.as_str() } else { "" };
                let tone = if group[0].tone() == Tone::Bad { Tone::Bad } else { Tone::Strong };
                table.row([Cell::new(tone, summary), Cell::new(Tone::Plain, names)]);
            }
        }
        page.table(&table);
    }

    /// The environments by what is said there, in the order of the first ones.
    fn groups(&self) -> Vec<Vec<&Summary>> {
        let mut groups: Vec<Vec<&Summary>> = Vec::new();
        for summary in &self.environments {
            match groups.iter_mut().find(|group| group[0].is_like(summary)) {
                Some(group) => group.push(summary),
                None => groups.push(vec![summary]),
            }
        }
        // The others are told last.
        let most = groups.iter().map(Vec::len).max().unwrap_or(0);
        if let Some(others) = groups.iter().position(|group| group.len() == most && most > NAMED) {
            let others = groups.remove(others);
            groups.push(others);
        }
        groups
    }
}

/// The names of environments, in lines.
fn lines(group: &[&Summary], room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (nth, summary) in group.iter().enumerate() {
        let comma = if nth + 1 < group.len() { "," } else { "" };
        let name = format!("{}{comma}", summary.environment);
        match lines.last_mut() {
            Some(line) if line.is_empty() => *line = name,
            Some(line) if line.width() + 1 + name.width() <= room => *line += &format!(" {name}"),
            _ => lines.push(name),
        }
    }
    lines
}

/// The day of a time in UTC; none beyond the years of the calendar.
fn day(at: Timestamp) -> Option<Date> {
    Date::parse(at.to_string().split('T').next()?).ok()
}
