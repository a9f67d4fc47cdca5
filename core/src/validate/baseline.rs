//! An earlier report, as far as it matters to a later one: which findings were known.

use std::collections::BTreeSet;

use super::{Finding, Report};
use crate::error::{Code, Error, Result};

/// The fingerprints of the findings of an earlier report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeSet<String>);

impl Baseline {
    /// Reads the JSON of a report, as `config validate --json` writes it. What was suppressed there
    /// is not known.
    ///
    /// # Errors
    /// `E_USAGE` for a text that is no such report.
    pub fn from_json(text: &str) -> Result<Self> {
        let no_report = || {
            Error::new(Code::Usage, "the base is no report of a validation")
                .help("store what `stageline config validate --json` writes")
        };
        let document: serde_json::Value =
            serde_json::from_str(text).map_err(|cause| no_report().cause(cause))?;
        let findings = document.get("findings").and_then(serde_json::Value::as_array);
        let fingerprints = findings.ok_or_else(no_report)?.iter().map(|finding| {
            let fingerprint = finding.get("fingerprint").and_then(serde_json::Value::as_str);
            fingerprint.map(str::to_owned).ok_or_else(no_report)
        });
        Ok(Self(fingerprints.collect::<Result<_>>()?))
    }

    /// Whether a finding was known.
    pub fn contains(&self, finding: &Finding) -> bool {
        self.0.contains(finding.fingerprint())
    }
}

impl From<&Report> for Baseline {
    fn from(report: &Report) -> Self {
        Self(report.findings.iter().map(|finding| finding.fingerprint().to_owned()).collect())
    }
}
