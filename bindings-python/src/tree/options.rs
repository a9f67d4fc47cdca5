//! How documents are compared: the keyword arguments of `diff` and its kin.

use pyo3::prelude::*;
use pyo3::types::PyMapping;
use stageline::diff::Options;
use stageline::value::{Meaning, PathPattern};

use crate::error::Failure;
use crate::from_python::Path;

/// Items by the key that names them, and values by what they mean.
pub(super) fn options(
    keys: Option<Bound<'_, PyMapping>>,
    meanings: Option<Bound<'_, PyMapping>>,
) -> Result<Options, Failure> {
    let mut options = Options::default();
    if let Some(keys) = keys {
        for pair in keys.items()?.iter() {
            let (path, key): (Path, String) = pair.extract()?;
            options.merge_keys.insert(path.0, key.into());
        }
    }
    if let Some(meanings) = meanings {
        for pair in meanings.items()?.iter() {
            let (pattern, meaning): (String, String) = pair.extract()?;
            options.meanings.push((PathPattern::parse(&pattern)?, Meaning::parse(&meaning)?));
        }
    }
    Ok(options)
}
