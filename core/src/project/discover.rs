//! Finding a project's root.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::{Code, Error, Result};

/// Files of which one must stand in a project's root.
pub(super) const MARKERS: [&str; 2] = ["stageline.yaml", "config/environments.yaml"];

/// Why a root is the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RootReason {
    /// The caller named it.
    Given,
    /// `STAGELINE_ROOT` names it.
    Variable,
    /// The nearest folder upward that holds a project.
    Ancestor,
    /// The project is held in memory.
    Memory,
}

/// Where a project lies, and how that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Root {
    /// The folder, or `memory`.
    pub path: String,
    /// How it was found.
    pub reason: RootReason,
}

/// The nearest folder from `start` upward that holds a project. The search ends with the folder of
/// the repository.
pub(super) fn find(start: &Path, variable: Option<PathBuf>) -> Result<(PathBuf, RootReason)> {
    if let Some(root) = variable.filter(|root| !root.as_os_str().is_empty()) {
        return Ok((root, RootReason::Variable));
    }
    let mut looked = Vec::new();
    for folder in start.ancestors() {
        if MARKERS.iter().any(|marker| folder.join(marker).exists()) {
            return Ok((folder.to_owned(), RootReason::Ancestor));
        }
        looked.push(format!("`{}`", folder.display()));
        if folder.join(".git").exists() {
            break;
        }
    }
    let message = format!("no project was found in {}", looked.join(", "));
    Err(Error::new(Code::ProjectNotFound, message)
        .help("name its folder, set `STAGELINE_ROOT`, or create `config/environments.yaml`"))
}
