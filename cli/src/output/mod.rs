//! Where answers go: two streams, as text for people or one JSON document for programs.

mod page;
mod table;
mod tone;
mod value;

use std::io::{self, BufRead, Read, Write};

use serde::Serialize;
use stageline::source::SourceMap;
use stageline::{Code, Error};

pub(crate) use page::Page;
pub(crate) use table::{Cell, Table, fit};
pub(crate) use tone::{Tone, visible};
pub(crate) use value::{inline, word, yaml};

use crate::{Exit, Stop};

/// What is known of the streams' far ends. The default is a pipe or a file: no colour, no width.
#[derive(Debug, Clone, Copy, Default)]
pub struct Terminal {
    /// Whether answers go to a terminal.
    pub out: bool,
    /// Whether errors go to a terminal.
    pub err: bool,
    /// The terminal's columns, if known.
    pub width: Option<usize>,
    /// Colour is unwelcome: `NO_COLOR` is set, or the terminal is dumb.
    pub no_color: bool,
    /// Colour is wanted even in a pipe: `CLICOLOR_FORCE` is set.
    pub force_color: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set; elsewhere if `CLICOLOR_FORCE` is.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The sink of a command: a stream for answers, one for errors, and how to write to them; and
/// somebody who answers questions, or a stream to read from, if there is any.
pub struct Output<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    input: Option<&'a mut dyn BufRead>,
    asks: bool,
    terminal: Terminal,
    when: When,
    json: bool,
    /// The folder of the project, where the words name one.
    project: Option<String>,
}

