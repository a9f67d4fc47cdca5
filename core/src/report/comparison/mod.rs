//! What comparisons found, one model and a file for each format.
//!
//! `model` is what every format tells; `diff`, `drift` and `survey` make it; `excerpt`, `emphasis`,
//! `summary` and `columns` are what formats share; `matrix` and `table` are the text of many environments.

mod columns;
mod diff;
mod drift;
mod emphasis;
mod excerpt;
mod format;
mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod matrix;
mod model;
mod sarif;
mod summary;
mod survey;
mod table;
mod text;

pub use excerpt::Sources;
pub use format::{ComparisonOptions, Format};
pub use model::{Cell, Comparison, Counts, Question, Row, RowVerdict};
pub use text::TextOptions;
