//! `resources`: what services ask for, and what their environments have.

use clap::{Args, Subcommand};
use stageline::Project;
use stageline::project::{EnvironmentDemand, ResourceTable, Resources, ServiceDemand, Unreadable};

use crate::output::{Cell, Output, Page, Table, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Subcommand)]
pub(crate) enum ResourcesCommand {
    /// Compare what environments ask for and have
    Compare(Compare),
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The environments
    #[arg(long, value_name = "ENV,…", value_delimiter = ',', required = true)]
    environments: Vec<String>,
    /// The resources: `cpu`, `memory`, `storage` or `disk` [default: all]
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    resources: Vec<String>,
}

impl ResourcesCommand {
    pub(crate) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let ResourcesCommand::Compare(compare) = self;
        let words = |list: &'_ [String]| list.iter().map(String::clone).collect::<Vec<_>>();
        let (environments, resources) = (words(&compare.environments), words(&compare.resources));
        let environments: Vec<&str> = environments.iter().map(String::as_str).collect();
        let resources: Vec<&str> = resources.iter().map(String::as_str).collect();
        let found = project.snapshot().resources(&environments, &resources)?;
        out.give(&found, |page| write(page, &found))?;
        Ok(if found.is_overcommitted() { Exit::Findings } else { Exit::Done })
    }
}

fn write(page: &mut Page, found: &Resources) {
    for (nth, table) in found.resources.iter().enumerate() {
        if nth > 0 {
            page.blank();
        }
        page.line([(Tone::Strong, table.resource.name())]);
        write_table(page, table, found);
        if table.services.is_empty() {
            page.line([(Tone::Quiet, "  no service says what it needs")]);
            continue;
        }
        let columns = found.environments.iter().zip(&table.totals);
        for (environment, total) in columns.filter(|(_, total)| !total.silent.is_empty()) {
            let names = total.silent.join(", ");
            let note = format!("  in {environment} without a request: {names}");
            page.line([(Tone::Quiet, &note)]);
        }
        let columns = found.environments.iter().zip(&table.totals);
        for (environment, total) in columns.filter(|(_, total)| !total.uncounted.is_empty()) {
            let names = total.uncounted.join(", ");
            let note = format!("  in {environment} with a request that is no amount: {names}");
            page.line([(Tone::Warn, &note)]);
        }
    }
}

/// A row for each service, a column for each environment, then the sums.
fn write_table(page: &mut Page, table: &ResourceTable, found: &Resources) {
    let mut shown = Table::new().indent(2);
    let names = found.environments.iter().map(|name| Cell::new(Tone::Strong, name));
    shown.cells(std::iter::once(Cell::default()).chain(names).collect());
    for row in &table.services {
        let cells = row.cells.iter().map(|cell| match cell {
            Some(demand) => {
                let unread =
                    demand.unreadable_request.is_some() || demand.unreadable_limit.is_some();
                Cell::new(if unread { Tone::Warn } else { Tone::Plain }, demand_text(demand))
            }
            None => Cell::new(Tone::Quiet, "–"),
        });
        let name = Cell::new(Tone::Plain, &row.service);
        shown.cells(std::iter::once(name).chain(cells).collect());
    }
    type Line = (&'static str, fn(&EnvironmentDemand) -> Cell);
    let lines: [Line; 3] = [
        ("requested", |total| requested(total)),
        ("scaled out", |total| amount(Tone::Plain, total.most.as_deref())),
        ("available", |total| match &total.unreadable {
            Some(text) => Cell::new(Tone::Warn, text.to_string()),
            None => amount(Tone::Plain, total.available.as_deref()),
        }),
    ];
    for (name, cell) in lines {
        let cells = table.totals.iter().map(cell);
        let name = Cell::new(Tone::Strong, name);
        shown.cells(std::iter::once(name).chain(cells).collect());
    }
    page.table(&shown);
}

/// `6 × 500m, limit 2`: replicas, the request and the limit of each.
fn demand_text(demand: &ServiceDemand) -> String {
    let (least, most) = (demand.replicas.least, demand.replicas.most);
    let replicas = if least == most { least.to_string() } else { format!("{least}–{most}") };
    let said = |amount: &Option<String>, unreadable: &Option<Unreadable>| match unreadable {
        Some(text) => Some(text.to_string()),
        None => amount.clone(),
    };
    let request = said(&demand.request, &demand.unreadable_request);
    let request = request.unwrap_or_else(|| "nothing".to_owned());
    match said(&demand.limit, &demand.unreadable_limit) {
        Some(limit) => format!("{replicas} × {request}, limit {limit}"),
        None => format!("{replicas} × {request}"),
    }
}

fn requested(total: &EnvironmentDemand) -> Cell {
    let tone = match total.percent {
        Some(percent) if percent > 100 => Tone::Bad,
        Some(_) => Tone::Good,
        None => Tone::Plain,
    };
    match (&total.requested, total.percent) {
        (Some(sum), Some(percent)) => Cell::new(tone, format!("{sum} ({percent}%)")),
        (sum, _) => amount(tone, sum.as_deref()),
    }
}

fn amount(tone: Tone, text: Option<&str>) -> Cell {
    match text {
        Some(text) => Cell::new(tone, text),
        None => Cell::new(Tone::Quiet, "–"),
    }
}
