//! What a plan comes to.

use std::fmt;

use serde::Serialize;

use crate::error::{Code, Place};

/// Whether a promotion may start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// It may start.
    Ready,
    /// Something has no result yet; it may start when that has come.
    Waits,
    /// It may not start until somebody changes something.
    Blocked,
}

impl Verdict {
    /// The word in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Ready => "ready",
            Verdict::Waits => "waits",
            Verdict::Blocked => "blocked",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a promotion may not start yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reason {
    /// What kind of reason it is; the words are the error codes'.
    #[serde(serialize_with = "as_text")]
    pub code: Code,
    /// The sentence.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where it comes from, the main place first.
    pub places: Vec<Place>,
}

fn as_text<S: serde::Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.as_str())
}

impl Reason {
    pub(super) fn new(
        code: Code,
        message: impl Into<String>,
        help: impl Into<String>,
        places: Vec<Place>,
    ) -> Self {
        Self { code, message: message.into(), help: help.into(), places }
    }

    /// What this reason alone comes to.
    pub fn verdict(&self) -> Verdict {
        match self.code {
            Code::GatePending | Code::ApprovalPending => Verdict::Waits,
            _ => Verdict::Blocked,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}
