//! The formats by name.

use super::model::Comparison;
use super::text::TextOptions;
use crate::error::{Code, Error, Result, Severity};
use crate::report::Repository;

/// A format in which a comparison is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Text for a terminal.
    Text,
    /// Markdown for a pull request.
    Markdown,
    /// One page for a browser.
    Html,
    /// SARIF 2.1.0 for code hosts and editors.
    Sarif,
    /// JUnit XML for test dashboards.
    Junit,
    /// JSON for programs.
    Json,
    /// Workflow commands for GitHub.
    Github,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 7] = [
        Format::Text,
        Format::Markdown,
        Format::Html,
        Format::Sarif,
        Format::Junit,
        Format::Json,
        Format::Github,
    ];

    /// As it is called: `text`, `markdown`, `html`, `sarif`, `junit`, `json`, `github`.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Json => "json",
            Format::Github => "github",
        }
    }

    /// The format of a name.
    ///
    /// # Errors
    /// `E_USAGE` for a name that is none of them.
    pub fn parse(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name).ok_or_else(|| {
            let names: Vec<String> =
                Self::ALL.iter().map(|format| format!("`{}`", format.as_str())).collect();
            Error::new(Code::Usage, format!("`{name}` is no format of reports"))
                .help(format!("it is one of {}", names.join(", ")))
        })
    }
}

/// How a comparison is told, whatever the format; each format takes what concerns it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ComparisonOptions {
    /// How text is laid out.
    pub text: TextOptions,
    /// How the project lies in its repository.
    pub repository: Repository,
    /// The severity from which on a test case of JUnit fails.
    pub fails: Severity,
}

impl Default for ComparisonOptions {
    fn default() -> Self {
        Self { text: TextOptions::new(), repository: Repository::new(), fails: Severity::Warning }
    }
}

impl ComparisonOptions {
    /// Text without colours, a repository whose root is the project's, warnings fail.
    pub fn new() -> Self {
        Self::default()
    }

    /// How text is laid out.
    #[must_use]
    pub fn text(mut self, text: TextOptions) -> Self {
        self.text = text;
        self
    }

    /// How the project lies in its repository.
    #[must_use]
    pub fn repository(mut self, repository: Repository) -> Self {
        self.repository = repository;
        self
    }

    /// The severity from which on a test case of JUnit fails.
    #[must_use]
    pub fn fails(mut self, fails: Severity) -> Self {
        self.fails = fails;
        self
    }
}

impl Comparison {
    /// The comparison in a format.
    ///
    /// # Errors
    /// None that a caller could cause; `E_INTERNAL` should the data not be writable.
    pub fn render(&self, format: Format, options: &ComparisonOptions) -> Result<String> {
        Ok(match format {
            Format::Text => self.text(&options.text),
            Format::Markdown => self.markdown(&options.repository),
            Format::Html => self.html(&options.repository),
            Format::Sarif => self.sarif(&options.repository)?,
            Format::Junit => self.junit(options.fails),
            Format::Json => self.json()?,
            Format::Github => self.github(&options.repository),
        })
    }
}
