//! What checks and comparisons found, a renderer for each format.
//!
//! | format | findings | comparisons | for |
//! | --- | --- | --- | --- |
//! | text | [`text()`] | [`Comparison::text`] | people: findings with the lines they speak of, comparisons side by side |
//! | Markdown | – | [`Comparison::markdown`] | pull requests |
//! | HTML | – | [`Comparison::html`] | people who look closely: one page that needs no network |
//! | JSON | [`json()`] | [`Comparison::json`] | programs: the data as it is |
//! | SARIF 2.1.0 | [`sarif()`] | [`Comparison::sarif`] | code hosts and editors |
//! | JUnit XML | [`junit()`] | [`Comparison::junit`] | test dashboards |
//! | workflow commands | [`github()`] | [`Comparison::github`] | GitHub, beside the lines of a change |
//!
//! A renderer adds nothing to a [`Report`](crate::validate::Report) or a [`Comparison`], and none shows a value that could
//! be a secret.

mod comparison;
mod excerpt;
mod github;
mod json;
mod junit;
mod repository;
mod sarif;
mod text;

pub use comparison::{
    Cell, Comparison, ComparisonOptions, Counts, Format, Question, Row, RowVerdict, Sources,
    TextOptions,
};
pub use github::github;
pub use json::json;
pub use junit::junit;
pub use repository::Repository;
pub use sarif::sarif;
pub use text::{Style, text};
