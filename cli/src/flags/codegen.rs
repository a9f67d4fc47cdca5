//! `feature-flag codegen`: source code with a typed constant and getter for each flag.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use stageline::flag::{Accessors, Language, Outdated};
use stageline::{Code, Error, Project};

use crate::output::{Output, Page, Tone};
use crate::{Exit, Stop, file};

#[derive(Debug, Args)]
pub(crate) struct Codegen {
    /// The language: rust, python, typescript or c
    #[arg(long, value_name = "LANG")]
    lang: String,
    /// Write into this file; `-` is the screen
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write nothing, and say whether the file is as it would be written
    #[arg(long, requires = "output")]
    check: bool,
}

/// The text, for programs.
#[derive(Serialize)]
struct Printed<'a> {
    language: &'static str,
    digest: String,
    flags: Vec<&'a str>,
    text: &'a str,
}

/// What is told of a file.
#[derive(Serialize)]
struct Told<'a> {
    file: &'a str,
    language: &'static str,
    digest: String,
    /// Whether the file is as it would be written.
    current: bool,
    /// Whether it was written.
    written: bool,
    #[serde(flatten)]
    outdated: Outdated,
}

impl Codegen {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let language: Language = self.lang.parse()?;
        let accessors = project.snapshot().flag_accessors(language)?;
        match self.output.as_deref().filter(|file| *file != Path::new("-")) {
            Some(file) => self.keep(&accessors, file, out),
            None if self.check => {
                let error = Error::new(Code::Usage, "`--check` compares a file");
                Err(Stop::Usage(error.help("name it with `--output`")))
            }
            None => {
                print(&accessors, out)?;
                Ok(Exit::Done)
            }
        }
    }

    fn keep(&self, accessors: &Accessors, path: &Path, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let before = file::read(path)?;
        let outdated = accessors.outdated(before.as_deref().unwrap_or_default());
        let written = !self.check && outdated.is_some();
        if written {
            file::write(path, accessors.text().as_bytes())?;
        }
        let name = path.display().to_string();
        let told = Told {
            file: &name,
            language: accessors.language().as_str(),
            digest: accessors.digest().to_string(),
            current: written || outdated.is_none(),
            written,
            outdated: outdated.unwrap_or_default(),
        };
        out.give(&told, |page| match (self.check, &before) {
            (true, None) => {
                page.line([(Tone::Strong, &name[..]), (Tone::Bad, " is not there")]);
                anew(page, &told);
            }
            (true, Some(_)) if !told.current => {
                page.line([(Tone::Strong, &name[..]), (Tone::Bad, " is out of date")]);
                changes(page, &told.outdated);
                anew(page, &told);
            }
            _ if written => page.line([(Tone::Good, "written: "), (Tone::Plain, &name)]),
            _ => page.line([(Tone::Good, "up to date: "), (Tone::Plain, &name)]),
        })?;
        Ok(if told.current { Exit::Done } else { Exit::Findings })
    }
}

fn print(accessors: &Accessors, out: &mut Output<'_>) -> Result<(), Stop> {
    if !out.is_json() {
        return out.raw(accessors.text());
    }
    let printed = Printed {
        language: accessors.language().as_str(),
        digest: accessors.digest().to_string(),
        flags: accessors.flags().collect(),
        text: accessors.text(),
    };
    out.give(&printed, |_| {})
}

fn changes(page: &mut Page, outdated: &Outdated) {
    if outdated.is_text_alone() {
        let why = "  no flag has changed: the text was, or is of another version or language";
        return page.line([(Tone::Quiet, why)]);
    }
    let Outdated { added, changed, removed, .. } = outdated;
    for (tone, what, names) in [
        (Tone::Good, "added", added),
        (Tone::Warn, "changed", changed),
        (Tone::Bad, "removed", removed),
    ] {
        for name in names {
            page.line([(tone, format!("  {what:<9}").as_str()), (Tone::Plain, name)]);
        }
    }
}

fn anew(page: &mut Page, told: &Told<'_>) {
    page.blank();
    let command = format!("feature-flag codegen --lang {} --output {}", told.language, told.file);
    page.line([(Tone::Quiet, "write it anew: "), (Tone::Plain, &format!("stageline {command}"))]);
}
