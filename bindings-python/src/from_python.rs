//! What callers give: values as nodes, and paths.

use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMapping, PySequence, PyString, PyTuple,
};
use stageline::value::KeyPath;
use stageline::yaml::{Data, Entry, Limits, Map, Node};
use stageline::{Code, Error};

use crate::error::Failure;

/// A value of Python as one that configuration can hold.
pub(crate) fn to_node(value: &Bound<'_, PyAny>) -> Result<Node, Failure> {
    node(value, &mut KeyPath::root())
}

fn node(value: &Bound<'_, PyAny>, path: &mut KeyPath) -> Result<Node, Failure> {
    let data = if value.is_none() {
        Data::Null
    } else if let Ok(flag) = value.cast::<PyBool>() {
        Data::Bool(flag.is_true())
    } else if let Ok(text) = value.cast::<PyString>() {
        Data::Text(text.to_str()?.into())
    } else if value.is_instance_of::<PyInt>() {
        integer(value, path)?
    } else if let Ok(number) = value.cast::<PyFloat>() {
        Data::Float(number.value())
    } else if let Ok(dict) = value.cast::<PyDict>() {
        map(dict.iter().map(Ok), path)?
    } else if let Ok(list) = value.cast::<PyList>() {
        list_of(list.iter(), path)?
    } else if let Ok(tuple) = value.cast::<PyTuple>() {
        list_of(tuple.iter(), path)?
    } else if let Ok(mapping) = value.cast::<PyMapping>() {
        let pairs = mapping.items()?;
        map(pairs.iter().map(|pair| pair.extract()), path)?
    } else {
        return Err(strange(value, path));
    };
    Ok(Node::detached(data))
}

fn list_of<'py>(
    items: impl ExactSizeIterator<Item = Bound<'py, PyAny>>,
    path: &mut KeyPath,
) -> Result<Data, Failure> {
    hold(path)?;
    let mut nodes = Vec::with_capacity(items.len());
    for (at, item) in items.enumerate() {
        path.push(at.to_string());
        nodes.push(node(&item, path)?);
        path.pop();
    }
    Ok(Data::List(nodes.into()))
}

fn map<'py>(
    pairs: impl ExactSizeIterator<Item = PyResult<Pair<'py>>>,
    path: &mut KeyPath,
) -> Result<Data, Failure> {
    hold(path)?;
    let mut entries = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let (key, value) = pair?;
        let Ok(key) = key.cast::<PyString>() else {
            return Err(refuse(path, "a key that is no text", "write its keys as `str`"));
        };
        let key = key.to_str()?;
        path.push(key);
        let node = node(&value, path)?;
        path.pop();
        entries.push(Entry { key: key.into(), key_span: node.span, node });
    }
    Ok(Data::Map(Map::from_entries(entries).into()))
}

type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

fn integer(value: &Bound<'_, PyAny>, path: &KeyPath) -> Result<Data, Failure> {
    if let Ok(value) = value.extract::<i64>() {
        return Ok(Data::Int(value));
    }
    match value.extract::<u64>() {
        Ok(value) => Ok(Data::UInt(value)),
        Err(_) => Err(refuse(path, "an integer beyond 64 bits", "use a smaller one, or text")),
    }
}

/// Refuses a list or dict that is deeper than any file; one that holds itself is.
fn hold(path: &KeyPath) -> Result<(), Failure> {
    match path.len() < Limits::DEEPEST {
        true => Ok(()),
        false => Err(Limits::too_deep(Limits::DEEPEST).into()),
    }
}

