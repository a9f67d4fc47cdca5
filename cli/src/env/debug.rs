//! `env debug`: two environments at a glance, for whoever asks why one behaves unlike the other.

use clap::Args;
use serde::Serialize;
use stageline::diff::Diff;
use stageline::drift::Summary;
use stageline::report::{Comparison, TextOptions};
use stageline::source::SourceMap;
use stageline::validate::Report;
use stageline::{Place, Project, Snapshot, ValidateOptions};

use crate::comparing;
use crate::config::many;
use crate::output::{Cell, Output, Page, Table, Tone};
use crate::today::today;
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Debug {
    /// The two environments
    #[arg(long, num_args = 2, value_names = ["ENV", "ENV"], required = true)]
    compare: Vec<String>,
    /// List every difference, with both places
    #[arg(long)]
    show_differences: bool,
}

/// What is known of both, and how they differ.
#[derive(Debug, Serialize)]
struct Answer {
    environments: Vec<State>,
    /// How many differences are drift, with the first environment as the baseline.
    drift: Summary,
    diff: Option<Diff>,
}

/// One environment at a glance.
#[derive(Debug, Serialize)]
struct State {
    name: String,
    tier: Option<String>,
    region: Option<String>,
    tenant: Option<String>,
    /// What its configuration starts from, strongest first.
    extends: Vec<String>,
    /// Where its record stands.
    place: Option<Place>,
    services: Vec<ServiceState>,
    /// What validation finds in it.
    errors: usize,
    warnings: usize,
}

/// A service and the version that is declared for it.
#[derive(Debug, Serialize)]
struct ServiceState {
    name: String,
    image_tag: Option<String>,
}

impl Debug {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let snapshot = project.snapshot();
        let [a, b] = self.compare.as_slice() else {
            return Err(Stop::Failed(stageline::Error::new(
                stageline::Code::Usage,
                "two environments are compared, no more and no fewer",
            )));
        };
        let diff = snapshot.diff(a, b)?;
        let answer = Answer {
            environments: [a, b]
                .into_iter()
                .map(|name| State::of(&snapshot, name))
                .collect::<stageline::Result<_>>()?,
            drift: snapshot.drift(a, &[b])?.summary,
            diff: self.show_differences.then_some(diff),
        };
        out.give(&answer, |page| answer.write(page, snapshot.sources()))?;
        let differs = answer.drift.drift + answer.drift.expected > 0;
        Ok(if differs { Exit::Findings } else { Exit::Done })
    }
}

impl State {
    fn of(snapshot: &Snapshot, name: &str) -> stageline::Result<Self> {
        let environment = snapshot.environment(name)?;
        let record = environment.record()?;
        let parents = snapshot.inheritance().parents(name)?;
        let tree = environment.record_tree()?;
        let services = environment.service_names().into_iter().map(|service| {
            let resolved = environment.service(service)?.resolve()?;
            let tag = resolved.root().child("image_tag").filter(|tag| tag.is_scalar());
            let image_tag = tag.map(|tag| match tag.as_text() {
                Some(text) => text.to_owned(),
                None => tag.to_string(),
            });
            Ok(ServiceState { name: service.to_owned(), image_tag })
        });
        let report = findings(snapshot, name)?;
        Ok(Self {
            name: name.to_owned(),
            tier: record.tier.as_ref().map(|tier| tier.value.clone()),
            region: record.region.clone(),
            tenant: environment.tenant_name().map(str::to_owned),
            extends: parents.iter().rev().map(|parent| parent.name().to_owned()).collect(),
            place: tree.place(tree.root()),
            services: services.collect::<stageline::Result<_>>()?,
            errors: report.counts.error,
            warnings: report.counts.warning,
        })
    }
}

fn findings(snapshot: &Snapshot, name: &str) -> stageline::Result<Report> {
    let mut options = ValidateOptions::new().environments([name]);
    options.today = today();
    snapshot.validate_with(&options)
}

impl Answer {
    fn write(&self, page: &mut Page, sources: &SourceMap) {
        self.glance(page);
        page.blank();
        let Summary { drift, expected, .. } = self.drift;
        let names: Vec<&str> = self.environments.iter().map(|each| each.name.as_str()).collect();
        let tone = if drift > 0 { Tone::Warn } else { Tone::Good };
        page.line([
            (Tone::Strong, &names.join(" and ")),
            (Tone::Plain, ": "),
            (tone, &format!("{drift} differences are drift")),
            (Tone::Quiet, &format!(", {expected} by nature")),
        ]);
        match &self.diff {
            Some(diff) => {
                page.blank();
                let comparison = Comparison::of_diff(diff, sources);
                comparing::put(page, &comparison, TextOptions::new());
            }
            None if drift + expected > 0 => {
                page.line([
                    (Tone::Plain, "every difference: add "),
                    (Tone::Place, "--show-differences"),
                ]);
            }
            None => {}
        }
    }

    /// A row for each thing, a column for each environment; what differs stands out.
    fn glance(&self, page: &mut Page) {
        let mut table = Table::new();
        let mut row = |name: &str, cells: Vec<String>| {
            let differs = cells.windows(2).any(|pair| pair[0] != pair[1]);
            let tone = if differs { Tone::Warn } else { Tone::Plain };
            let cells = cells.into_iter().map(|text| Cell::new(tone, text));
            table.cells(std::iter::once(Cell::new(Tone::Quiet, name)).chain(cells).collect());
        };
        let each = |of: &dyn Fn(&State) -> String| self.environments.iter().map(of).collect();
        row("environment", each(&|state| state.name.clone()));
        row("tier", each(&|state| or_none(state.tier.as_deref())));
        row("region", each(&|state| or_none(state.region.as_deref())));
        row("extends", each(&|state| or_none(Some(&state.extends.join(", ")))));
        row("findings", each(&|state| state.findings()));
        for service in self.services() {
            row(&format!("service {service}"), each(&|state| state.version(service)));
        }
        page.table(&table);
    }

    /// The services of any of them, sorted.
    fn services(&self) -> Vec<&str> {
        let all = self.environments.iter().flat_map(|state| &state.services);
        let mut names: Vec<&str> = all.map(|service| service.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl State {
    fn findings(&self) -> String {
        let errors = many(self.errors, "error", "errors");
        format!("{errors}, {}", many(self.warnings, "warning", "warnings"))
    }

    fn version(&self, service: &str) -> String {
        match self.services.iter().find(|each| each.name == service) {
            Some(found) => found.image_tag.clone().unwrap_or_else(|| "no tag".to_owned()),
            None => "not here".to_owned(),
        }
    }
}

fn or_none(text: Option<&str>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or("–").to_owned()
}
