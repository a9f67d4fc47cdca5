//! A tree, or a value in one: its shape and its parts.

use std::ffi::c_char;

use stageline::Configuration;
use stageline::config::{self, Layer, LayerKind, MergeKeys, Resolved};
use stageline::error::Code;
use stageline::value::{Digest, KeyPath, at};
use stageline::yaml::{Data, Node};

use crate::error::Error;
use crate::origin::Origin;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard, json};

/// A resolved configuration, or a value in one; or a document of the program's. It never changes,
/// and threads share it freely. It belongs to the caller, who frees it with `stageline_value_free`;
/// texts asked of it live as long as it does, whatever happens to the project.
///
/// A path is dotted text from the value down, such as `resources.limits.cpu` or `panels.0.title`;
/// a key that holds a dot stands in double quotes. The empty path is the value itself.
pub struct Value {
    /// What it was resolved in; `None` for a value that no project has.
    configuration: Option<Configuration>,
    /// Where the value stands in the configuration.
    path: KeyPath,
    /// Shares its parts with the configuration.
    node: Node,
}

/// What a value is.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`, or no value at all.
    Null = 0,
    /// `true` or `false`.
    Bool = 1,
    /// A whole number of 64 bits.
    Integer = 2,
    /// Any other number.
    Number = 3,
    /// Text.
    Text = 4,
    /// A list.
    List = 5,
    /// A map from keys to values, in order.
    Map = 6,
}

impl Value {
    pub(crate) fn new(configuration: Configuration) -> Self {
        let node = configuration.root().clone();
        Value { configuration: Some(configuration), path: KeyPath::root(), node }
    }

    /// A value that no project has.
    pub(crate) fn plain(node: Node) -> Self {
        Value { configuration: None, path: KeyPath::root(), node }
    }

    /// The tree.
    pub(crate) fn node(&self) -> &Node {
        &self.node
    }

    /// The value at a path, which the error names in full.
    pub(crate) fn find(&self, path: &KeyPath) -> Result<&Node, Error> {
        match at(&self.node, path) {
            Some(node) => Ok(node),
            None => match &self.configuration {
                Some(configuration) => Ok(configuration.get(self.below(path))?),
                None => Err(self.unknown(path)),
            },
        }
    }

    /// Nothing stands at a path of a value that no project has.
    fn unknown(&self, path: &KeyPath) -> Error {
        // A tree of one layer says it as every other tree does.
        let layer = Layer::new(LayerKind::Caller, "", self.node.clone());
        match Resolved::new(Vec::new(), vec![layer], &MergeKeys::new()).get(path) {
            Err(error) => error.into(),
            Ok(_) => stageline::Error::new(Code::UnknownPath, "no value stands there").into(),
        }
    }

    /// The configuration that it was resolved in.
    pub(crate) fn resolved(&self) -> Result<&Configuration, Error> {
        self.configuration.as_ref().ok_or_else(|| {
            Error::usage("the value comes from no project".to_owned())
                .with_help("ask a value that was resolved")
        })
    }

    /// A path from here as one from the configuration's root.
    pub(crate) fn below(&self, path: &KeyPath) -> KeyPath {
        self.path.keys().chain(path.keys()).collect()
    }

    /// The value at a path has another kind, or another range, than was asked for.
    pub(crate) fn misfit(&self, path: &KeyPath, node: &Node, why: &str) -> Error {
        let path = self.below(path);
        let name = if path.is_empty() { "the value".to_owned() } else { format!("`{path}`") };
        let error = stageline::Error::new(Code::ConfigType, format!("{name} {why}"));
        Error(error.at(self.configuration.as_ref().and_then(|found| found.place(node))))
    }

    /// A part of it. One of a document is a document of its own.
    fn part(&self, path: &KeyPath, node: &Node) -> Value {
        match &self.configuration {
            None => Value::plain(node.clone()),
            configuration => Value {
                configuration: configuration.clone(),
                path: self.below(path),
                node: node.clone(),
            },
        }
    }

    pub(crate) fn origin(&self, path: &KeyPath) -> Result<Origin, Error> {
        Ok(Origin::new(self.resolved()?.origin(self.below(path))?))
    }

    pub(crate) fn explain(&self, path: &KeyPath) -> Result<config::Explanation, Error> {
        Ok(self.resolved()?.explain(self.below(path))?)
    }
}

/// A path that came as text.
///
/// # Safety
/// As [`arg::text`].
pub(crate) unsafe fn path(text: *const c_char, len: usize) -> Result<KeyPath, Error> {
    // SAFETY: the contract is the same.
    Ok(KeyPath::parse(unsafe { arg::text(text, len, "path") }?)?)
}

