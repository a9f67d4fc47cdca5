//! What checks found, a renderer for each format.
//!
//! | format | renderer | for |
//! | --- | --- | --- |
//! | text | [`text()`] | people: each finding with the lines it speaks of |
//! | JSON | [`json()`] | programs: the data as it is |
//! | SARIF 2.1.0 | [`sarif()`] | code hosts and editors |
//! | JUnit XML | [`junit()`] | test dashboards |
//! | workflow commands | [`github()`] | GitHub, beside the lines of a change |
//!
//! A renderer adds nothing to a [`Report`](crate::validate::Report), and no renderer shows a value that could be a secret.

mod excerpt;
mod github;
mod json;
mod junit;
mod repository;
mod sarif;
mod text;

pub use github::github;
pub use json::json;
pub use junit::junit;
pub use repository::Repository;
pub use sarif::sarif;
pub use text::{Style, text};