/// A value of a type that configuration does not know, and what to give instead.
fn strange(value: &Bound<'_, PyAny>, path: &KeyPath) -> Failure {
    const INSTEAD: [(&str, &str); 13] = [
        ("bytes", "give text: `value.decode()`"),
        ("bytearray", "give text: `value.decode()`"),
        ("set", "give a list: `sorted(value)`"),
        ("frozenset", "give a list: `sorted(value)`"),
        ("date", "give its text: `value.isoformat()`"),
        ("time", "give its text: `value.isoformat()`"),
        ("timedelta", "give its text, such as `\"30s\"`"),
        ("Decimal", "give `str(value)`, or `float(value)`"),
        ("Fraction", "give `str(value)`, or `float(value)`"),
        ("Enum", "give its value: `value.value`"),
        ("PurePath", "give its text: `value.as_posix()`"),
        ("UUID", "give its text: `str(value)`"),
        ("BaseModel", "give its data: `value.model_dump(mode=\"json\")`"),
    ];
    let names = value.get_type().mro();
    let is = |name: &str| {
        let named = |class: Bound<'_, PyAny>| {
            class.getattr("__name__").is_ok_and(|n| n.eq(name).unwrap_or(false))
        };
        names.iter().any(named)
    };
    let known = INSTEAD.iter().find(|(name, _)| is(name)).map(|(_, help)| *help);
    let help = match known {
        Some(help) => help,
        None if value.hasattr("__dataclass_fields__").unwrap_or(false) => {
            "give its data: `dataclasses.asdict(value)`"
        }
        None if value.is_callable() => "call it, and give what it returns",
        None if value.hasattr("__next__").unwrap_or(false) => "give a list: `list(value)`",
        None => "use None, bool, int, float, str, list or dict",
    };
    let class = value.get_type();
    match class.name() {
        Ok(name) => refuse(path, &format!("a `{name}`, which configuration cannot hold"), help),
        Err(_) => refuse(path, "a value that configuration cannot hold", help),
    }
}

fn refuse(path: &KeyPath, what: &str, help: &str) -> Failure {
    let place = if path.is_empty() { String::new() } else { format!("at `{path}`, ") };
    Error::new(Code::Usage, format!("{place}the data given holds {what}")).help(help).into()
}

/// A path as callers give it: dotted text, or a list of keys and positions.
#[derive(Default)]
pub(crate) struct Path(pub(crate) KeyPath);

impl<'py> FromPyObject<'_, 'py> for Path {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = given.cast::<PyString>() {
            let path = KeyPath::parse(text.to_str()?);
            return path.map(Self).map_err(|error| Failure::from(error).into_exception());
        }
        let keys = match given.cast::<PySequence>() {
            Ok(keys) if !given.is_instance_of::<PyBytes>() => keys.to_list()?,
            _ => return Err(not_a_path()),
        };
        let key = |key: &Bound<'py, PyAny>| match key.cast::<PyString>() {
            Ok(text) => Ok(text.to_str()?.to_owned()),
            Err(_) if key.is_instance_of::<PyBool>() => Err(not_a_path()),
            Err(_) => key.extract::<usize>().map(|at| at.to_string()).map_err(|_| not_a_path()),
        };
        Ok(Self(
            keys.iter().map(|each| key(&each)).collect::<PyResult<Vec<_>>>()?.into_iter().collect(),
        ))
    }
}

fn not_a_path() -> PyErr {
    pyo3::exceptions::PyTypeError::new_err("a path is dotted text, or a list of keys and positions")
}

/// A list of names or paths. One text alone is no list, though Python would take it for one of letters.
#[derive(Default)]
pub(crate) struct Names(pub(crate) Vec<String>);

impl std::ops::Deref for Names {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl IntoIterator for Names {
    type Item = String;
    type IntoIter = std::vec::IntoIter<String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'py> FromPyObject<'_, 'py> for Names {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        given.extract().map(Self).map_err(|_| not_names(&given))
    }
}

/// What is said where a list of texts is meant.
pub(crate) fn not_names(given: &Bound<'_, PyAny>) -> PyErr {
    let message = match given.is_instance_of::<PyString>() {
        true => "a list of texts is meant, and one text was given: write it as `[text]`".to_owned(),
        false => match given.get_type().name() {
            Ok(name) if given.cast::<PySequence>().is_err() => {
                format!("a list of texts is meant, and a `{name}` was given")
            }
            _ => "a list of texts is meant, and not all items are texts".to_owned(),
        },
    };
    pyo3::exceptions::PyTypeError::new_err(message)
}
