//! stageline on the tree: open it, resolve every environment and every service in every environment.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use stageline::yaml::{Data, Node};
use stageline::{OpenOptions, Snapshot};

use crate::row::Counts;

/// How many configurations the tree has, and the best time of opening and resolving them in one process:
/// what other languages are held against.
///
/// # Errors
/// What the project says.
pub fn in_process(tree: &Path) -> Result<(usize, Duration), Box<dyn Error>> {
    let (mut resolved, mut best) = (0, Duration::MAX);
    for _ in 0..7 {
        let start = Instant::now();
        let project = OpenOptions::new().threads(1).open(tree)?;
        resolved = 0;
        for environment in project.snapshot().environments() {
            environment.resolve()?;
            for service in environment.service_names() {
                environment.service(service)?.resolve()?;
                resolved += 1;
            }
            resolved += 1;
        }
        best = best.min(start.elapsed());
    }
    Ok((resolved, best))
}

/// On one thread.
pub fn one_thread(tree: &Path) -> Result<Counts, Box<dyn Error>> {
    run(tree, 1)
}

/// Reading and resolving on two threads.
pub fn two_threads(tree: &Path) -> Result<Counts, Box<dyn Error>> {
    run(tree, 2)
}

fn run(tree: &Path, threads: usize) -> Result<Counts, Box<dyn Error>> {
    let project = OpenOptions::new().threads(threads).open(tree)?;
    let counts = count(&project.snapshot(), threads)?;
    // Held until the process ends, as by every other contestant in Rust.
    std::mem::forget(project);
    Ok(counts)
}

/// Each thread takes a share of the services, in every environment: what one resolves for a parent, it
/// needs itself for the children.
fn count(snapshot: &Snapshot, threads: usize) -> Result<Counts, Box<dyn Error>> {
    let services = snapshot.service_names();
    let mut total = Counts::default();
    for environment in snapshot.environments() {
        add(environment.resolve()?.root(), &mut total);
    }
    if threads == 1 {
        return Ok(total + count_services(snapshot, &services)?);
    }
    let share = services.len().div_ceil(threads).max(1);
    let counts = std::thread::scope(|scope| {
        let shares = services.chunks(share);
        let running: Vec<_> =
            shares.map(|share| scope.spawn(|| count_services(snapshot, share))).collect();
        running.into_iter().map(|thread| thread.join()).collect::<Vec<_>>()
    });
    for count in counts {
        total = total + count.map_err(|_| "a thread panicked")??;
    }
    Ok(total)
}

fn count_services(snapshot: &Snapshot, services: &[&str]) -> stageline::Result<Counts> {
    let mut counts = Counts::default();
    for environment in snapshot.environments() {
        for service in services {
            let service = environment.service(service)?;
            if service.is_configured() {
                add(service.resolve()?.root(), &mut counts);
            }
        }
    }
    Ok(counts)
}

fn add(root: &Node, counts: &mut Counts) {
    counts.configurations += 1;
    below(root, false, counts);
}

fn below(node: &Node, is_replicas: bool, counts: &mut Counts) {
    match &node.data {
        Data::Map(map) => {
            for entry in map.entries() {
                below(&entry.node, entry.key == "replicas", counts);
            }
        }
        Data::List(items) => items.iter().for_each(|item| below(item, false, counts)),
        data => {
            counts.leaves += 1;
            if let (true, Data::Int(replicas)) = (is_replicas, data) {
                counts.replicas += replicas;
            }
        }
    }
}
