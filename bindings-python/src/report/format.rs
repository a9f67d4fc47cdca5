//! How reports are asked for: the keyword arguments that their formats share.

use pyo3::prelude::*;
use stageline::Severity;
use stageline::report::{Comparison, ComparisonOptions, Format, Repository, TextOptions};

use crate::guard::guarded;
use crate::log::listening;

/// How a project lies in its repository.
pub(super) fn repository(
    prefix: &str,
    rules_page: Option<String>,
    files_at: Option<String>,
) -> Repository {
    let repository = Repository::new().prefix(prefix);
    let repository = rules_page.into_iter().fold(repository, Repository::rules_page);
    files_at.into_iter().fold(repository, Repository::files_at)
}

/// A format of comparisons, with what it was asked.
pub(crate) enum Formats {
    Text { colour: bool, width: Option<usize>, everything: bool, untitled: bool },
    Markdown { prefix: String, files_at: Option<String> },
    Html { prefix: String, files_at: Option<String> },
    Sarif { prefix: String },
    Junit { fails: Severity },
    Json,
    Github { prefix: String },
}

/// What was found, as a comparison in a format. That is made and written without the interpreter's lock.
pub(crate) fn told<T: Sync>(
    py: Python<'_>,
    found: &T,
    comparison: fn(&T) -> Comparison,
    asked: Formats,
) -> PyResult<String> {
    let usual = ComparisonOptions::new();
    let (format, options) = match asked {
        Formats::Text { colour, width, everything, untitled } => {
            let text = TextOptions::new().colour(colour).width(width).everything(everything);
            (Format::Text, usual.text(text.untitled(untitled)))
        }
        Formats::Markdown { prefix, files_at } => {
            (Format::Markdown, usual.repository(repository(&prefix, None, files_at)))
        }
        Formats::Html { prefix, files_at } => {
            (Format::Html, usual.repository(repository(&prefix, None, files_at)))
        }
        Formats::Sarif { prefix } => {
            (Format::Sarif, usual.repository(repository(&prefix, None, None)))
        }
        Formats::Junit { fails } => (Format::Junit, usual.fails(fails)),
        Formats::Json => (Format::Json, usual),
        Formats::Github { prefix } => {
            (Format::Github, usual.repository(repository(&prefix, None, None)))
        }
    };
    guarded(|| listening(py, || comparison(found).render(format, &options)))
}

/// Whether what was found has a difference that is at least so bad; looked for as `told` writes.
pub(crate) fn has_at_least<T: Sync>(
    py: Python<'_>,
    found: &T,
    comparison: fn(&T) -> Comparison,
    word: &str,
) -> PyResult<bool> {
    guarded(|| {
        let severity = super::severity(word)?;
        listening(py, || Ok(comparison(found).has_at_least(severity)))
    })
}
