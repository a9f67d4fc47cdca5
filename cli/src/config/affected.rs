//! `config affected`, `config who-uses`: from files and lines back to the environments.

use clap::Args;
use stageline::project::{Affected, Part, Use};
use stageline::{Code, Error, Project};

use crate::output::{Cell, Output, Page, Table, Tone};
use crate::{Exit, Stop};

#[derive(Debug, Args)]
pub(crate) struct AffectedBy {
    /// Files that changed, relative to the project's root; none is no change
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// The project's folder in its repository, where files are named from there
    #[arg(long, value_name = "DIR")]
    prefix: Option<String>,
    /// Answer with the matrix of a CI job: the services to deploy, in one line of JSON
    #[arg(long)]
    matrix: bool,
}

impl AffectedBy {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let prefix = self.prefix.as_deref().map(|prefix| format!("{}/", prefix.trim_matches('/')));
        let files = self.files.iter().filter_map(|file| match &prefix {
            // What lies beside the project is none of its business.
            Some(prefix) => file.strip_prefix(prefix),
            None => Some(file.as_str()),
        });
        let affected = project.snapshot().affected(files);
        if self.matrix {
            let matrix = serde_json::to_string(&affected.matrix()).map_err(|cause| {
                let error = Error::new(Code::Internal, "the matrix cannot be written as JSON");
                Stop::Failed(error.cause(cause))
            })?;
            out.raw(&matrix)?;
            return Ok(Exit::Done);
        }
        out.give(&affected, |page| write(page, &affected))?;
        Ok(Exit::Done)
    }
}

fn write(page: &mut Page, affected: &Affected) {
    if affected.entries.is_empty() && affected.pipelines.is_empty() {
        page.line([(Tone::Plain, "nothing is affected")]);
    }
    let mut table = Table::new();
    for entry in &affected.entries {
        table.row([
            Cell::new(Tone::Strong, &entry.environment),
            Cell::new(Tone::Plain, part(entry.part, entry.service.as_deref())),
        ]);
    }
    for pipeline in &affected.pipelines {
        table.row([Cell::new(Tone::Strong, pipeline), Cell::new(Tone::Plain, "pipeline")]);
    }
    page.table(&table);
    for path in &affected.unknown {
        page.line([(Tone::Warn, "no part of the project: "), (Tone::Place, path)]);
    }
}

#[derive(Debug, Args)]
pub(crate) struct WhoUses {
    /// The file, relative to the project's root, and the line
    #[arg(value_name = "FILE:LINE")]
    place: String,
}

impl WhoUses {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let place = self.place.rsplit_once(':');
        let place = place.and_then(|(file, line)| Some((file, line.parse::<u32>().ok()?)));
        let Some((file, line)) = place else {
            let error = Error::new(Code::Usage, format!("`{}` names no line", self.place));
            return Err(Stop::Usage(error.help("write it as `config/base.yaml:12`")));
        };
        let uses = project.snapshot().who_uses(file, line)?;
        out.give(&uses, |page| write_uses(page, &uses))?;
        Ok(Exit::Done)
    }
}

fn write_uses(page: &mut Page, uses: &[Use]) {
    if uses.is_empty() {
        page.line([(Tone::Plain, "no environment uses the line")]);
    }
    let mut table = Table::new();
    for one in uses {
        let (tone, verb) = match one.wins {
            true => (Tone::Good, "counts"),
            false => (Tone::Quiet, "overridden"),
        };
        table.row([
            Cell::new(Tone::Strong, &one.environment),
            Cell::new(Tone::Plain, part(one.part, one.service.as_deref())),
            Cell::new(Tone::Plain, one.path.to_string()),
            Cell::new(tone, verb),
        ]);
    }
    page.table(&table);
}

fn part(part: Part, service: Option<&str>) -> String {
    match service {
        Some(name) => format!("service {name}"),
        None => part.as_str().to_owned(),
    }
}
