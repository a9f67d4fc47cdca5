//! `promote`: a release from one environment to the next. This version plans and does not act.

use clap::Args;
use stageline::diff::Section;
use stageline::model::GateWhen;
use stageline::promotion::{Gate, Plan, Reason, Verdict, Version};
use stageline::{Code, Error, Project, Result};

use crate::output::{Cell, Output, Page, Table, Tone, word};
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
    /// The services to promote [default: all that FROM has]
    #[arg(long, value_name = "SERVICE,…", value_delimiter = ',')]
    services: Vec<String>,
    /// The pipeline, where several hold this step
    #[arg(long, value_name = "NAME")]
    pipeline: Option<String>,
    /// Pass over the stages in between; needs --reason
    #[arg(long, requires = "reason")]
    skip_stages: bool,
    /// Why stages are skipped
    #[arg(long, value_name = "TEXT", requires = "skip_stages")]
    reason: Option<String>,
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
        ];
        all.into_iter().find_map(|(given, name)| given.then_some(name))
    }
}

impl Promote {
    /// Fails for what this version does not have: acting, and options it would not honour.
    pub(crate) fn check(&self) -> Result<()> {
        if !self.dry_run {
            let message = "`promote` without `--dry-run` is not available in this version";
            return Err(
                Error::new(Code::Unavailable, message).help("add `--dry-run` to see the plan")
            );
        }
        match self.planned.given() {
            Some(option) => Err(unavailable(&format!("promote {option}"))),
            None => Ok(()),
        }
    }

    pub(crate) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let mut request = project.plan_promotion(&self.from, &self.to);
        if !self.services.is_empty() {
            request = request.services(&self.services);
        }
        if let Some(pipeline) = &self.pipeline {
            request = request.pipeline(pipeline);
        }
        if let Some(reason) = &self.reason {
            request = request.skip_stages(reason);
        }
        let plan = request.build()?;
        out.give(&plan, |page| write(page, &plan))?;
        Ok(match plan.verdict {
            Verdict::Ready => Exit::Done,
            _ => Exit::Blocked,
        })
    }
}

fn write(page: &mut Page, plan: &Plan) {
    let (verdict, explained) = match plan.verdict {
        Verdict::Ready => (Tone::Good, "it may start"),
        Verdict::Waits => (Tone::Warn, "it may start when what is missing has come"),
        _ => (Tone::Bad, "it may not start"),
    };
    page.line([
        (Tone::Strong, plan.from.as_str()),
        (Tone::Plain, " → "),
        (Tone::Strong, plan.to.as_str()),
        (Tone::Plain, "  "),
        (verdict, plan.verdict.as_str()),
        (Tone::Quiet, ": "),
        (Tone::Quiet, explained),
    ]);
    let mut facts = Table::new().indent(2);
    let pipeline = plan.pipeline.as_deref().unwrap_or("none");
    facts.row([Cell::new(Tone::Quiet, "pipeline"), Cell::new(Tone::Plain, pipeline)]);
    let digest = plan.digest.to_string();
    facts.row([Cell::new(Tone::Quiet, "digest"), Cell::new(Tone::Plain, digest)]);
    page.table(&facts);
    services(page, plan);
    changes(page, plan);
    gates(page, &plan.gates);
    why_not(page, &plan.why_not);
    page.blank();
    page.line([(Tone::Quiet, "This is a dry run: nothing was started.")]);
}

fn services(page: &mut Page, plan: &Plan) {
    page.heading("Services");
    if plan.services.is_empty() {
        page.line([(Tone::Quiet, "  none is configured in "), (Tone::Quiet, &plan.from)]);
    }
    let mut table = Table::new().indent(2);
    for step in &plan.services {
        let tag = |version: &Option<Version>| {
            version.as_ref().map_or_else(|| "none".to_owned(), |version| version.tag.clone())
        };
        let place = |version: &Option<Version>| {
            let place = version.as_ref().and_then(|version| version.place.as_ref());
            place.map(ToString::to_string).unwrap_or_default()
        };
        let (arrow, to, tone) = match step.changes() {
            true => ("→", tag(&step.to), Tone::Good),
            false => ("=", "the same".to_owned(), Tone::Quiet),
        };
        table.row([
            Cell::new(Tone::Strong, &step.service),
            Cell::new(Tone::Plain, tag(&step.from)),
            Cell::new(Tone::Quiet, arrow),
            Cell::new(tone, to),
            Cell::new(Tone::Place, place(&step.to)),
        ]);
    }
    page.table(&table);
}

/// How much else differs; the places are a command away.
fn changes(page: &mut Page, plan: &Plan) {
    let mut parts = Vec::new();
    let mut services = 0;
    for found in &plan.changes.sections {
        match (&found.section, found.differences.len()) {
            (Section::Service(_), count) => services += count,
            (_, 0) => {}
            (section, count) => parts.push(format!("{section} {count}")),
        }
    }
    if services > 0 {
        parts.push(format!("services {services}"));
    }
    if parts.is_empty() {
        return;
    }
    page.heading("Different besides");
    let command = format!("config diff {} {}", plan.to, plan.from);
    page.line([(Tone::Plain, "  "), (Tone::Plain, &parts.join(", "))]);
    page.advise("  versions move, the rest stays; see ", &command);
}

fn gates(page: &mut Page, gates: &[Gate]) {
    if gates.is_empty() {
        return;
    }
    page.heading("Gates");
    let mut table = Table::new().indent(2);
    for gate in gates {
        let side = match gate.when {
            GateWhen::Entry => "entering",
            GateWhen::Exit => "leaving",
        };
        let kind = if gate.approval { "approval" } else { "gate" };
        let place = gate.place.as_ref().map(ToString::to_string).unwrap_or_default();
        table.row([
            Cell::new(Tone::Strong, &gate.name),
            Cell::new(Tone::Plain, kind),
            Cell::new(Tone::Plain, format!("{side} {}", gate.environment)),
            Cell::new(Tone::Warn, word(&gate.state)),
            Cell::new(Tone::Place, place),
        ]);
    }
    page.table(&table);
}

fn why_not(page: &mut Page, reasons: &[Reason]) {
    if reasons.is_empty() {
        return;
    }
    page.heading("Why not yet");
    for reason in reasons {
        let tone = if reason.verdict() == Verdict::Blocked { Tone::Bad } else { Tone::Warn };
        let verdict = reason.verdict();
        page.line([
            (tone, &format!("  {}", verdict.as_str())),
            (Tone::Plain, "  "),
            (Tone::Plain, &reason.message),
        ]);
        let pad = " ".repeat(verdict.as_str().len() + 4);
        page.line([(Tone::Plain, &pad), (Tone::Quiet, &reason.help)]);
    }
}
