//! What a part in another tool's language asked, one comparison at a time.

use crate::condition::Truth;

/// One comparison of a part in another tool's language.
///
/// Its operands are told, except what their names or texts give away as secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// What was asked, as in ``plan IN ["pro", "team"]``.
    pub text: String,
    /// Whether it holds, by itself.
    pub truth: Truth,
    /// Why, with what the context holds.
    pub why: String,
    /// Whether evaluation came to it; otherwise those before had settled the outcome.
    pub reached: bool,
    /// The attribute that was asked for, as its tool calls it.
    pub attribute: Option<String>,
    /// What it is compared with, as JSON.
    pub expected: Option<String>,
    /// What the context holds, as JSON; `None` where it is missing.
    pub actual: Option<String>,
    /// The bucket, where it asks for a share of all keys.
    pub bucket: Option<u32>,
    /// The first bucket that is out.
    pub threshold: Option<u64>,
}
