//! One large file: written as YAML and as JSON, and read.

use std::{error::Error, fs, path::Path};

use stageline::source::{FileId, SourceFile};
use stageline::yaml::{Data, Limits, Node, parse};

use crate::tree;

/// Groups of services in the file: some 5 MB.
const GROUPS: usize = 30;

/// Writes `FOLDER/large.yaml`, and the same data as `FOLDER/large.json`.
///
/// # Errors
/// The first error of the file system.
pub fn write(folder: &Path) -> Result<usize, Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let text = tree::file(GROUPS);
    let bytes = text.len();
    fs::write(folder.join("large.yaml"), &text)?;
    fs::write(folder.join("large.json"), serde_json::to_string(&read(text)?)?)?;
    Ok(bytes)
}

/// Reads a YAML file, with the place of every value, and counts its scalars.
///
/// # Errors
/// Why it cannot be read.
pub fn leaves(file: &Path) -> Result<u64, Box<dyn Error>> {
    Ok(count(&read(fs::read_to_string(file)?)?))
}

fn read(text: String) -> Result<Node, Box<dyn Error>> {
    let file = SourceFile::new(FileId::NONE, "large.yaml", text);
    Ok(parse(&file, &Limits::default())?)
}

fn count(node: &Node) -> u64 {
    match &node.data {
        Data::Map(map) => map.entries().iter().map(|entry| count(&entry.node)).sum(),
        Data::List(items) => items.iter().map(count).sum(),
        _ => 1,
    }
}
