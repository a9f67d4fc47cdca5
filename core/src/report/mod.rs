//! What checks found, a renderer for each format.
//!
//! | format | renderer | for |
//! | --- | --- | --- |
//! | text | [`text()`] | people: each finding with the lines it speaks of |
//! | JSON | [`json()`] | programs: the data as it is |
//!
//! A renderer adds nothing to a [`Report`](crate::validate::Report), and no renderer shows a value that could be a secret.

mod excerpt;
mod json;
mod text;

pub(crate) use excerpt::shown_line;
pub use json::json;
pub use text::{Style, text};
