//! `drift` in `stageline.yaml`: which differences are expected, which are drift, and in which order
//! values must stand.

mod expectation;
mod rule;
mod settings;
mod shape;

pub use expectation::{Expectation, Relation};
pub use rule::{DriftRule, Verdict};
pub use settings::DriftSettings;
pub use shape::Shape;

use crate::error::{Code, Error, Result, closest};
use crate::source::Span;
use crate::value::PathPattern;
use crate::yaml::{Node, Spanned, read_leniently};

/// What rules and reports call the state that runs, as if it were an environment.
pub const LIVE: &str = "live";

/// A value that stands in no file.
fn given<T>(value: T) -> Spanned<T> {
    Spanned { value, span: Span::NONE }
}

fn given_all<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Vec<Spanned<String>> {
    names.into_iter().map(|name| given(name.into())).collect()
}

fn given_path(path: &str) -> Result<Spanned<PathPattern>> {
    PathPattern::parse(path).map(given)
}

/// A reason that says something.
fn told(reason: impl Into<String>) -> Result<Spanned<String>> {
    let reason = reason.into();
    match is_told(&reason) {
        true => Ok(given(reason)),
        false => Err(Error::new(Code::Usage, NO_REASON).help("say why in one sentence")),
    }
}

const NO_REASON: &str = "the `reason` says nothing";

fn is_told(reason: &str) -> bool {
    !reason.trim().is_empty()
}

/// Reads what a caller gives as data; keys that nothing reads are errors there.
fn from_data<T: serde::de::DeserializeOwned>(what: &str, data: &Node) -> Result<T> {
    let reading = read_leniently::<T>(data);
    if let Some(problem) = reading.problems.into_iter().next() {
        let problem = problem.into_error(|_| None);
        let error = Error::new(Code::Usage, format!("{what} does not fit: {}", problem.message()));
        return Err(problem.help_text().into_iter().fold(error, Error::help));
    }
    if let Some(unknown) = reading.unknown.first() {
        let message = format!("{what} has a key `{}` that nothing reads", unknown.key);
        let known = unknown.known.iter().map(|key| format!("`{key}`"));
        let help = format!("known: {}", known.collect::<Vec<_>>().join(", "));
        let near = closest(&unknown.key, unknown.known.iter().copied());
        return Err(Error::new(Code::Usage, message).help(help).suggest(near));
    }
    reading.value.ok_or_else(|| Error::new(Code::Usage, format!("{what} cannot be read")))
}

#[cfg(test)]
mod tests;
