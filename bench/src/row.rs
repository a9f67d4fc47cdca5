//! Our rows: the contestants that run on stageline's own API, and what each contestant answers.
//!
//! A row is a function in `stageline_row.rs` that [`ROWS`] lists. The comparison asks this program for its
//! rows, so nothing else changes.

use std::{error::Error, fmt, ops::Add, path::Path};

use crate::stageline_row;

/// The rows of this program, in the order in which the table shows them.
///
/// The comparison knows two names: `stageline` (one thread; every ratio is against its CPU time) and
/// `stageline-two-cores` (two threads; its wall time is the one to read).
pub const ROWS: &[Row] = &[
    Row {
        name: "stageline",
        description: "open and resolve on one thread, with the place of every value",
        run: stageline_row::one_thread,
    },
    Row {
        name: "stageline-two-cores",
        description: "the same on two threads",
        run: stageline_row::two_threads,
    },
];

/// One contestant: a way to resolve the whole tree.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The word that selects this row on the command line.
    pub name: &'static str,
    /// How the row does the work, in a few words for the table.
    pub description: &'static str,
    /// Reads the tree in the given folder, resolves all of it, and counts the results.
    pub run: fn(&Path) -> Result<Counts, Box<dyn Error>>,
}

/// What a contestant prints to prove that it did the work. All contestants must print the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Resolved trees: one for each environment, and one for each service in each environment.
    pub configurations: u64,
    /// Scalars in all trees; each scalar of a list counts, maps and lists themselves do not.
    pub leaves: u64,
    /// The sum of the integers under every key named `replicas`, at any depth.
    pub replicas: i64,
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            configurations: self.configurations + other.configurations,
            leaves: self.leaves + other.leaves,
            replicas: self.replicas + other.replicas,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { configurations, leaves, replicas } = self;
        write!(f, "configurations {configurations} leaves {leaves} replicas {replicas}")
    }
}
