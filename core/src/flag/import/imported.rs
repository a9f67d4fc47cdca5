//! One import: the document that comes of it, and what is to be told.

use super::input::Input;
use super::names::Names;
use super::{Format, build, eppo, flagd, growthbook, unleash};
use crate::error::{Error, Result};
use crate::yaml::{Node, write};

/// What an import gives.
#[derive(Debug)]
#[non_exhaustive]
pub struct Imported {
    /// The content of a `config/feature-flags.yaml`.
    pub document: Node,
    /// What could not be kept as it was, sorted by place; each with the code `E_IMPORT`.
    pub problems: Vec<Error>,
    /// Flags whose names we do not allow, and so have others here.
    pub renamed: Vec<Renamed>,
}

/// A flag that has another name here.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renamed {
    /// Its name at its origin.
    pub from: String,
    /// Its name here.
    pub to: String,
}

impl Imported {
    /// The document as the text of a file.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        write(&self.document, 2)
    }

    /// The names of the flags, in order.
    pub fn flags(&self) -> impl Iterator<Item = &str> {
        let flags = self.document.child("feature_flags").and_then(Node::as_map);
        flags.into_iter().flat_map(|map| map.entries()).map(|entry| entry.key.as_str())
    }
}

/// Reads the flags of another tool. `file` is the name of the text in errors; the text is JSON, or
/// the same as YAML.
///
/// # Errors
/// `E_IMPORT` with the place of each mistake that leaves no flags to import: text that cannot be
/// read or is nested deeper than 100 levels, and values of another kind than the format has. What
/// concerns one flag alone, and can be answered as the origin answers it, is among the
/// [problems](Imported::problems) instead.
pub fn import(format: Format, file: &str, text: &str) -> Result<Imported> {
    let input = Input::read(file, text)?;
    let mut work = Work { input: &input, problems: Vec::new(), names: Names::default() };
    let flags = match format {
        Format::Eppo => eppo::flags(&mut work),
        Format::Flagd => flagd::flags(&mut work),
        Format::GrowthBook => growthbook::flags(&mut work),
        Format::Unleash => unleash::flags(&mut work),
    }?;
    let document = build::map([("feature_flags", Node::from_iter(flags))]);
    let mut problems = work.problems;
    problems.sort_by(|a, b| a.places().cmp(b.places()));
    let renamed = work.names.renamed();
    Ok(Imported { document, problems, renamed })
}

/// What importers work with.
pub(super) struct Work<'i> {
    pub(super) input: &'i Input,
    pub(super) problems: Vec<Error>,
    pub(super) names: Names,
}

impl Work<'_> {
    /// Tells of something that could not be kept.
    pub(super) fn tell(&mut self, at: &Node, message: impl Into<String>, help: &str) {
        let problem = self.input.error(at, message);
        self.problems.push(if help.is_empty() { problem } else { problem.help(help) });
    }

    /// The name a flag has here.
    pub(super) fn name(&mut self, name: &str, at: &Node) -> String {
        let (here, renamed) = self.names.give(name);
        if renamed {
            let message = format!("the flag is called `{here}` here");
            self.tell(at, message, "ask for it by that name; its users keep their place");
        }
        here
    }
}
