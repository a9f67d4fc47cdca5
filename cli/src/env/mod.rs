//! `env`: the environments of the project.

mod debug;
mod validate;

use clap::Subcommand;
use serde::Serialize;
use stageline::{Environment, Project, Result};

use crate::output::{Cell, Output, Table, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Subcommand)]
pub(crate) enum EnvCommand {
    /// List the environments: tier, region, services
    List,
    /// Check one environment, against a baseline too
    Validate(validate::Validate),
    /// Put two environments side by side
    Debug(debug::Debug),
}

impl EnvCommand {
    pub(crate) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        match self {
            EnvCommand::List => list(project, out),
            EnvCommand::Validate(validate) => validate.run(project, out),
            EnvCommand::Debug(debug) => debug.run(project, out),
        }
    }
}

/// An environment in the list.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    tier: Option<String>,
    production: bool,
    region: Option<String>,
    /// The tenant it was derived for.
    tenant: Option<String>,
    /// The services that are configured there, sorted.
    services: Vec<String>,
    description: Option<String>,
}

impl Row {
    fn of(environment: &Environment) -> Result<Self> {
        let record = environment.record()?;
        Ok(Self {
            name: environment.name().to_owned(),
            tier: record.tier.as_ref().map(|tier| tier.value.clone()),
            production: environment.is_production(),
            region: record.region.clone(),
            tenant: environment.tenant_name().map(str::to_owned),
            services: environment.service_names().into_iter().map(str::to_owned).collect(),
            description: record.description.clone(),
        })
    }

    /// The names of its services; their number where it has every one of a project's many.
    fn services_of(&self, all: usize) -> String {
        match self.services.len() {
            count if count > 3 && count == all => format!("all {count}"),
            _ => self.services.join(" "),
        }
    }

    fn about(&self) -> String {
        let description = self.description.as_deref().unwrap_or_default();
        match &self.tenant {
            Some(tenant) => format!("for {tenant}: {description}"),
            None => description.to_owned(),
        }
    }
}

fn list(project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
    let rows: Vec<Row> =
        project.snapshot().environments().iter().map(Row::of).collect::<Result<_>>()?;
    let all = project.snapshot().service_names().len();
    out.give(&rows, |page| {
        let mut table =
            Table::new().head(["ENVIRONMENT", "TIER", "REGION", "SERVICES", "DESCRIPTION"]);
        for row in &rows {
            let tone = if row.production { Tone::Warn } else { Tone::Plain };
            table.row([
                Cell::new(Tone::Strong, &row.name),
                Cell::new(tone, row.tier.as_deref().unwrap_or_default()),
                Cell::new(Tone::Plain, row.region.as_deref().unwrap_or_default()),
                Cell::new(Tone::Plain, row.services_of(all)),
                Cell::new(Tone::Quiet, row.about()),
            ]);
        }
        page.table(&table);
    })?;
    Ok(Exit::Done)
}
