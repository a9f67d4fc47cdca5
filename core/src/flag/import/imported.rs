//! One import: the document that comes of it, and what is to be told.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::input::{Input, placed};
use super::names::Names;
use super::undecided::undecided;
use super::{Format, build, eppo, flagd, growthbook, guess, unleash};
use crate::error::{Code, Error, Result};
use crate::model::{ENTRY_KEYWORDS, FLAG_KEYWORDS, check_name};
use crate::source::Span;
use crate::yaml::{Node, write};

/// What an import gives.
///
/// As a document: `from`, `flags`, `renamed`, `problems`, `undecided` and `yaml`, the text of the file.
#[derive(Debug)]
#[non_exhaustive]
pub struct Imported {
    /// Whose flags they were.
    pub format: Format,
    /// The content of a `config/feature-flags.yaml`.
    pub document: Node,
    /// What could not be kept as it was, sorted by place; each with the code `E_IMPORT`.
    pub problems: Vec<Error>,
    /// Flags that cannot be decided, in order: they answer `PARSE_ERROR`, and the problems say why.
    pub undecided: Vec<String>,
    /// Flags whose names we do not allow, and so have others here.
    pub renamed: Vec<Renamed>,
}

/// A flag that has another name here.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
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

    /// The same for one environment alone: what a flag answers stands below the environment's name,
    /// and elsewhere it leaves its value to the caller.
    ///
    /// # Errors
    /// `E_NAME` for a name that no environment may have.
    pub fn for_environment(mut self, name: &str) -> Result<Self> {
        check_name("environment", name)?;
        if FLAG_KEYWORDS.contains(&name) {
            let message =
                format!("no environment can be called `{name}`, which is a part of flags");
            return Err(Error::new(Code::Name, message).help("give it another name"));
        }
        let flags = self.document.child("feature_flags").and_then(Node::as_map);
        let entries = flags.into_iter().flat_map(|map| map.entries());
        let flags = entries.map(|entry| (entry.key.as_str(), below(name, &entry.node)));
        self.document = build::map([("feature_flags", Node::from_iter(flags.collect::<Vec<_>>()))]);
        Ok(self)
    }

    /// The names of the flags, in order.
    pub fn flags(&self) -> impl Iterator<Item = &str> {
        let flags = self.document.child("feature_flags").and_then(Node::as_map);
        flags.into_iter().flat_map(|map| map.entries()).map(|entry| entry.key.as_str())
    }
}

/// The text of the file.
impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_yaml())
    }
}

impl Serialize for Imported {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Imported", 6)?;
        out.serialize_field("from", self.format.as_str())?;
        out.serialize_field("flags", &self.flags().collect::<Vec<_>>())?;
        out.serialize_field("renamed", &self.renamed)?;
        out.serialize_field("problems", &self.problems)?;
        out.serialize_field("undecided", &self.undecided)?;
        out.serialize_field("yaml", &self.to_yaml())?;
        out.end()
    }
}

/// A flag whose answer stands below an environment's name.
fn below(environment: &str, flag: &Node) -> Node {
    let entries = flag.as_map().map(|map| map.entries()).unwrap_or_default();
    let parts = entries.iter().map(|entry| (entry.key.as_str(), entry.node.clone()));
    let (answer, mut parts): (Vec<_>, Vec<_>) =
        parts.partition(|(key, _)| ENTRY_KEYWORDS.contains(key));
    // A flag that says nothing has no entry: an empty one would be a value.
    if !answer.is_empty() {
        parts.push((environment, Node::from_iter(answer)));
    }
    Node::from_iter(parts)
}

/// Reads the flags of another tool. `file` is the name of the text in errors; the text is JSON, or
/// the same as YAML.
///
/// # Errors
/// `E_IMPORT` with the place of each mistake that leaves no flags to import: text that cannot be
/// read or is nested deeper than 100 levels, and values of another kind than the format has. What
/// concerns one flag alone is among the [problems](Imported::problems) instead: it is answered as the
/// origin answers it, or the flag is [undecided](Imported::undecided) and the rest imported.
pub fn import(format: Format, file: &str, text: &str) -> Result<Imported> {
    let input = Input::read(file, text)?;
    let mut work = Work {
        input: &input,
        problems: Vec::new(),
        undecided: Vec::new(),
        names: Names::default(),
    };
    let flags = match format {
        Format::Eppo => eppo::flags(&mut work),
        Format::Flagd => flagd::flags(&mut work),
        Format::GrowthBook => growthbook::flags(&mut work),
        Format::Unleash => unleash::flags(&mut work),
    };
    let flags = flags.map_err(|error| match guess::guess(&input.root) {
        Some(other) if other != format => {
            error.help(format!("it looks like a file of `{other}`: import it as one"))
        }
        _ => error,
    })?;
    work.tell_undecided(undecided(&input.file, &flags));
    let flags = flags.into_iter().map(|(name, flag)| (name, placed(&flag, |_| Span::NONE)));
    let document = build::map([("feature_flags", Node::from_iter(flags.collect::<Vec<_>>()))]);
    let Work { mut problems, undecided, names, .. } = work;
    let renamed = names.renamed();
    problems.sort_by(|a, b| a.places().cmp(b.places()));
    Ok(Imported { format, document, problems, undecided, renamed })
}

/// What importers work with.
pub(super) struct Work<'i> {
    pub(super) input: &'i Input,
    pub(super) problems: Vec<Error>,
    /// Flags of which it is told already that they cannot be decided.
    pub(super) undecided: Vec<String>,
    pub(super) names: Names,
}

impl Work<'_> {
    /// Tells of something that could not be kept.
    pub(super) fn tell(&mut self, at: &Node, message: impl Into<String>, help: &str) {
        let problem = self.input.error(at, message);
        self.problems.push(if help.is_empty() { problem } else { problem.help(help) });
    }

    /// Tells why flags cannot be decided, of whom that is not told yet.
    fn tell_undecided(&mut self, all: Vec<(String, Error)>) {
        let told = std::mem::take(&mut self.undecided);
        for (name, problem) in all {
            if !told.contains(&name) {
                let then = "until then the flag answers `PARSE_ERROR`";
                let help = match problem.help_text() {
                    Some(help) => format!("{help}; {then}"),
                    None => format!("correct it there, or import the flag without it; {then}"),
                };
                self.problems.push(problem.with_code(Code::Import).help(help));
            }
            self.undecided.push(name);
        }
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
