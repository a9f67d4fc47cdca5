//! `feature-flag explain`: every part of a flag that was asked, and why it did not decide.

use clap::Args;
use stageline::flag::{ErrorCode, Explanation, Step};
use stageline::{Environment, Project};

use super::asked::{Asked, At, now};
use super::get::{Answer, answer};
use super::summary::is_broken;
use crate::output::{Output, Page, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The flag's name
    name: String,
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    at: At,
}

impl Explain {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let flags = project.snapshot().environment(&self.env)?.flags();
        let context = self.asked.context(&flags, self.at.time())?;
        give(&flags.explain(&self.name, &context)?, out)
    }
}

/// A flag's answer to nobody in particular, for `config explain --of flags`.
pub(crate) fn explain(
    environment: &Environment,
    name: &str,
    out: &mut Output<'_>,
) -> Result<Exit, Stop> {
    let flags = environment.flags().pinned();
    give(&flags.explain(name, &flags.context_without_key().at(now()))?, out)
}

/// What cannot be decided is explained all the same; that a flag is broken is a finding.
fn give(explanation: &Explanation, out: &mut Output<'_>) -> Result<Exit, Stop> {
    out.give(explanation, |page| write(page, explanation))?;
    Ok(match explanation.error_code.is_some_and(is_broken) {
        true => Exit::Findings,
        false => Exit::Done,
    })
}

/// The answer, then what was looked at on the way.
fn write(page: &mut Page, explanation: &Explanation) {
    answer(
        page,
        &Answer {
            flag: &explanation.flag,
            value: &explanation.value,
            variant: explanation.variant.as_deref(),
            reason: explanation.reason,
            error_code: explanation.error_code,
        },
    );
    page.blank();
    for step in &explanation.steps {
        for line in said(step).lines() {
            page.line([(Tone::Plain, "  "), (tone(step), line)]);
        }
    }
    if explanation.error_code == Some(ErrorCode::ParseError) {
        page.advise("  what is wrong with it: ", "config validate");
    }
    if let Some(until) = explanation.valid_until {
        page.line([(Tone::Quiet, "  the answer stays until "), (Tone::Quiet, &until.to_string())]);
    }
}

/// The step; a split also with the key's bucket.
fn said(step: &Step) -> String {
    match step {
        // Buckets of other tools are counted in other ways.
        Step::Split { bucket: Some(bucket), gives: Some(_), .. } => match u32::try_from(*bucket) {
            Ok(bucket) => format!("{step}, bucket {bucket}"),
            Err(_) => step.to_string(),
        },
        _ => step.to_string(),
    }
}

/// What decided stands out from what was passed over.
fn tone(step: &Step) -> Tone {
    match step {
        Step::NoEntry { .. } => Tone::Quiet,
        Step::Rule { decided: false, .. } | Step::Target { decided: false, .. } => Tone::Quiet,
        Step::Rollout { bucket: None, .. } => Tone::Quiet,
        Step::Failed { .. } => Tone::Bad,
        _ => Tone::Plain,
    }
}
