//! `feature-flag get`: what a flag answers, and what decided.

use clap::Args;
use stageline::flag::{Details, ErrorCode, Explanation, Reason, Step, in_words};
use stageline::value::shown;
use stageline::yaml::Node;
use stageline::{Place, Project};

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
        let explanation = flags.explain(&self.name, &context)?;
        out.give(&details, |page| {
            answer(page, &Answer::of(&details));
            page.line([(Tone::Quiet, "  "), (Tone::Quiet, &decided(&details, &explanation))]);
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
fn decided(details: &Details<'_>, explanation: &Explanation) -> String {
    let mut said = Vec::new();
    let own = at(details.place().as_ref());
    let part = details.decided_by();
    match (details.error_message(), details.unmet()) {
        (Some(message), _) => said.push(message),
        (None, Some(unmet)) => {
            said.push(format!("it requires `{unmet}`, which does not answer as it must{own}"));
        }
        _ if part == "kill_switch" => said.push(format!("switched off{own}")),
        _ if part == "nothing" => said.push("nothing is set for this environment".to_owned()),
        _ => {
            let set = |set_in: &str, place: &str| match set_in {
                "default" => format!("set for all environments{place}"),
                name => format!("set in {name}{place}"),
            };
            let value = details.set_in().map(|set_in| set(set_in, &own));
            if part == "default" {
                said.extend(value);
            } else {
                said.push(format!("decided by {}", in_words(&part)));
                match Deciding::of(details, explanation) {
                    // What a rule or target serves stands in it.
                    Deciding { entry, place, says_value: true } => {
                        said.push(set(entry, &at(place.or(details.place().as_ref()))));
                    }
                    Deciding { entry, place, says_value: false } => {
                        said.push(set(entry, &at(place)));
                        said.extend(value.map(|value| format!("its value {value}")));
                    }
                }
            }
        }
    }
    said.extend(details.valid_until().map(|until| format!("until {until}")));
    said.join(", ")
}

fn at(place: Option<&Place>) -> String {
    place.map(|place| format!(" at {place}")).unwrap_or_default()
}

/// The part that decided, as far as its explanation tells of it.
struct Deciding<'e> {
    /// The environment whose entry it is part of, or `default`.
    entry: &'e str,
    place: Option<&'e Place>,
    /// Whether it says the value, too; whoever a rollout leaves out gets what others say.
    says_value: bool,
}

impl<'e> Deciding<'e> {
    fn of(details: &Details<'_>, explanation: &'e Explanation) -> Self {
        let value_at = details.place();
        let value_at = value_at.as_ref();
        let mut deciding = Self { entry: "default", place: None, says_value: true };
        for step in &explanation.steps {
            match step {
                Step::Entry { set_in, .. } => deciding.entry = set_in,
                Step::Rule { decided: true, place, .. }
                | Step::Target { decided: true, place, .. } => {
                    deciding.place = place.as_ref();
                }
                Step::Rollout { rule: None, is_in: Some(false), place, .. }
                    if details.decided_by() == "rollout" =>
                {
                    deciding.place = place.as_ref();
                    deciding.says_value = place.as_ref() == value_at;
                }
                _ => {}
            }
        }
        deciding
    }
}
