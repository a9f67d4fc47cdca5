//! Ten environments held against each other at once, beside two of them.

use std::{
    error::Error,
    path::Path,
    time::{Duration, Instant},
};

use stageline::{OpenOptions, Snapshot};

/// How often each is done; the best counts.
const ROUNDS: usize = 30;

/// The best times, and what there is to tell.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// Two environments: of all pairs, the one with the median time.
    pub pair: Duration,
    /// How many differences that pair has.
    pub differences: usize,
    /// All environments.
    pub all: Duration,
    /// All environments, and every value and place of the answer read.
    pub read: Duration,
    /// How many values are not the same in all of them.
    pub rows: usize,
}

/// Times comparisons of the tree in `folder`, which is opened and resolved before.
///
/// # Errors
/// What the project says.
pub fn times(folder: &Path) -> Result<Times, Box<dyn Error>> {
    let snapshot = OpenOptions::new().threads(1).open(folder)?.snapshot();
    let names = snapshot.environment_names();
    let rows = snapshot.compare(&names)?.rows.len();
    let mut pairs = Vec::new();
    for (at, left) in names.iter().enumerate() {
        for right in &names[at + 1..] {
            pairs.push((best(|| differences(&snapshot, left, right))?, (*left, *right)));
        }
    }
    pairs.sort_unstable();
    let (pair, (left, right)) = pairs[pairs.len() / 2];
    let differences = differences(&snapshot, left, right)?;
    let all = best(|| Ok(snapshot.compare(&names)?.rows.len()))?;
    let read = best(|| {
        let survey = snapshot.compare(&names)?;
        Ok(survey.rows.iter().map(|row| row.cells().len() + row.missing_at().len()).sum())
    })?;
    Ok(Times { pair, differences, all, read, rows })
}

fn differences(snapshot: &Snapshot, left: &str, right: &str) -> stageline::Result<usize> {
    let diff = snapshot.diff(left, right)?;
    Ok(diff.sections.iter().map(|section| section.differences.len()).sum())
}

fn best(run: impl Fn() -> stageline::Result<usize>) -> Result<Duration, Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        std::hint::black_box(run()?);
        best = best.min(start.elapsed());
    }
    Ok(best)
}
