//! `feature-flag get`: what a flag answers, and what decided.

use clap::Args;
use stageline::Project;
use stageline::flag::{Details, ErrorCode, Reason};
use stageline::value::shown;
use stageline::yaml::Node;

use super::asked::{Asked, At};
use crate::output::{Output, Page, Tone, inline};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct Get {
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

impl Get {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let environment = project.snapshot().environment(&self.env)?;
        let flags = environment.flags();
        let now = self.at.time();
        // An unknown name is a mistake in the question, and no answer with an error code.
        flags.preview(&self.name, now)?;
        let context = self.asked.context(&flags, now)?;
        let details = flags.evaluate(&self.name, &context);
        out.give(&details, |page| {
            answer(page, &Answer::of(&details));
            page.line([(Tone::Quiet, "  "), (Tone::Quiet, &decided(&details))]);
            if details.error_code() == Some(ErrorCode::ParseError) {
                page.advise("  what is wrong with it: ", "config validate");
            }
        })?;
        // A flag that could not be decided answers, but nobody should build on it.
        Ok(if details.reason() == Reason::Error { Exit::Blocked } else { Exit::Done })
    }
}

/// A flag's answer, however it was asked for.
pub(super) struct Answer<'a> {
    pub(super) flag: &'a str,
    pub(super) value: &'a Node,
    pub(super) variant: Option<&'a str>,
    pub(super) reason: Reason,
    pub(super) error_code: Option<ErrorCode>,
}

impl<'a> Answer<'a> {
    pub(super) fn of(details: &'a Details<'_>) -> Self {
        Self {
            flag: details.flag(),
            value: details.value(),
            variant: details.variant(),
            reason: details.reason(),
            error_code: details.error_code(),
        }
    }
}

/// `search = 2  TARGETING_MATCH  variant green`
pub(super) fn answer(page: &mut Page, answer: &Answer<'_>) {
    let decided = answer.error_code.is_none();
    let value = inline(&shown([answer.flag].into_iter(), answer.value));
    let reason = match answer.error_code {
        Some(code) => format!("{} {code}", answer.reason),
        None => answer.reason.to_string(),
    };
    let variant = answer.variant.map(|name| format!("  variant {name}")).unwrap_or_default();
    page.line([
        (Tone::Strong, answer.flag),
        (Tone::Plain, " = "),
        (if decided { Tone::Good } else { Tone::Bad }, &value),
        (Tone::Plain, "  "),
        (if decided { Tone::Quiet } else { Tone::Bad }, &reason),
        (Tone::Plain, &variant),
    ]);
}

/// The part that decided, where the value was set, and until when it stays.
fn decided(details: &Details<'_>) -> String {
    let mut said = Vec::new();
    let place = details.place().map(|place| format!(" at {place}")).unwrap_or_default();
    let part = details.decided_by();
    match (details.error_message(), details.unmet(), details.set_in()) {
        (Some(message), ..) => said.push(message),
        (None, Some(unmet), _) => {
            said.push(format!("it requires `{unmet}`, which does not answer as it must{place}"));
        }
        _ if part == "kill_switch" => said.push(format!("switched off{place}")),
        _ if part == "nothing" => said.push("nothing is set for this environment".to_owned()),
        (.., set_in) => {
            if part != "default" {
                said.push(format!("decided by {part}"));
            }
            match set_in {
                Some("default") => said.push(format!("set for all environments{place}")),
                Some(name) => said.push(format!("set in {name}{place}")),
                None => {}
            }
        }
    }
    said.extend(details.valid_until().map(|until| format!("until {until}")));
    said.join(", ")
}
