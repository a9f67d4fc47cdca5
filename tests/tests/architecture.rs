//! The rooms of the engine stand as `docs/architecture.md` lists them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The rooms, ground first.
fn rooms() -> Vec<String> {
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let list = page.split("```rooms\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    list.lines().filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

fn sources(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_file() {
        found.push(path.to_owned());
    } else if path.is_dir() {
        fs::read_dir(path).unwrap().for_each(|entry| sources(&entry.unwrap().path(), found));
    }
}

/// The rooms a file names, as `crate::room` or in a group `crate::{room, …}`. Comments and tests
/// count too: a room's tests should not need the rooms above it.
fn named_rooms<'r>(text: &str, rooms: &'r [String]) -> Vec<&'r str> {
    let groups = text.split("crate::{").skip(1).filter_map(|rest| rest.split('}').next());
    let grouped: Vec<&str> = groups.flat_map(|group| group.split(',').map(str::trim)).collect();
    let names = |room: &&String| {
        let direct = text.match_indices(&format!("crate::{room}")).any(|(at, found)| {
            !text[at + found.len()..]
                .starts_with(|next: char| next.is_alphanumeric() || next == '_')
        });
        direct || grouped.iter().any(|item| item.split("::").next() == Some(room))
    };
    rooms.iter().filter(names).map(String::as_str).collect()
}

#[test]
fn a_lower_room_never_imports_an_upper_one() {
    let rooms = rooms();
    let engine = root().join("core/src");
    let mut checked = 0;
    let mut wrong = Vec::new();
    for (height, room) in rooms.iter().enumerate() {
        let mut files = Vec::new();
        sources(&engine.join(room), &mut files);
        sources(&engine.join(format!("{room}.rs")), &mut files);
        for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "rs")) {
            checked += 1;
            let text = fs::read_to_string(file).unwrap();
            let upper = named_rooms(&text, &rooms[height + 1..]);
            wrong.extend(upper.iter().map(|upper| format!("{} names `{upper}`", file.display())));
        }
    }
    assert!(checked > 30, "only {checked} files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_is_listed() {
    let rooms = rooms();
    for entry in fs::read_dir(root().join("core/src")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let room = name.trim_end_matches(".rs");
        assert!(room == "lib" || rooms.iter().any(|known| known == room), "`{room}` is not listed");
    }
}

#[test]
fn the_check_sees_what_it_looks_for() {
    let rooms = ["error", "yaml", "project"].map(str::to_owned);
    assert_eq!(named_rooms("use crate::project::Snapshot;", &rooms), ["project"]);
    assert_eq!(named_rooms("use crate::{error::Error, yaml};", &rooms), ["error", "yaml"]);
    assert!(named_rooms("use crate::projection;", &rooms).is_empty());
}

#[test]
fn the_engine_stays_light() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "stageline", "--edges", "normal,build", "--prefix", "none"])
        .args(["--locked", "--format", "{p}"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let crates: BTreeSet<&str> =
        tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!((10..=50).contains(&crates.len()), "{} crates: {crates:?}", crates.len());
    for heavy in ["tokio", "async-std", "smol", "libc"] {
        assert!(!crates.contains(heavy), "{heavy}");
    }
}
