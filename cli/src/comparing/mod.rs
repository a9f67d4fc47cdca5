//! How commands that compare give their answer: on the page, or as a report in a format, or in a file.

mod pdf;

use std::path::{Path, PathBuf};

use clap::Args;
use stageline::report::{Comparison, ComparisonOptions, Format, Repository, TextOptions};
use stageline::{Code, Error, Severity};

use crate::output::{Output, Page, Tone};
use crate::{Exit, Stop, file};

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum As {
    /// Text, both sides side by side
    Text,
    /// Markdown, for a pull request
    Markdown,
    /// One page for a browser
    Html,
    /// Pages to print, in Latin letters
    Pdf,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// JUnit XML, for test reports
    Junit,
    /// Annotations of a GitHub workflow
    Github,
    /// JSON, for programs
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Comparing {
    /// Write a report in this format
    #[arg(long, value_name = "FORMAT")]
    format: Option<As>,
    /// Write the report into this file, in the format of its ending; `-` is the screen
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// List what is expected or spelled differently, too
    #[arg(long)]
    everything: bool,
    /// The project's folder in its repository, for sarif, github and links
    #[arg(long, value_name = "DIR")]
    prefix: Option<String>,
    /// The address below which the repository's files are shown, for links
    #[arg(long, value_name = "URL")]
    files_at: Option<String>,
    /// The severity from which on a test of junit fails
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fails: Level,
    #[command(flatten)]
    failing: Failing,
}

/// From when on differences make the exit code.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Failing {
    /// From which severity on differences make the exit code 3; what nobody judged is `info`
    #[arg(long, value_name = "SEVERITY", default_value = "info")]
    fail_on: Level,
}

impl Failing {
    pub(crate) fn reaches(self, severity: Severity) -> bool {
        severity >= self.fail_on.severity()
    }

    pub(crate) fn exit(self, comparison: &Comparison) -> Exit {
        if comparison.has_at_least(self.fail_on.severity()) { Exit::Findings } else { Exit::Done }
    }
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Level {
    Error,
    Warning,
    Info,
}

impl Level {
    fn severity(self) -> Severity {
        match self {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Info,
        }
    }
}

/// Puts a comparison on a page, as the report in text is.
pub(crate) fn put(page: &mut Page, comparison: &Comparison, options: TextOptions) {
    let options = options.colour(page.is_colored()).width(page.width());
    page.block(&comparison.text(&options));
}

impl Comparing {
    /// The format that is asked for by name, or by the ending of the file's.
    ///
    /// # Errors
    /// `E_USAGE` where two formats are named, or the ending of a file says none.
    pub(crate) fn format(&self, out: &Output<'_>) -> Result<Option<As>, Stop> {
        let by_ending = self.file().map(by_ending);
        let asked = match (self.format, by_ending) {
            (Some(format), _) => Some(format),
            (None, Some(by_ending)) => Some(by_ending?),
            (None, None) => None,
        };
        match asked {
            Some(asked) if out.is_json() && asked != As::Json => {
                let error = Error::new(Code::Usage, "`--json` and `--format` name two formats");
                Err(Stop::Usage(error.help("leave one of them out")))
            }
            asked => Ok(asked),
        }
    }

    /// The file to write; none for the screen.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|file| *file != Path::new("-"))
    }

    /// Puts the comparison on the page.
    pub(crate) fn put(&self, page: &mut Page, comparison: &Comparison) {
        put(page, comparison, TextOptions::new().everything(self.everything));
    }

    /// How the command ends.
    pub(crate) fn exit(&self, comparison: &Comparison) -> Exit {
        self.failing.exit(comparison)
    }

    /// Gives the report, into the file if one is named.
    pub(crate) fn give(
        &self,
        comparison: &Comparison,
        format: As,
        out: &mut Output<'_>,
    ) -> Result<(), Stop> {
        let Some(file) = self.file() else {
            if format == As::Pdf {
                let error = Error::new(Code::Usage, "a PDF is no text to print here");
                return Err(Stop::Usage(error.help("name a file with `--output`")));
            }
            let (colour, width) = out.far_end();
            return out.raw(&self.rendered(
                comparison,
                format,
                TextOptions::new().colour(colour).width(width),
            )?);
        };
        let bytes = match format {
            As::Pdf => pdf::pages(
                &comparison.title(),
                &self.rendered(comparison, As::Text, TextOptions::new().width(pdf::COLUMNS))?,
            ),
            format => self.rendered(comparison, format, TextOptions::new())?.into_bytes(),
        };
        file::write(file, &bytes)?;
        let name = file.display().to_string();
        out.give(&Written { file: &name, differences: comparison.differences().count() }, |page| {
            page.line([(Tone::Good, "written: "), (Tone::Plain, &name)]);
        })
    }

    fn rendered(
        &self,
        comparison: &Comparison,
        format: As,
        text: TextOptions,
    ) -> stageline::Result<String> {
        let mut repository = Repository::new().prefix(self.prefix.as_deref().unwrap_or_default());
        if let Some(address) = &self.files_at {
            repository = repository.files_at(address);
        }
        let text = text.everything(self.everything);
        let fails = self.fails.severity();
        let options = ComparisonOptions::new().text(text).repository(repository).fails(fails);
        let format = match format {
            As::Text | As::Pdf => Format::Text,
            As::Markdown => Format::Markdown,
            As::Html => Format::Html,
            As::Sarif => Format::Sarif,
            As::Junit => Format::Junit,
            As::Github => Format::Github,
            As::Json => Format::Json,
        };
        comparison.render(format, &options)
    }
}

/// What is told of a file that was written.
#[derive(serde::Serialize)]
struct Written<'w> {
    file: &'w str,
    differences: usize,
}

fn by_ending(file: &Path) -> Result<As, Stop> {
    let ending = file.extension().and_then(|ending| ending.to_str());
    match ending.map(str::to_ascii_lowercase).as_deref() {
        None | Some("txt" | "text" | "log") => Ok(As::Text),
        Some("md" | "markdown") => Ok(As::Markdown),
        Some("html" | "htm") => Ok(As::Html),
        Some("pdf") => Ok(As::Pdf),
        Some("sarif") => Ok(As::Sarif),
        Some("xml") => Ok(As::Junit),
        Some("json") => Ok(As::Json),
        Some(other) => {
            let message = format!("no format is known by the ending `.{other}`");
            let help = "name it with `--format`, or end the file in `.txt`, `.md`, `.html`, `.pdf`, `.sarif`, `.xml` or `.json`";
            Err(Stop::Usage(Error::new(Code::Usage, message).help(help)))
        }
    }
}
