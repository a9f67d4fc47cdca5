//! `feature-flag get`: what a flag answers, and why.

use std::time::SystemTime;

use clap::Args;
use stageline::flag::{Attribute, Explanation, Reason, Step};
use stageline::{Environment, Project};

use crate::output::{Output, Page, Tone, inline};
use crate::{Exit, Stop, given};

/// Flags that read the machine's clock, where one of them depends on the time.
pub(crate) fn timed(flags: stageline::flag::Flags) -> stageline::flag::Flags {
    flags.with_clock(stageline::flag::Clock::new(|| SystemTime::now().into()))
}

#[derive(Debug, Args)]
pub(crate) struct Get {
    /// The flag's name
    name: String,
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    /// Whom percentages are decided for, such as a user's id
    #[arg(long, value_name = "KEY")]
    targeting_key: Option<String>,
    /// What rules ask about, such as `user.plan=pro`; repeatable
    #[arg(long = "attribute", value_name = "NAME=VALUE", num_args = 1.., value_parser = attribute)]
    attributes: Vec<(String, Attribute)>,
}

impl Get {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let flags = timed(project.environment(&self.env)?.flags()).pinned();
        let mut context = flags.context_without_key();
        if let Some(key) = &self.targeting_key {
            context = context.with_targeting_key(key);
        }
        for (name, value) in &self.attributes {
            context = context.with(name, value.clone());
        }
        let explanation = flags.explain(&self.name, &context)?;
        let details = flags.evaluate(&self.name, &context);
        out.give(&details, |page| write(page, &explanation))?;
        // A flag that could not be decided answers, but nobody should build on it.
        Ok(if details.reason() == Reason::Error { Exit::Blocked } else { Exit::Done })
    }
}

/// A flag's answer to nobody in particular, for `config explain --of flags`.
pub(crate) fn explain(
    environment: &Environment,
    name: &str,
    out: &mut Output<'_>,
) -> Result<Exit, Stop> {
    let flags = timed(environment.flags()).pinned();
    let explanation = flags.explain(name, &flags.context_without_key())?;
    out.give(&explanation, |page| write(page, &explanation))?;
    Ok(Exit::Done)
}

/// The answer, then what was looked at on the way.
fn write(page: &mut Page, explanation: &Explanation) {
    let decided = explanation.error_code.is_none();
    let value = inline(&explanation.value, false);
    let reason = match explanation.error_code {
        Some(code) => format!("{} {code}", explanation.reason),
        None => explanation.reason.to_string(),
    };
    let variant = explanation.variant.as_ref().map(|name| format!("variant {name}"));
    let variant = variant.unwrap_or_default();
    page.line([
        (Tone::Strong, explanation.flag.as_str()),
        (Tone::Plain, " = "),
        (if decided { Tone::Good } else { Tone::Bad }, &value),
        (Tone::Plain, "  "),
        (if decided { Tone::Quiet } else { Tone::Bad }, &reason),
        (Tone::Plain, if variant.is_empty() { "" } else { "  " }),
        (Tone::Plain, &variant),
    ]);
    page.blank();
    for step in &explanation.steps {
        for line in step.to_string().lines() {
            page.line([(Tone::Plain, "  "), (tone(step), line)]);
        }
    }
}

/// What decided stands out from what was passed over.
fn tone(step: &Step) -> Tone {
    match step {
        Step::NoEntry { .. } => Tone::Quiet,
        Step::Rule { decided: false, .. } => Tone::Quiet,
        Step::Rollout { bucket: None, .. } => Tone::Quiet,
        Step::Failed { .. } => Tone::Bad,
        _ => Tone::Plain,
    }
}

/// `name=value`; the value is read as a file would read it: `5` is a number, `"5"` is text, `[a, b]`
/// is a list. What is no single value is text, as it stands.
fn attribute(text: &str) -> Result<(String, Attribute), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => {
            Ok((name.to_owned(), Attribute::from(&given::value(value))))
        }
        _ => Err("write it as `name=value`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_needs_a_name() {
        assert!(attribute("a=b=c").is_ok_and(|(name, value)| name == "a" && value == "b=c".into()));
        assert!(attribute("=b").is_err());
        assert!(attribute("a").is_err());
    }
}
