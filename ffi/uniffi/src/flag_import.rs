//! Flags of other tools, as the text of a file of ours.

use stageline::flag::import::{Format, import};

use crate::error::{Problem, StagelineError, guard};

/// Flags of another tool as ours.
#[derive(Clone, Debug, uniffi::Record)]
pub struct ImportedFlags {
    /// The text of a `config/feature-flags.yaml`.
    pub yaml: String,
    /// The names of the flags, in order.
    pub flags: Vec<String>,
    /// Flags whose names are not allowed here, and so have others.
    pub renamed: Vec<RenamedFlag>,
    /// What could not be kept as it was, sorted by place.
    pub problems: Vec<Problem>,
    /// The flags that cannot be decided, in order; the problems say why.
    pub undecided: Vec<String>,
}

/// A flag that has another name here.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RenamedFlag {
    /// Its name at its origin.
    pub from: String,
    /// Its name here.
    pub to: String,
}

/// Reads the flags of another tool, JSON or the same as YAML: the written file answers as its origin does,
/// with everybody in the bucket they were in.
///
/// `source` is the tool: `eppo`, `flagd`, `growthbook` or `unleash`. With `environment` the flags say what
/// they say in that environment alone. `file` is what places call the text.
///
/// # Errors
/// `E_IMPORT` with the place of each mistake that leaves no flags to import; `E_USAGE` for a source that is
/// none; `E_NAME` for a name that no environment may have.
#[uniffi::export(default(environment = None, file = "flags.json"))]
pub fn import_flags(
    text: &str,
    source: &str,
    environment: Option<String>,
    file: &str,
) -> Result<ImportedFlags, StagelineError> {
    guard(|| {
        let imported = import(source.parse::<Format>()?, file, text)?;
        let imported = match environment {
            Some(environment) => imported.for_environment(&environment)?,
            None => imported,
        };
        let renamed = imported.renamed.iter();
        Ok(ImportedFlags {
            yaml: imported.to_yaml(),
            flags: imported.flags().map(str::to_owned).collect(),
            renamed: renamed
                .map(|flag| RenamedFlag { from: flag.from.clone(), to: flag.to.clone() })
                .collect(),
            problems: imported.problems.iter().map(Problem::of).collect(),
            undecided: imported.undecided.clone(),
        })
    })
}
