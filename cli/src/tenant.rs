//! `tenant config`: what is different for one customer.

use clap::{Args, Subcommand};
use stageline::project::edit::{Operation, Target};
use stageline::value::KeyPath;
use stageline::yaml::Node;
use stageline::{Project, Result};

use crate::edits::Writing;
use crate::output::Output;
use crate::{Exit, Stop, config, given};

#[derive(Debug, Subcommand)]
pub(crate) enum TenantCommand {
    /// Configuration of a tenant
    #[command(subcommand)]
    Config(TenantConfig),
}

#[derive(Debug, Subcommand)]
pub(crate) enum TenantConfig {
    /// Set a value in the tenant's overrides
    Set(Set),
    /// Apply a file of values to the tenant; without one, show what its overrides come to
    Apply(Apply),
}

#[derive(Debug, Args)]
pub(crate) struct Set {
    /// The tenant
    #[arg(value_name = "TENANT")]
    tenant: String,
    /// The value's path
    path: String,
    /// The value
    #[arg(allow_negative_numbers = true)]
    value: String,
    /// In the tenant's environment for this one alone
    #[arg(long, value_name = "ENV")]
    env: Option<String>,
    /// Take the value as text, whatever it looks like
    #[arg(long)]
    string: bool,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Debug, Args)]
pub(crate) struct Apply {
    /// The tenant
    #[arg(value_name = "TENANT")]
    tenant: String,
    /// The environment it derives from
    #[arg(long, value_name = "ENV")]
    env: String,
    /// The values, bare or below `overrides:`
    #[arg(long, value_name = "FILE")]
    file: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl TenantCommand {
    pub(crate) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let TenantCommand::Config(command) = self;
        match command {
            TenantConfig::Set(set) => set.run(project, out),
            TenantConfig::Apply(apply) => apply.run(project, out),
        }
    }
}

impl Set {
    fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let value = match self.string {
            true => Node::from(self.value.as_str()),
            false => given::written(&self.value)?,
        };
        let target = match &self.env {
            Some(environment) => derived(project, &self.tenant, environment)?,
            None => Target::Tenant { name: self.tenant.clone() },
        };
        let mut edit = project.edit();
        edit.change(&target, Operation::Set { path: KeyPath::parse(&self.path)?, value })?;
        self.writing.finish(&mut edit, out)
    }
}

impl Apply {
    fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let target = derived(project, &self.tenant, &self.env)?;
        let Some(file) = &self.file else {
            // Overrides count as soon as they are written; this shows that they do.
            let tenant = project.environment(&self.env)?.tenant(&self.tenant)?;
            config::show_difference(project, &self.env, tenant.name(), out)?;
            return Ok(Exit::Done);
        };
        let tree = given::tree(file, project)?;
        let mut edit = project.edit();
        edit.change(&target, Operation::Apply { path: KeyPath::root(), tree })?;
        self.writing.finish(&mut edit, out)
    }
}

/// The environment that a tenant derives from another one.
fn derived(project: &Project, tenant: &str, environment: &str) -> Result<Target> {
    let derived = project.environment(environment)?.tenant(tenant)?;
    Ok(Target::Environment { name: derived.name().to_owned() })
}
