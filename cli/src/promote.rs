//! `promote`: a release from one environment to the next. This version plans and does not act.

use clap::Args;
use stageline::{Code, Error, Project, Result};

use crate::output::Output;
use crate::vocabulary::unavailable;
use crate::{Exit, Stop};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Promote {
    /// Where the release is
    #[arg(value_name = "FROM")]
    from: String,
    /// Where it goes
    #[arg(value_name = "TO")]
    to: String,
    /// Print the plan; nothing happens
    #[arg(long)]
    dry_run: bool,
    /// The services to promote [default: all]
    #[arg(long, value_name = "SERVICE,…", value_delimiter = ',')]
    services: Vec<String>,
    #[command(flatten)]
    planned: Planned,
}

/// Options of the vocabulary that this version does not act on.
#[derive(Debug, Args)]
struct Planned {
    #[arg(long, hide = true)]
    validate_tests: bool,
    #[arg(long, hide = true)]
    auto_merge_config: bool,
    #[arg(long, hide = true)]
    require_approval: bool,
    #[arg(long, hide = true)]
    approval_timeout: Option<String>,
    #[arg(long, hide = true)]
    approvers: Option<String>,
    #[arg(long, hide = true)]
    skip_database: bool,
    #[arg(long, hide = true)]
    pipeline: Option<String>,
    #[arg(long, hide = true)]
    skip_stages: bool,
    #[arg(long, hide = true)]
    reason: Option<String>,
}

impl Planned {
    /// The first of them that is given.
    fn given(&self) -> Option<&'static str> {
        let all = [
            (self.validate_tests, "--validate-tests"),
            (self.auto_merge_config, "--auto-merge-config"),
            (self.require_approval, "--require-approval"),
            (self.approval_timeout.is_some(), "--approval-timeout"),
            (self.approvers.is_some(), "--approvers"),
            (self.skip_database, "--skip-database"),
            (self.pipeline.is_some(), "--pipeline"),
            (self.skip_stages, "--skip-stages"),
            (self.reason.is_some(), "--reason"),
        ];
        all.into_iter().find_map(|(given, name)| given.then_some(name))
    }
}

impl Promote {
    /// Fails for what this version does not have: acting, and options it would not honour.
    pub(crate) fn check(&self) -> Result<()> {
        if !self.dry_run {
            let message = "`promote` without `--dry-run` is not available in this version";
            return Err(Error::new(Code::Usage, message).help("add `--dry-run` to see the plan"));
        }
        match self.planned.given() {
            Some(option) => Err(unavailable(&format!("promote {option}"))),
            None => Ok(()),
        }
    }

    pub(crate) fn run(&self, _project: &Project, _out: &mut Output<'_>) -> Result<Exit, Stop> {
        Err(Stop::Failed(unavailable("promote")))
    }
}
