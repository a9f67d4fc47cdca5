//! What drift is asked beside the environments: the keyword arguments of `drift` and its kin.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyMapping};
use stageline::drift::{DriftOptions, DriftRule, Shape};
use stageline::value::SecretKey;
use stageline::yaml::Node;

use crate::day::day;
use crate::error::Failure;
use crate::from_python::{not_names, to_node};

/// The options that keyword arguments come to; one that is `None` was not given. `without` is one
/// that has no say in what is asked.
pub(crate) fn drift_options(
    given: Option<&Bound<'_, PyDict>>,
    without: Option<&str>,
) -> Result<DriftOptions, Failure> {
    let mut options = DriftOptions::new();
    for (name, value) in given.into_iter().flatten() {
        let name: String = name.extract()?;
        match name.as_str() {
            name if Some(name) == without => return Err(unexpected(name)),
            _ if value.is_none() => {}
            "today" => options = options.today(day(&value)?),
            "rules" => {
                for rule in list::<Bound<'_, PyMapping>>(&name, &value, "mappings")? {
                    options = options.rule(DriftRule::from_data(&data(&rule)?)?);
                }
            }
            "shapes" => {
                for shape in list::<Bound<'_, PyMapping>>(&name, &value, "mappings")? {
                    options = options.shape(Shape::from_data(&data(&shape)?)?);
                }
            }
            "key" => options = options.key(secret_key(&value)?),
            "sections" => options = options.sections(texts(&name, &value)?),
            "exclude" => options = options.exclude(texts(&name, &value)?),
            name => return Err(unexpected(name)),
        }
    }
    Ok(options)
}

fn unexpected(name: &str) -> Failure {
    PyTypeError::new_err(format!("got an unexpected keyword argument '{name}'")).into()
}

fn texts(name: &str, value: &Bound<'_, PyAny>) -> Result<Vec<String>, Failure> {
    value.extract().map_err(|_| {
        let why = not_names(value).value(value.py()).to_string();
        PyTypeError::new_err(format!("argument '{name}': {why}")).into()
    })
}

fn list<'py, T>(name: &str, value: &Bound<'py, PyAny>, of: &str) -> Result<Vec<T>, Failure>
where
    Vec<T>: for<'a> FromPyObject<'a, 'py>,
{
    let message = || PyTypeError::new_err(format!("`{name}` is a list of {of}"));
    value.extract().map_err(|_| message().into())
}

/// A rule or a shape as data. Its last day may be a `datetime.date`.
fn data(given: &Bound<'_, PyMapping>) -> Result<Node, Failure> {
    let copy = PyDict::new(given.py());
    copy.update(given)?;
    if let Some(until) = copy.get_item("until")?.filter(|until| !until.is_none()) {
        copy.set_item("until", day(&until)?.to_string())?;
    }
    to_node(copy.as_any())
}

/// The key that marks secrets.
pub(crate) fn secret_key(given: &Bound<'_, PyAny>) -> Result<SecretKey, Failure> {
    if let Ok(bytes) = given.cast::<PyBytes>() {
        return Ok(SecretKey::new(bytes.as_bytes())?);
    }
    match given.cast::<PyByteArray>() {
        Ok(bytes) => Ok(SecretKey::new(bytes.to_vec())?),
        Err(_) => Err(PyTypeError::new_err("`key` is bytes, 32 random ones at best").into()),
    }
}
