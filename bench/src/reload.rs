//! Reloading one changed service file of a project with 10,012 files, all of it resolved.

use std::{
    error::Error,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use stageline::OpenOptions;

const SERVICE: &str = "orders-api";
const ROUNDS: usize = 51;

/// The best and the median time of a reload, reading the file included, and of resolving what changed.
///
/// # Errors
/// What the file system or the project says.
pub fn times(tree: &Path) -> Result<(Duration, Duration), Box<dyn Error>> {
    let project = OpenOptions::new().threads(1).open(tree)?;
    for environment in project.snapshot().environments() {
        for service in environment.service_names() {
            environment.service(service)?.resolve()?;
        }
    }
    let path = format!("config/services/{SERVICE}/production.yaml");
    let text = fs::read_to_string(tree.join(&path))?;
    let mut spent = Vec::new();
    for round in 0..ROUNDS {
        fs::write(tree.join(&path), format!("{text}  round: {round}\n"))?;
        let start = Instant::now();
        let snapshot = project.reload_paths(std::slice::from_ref(&path))?;
        let service = snapshot.environment("production")?.service(SERVICE)?;
        let found = service.resolve()?.get("round")?.to_string();
        spent.push(start.elapsed());
        if found != round.to_string() {
            return Err("the reload did not show what changed".into());
        }
    }
    fs::write(tree.join(&path), text)?;
    spent.sort_unstable();
    Ok((spent[0], spent[ROUNDS / 2]))
}
