//! What every contestant prints to prove that it did the work.

use std::fmt;

/// Counted over all resolved trees, as the bench's README defines it.
#[derive(Default)]
pub struct Counts {
    pub configurations: u64,
    pub leaves: u64,
    pub replicas: i64,
}

impl Counts {
    /// Adds an entry of a map, `value` being its integer if it is one.
    pub fn entry(&mut self, key: Option<&str>, value: Option<i64>) {
        if key == Some("replicas") {
            self.replicas += value.unwrap_or(0);
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { configurations, leaves, replicas } = self;
        write!(f, "configurations {configurations} leaves {leaves} replicas {replicas}")
    }
}
