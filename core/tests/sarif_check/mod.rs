//! SARIF logs held against their schema, by the checker that tools/bring.sh brings.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The checker of SARIF logs, or `None` with a line that says so.
pub(crate) fn sarif_check() -> Option<PathBuf> {
    let brought = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/bin/sarif-check");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join("sarif-check"));
    if let Some(found) = found.chain([brought]).find(|path| path.exists()) {
        return Some(found);
    }
    let skip = "needs sarif-check (SARIF against its schema)\n";
    match std::env::var_os("STAGELINE_SKIPS") {
        Some(list) => {
            let list = std::fs::OpenOptions::new().append(true).create(true).open(list);
            list.unwrap().write_all(skip.as_bytes()).unwrap();
        }
        None => std::io::stdout().write_all(format!("skipped: {skip}").as_bytes()).unwrap(),
    }
    None
}

/// What the checker has against a log.
pub(crate) fn wrong(check: &Path, log: &str) -> String {
    let mut child = Command::new(check)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(log.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.success(), said.is_empty(), "{said}");
    said
}
