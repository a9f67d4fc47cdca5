//! `env validate`: whether one environment is in order, against a baseline too, and what would mend it.

use clap::Args;
use serde::Serialize;
use stageline::Project;
use stageline::drift::DriftReport;
use stageline::error::Class;
use stageline::project::Edit;
use stageline::report::{Comparison, Style, TextOptions, text};
use stageline::validate::Report;

use crate::comparing;
use crate::config::{Reporting, advise};
use crate::edits::{self, Writing, Written};
use crate::output::Output;
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// The environment
    #[arg(value_name = "ENV")]
    environment: String,
    /// Check the environment with its services, flags and tenants; always so
    #[arg(long)]
    comprehensive: bool,
    /// Hold the environment against this one, too
    #[arg(long, value_name = "ENV")]
    against_baseline: Option<String>,
    /// Make the edits that findings suggest where they reach no other environment, and what has
    /// drifted equal to the baseline
    #[arg(long)]
    fix_issues: bool,
    #[command(flatten)]
    reporting: Reporting,
    #[command(flatten)]
    writing: Writing,
}

/// What was found, and what was done about it.
#[derive(Debug, Serialize)]
struct Answer {
    report: Report,
    drift: Option<DriftReport>,
    edit: Option<Written>,
}

impl Validate {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let mut snapshot = project.snapshot();
        let environments = [self.environment.clone()];
        snapshot.environment(&self.environment)?;
        let report = self.reporting.report(project, &snapshot, &environments)?;
        let drift = self.drift(&snapshot)?;
        if !self.fix_issues && drift.is_none() {
            return self.reporting.give(&report, &snapshot, out);
        }
        self.reporting.refuse_formats()?;
        let sources = snapshot.sources().clone();
        let mut answer = Answer { report, drift, edit: None };
        if self.fix_issues {
            let mut edit = project.edit();
            self.mend(project, &mut edit, &answer.report)?;
            snapshot = edit.snapshot()?;
            answer.edit = Some(self.writing.commit(&mut edit)?);
        }
        out.give(&answer, |page| {
            let style = Style { colour: page.is_colored() };
            page.block(&text(&answer.report, &sources, style));
            if let Some(drift) = &answer.drift {
                page.blank();
                let comparison = Comparison::of_drift(drift, &sources);
                comparing::put(page, &comparison, TextOptions::new());
                advise(page, drift);
            }
            if let Some(written) = &answer.edit {
                page.blank();
                edits::write(page, written);
            }
        })?;
        // What counts is what is left.
        let left = self.reporting.report(project, &snapshot, &environments)?;
        let drifted = self.drift(&snapshot)?.is_some_and(|drift| drift.has_drift());
        Ok(if drifted || self.reporting.counts(&left) { Exit::Findings } else { Exit::Done })
    }

    fn drift(&self, snapshot: &stageline::Snapshot) -> stageline::Result<Option<DriftReport>> {
        let baseline = self.against_baseline.as_deref();
        baseline.map(|baseline| snapshot.drift(baseline, &[&self.environment])).transpose()
    }

    /// Makes every edit that can be made, those that the first ones give reason for too.
    fn mend(&self, project: &Project, edit: &mut Edit, report: &Report) -> stageline::Result<()> {
        self.fix(edit, report)?;
        if let Some(baseline) = &self.against_baseline {
            // Features reach the environments one after the other; that they differ is no issue.
            edit.sync(baseline, &self.environment, &["flags"])?;
        }
        let environments = [self.environment.clone()];
        let after = edit.snapshot()?;
        self.fix(edit, &self.reporting.report(project, &after, &environments)?)
    }

    /// Makes the edits that findings suggest, as far as they stay in this environment and those that
    /// extend it. One that another has overtaken stays to be found again.
    fn fix(&self, edit: &mut Edit, report: &Report) -> stageline::Result<()> {
        // From the last place to the first, so that none moves the items of another.
        for fix in report.findings.iter().rev().filter_map(|finding| finding.fix.as_ref()) {
            let before = edit.clone();
            let stays = match edit.fix(fix).and_then(|()| edit.blast_radius()) {
                Ok(radius) => {
                    let snapshot = edit.snapshot()?;
                    let below = |name: &&str| {
                        let lineage = snapshot.inheritance().lineage(name).unwrap_or_default();
                        lineage.iter().any(|ancestor| *ancestor == self.environment)
                    };
                    radius.environments().iter().all(below)
                }
                Err(error) if error.class() == Class::Edit => false,
                Err(error) => return Err(error),
            };
            if !stays {
                *edit = before;
            }
        }
        Ok(())
    }
}
