//! How a comparison is written, as JSON text.

use stageline::Severity;
use stageline::error::{Code, Error};
use stageline::report::{ComparisonOptions, Repository, TextOptions};
use stageline::yaml::{Data, Node};

use crate::json;

/// Reads the options that `stageline_comparison_render` names; null and empty text mean the usual
/// ones.
pub(crate) fn read(text: Option<&str>) -> Result<ComparisonOptions, Error> {
    let node = json::parse_map(text, "options")?;
    let mut layout = TextOptions::new();
    let mut repository = Repository::new();
    let mut options = ComparisonOptions::new();
    for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
        let (name, value) = (entry.key.as_str(), &entry.node);
        match name {
            "colour" => layout = layout.colour(switch(name, value)?),
            "everything" => layout = layout.everything(switch(name, value)?),
            "untitled" => layout = layout.untitled(switch(name, value)?),
            "width" => layout = layout.width(columns(name, value)?),
            "prefix" => repository = repository.prefix(text_of(name, value)?),
            "rules_page" => repository = repository.rules_page(text_of(name, value)?),
            "files_at" => repository = repository.files_at(text_of(name, value)?),
            "fails" => options = options.fails(severity(name, value)?),
            key => {
                let known = [
                    "colour",
                    "everything",
                    "untitled",
                    "width",
                    "prefix",
                    "rules_page",
                    "files_at",
                    "fails",
                ];
                return Err(json::unread(key, &known, wrong));
            }
        }
    }
    Ok(options.text(layout).repository(repository))
}

fn switch(name: &str, value: &Node) -> Result<bool, Error> {
    match value.data {
        Data::Bool(is) => Ok(is),
        _ => Err(wrong(&format!("`{name}` of `options` is no boolean"))),
    }
}

fn columns(name: &str, value: &Node) -> Result<usize, Error> {
    match value.data {
        Data::Int(columns) if columns > 0 => Ok(usize::try_from(columns).unwrap_or(usize::MAX)),
        _ => Err(wrong(&format!("`{name}` of `options` is no number of columns"))),
    }
}

fn text_of<'n>(name: &str, value: &'n Node) -> Result<&'n str, Error> {
    value.as_text().ok_or_else(|| wrong(&format!("`{name}` of `options` is no text")))
}

fn severity(name: &str, value: &Node) -> Result<Severity, Error> {
    let word = value.as_text().unwrap_or_default();
    let all = [Severity::Info, Severity::Warning, Severity::Error];
    let found = all.into_iter().find(|severity| severity.as_str() == word);
    found.ok_or_else(|| wrong(&format!("`{name}` of `options` is no severity")))
}

fn wrong(message: &str) -> Error {
    Error::new(Code::Usage, message).help(
        "pass an object with `colour`, `everything`, `untitled`, `width`, `prefix`, `rules_page`, \
         `files_at` and `fails`, such as {\"width\": 120}",
    )
}
