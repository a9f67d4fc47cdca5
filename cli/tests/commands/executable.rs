//! The executable: the process around the library.

use std::io::pipe;
use std::process::{Command, Output, Stdio};

use crate::storefront;

fn stageline(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stageline"));
    command.args(words).env_remove("STAGELINE_ROOT").env_remove("NO_COLOR");
    command.env_remove("CLICOLOR_FORCE").current_dir(storefront().join("config/services"));
    command
}

fn run(words: &[&str]) -> Output {
    stageline(words).output().unwrap()
}

#[test]
fn exit_codes_reach_the_shell() {
    for (words, code) in [
        (&["env", "list"][..], 0),
        (&["--help"], 0),
        (&["config", "show", "nowhere"], 1),
        (&["deploy", "--all"], 1),
        (&["confg"], 2),
        (&[], 2),
        (&["promote", "staging", "production", "--dry-run"], 4),
    ] {
        assert_eq!(run(words).status.code(), Some(code), "{words:?}");
    }
}

#[test]
fn the_project_is_found_from_a_folder_inside_it() {
    let told = run(&["config", "show", "production", "database.pool_size"]);
    assert_eq!(told.stdout, b"80\n");
    assert!(told.stderr.is_empty());
}

#[test]
fn a_variable_names_the_project_and_the_option_is_stronger() {
    let root = storefront();
    let words = ["config", "show", "production", "database.pool_size"];
    let found = stageline(&words).current_dir("/").env("STAGELINE_ROOT", &root).output().unwrap();
    assert_eq!(found.stdout, b"80\n");
    let mut named = stageline(&words);
    named.arg("--project").arg(&root).current_dir("/").env("STAGELINE_ROOT", "/nowhere");
    assert_eq!(named.output().unwrap().stdout, b"80\n");
}

#[test]
fn colour_is_forced_by_a_variable_and_refused_by_another() {
    let forced = stageline(&["env", "list"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let mut both = stageline(&["env", "list"]);
    both.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1");
    assert!(!both.output().unwrap().stdout.contains(&0x1b));
    assert!(!run(&["env", "list"]).stdout.contains(&0x1b));
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let told = stageline(&["config", "show", "production"])
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(told.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&told.stderr), "");
}

#[cfg(unix)]
#[test]
fn words_that_are_not_utf8_are_a_usage_error() {
    use std::os::unix::ffi::OsStrExt;
    let mut command = stageline(&["config", "show"]);
    let told = command.arg(std::ffi::OsStr::from_bytes(b"\xff\xfe")).output().unwrap();
    assert_eq!(told.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&told.stderr).contains("UTF-8"));
}

#[test]
fn questions_are_answered_from_a_pipe_and_its_end_writes_nothing() {
    let words = ["config", "drift-fix", "--from", "production", "--to", "staging", "--dry-run"];
    let mut command = stageline(&[&words[..], &["--interactive"]].concat());
    let told = command.stdin(Stdio::null()).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert_eq!(told.status.code(), Some(0), "{err}");
    assert!(err.contains("make it equal?") && out.contains("nothing is written"), "{out}{err}");
}
