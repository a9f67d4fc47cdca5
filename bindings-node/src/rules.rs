//! Rules of the host: `lib/rules.js` runs them, and what they found crosses as data.

use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use stageline::project::HostRule;
use stageline::validate::Finding;
use stageline::{Code, Error, Place, Result};

use crate::report::severity;

/// A rule that was run, with what it found.
#[derive(Deserialize)]
struct Ran {
    id: String,
    severity: String,
    summary: String,
    findings: Vec<Found>,
}

/// What a rule found, as `lib/rules.js` writes it.
#[derive(Deserialize)]
struct Found {
    message: String,
    severity: String,
    code: Option<String>,
    help: Option<String>,
    environment: Option<String>,
    places: Vec<At>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct At {
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl From<At> for Place {
    fn from(at: At) -> Self {
        Self::range(at.file, (at.line, at.column), (at.end_line, at.end_column))
    }
}

impl Found {
    fn finding(self, rule: &str) -> Result<Finding> {
        let mut finding = Finding::new(rule.to_owned(), severity(&self.severity)?, self.message);
        if let Some(code) = self.code.and_then(|word| named(&word)) {
            finding = finding.code(code);
        }
        if let Some(help) = self.help {
            finding = finding.help(help);
        }
        if let Some(environment) = self.environment {
            finding = finding.within(&environment);
        }
        Ok(self.places.into_iter().map(Place::from).fold(finding, Finding::at))
    }
}

fn named(word: &str) -> Option<Code> {
    Code::ALL.iter().copied().find(|code| code.as_str() == word)
}

/// The rules that were run, for the engine to ask for their findings.
pub(crate) fn read(text: &str) -> Result<Vec<HostRule>> {
    let ran: Vec<Ran> = serde_json::from_str(text).map_err(|error| {
        Error::new(Code::Usage, "the rules are none")
            .help("give each an `id` and findings with a `message` and places of the project")
            .cause(error)
    })?;
    ran.into_iter().map(rule).collect()
}

fn rule(Ran { id, severity: word, summary, findings }: Ran) -> Result<HostRule> {
    let severity = severity(&word)?;
    let findings: Vec<Finding> =
        findings.into_iter().map(|found| found.finding(&id)).collect::<Result<_>>()?;
    // The engine asks once.
    let findings = Mutex::new(findings);
    HostRule::new(id, severity, summary, move |_| {
        Ok(std::mem::take(&mut *findings.lock().unwrap_or_else(PoisonError::into_inner)))
    })
}
