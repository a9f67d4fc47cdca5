//! The stageline command vocabulary: words in, an operation out, and its answer into a sink.
//!
//! [`parse`] turns words into a [`Line`]; [`execute`] and [`execute_in`] run one. Nothing here
//! ends the process, writes to its streams, asks a question or reads its environment beyond what
//! [`Project::find`](stageline::Project::find) does: whoever embeds it gives an [`Output`] and
//! gets an [`Exit`]. The `stageline` executable is a thin face of it.
//!
//! ```
//! use stageline_cli::{Exit, Output, Terminal, execute_in};
//!
//! # fn main() -> stageline::Result<()> {
//! let project = stageline::Project::from_files([
//!     ("config/environments.yaml", "environments: {production: {tier: production}}"),
//!     ("config/base.yaml", "defaults: {database: {pool_size: 10}}"),
//!     ("config/production.yaml", "extends: defaults\noverrides: {database: {pool_size: 50}}"),
//! ])?;
//! let (mut out, mut err) = (Vec::new(), Vec::new());
//! let mut output = Output::new(&mut out, &mut err, Terminal::default());
//! let words = ["config", "show", "production", "database.pool_size"];
//! assert_eq!(execute_in(&project, words, &mut output), Exit::Done);
//! assert_eq!(out, b"50\n");
//! # Ok(())
//! # }
//! ```
//!
//! # Streams
//! Answers go to the first stream of the [`Output`], errors to the second. With `--json` both are
//! one JSON document: the answer is the document that the library serializes, an error has `code`,
//! `message`, `help`, `places`, `suggestions`, `problems` and `retryable`. Text hides the values
//! of keys that look secret unless they are references; a JSON answer is data for programs and
//! holds what the files hold.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod comparing;
mod config;
mod edits;
mod env;
mod exit;
mod file;
mod flags;
mod given;
pub mod guard;
mod output;
mod promote;
mod resources;
mod tenant;
mod today;
mod usage;
mod vocabulary;

use std::ffi::OsString;

use stageline::source::SourceMap;
use stageline::{Code, Error, Project};

pub use exit::Exit;
pub use output::{Output, Terminal, When};
pub use vocabulary::{Line, Stop, parse};

/// Runs the words of a command, without the tool's own name, on the project that they name or
/// that is found.
pub fn execute<W: Into<OsString>>(
    words: impl IntoIterator<Item = W>,
    output: &mut Output<'_>,
) -> Exit {
    run(words, output, |line| line.open())
}

/// Runs the words of a command on a project that is open already; what says how it is opened is refused.
pub fn execute_in<W: Into<OsString>>(
    project: &Project,
    words: impl IntoIterator<Item = W>,
    output: &mut Output<'_>,
) -> Exit {
    run(words, output, |line| {
        let option = match line.project() {
            Some(_) => "--project",
            None if line.has_layers() => "--local` or `--variable",
            None => return Ok(project.clone()),
        };
        let message = format!("`{option}` has no meaning in an open project");
        Err(Error::new(Code::Usage, message).help("leave it out"))
    })
}

fn run<W: Into<OsString>>(
    words: impl IntoIterator<Item = W>,
    output: &mut Output<'_>,
    open: impl FnOnce(&Line) -> stageline::Result<Project>,
) -> Exit {
    let words: Vec<OsString> = words.into_iter().map(Into::into).collect();
    output.color(When::Auto);
    output.json(vocabulary::wants_json(&words));
    let mut sources = SourceMap::default();
    let done = guard::guarded(|| {
        let line = parse(&words)?;
        output.color(line.when());
        output.project(line.project());
        line.check()?;
        let project = open(&line).inspect_err(|_| sources = line.sources())?;
        sources = project.snapshot().sources().clone();
        line.run(&project, output)
    });
    done.unwrap_or_else(|stop| output.stop(stop, &sources))
}
