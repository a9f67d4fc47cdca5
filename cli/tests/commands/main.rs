//! The commands as people and programs meet them, on the sample project.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod codegen;
mod config;
mod drift_fix;
mod edits;
mod env;
mod executable;
mod flag_edits;
mod flag_questions;
mod flags;
mod hostile;
mod promote;
mod report;
mod resources;
mod streams;
mod usage;
mod vocabulary;

use std::io::Write;
use std::path::{Path, PathBuf};

use stageline_cli::{Exit, Output, Terminal, execute};

/// The sample project.
fn storefront() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/storefront")
}

/// What a command wrote, and how it ended.
struct Told {
    out: String,
    err: String,
    exit: Exit,
}

fn tell<W: AsRef<str>>(words: &[W], terminal: Terminal) -> Told {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let root = storefront().into_os_string();
    let words = words.iter().map(|word| word.as_ref().into());
    let words = ["--project".into(), root].into_iter().chain(words);
    let exit = execute(words, &mut Output::new(&mut out, &mut err, terminal));
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Told { out: text(out), err: text(err), exit }
}

/// A command in a pipe, as a transcript: its line, both streams, the exit code.
fn transcript(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let Told { out, err, exit } = tell(&words, Terminal::default());
    // Advice names the folder of the project, which is not the same everywhere.
    let out = without_digests(&out.replace(&format!(" --project {}", storefront().display()), ""));
    let err = if err.is_empty() { String::new() } else { format!("── errors\n{err}") };
    format!("$ stageline {line}\n{out}{err}── exit {}\n", exit.code())
}

/// Digests change with every file that they cover.
fn without_digests(text: &str) -> String {
    let mut parts = text.split("sl1:");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + "sl1:…" + part.trim_start_matches(|c: char| c.is_ascii_hexdigit())
    })
}

/// Several commands in one transcript.
fn transcripts(lines: &[&str]) -> String {
    lines.iter().map(|line| transcript(line)).collect::<Vec<_>>().join("\n")
}

/// The specification's folder, or `None` with a line that says so.
fn seed() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("STAGELINE_SHARED").map_or_else(beside, PathBuf::from);
    let path = shared.join("seed");
    if path.exists() {
        return Some(path);
    }
    let skip = format!("needs {} (commands on the specification)\n", path.display());
    match std::env::var_os("STAGELINE_SKIPS") {
        Some(list) => {
            let list = std::fs::OpenOptions::new().append(true).create(true).open(list);
            list.unwrap().write_all(skip.as_bytes()).unwrap();
        }
        None => std::io::stdout().write_all(format!("skipped: {skip}").as_bytes()).unwrap(),
    }
    None
}
