//! json-patch compares a pair of documents again and again.

use std::{fs, path::Path, time::Instant};

use serde_json::Value;

use crate::Failure;

const ROUNDS: usize = 31;

/// The best and the median time in milliseconds, and the number of operations.
///
/// # Errors
/// Why a file cannot be read.
pub fn run(left: &Path, right: &Path) -> Result<String, Failure> {
    let (left, right) = (read(left)?, read(right)?);
    let mut times = Vec::with_capacity(ROUNDS);
    let mut changes = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let patch = json_patch::diff(&left, &right);
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        changes = patch.0.len();
    }
    times.sort_unstable_by(f64::total_cmp);
    let (best, median) = (times[0], times[ROUNDS / 2]);
    Ok(format!("best {best:.4} median {median:.4} changes {changes}"))
}

fn read(file: &Path) -> Result<Value, Failure> {
    Ok(serde_json::from_str(&fs::read_to_string(file)?)?)
}
