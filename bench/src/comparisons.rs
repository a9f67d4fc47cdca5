//! Trees and environments of the tree held against each other in one process: what other languages are held against.

use std::{
    error::Error,
    path::Path,
    time::{Duration, Instant},
};

use stageline::{
    Configuration, OpenOptions, Snapshot,
    diff::{Options, compare},
};

/// How often each is measured.
const ROUNDS: usize = 31;

/// What comparing gave, and the shortest time that it took.
#[derive(Debug, Clone, Copy)]
pub struct Compared {
    /// Changes in the services of the first two environments.
    pub changes: usize,
    /// Finding them, service by service, in trees that were resolved before.
    pub trees: Duration,
    /// Differences of these environments as a whole, a section each for record, configuration, services and flags.
    pub differences: usize,
    /// Finding those.
    pub whole: Duration,
    /// Values that are not the same in all environments.
    pub rows: usize,
    /// Finding those.
    pub survey: Duration,
}

/// Compares every service in the first two environments, and all environments at once.
///
/// # Errors
/// What the project says.
pub fn times(folder: &Path) -> Result<Compared, Box<dyn Error>> {
    let project = OpenOptions::new().threads(1).open(folder)?;
    let snapshot = project.snapshot();
    let (pairs, options) = (pairs(&snapshot)?, Options::default());
    let (mut changes, mut differences, mut rows) = (0, 0, 0);
    let trees = best(|| {
        let found = pairs.iter().map(|[left, right]| compare(left.root(), right.root(), &options));
        changes = found.map(|found| found.changes.len()).sum();
        Ok(())
    })?;
    let names = snapshot.environment_names();
    let whole = best(|| {
        let found = snapshot.diff(names[0], names[1])?;
        differences = found.sections.iter().map(|section| section.differences.len()).sum();
        Ok(())
    })?;
    let survey = best(|| {
        rows = snapshot.compare(&names)?.rows.len();
        Ok(())
    })?;
    Ok(Compared { changes, trees, differences, whole, rows, survey })
}

/// Each service, resolved in the first two environments.
fn pairs(snapshot: &Snapshot) -> Result<Vec<[Configuration; 2]>, Box<dyn Error>> {
    let environments = snapshot.environments();
    let [first, second, ..] = &environments[..] else { return Err("two environments".into()) };
    let resolve =
        |name: &str| Ok([first.service(name)?.resolve()?, second.service(name)?.resolve()?]);
    snapshot.service_names().into_iter().map(resolve).collect()
}

fn best(mut round: impl FnMut() -> stageline::Result<()>) -> stageline::Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        round()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}
