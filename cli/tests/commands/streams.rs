//! The sink: what goes to which stream, in which form, and what happens when it breaks.

use std::io::{self, Write};

use stageline::Project;
use stageline_cli::{Exit, Output, Terminal, execute, execute_in};

use crate::{storefront, tell};

#[test]
fn a_pipe_gets_no_colour_and_a_terminal_does_unless_told_otherwise() {
    let out = |terminal, extra: &[&str]| {
        let words = ["env", "list"].iter().chain(extra).copied().collect::<Vec<_>>();
        tell(&words, terminal).out.contains('\u{1b}')
    };
    let terminal = Terminal { out: true, ..Terminal::default() };
    let unwelcome = Terminal { no_color: true, ..terminal };
    assert!(!out(Terminal::default(), &[]));
    assert!(out(terminal, &[]));
    assert!(!out(terminal, &["--color", "never"]));
    assert!(!out(unwelcome, &[]));
    assert!(out(unwelcome, &["--color", "always"]));
    assert!(out(Terminal { force_color: true, ..Terminal::default() }, &[]));
    assert!(!out(terminal, &["--json"]), "a document has no colour");
}

#[test]
fn each_stream_is_coloured_by_its_own_end() {
    let terminal = Terminal { out: true, err: false, ..Terminal::default() };
    let told = tell(&["config", "show", "nowhere"], terminal);
    assert!(told.out.is_empty());
    assert!(!told.err.contains('\u{1b}'), "{}", told.err);
    let told = tell(&["config", "show", "nowhere"], Terminal { err: true, ..terminal });
    assert!(told.err.contains('\u{1b}'), "{}", told.err);
}

#[test]
fn a_table_fits_the_terminal_and_is_whole_in_a_pipe() {
    let narrow = Terminal { out: true, no_color: true, width: Some(90), ..Terminal::default() };
    let told = tell(&["env", "list"], narrow);
    assert!(told.out.lines().all(|line| line.chars().count() <= 90), "{}", told.out);
    assert!(told.out.contains('…'));
    assert!(!tell(&["env", "list"], Terminal { out: false, ..narrow }).out.contains('…'));
}

/// A stream that fails in one way.
struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn into_broken(kind: io::ErrorKind, words: &[&str]) -> (Exit, String) {
    let project = Project::open(storefront()).unwrap();
    let (mut out, mut err) = (Broken(kind), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    let exit = execute_in(&project, words, &mut output);
    (exit, String::from_utf8(err).unwrap())
}

#[test]
fn a_broken_pipe_is_silent_and_a_full_disk_is_not() {
    for (words, exit) in [
        (&["env", "list"][..], Exit::Done),
        (&["--help"], Exit::Done),
        (&["config", "validate"], Exit::Findings),
        (&["promote", "staging", "production", "--dry-run"], Exit::Blocked),
    ] {
        assert_eq!(into_broken(io::ErrorKind::BrokenPipe, words), (exit, String::new()));
        let (exit, err) = into_broken(io::ErrorKind::StorageFull, words);
        assert_eq!(exit, Exit::Failed);
        assert!(err.starts_with("error[E_IO]: the answer could not be written"), "{err}");
    }
}

/// A stream that panics.
struct Panics;

impl Write for Panics {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        panic!("the canary")
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_panic_fails_the_command_and_not_the_host() {
    let project = Project::open(storefront()).unwrap();
    let (mut out, mut err) = (Panics, Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    assert_eq!(execute_in(&project, ["env", "list"], &mut output), Exit::Failed);
    let err = String::from_utf8(err).unwrap();
    assert!(err.starts_with("error[E_INTERNAL]: the engine stopped"), "{err}");
    assert!(!err.contains("canary"), "{err}");
}

#[test]
fn an_open_project_is_not_exchanged_by_words() {
    let project = Project::open(storefront()).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    let words = ["env", "list", "--project", "/"];
    assert_eq!(execute_in(&project, words, &mut output), Exit::Usage);
    assert!(String::from_utf8(err).unwrap().contains("`--project`"));
}

#[test]
fn one_sink_serves_many_commands() {
    let project = Project::open(storefront()).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    let path = "database.pool_size";
    execute_in(&project, ["config", "show", "production", path, "--json"], &mut output);
    execute_in(&project, ["config", "show", "staging", path], &mut output);
    execute_in(&project, ["--color", "always", "nonsense"], &mut output);
    execute_in(&project, ["nonsense"], &mut output);
    assert_eq!(out, b"80\n20\n");
    assert!(!String::from_utf8(err).unwrap().contains('{'), "errors are text again");
}

#[test]
fn a_missing_project_says_where_it_was_looked_for() {
    let folder = std::env::temp_dir();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut output = Output::new(&mut out, &mut err, Terminal::default());
    let words = ["--project".into(), folder.join("stageline-no-such").into_os_string()];
    let words = words.into_iter().chain(["env".into(), "list".into()]);
    assert_eq!(execute(words, &mut output), Exit::Failed);
    let err = String::from_utf8(err).unwrap();
    assert!(err.contains("stageline-no-such") && err.contains("= help: "), "{err}");
}
