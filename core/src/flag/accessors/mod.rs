//! Accessors: source code with a typed constant and getter for each flag of a project.
//!
//! The text depends on what flags are, not on whom they answer what: a percentage that rises leaves
//! it as it is. Flags are sorted by name.

mod c;
mod claims;
mod generated;
mod language;
mod literal;
mod model;
mod prose;
mod python;
mod rust;
#[cfg(test)]
mod tests;
mod typescript;
mod words;

pub use generated::{Accessors, Outdated};
pub use language::Language;
