//! Data from outside, read where it stands beside the checkout.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// A part of that data; where it is missing, the run is told so and the test ends.
#[allow(clippy::print_stdout, reason = "a person reads why a test was skipped")]
pub(crate) fn shared(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("STAGELINE_SHARED").map(PathBuf::from);
    let root =
        root.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"));
    let path = root.join(part);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: needs ../shared/{part}");
    if let Some(list) = std::env::var_os("STAGELINE_SKIPS") {
        let mut list = OpenOptions::new().append(true).create(true).open(list).unwrap();
        writeln!(list, "needs ../shared/{part} (cases from outside)").unwrap();
    }
    None
}
