//! `config show`: what an environment or service resolves to, or one value of it.

use clap::Args;
use stageline::Project;
use stageline::value::IntoPath;

use super::Target;
use crate::output::{Output, yaml};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    target: Target,
    /// The value's path, such as `database.pool_size` [default: all]
    path: Option<String>,
}

impl Show {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let configuration = self.target.resolve(project)?;
        let path = self.path.as_deref().unwrap_or_default().into_path()?;
        let node = configuration.get(&path)?;
        let readable = configuration.readable(&path)?;
        out.give(node, |page| {
            page.block(&yaml(&readable, page.is_colored()));
        })?;
        Ok(Exit::Done)
    }
}
