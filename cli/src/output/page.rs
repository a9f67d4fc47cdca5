//! A page of text in the making: lines, tables, errors.

use stageline::report::{Style, text};
use stageline::source::SourceMap;
use stageline::validate::{Finding, Report};
use stageline::{Error, Severity};

use super::{Table, Tone, visible};

/// The tool's own name.
const TOOL: &str = "stageline";

/// Text for people, coloured or not.
#[derive(Debug)]
pub(crate) struct Page {
    text: String,
    colored: bool,
    width: Option<usize>,
    /// What commands that are advised begin with.
    tool: String,
}

impl Page {
    pub(crate) fn new(colored: bool, width: Option<usize>) -> Self {
        Self { text: String::new(), colored, width, tool: TOOL.to_owned() }
    }

    /// Commands that are advised name this project.
    pub(crate) fn of_project(mut self, project: Option<&str>) -> Self {
        if let Some(project) = project {
            self.tool = format!("{TOOL} --project {}", in_a_shell(project));
        }
        self
    }

    pub(crate) fn text(self) -> String {
        self.text
    }

    pub(crate) fn is_colored(&self) -> bool {
        self.colored
    }

    /// The columns of a terminal, if there is one.
    pub(crate) fn width(&self) -> Option<usize> {
        self.width
    }

    /// Adds a line of pieces, each in its tone; the pieces are made safe to show.
    pub(crate) fn line<const N: usize>(&mut self, pieces: [(Tone, &str); N]) {
        for (tone, text) in pieces {
            self.text += &tone.paint(&visible(text), self.colored);
        }
        self.text.push('\n');
    }

    /// Adds a line that advises a command, which is given without the tool's own name.
    pub(crate) fn advise(&mut self, before: &str, command: &str) {
        let command = format!("{} {command}", self.tool);
        self.line([(Tone::Plain, before), (Tone::Place, &command)]);
    }

    /// Begins a part of the page.
    pub(crate) fn heading(&mut self, text: &str) {
        self.blank();
        self.line([(Tone::Strong, text)]);
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Adds text that is laid out and safe already.
    pub(crate) fn block(&mut self, text: &str) {
        self.text += text;
        if !text.is_empty() && !text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    pub(crate) fn table(&mut self, table: &Table) {
        self.text += &table.render(self.colored, self.width);
    }

    /// Adds help, its headings strong.
    pub(crate) fn help(&mut self, text: &str) {
        for line in text.trim_end().lines() {
            let usage = line.strip_prefix("Usage:").map(|rest| ("Usage:", rest));
            let (head, rest) = match usage {
                Some(parts) => parts,
                None if line.ends_with(':') && !line.starts_with(' ') => (line, ""),
                None => ("", line),
            };
            self.text += &Tone::Strong.paint(head, self.colored);
            self.text += rest;
            self.text.push('\n');
        }
    }

    /// Adds an error and its problems: sentence, places with their lines, remedy.
    pub(crate) fn error(&mut self, error: &Error, sources: &SourceMap) {
        let problems = error.problems();
        for one in problems {
            self.finding(one, sources);
            self.blank();
        }
        if problems.is_empty() {
            return self.finding(error, sources);
        }
        let code = format!("error[{}]", error.code().as_str());
        self.line([(Tone::Bad, &code), (Tone::Plain, ": "), (Tone::Plain, error.message())]);
    }

    /// Adds a single error as reports show findings.
    fn finding(&mut self, error: &Error, sources: &SourceMap) {
        let finding = Finding::of_error(error.code().as_str(), Severity::Error, error);
        let report = Report::new(vec![finding], 1);
        let text = text(&report, sources, Style { colour: self.colored });
        // The last line counts the findings, of which there is one.
        let text = text.trim_end().rsplit_once('\n').map_or("", |(finding, _)| finding);
        self.block(text.trim_end());
    }
}

/// A word as a shell takes it for one.
fn in_a_shell(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+@:,=%".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_blanks_or_quotes_stays_one_word() {
        assert_eq!(in_a_shell("../shop/v1.2"), "../shop/v1.2");
        assert_eq!(in_a_shell("my shop"), "'my shop'");
        assert_eq!(in_a_shell("a'b"), r"'a'\''b'");
        assert_eq!(in_a_shell(""), "''");
    }
}