impl<'a> Output<'a> {
    /// A sink of two streams.
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write, terminal: Terminal) -> Self {
        Self {
            out,
            err,
            input: None,
            asks: false,
            terminal,
            when: When::Auto,
            json: false,
            project: None,
        }
    }

    /// Where answers to questions are read, a line each. Without it, a command that has to ask is
    /// refused. Questions go to the stream of errors. The end of the stream answers nothing, so that a
    /// command that asks writes nothing.
    #[must_use]
    pub fn answers(mut self, answers: &'a mut dyn BufRead) -> Self {
        (self.input, self.asks) = (Some(answers), true);
        self
    }

    /// What is read where a file is named `-`. Nobody is there to answer questions.
    #[must_use]
    pub fn input(mut self, input: &'a mut dyn BufRead) -> Self {
        (self.input, self.asks) = (Some(input), false);
        self
    }

    /// What comes in, to its end.
    ///
    /// # Errors
    /// `E_USAGE` where nothing can, `E_FILE_TOO_LARGE` for more than `most` bytes, `E_IO`, `E_ENCODING`.
    pub(crate) fn read(&mut self, most: u64) -> stageline::Result<String> {
        let Some(input) = self.input.as_mut() else {
            let error = Error::new(Code::Usage, "there is no stream to read `-` from");
            return Err(error.help("name a file"));
        };
        let mut bytes = Vec::new();
        let read = input.take(most.saturating_add(1)).read_to_end(&mut bytes);
        let read = read.map_err(|cause| {
            Error::new(Code::Io, format!("cannot read what comes in: {cause}")).cause(cause)
        })?;
        if read as u64 > most {
            let message = format!("more than {most} bytes come in");
            return Err(Error::new(Code::FileTooLarge, message).help("give less at a time"));
        }
        String::from_utf8(bytes).map_err(|_| {
            Error::new(Code::Encoding, "what comes in is not UTF-8").help("write it as UTF-8")
        })
    }

    /// Asks, and reads a line; `None` at the end of all answers.
    ///
    /// # Errors
    /// `E_USAGE` where nobody is there to answer.
    pub(crate) fn ask(&mut self, write: impl FnOnce(&mut Page)) -> Result<Option<String>, Stop> {
        let Some(answers) = self.input.as_mut().filter(|_| self.asks) else {
            let error = Error::new(Code::Usage, "a question has nobody to answer it");
            return Err(Stop::Usage(
                error.help("run this in a terminal, or without `--interactive`"),
            ));
        };
        let width = self.terminal.width.filter(|_| self.terminal.err);
        let mut page = Page::new(colored(self.when, self.terminal, self.terminal.err), width);
        write(&mut page);
        self.err.write_all(page.text().trim_end_matches('\n').as_bytes())?;
        self.err.flush()?;
        let mut line = String::new();
        let read = answers.read_line(&mut line)?;
        if read == 0 {
            self.err.write_all(b"\n")?;
        }
        Ok((read > 0).then(|| line.trim().to_owned()))
    }

    /// Commands that are advised name this project, as the words did.
    pub(crate) fn project(&mut self, project: Option<&std::path::Path>) {
        self.project = project.map(|project| project.display().to_string());
    }

    pub(crate) fn json(&mut self, json: bool) {
        self.json = json;
    }

    pub(crate) fn color(&mut self, when: When) {
        self.when = when;
    }

    fn colored(&self, terminal: bool) -> bool {
        colored(self.when, self.terminal, terminal)
    }

    /// Gives the answer: its document, or the page that people read.
    pub(crate) fn give<D: Serialize + ?Sized>(
        &mut self,
        document: &D,
        write: impl FnOnce(&mut Page),
    ) -> Result<(), Stop> {
        if self.json {
            let text = serde_json::to_string_pretty(document).map_err(|cause| {
                let error = Error::new(Code::Internal, "the answer cannot be written as JSON");
                Stop::Failed(error.cause(cause))
            })?;
            return self.write(&(text + "\n"));
        }
        let width = self.terminal.width.filter(|_| self.terminal.out);
        let mut page = Page::new(self.colored(self.terminal.out), width);
        page = page.of_project(self.project.as_deref());
        write(&mut page);
        self.write(&page.text())
    }

    /// Whether answers are JSON documents.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Whether answers are coloured, and how wide they may be.
    pub(crate) fn far_end(&self) -> (bool, Option<usize>) {
        (self.colored(self.terminal.out), self.terminal.width.filter(|_| self.terminal.out))
    }

    /// Gives an answer in a format of its own.
    pub(crate) fn raw(&mut self, text: &str) -> Result<(), Stop> {
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        self.write(&format!("{text}{end}"))
    }

    /// Writes an answer. Whoever reads no more has read enough: the command goes on to its end,
    /// so that its exit code stays what it is.
    fn write(&mut self, text: &str) -> Result<(), Stop> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => Ok(written?),
        }
    }

    /// Says why a command did not run to its end, with the lines that the error speaks of.
    pub(crate) fn stop(&mut self, stop: Stop, sources: &SourceMap) -> Exit {
        let (exit, error) = match stop {
            Stop::Closed(cause) => {
                let error = Error::new(Code::Io, "the answer could not be written");
                (Exit::Failed, error.cause(cause))
            }
            Stop::Help(text) => {
                let mut page = Page::new(self.colored(self.terminal.out), None);
                page.help(&text);
                return match self.write(&page.text()) {
                    Ok(()) => Exit::Done,
                    Err(stop) => self.stop(stop, sources),
                };
            }
            Stop::Usage(error) => (Exit::Usage, error),
            Stop::Failed(error) => (Exit::Failed, error),
        };
        let text = match self.json {
            true => serde_json::to_string_pretty(&error).unwrap_or_default() + "\n",
            false => {
                let mut page = Page::new(self.colored(self.terminal.err), None);
                page.error(&error, sources);
                page.text()
            }
        };
        // There is nowhere left to say that the stream of errors is closed.
        let _ = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
        exit
    }
}

fn colored(when: When, far: Terminal, terminal: bool) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if far.no_color => false,
        When::Auto => terminal || far.force_color,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_follows_the_terminal_the_variables_and_the_option_in_this_order() {
        let colored = |when, out, no_color, force_color| {
            let terminal = Terminal { out, no_color, force_color, ..Terminal::default() };
            let (mut a, mut b) = (io::sink(), io::sink());
            let mut output = Output::new(&mut a, &mut b, terminal);
            output.color(when);
            output.colored(out)
        };
        assert!(!colored(When::Auto, false, false, false));
        assert!(colored(When::Auto, true, false, false));
        assert!(!colored(When::Auto, true, true, false));
        assert!(colored(When::Auto, false, false, true));
        assert!(!colored(When::Auto, false, true, true));
        assert!(colored(When::Always, false, true, false));
        assert!(!colored(When::Never, true, false, true));
    }
}
