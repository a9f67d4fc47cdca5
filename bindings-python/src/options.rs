//! How a project is opened: the keyword arguments of `open`, `find` and `from_files`.

use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};
use stageline::{Code, Error, OpenOptions};

use crate::error::Failure;

/// What `limits=` may name.
const LIMITS: [&str; 3] = ["file_bytes", "nodes", "depth"];

/// The options that the arguments come to.
pub(crate) fn options(
    lenient: bool,
    limits: Option<Bound<'_, PyMapping>>,
    local: bool,
    variables: Option<Bound<'_, PyMapping>>,
    variable_overrides: bool,
) -> Result<OpenOptions, Failure> {
    let options = OpenOptions::new().lenient(lenient).local(local);
    let mut options = options.variable_overrides(variable_overrides);
    if let Some(variables) = variables {
        let pairs = variables.items()?;
        let pairs: Vec<_> = pairs.iter().map(|pair| variable(&pair)).collect::<Result<_, _>>()?;
        options = options.variables(pairs);
    }
    let Some(limits) = limits else { return Ok(options) };
    for pair in limits.items()?.iter() {
        let (name, most): (String, u64) = pair.extract()?;
        match name.as_str() {
            "file_bytes" => options.limits.file_bytes = most,
            "nodes" => options.limits.nodes = most,
            "depth" => options.limits.depth = usize::try_from(most).unwrap_or(usize::MAX),
            _ => {
                return Err(Error::new(Code::Usage, format!("no limit is named `{name}`"))
                    .help("the limits are `file_bytes`, `nodes` and `depth`")
                    .suggest(stageline::error::closest(&name, LIMITS))
                    .into());
            }
        }
    }
    Ok(options)
}

/// A name and a text. `os.environ` may hold bytes that are no text, as lone surrogates.
fn variable(pair: &Bound<'_, PyAny>) -> Result<(String, String), Failure> {
    let (name, text): (Bound<'_, PyString>, Bound<'_, PyString>) = pair.extract()?;
    match (name.to_str(), text.to_str()) {
        (Ok(name), Ok(text)) => Ok((name.to_owned(), text.to_owned())),
        _ => {
            let message = format!("the variable `{}` is no text", name.to_string_lossy());
            Err(Error::new(Code::Usage, message).help("leave it out of `variables`").into())
        }
    }
}
