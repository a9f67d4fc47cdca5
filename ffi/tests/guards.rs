//! Every exported function runs in the guard: a panic that got past it would abort the host.

use std::fs;
use std::path::{Path, PathBuf};

/// They answer with a constant, so there is nothing to guard.
const CONSTANT: [&str; 2] = ["stageline_abi_version", "stageline_version"];

#[test]
fn every_exported_function_runs_in_the_guard() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut seen, mut folders, mut files) = (0, vec![src], Vec::new());
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let (below, here): (Vec<PathBuf>, _) = paths.partition(|path| path.is_dir());
        folders.extend(below);
        files.extend(here);
    }
    for file in files {
        let text = fs::read_to_string(file).expect("a source file");
        // Exports inside doc comments are examples.
        let code: String = text
            .lines()
            .filter(|line| !line.starts_with("//"))
            .fold(String::new(), |code, line| code + line + "\n");
        for item in code.split("#[unsafe(no_mangle)]").skip(1) {
            let (_, item) = item.split_once(" fn ").expect("a function");
            let (name, _) = item.split_once('(').expect("a list of parameters");
            let body = item.split("\n}\n").next().expect("a body");
            // The plain twin of a `…_n` function only calls it.
            let guarded = body.contains("guard::") || body.contains(&format!("{name}_n("));
            assert!(guarded || CONSTANT.contains(&name), "`{name}` has no guard");
            seen += 1;
        }
    }
    assert!(seen >= 500, "only {seen} exported functions were found");
}
