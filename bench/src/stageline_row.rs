//! stageline on the tree: open it, resolve every environment and every service in every environment.

use std::error::Error;
use std::path::Path;

use stageline::yaml::{Data, Node};
use stageline::{Environment, OpenOptions, Snapshot};

use crate::row::Counts;

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

fn count(snapshot: &Snapshot, threads: usize) -> Result<Counts, Box<dyn Error>> {
    let environments = snapshot.environments();
    if threads == 1 {
        return Ok(count_all(&environments)?);
    }
    let share = environments.len().div_ceil(threads).max(1);
    let counts = std::thread::scope(|scope| {
        let shares = environments.chunks(share);
        let running: Vec<_> = shares.map(|share| scope.spawn(|| count_all(share))).collect();
        running.into_iter().map(|thread| thread.join()).collect::<Vec<_>>()
    });
    let mut total = Counts::default();
    for count in counts {
        let count = count.map_err(|_| "a thread panicked")??;
        total.configurations += count.configurations;
        total.leaves += count.leaves;
        total.replicas += count.replicas;
    }
    Ok(total)
}

fn count_all(environments: &[Environment]) -> stageline::Result<Counts> {
    let mut counts = Counts::default();
    for environment in environments {
        add(environment.resolve()?.root(), &mut counts);
        for service in environment.service_names() {
            add(environment.service(service)?.resolve()?.root(), &mut counts);
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
