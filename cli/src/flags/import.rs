//! `feature-flag import`: the flags of another tool, written into the project.

use clap::Args;
use serde::Serialize;
use stageline::flag::import::{Format, Imported, Renamed, import};
use stageline::yaml::{Change, Entry, Limits, Map, Node, parse};
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
    /// The environment in which alone the flags say what they say; every one unless given
    #[arg(long, value_name = "ENV")]
    env: Option<String>,
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
    undecided: &'i [String],
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
        let imported = match &self.env {
            Some(env) => imported.for_environment(project.environment(env)?.name())?,
            None => imported,
        };
        let written = match self.print {
            true => None,
            false => Some(self.written(project, &imported)?),
        };
        let outcome = Outcome {
            from: format.as_str(),
            flags: imported.flags().collect(),
            renamed: imported.renamed.iter().map(Name::of).collect(),
            problems: &imported.problems,
            undecided: &imported.undecided,
            written,
        };
        out.give(&outcome, |page| match &outcome.written {
            None => {
                // As remarks, so that the page stays a file.
                let problems = imported.problems.iter().map(ToString::to_string);
                for line in problems.collect::<Vec<_>>().iter().flat_map(|text| text.lines()) {
                    page.line([(Tone::Warn, "# "), (Tone::Warn, line)]);
                }
                imported.to_yaml().lines().for_each(|line| page.line([(Tone::Plain, line)]));
            }
            Some(written) => {
                told(page, &imported);
                write(page, written);
            }
        })?;
        Ok(match imported.undecided.is_empty() {
            true => Exit::Done,
            false => Exit::Findings,
        })
    }

    /// Puts the flags into the project's file.
    fn written(&self, project: &Project, imported: &Imported) -> stageline::Result<Written> {
        let path = path(project);
        let there = flags_of(project, &path)?;
        let there = there.child("feature_flags");
        let (mut taken, mut changes) = (Vec::new(), Vec::new());
        // As it is: `$regex` and its like are no merge instructions here.
        let mut set = |keys: &[&str], value: Node| {
            let path = keys.iter().map(|&key| key.into()).collect();
            changes.push(Change::Set { path, value });
        };
        let flags = imported.document.child("feature_flags").and_then(Node::as_map);
        for Entry { key: name, node: flag, .. } in flags.map(Map::entries).unwrap_or_default() {
            match (there.and_then(|there| there.child(name)), &self.env) {
                (Some(_), None) if !self.replace => taken.push(name.as_str()),
                (None, _) | (Some(_), None) => set(&["feature_flags", name], flag.clone()),
                (Some(there), Some(env)) if there.child(env).is_some() && !self.replace => {
                    taken.push(name);
                }
                (Some(there), Some(env)) => {
                    for (keys, value) in added(name, flag, there, env)? {
                        set(&keys, value);
                    }
                }
            }
        }
        if !taken.is_empty() {
            return Err(self.refused(&taken));
        }
        let mut edit = project.edit();
        edit.change_file_all(&path, &changes)?;
        edit.leave_undecided(&imported.undecided);
        self.writing.commit(&mut edit)
    }

    /// What to say of flags that are there already.
    fn refused(&self, taken: &[&str]) -> Error {
        let mut what = format!("`{}`", taken[0]);
        if taken.len() > 1 {
            what = format!("{what} and {} more", taken.len() - 1);
        }
        let message = match &self.env {
            Some(env) => format!("the project says already what {what} is in `{env}`"),
            None if taken.len() == 1 => format!("the project has a flag {what} already"),
            None => format!("the project has {what} already"),
        };
        let help = "write `--replace` to write them anew, or `--print` to see them first";
        Error::new(Code::NameTaken, message).help(help)
    }
}

/// What an import for one environment adds to a flag that came from the same place for another one: the
/// environment's entry, and what it names.
fn added<'f>(
    name: &'f str,
    flag: &'f Node,
    there: &Node,
    env: &'f str,
) -> stageline::Result<Vec<(Vec<&'f str>, Node)>> {
    if there.child("origin") != flag.child("origin") {
        let message = format!("the project's flag `{name}` does not come from there");
        let help =
            "rename one of them: with an entry for one environment both would be the same flag";
        return Err(Error::new(Code::NameTaken, message).help(help));
    }
    let mut added = Vec::new();
    let variants = flag.child("variants").and_then(Node::as_map);
    for variant in variants.into_iter().flat_map(|map| map.entries()) {
        let key = variant.key.as_str();
        match there.child("variants").and_then(|variants| variants.child(key)) {
            None => {
                added.push((vec!["feature_flags", name, "variants", key], variant.node.clone()))
            }
            Some(same) if *same == variant.node => {}
            Some(_) => {
                let message =
                    format!("the variant `{key}` of the flag `{name}` is another value already");
                let help = "environments share the values of variants; rename one of them";
                return Err(Error::new(Code::NameTaken, message).help(help));
            }
        }
    }
    if let (Some(metadata), None) = (flag.child("metadata"), there.child("metadata")) {
        added.push((vec!["feature_flags", name, "metadata"], metadata.clone()));
    }
    if let Some(entry) = flag.child(env) {
        added.push((vec!["feature_flags", name, env], entry.clone()));
    }
    Ok(added)
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
    match imported.undecided.as_slice() {
        [] => {}
        [one] => page.line([(Tone::Bad, "cannot be decided: "), (Tone::Plain, one)]),
        all => page.line([(Tone::Bad, "cannot be decided: "), (Tone::Plain, &all.join(", "))]),
    }
    for problem in &imported.problems {
        page.line([(Tone::Warn, "  "), (Tone::Plain, &problem.to_string())]);
    }
    page.blank();
}