/// Reads a document of the program's: one JSON value. It has no origins and no explanations, and can
/// be compared with what was resolved.
///
/// Errors: `E_USAGE` for text that is no JSON, has a key twice, or is nested deeper than 255 levels;
/// `E_NUMBER_RANGE` for an integer outside 64 bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_of_json(
    json: *const c_char,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_of_json_n(json, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_of_json` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_of_json_n(
    json: *const c_char,
    json_len: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let json = arg::text(json, json_len, "json")?;
            Ok(guard::give(Value::plain(json::parse(json, "json")?)))
        })
    }
}

/// What `value` is; `STAGELINE_KIND_NULL` when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_kind(value: *const Value) -> Kind {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(Kind::Null, || Ok(Kind::of(&arg::handle(value, "value")?.node))) }
}

/// How many entries a map or items a list has; 0 for anything else, or when `value` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_len(value: *const Value) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(len(&arg::handle(value, "value")?.node))) }
}

/// The key of a map's entry at `index`; empty past the last one, when `value` is no map, or when
/// it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_key_at(value: *const Value, index: usize) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let entries = arg::handle(value, "value")?.node.as_map().map(|map| map.entries());
            let entry = entries.and_then(|entries| entries.get(index));
            Ok(entry.map_or(Text::EMPTY, |entry| Text::of(&entry.key)))
        })
    }
}

/// The value of a map's entry, or a list's item, at `index`.
///
/// Errors: `E_USAGE` for an index past the last one; `E_CONFIG_TYPE` where `value` is neither.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_at(
    value: *const Value,
    index: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let value = arg::handle(value, "value")?;
            let (key, node) = match (value.node.as_map(), value.node.as_list()) {
                (Some(map), _) => {
                    let entry = arg::item(map.entries(), index, "entries")?;
                    (entry.key.to_string(), &entry.node)
                }
                (_, Some(items)) => (index.to_string(), arg::item(items, index, "items")?),
                _ => {
                    let why = format!("is {}, not a list or a map", value.node.kind());
                    return Err(value.misfit(&KeyPath::root(), &value.node, &why));
                }
            };
            Ok(guard::give(value.part(&KeyPath::root().join(key), node)))
        })
    }
}

/// The value at a path, as an object of its own.
///
/// Errors: `E_UNKNOWN_PATH` with the nearest keys; `E_USAGE` for a path that is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get(
    value: *const Value,
    path: *const c_char,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_get_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_get` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let value = arg::handle(value, "value")?;
            let path = self::path(path, path_len)?;
            Ok(guard::give(value.part(&path, value.find(&path)?)))
        })
    }
}

/// The value at a path of `count` keys, which may hold dots and quotes; positions of a list are
/// decimal digits.
///
/// Errors: `E_UNKNOWN_PATH` with the nearest keys.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_get_keys(
    value: *const Value,
    keys: *const Text,
    count: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let value = arg::handle(value, "value")?;
            let path: KeyPath = arg::texts(keys, count, "keys")?.into_iter().collect();
            Ok(guard::give(value.part(&path, value.find(&path)?)))
        })
    }
}

/// Whether a value, `null` among them, stands at a path.
///
/// Errors: `E_USAGE` for a path that is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_has(
    value: *const Value,
    path: *const c_char,
    out: *mut bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_value_has_n(value, path, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_value_has` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_has_n(
    value: *const Value,
    path: *const c_char,
    path_len: usize,
    out: *mut bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let value = arg::handle(value, "value")?;
            Ok(at(&value.node, &self::path(path, path_len)?).is_some())
        })
    }
}

/// Writes `value` as JSON, keys in the order they were written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_to_json(
    value: *const Value,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || Ok(guard::give(Bytes::json(&arg::handle(value, "value")?.node)?)))
    }
}

/// Writes the digest of `value`: `sl1:` and 64 hexadecimal digits. Equal values have equal
/// digests, wherever they were written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_digest(
    value: *const Value,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let digest = Digest::of(&arg::handle(value, "value")?.node);
            Ok(guard::give(Bytes::from(digest.to_string())))
        })
    }
}

/// Frees `value`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_value_free(value: *mut Value) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(value) }
}

impl Kind {
    pub(crate) fn of(node: &Node) -> Self {
        match &node.untagged().data {
            // A value behind a merge intention has none itself.
            Data::Null | Data::Tagged(_) => Kind::Null,
            Data::Bool(_) => Kind::Bool,
            Data::Int(_) | Data::UInt(_) => Kind::Integer,
            Data::Float(_) => Kind::Number,
            Data::Text(_) => Kind::Text,
            Data::List(_) => Kind::List,
            Data::Map(_) => Kind::Map,
        }
    }
}

fn len(node: &Node) -> usize {
    match &node.untagged().data {
        Data::List(items) => items.len(),
        Data::Map(map) => map.len(),
        _ => 0,
    }
}
