//! `feature-flag import`: the flags of another tool, written into the project.

use clap::Args;
use serde::Serialize;
use stageline::flag::import::{Format, Imported, Renamed, import};
use stageline::yaml::{Limits, Node, parse};
use stageline::{Code, Error, Project};

use crate::edits::{Writing, Written, write};
use crate::output::{Output, Page, Tone};
use crate::{Exit, Stop, given};

/// Where flags are written.
const FILE: &str = "config/feature-flags.yaml";

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The file, in JSON or YAML
    file: String,
    /// The tool it comes from: eppo, flagd, growthbook or unleash
    #[arg(long, value_name = "NAME")]
    from: String,
    /// Write flags anew that the project has already
    #[arg(long)]
    replace: bool,
    /// Print the flags as a file, and write nothing
    #[arg(long, conflicts_with_all = ["replace", "dry_run"])]
    print: bool,
    #[command(flatten)]
    writing: Writing,
}

/// What came of it.
#[derive(Debug, Serialize)]
struct Outcome<'i> {
    from: &'static str,
    flags: Vec<&'i str>,
    renamed: Vec<Name<'i>>,
    problems: &'i [Error],
    #[serde(flatten)]
    written: Option<Written>,
}

#[derive(Debug, Serialize)]
struct Name<'i> {
    from: &'i str,
    to: &'i str,
}

impl<'i> Name<'i> {
    fn of(renamed: &'i Renamed) -> Self {
        Self { from: &renamed.from, to: &renamed.to }
    }
}

impl Import {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let format: Format = self.from.parse()?;
        let imported = import(format, &self.file, &given::text(&self.file, project)?)?;
        let written = match self.print {
            true => None,
            false => Some(self.written(project, &imported)?),
        };
        let outcome = Outcome {
            from: format.as_str(),
            flags: imported.flags().collect(),
            renamed: imported.renamed.iter().map(Name::of).collect(),
            problems: &imported.problems,
            written,
        };
        out.give(&outcome, |page| match &outcome.written {
            None => imported.to_yaml().lines().for_each(|line| page.line([(Tone::Plain, line)])),
            Some(written) => {
                told(page, &imported);
                write(page, written);
            }
        })?;
        Ok(Exit::Done)
    }

    /// Puts the flags into the project's file.
    fn written(&self, project: &Project, imported: &Imported) -> stageline::Result<Written> {
        let path = path(project);
        let known = flags_of(project, &path)?;
        let known = known.child("feature_flags");
        let is_known = |name: &&str| known.is_some_and(|known| known.child(name).is_some());
        let there: Vec<&str> = imported.flags().filter(is_known).collect();
        if let (Some(first), false) = (there.first(), self.replace) {
            let message = match there.len() {
                1 => format!("the project has a flag `{first}` already"),
                count => format!("the project has `{first}` and {} more already", count - 1),
            };
            let help = "write `--replace` to write them anew, or `--print` to see them first";
            return Err(Error::new(Code::NameTaken, message).help(help));
        }
        let mut edit = project.edit();
        let mut file = edit.file(path);
        let flags = imported.document.child("feature_flags").and_then(Node::as_map);
        for entry in flags.into_iter().flat_map(|map| map.entries()) {
            file.set(["feature_flags", entry.key.as_str()], entry.node.clone())?;
        }
        self.writing.commit(&mut edit)
    }
}

/// The file of flags as it is spelled here.
fn path(project: &Project) -> String {
    let other = FILE.replace(".yaml", ".yml");
    match project.snapshot().sources().by_path(&other) {
        Some(_) => other,
        None => FILE.to_owned(),
    }
}

/// What that file says now; nothing where it is not there.
fn flags_of(project: &Project, path: &str) -> stageline::Result<Node> {
    match project.snapshot().sources().by_path(path) {
        Some(file) => parse(file, &Limits::default()),
        None => Ok(Node::default()),
    }
}

/// How many flags came, and what could not be kept.
fn told(page: &mut Page, imported: &Imported) {
    let count = imported.flags().count();
    let flags = if count == 1 { "1 flag".to_owned() } else { format!("{count} flags") };
    page.line([(Tone::Strong, flags.as_str()), (Tone::Plain, " imported")]);
    for problem in &imported.problems {
        page.line([(Tone::Warn, "  "), (Tone::Plain, &problem.to_string())]);
    }
    page.blank();
}
