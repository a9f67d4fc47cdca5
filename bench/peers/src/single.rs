//! One large file, read by each Rust peer into its own values.

use std::{fs, path::Path};

use saphyr::MarkedYaml;

use crate::{Failure, counts::Counts, hand_merge::Value};

/// A reader: its name, what it reads into, and the reading, which answers the number of scalars.
pub type Reader = (&'static str, &'static str, fn(&Path) -> Result<u64, Failure>);

pub const READERS: &[Reader] = &[
    ("serde_json", "the same data as JSON, into values", json),
    ("serde_norway", "values", yaml::<serde_norway::Value>),
    ("serde_yaml", "values", yaml::<serde_yaml::Value>),
    ("saphyr", "values with spans", yaml::<MarkedYaml<'static>>),
];

fn json(file: &Path) -> Result<u64, Failure> {
    let text = fs::read_to_string(file.with_extension("json"))?;
    Ok(leaves(&serde_json::from_str::<serde_json::Value>(&text)?))
}

fn yaml<V: Value>(file: &Path) -> Result<u64, Failure> {
    Ok(leaves(&V::parse(fs::read_to_string(file)?)?))
}

fn leaves(value: &impl Value) -> u64 {
    let mut counts = Counts::default();
    value.count(&mut counts);
    counts.leaves
}
