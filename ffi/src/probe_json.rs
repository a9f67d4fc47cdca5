//! JSON for the tests in C, behind the feature `probe`: the shared vectors, and what answers hold.
//!
//! A place in a document is a JSON pointer, such as `/3/args/path`.

use std::ffi::c_char;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::Error;
use crate::status::Status;
use crate::text::Bytes;
use crate::{arg, guard};

/// A document.
pub struct Json(Value);

fn broken(what: &str) -> Error {
    Error::usage(format!("`{what}` cannot be read")).with_help("mend the test")
}

/// All cases of the files below a folder, as one list; none where there is no such folder. Tables of
/// another kind, whose entries have no `op`, are for the engine's own tests.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_vectors(
    folder: *const c_char,
    out: *mut *mut Json,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let folder = arg::text(folder, arg::STAGELINE_NUL, "folder")?;
            let mut files = Vec::new();
            if Path::new(folder).exists() {
                list(Path::new(folder), &mut files).map_err(|_| broken(folder))?;
            }
            files.sort();
            let mut cases = Vec::new();
            for file in files {
                let name = file.display().to_string();
                let text = std::fs::read_to_string(&file).map_err(|_| broken(&name))?;
                let list: Vec<Value> = serde_json::from_str(&text).map_err(|_| broken(&name))?;
                if list.iter().all(|case| case.get("op").is_some()) {
                    cases.extend(list);
                }
            }
            Ok(guard::give(Json(Value::Array(cases))))
        })
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}

/// Reads a document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_json(
    text: *const c_char,
    text_len: usize,
    out: *mut *mut Json,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let text = arg::text(text, text_len, "text")?;
            let value = serde_json::from_str(text).map_err(|_| broken(text))?;
            Ok(guard::give(Json(value)))
        })
    }
}

/// The text at a pointer as it is, anything else as JSON; null where there is nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_json_get(
    json: *const Json,
    pointer: *const c_char,
    plain: bool,
) -> *mut Bytes {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(std::ptr::null_mut(), || {
            let pointer = arg::text(pointer, arg::STAGELINE_NUL, "pointer")?;
            Ok(match arg::handle(json, "json")?.0.pointer(pointer) {
                None => std::ptr::null_mut(),
                Some(Value::String(text)) if plain => guard::give(Bytes::from(text.clone())),
                Some(value) => guard::give(Bytes::from(value.to_string())),
            })
        })
    }
}

/// How many items or entries stand at a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_json_len(
    json: *const Json,
    pointer: *const c_char,
) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            let pointer = arg::text(pointer, arg::STAGELINE_NUL, "pointer")?;
            Ok(match arg::handle(json, "json")?.0.pointer(pointer) {
                Some(Value::Array(items)) => items.len(),
                Some(Value::Object(entries)) => entries.len(),
                _ => 0,
            })
        })
    }
}

/// The key (or, with `value`, the text) of the entry at an index of the map at a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_json_entry(
    json: *const Json,
    pointer: *const c_char,
    index: usize,
    value: bool,
) -> *mut Bytes {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(std::ptr::null_mut(), || {
            let pointer = arg::text(pointer, arg::STAGELINE_NUL, "pointer")?;
            let map = arg::handle(json, "json")?.0.pointer(pointer).and_then(Value::as_object);
            let entry = map.and_then(|map| map.iter().nth(index));
            Ok(match entry {
                None => std::ptr::null_mut(),
                Some((key, _)) if !value => guard::give(Bytes::from(key.clone())),
                Some((_, text)) => {
                    guard::give(Bytes::from(text.as_str().unwrap_or_default().to_owned()))
                }
            })
        })
    }
}

/// Takes the member at a pointer out of its map; whether there was one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_json_remove(
    json: *mut Json,
    pointer: *const c_char,
) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(false, || {
            let pointer = arg::text(pointer, arg::STAGELINE_NUL, "pointer")?;
            let json = &mut arg::handle_mut(json, "json")?.0;
            let (map, name) = pointer.rsplit_once('/').unwrap_or_default();
            let map = json.pointer_mut(map).and_then(Value::as_object_mut);
            Ok(map.and_then(|map| map.remove(name)).is_some())
        })
    }
}

/// Writes every place in a document as `file:line:column`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_json_spell_places(json: *mut Json) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read((), || {
            spell(&mut arg::handle_mut(json, "json")?.0);
            Ok(())
        });
    }
}

fn spell(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(spell),
        Value::Object(map) => {
            let file = map.get("file").and_then(Value::as_str);
            let at = |name| map.get(name).and_then(Value::as_u64);
            match (file, at("line"), at("column")) {
                (Some(file), Some(0), Some(_)) => *value = Value::from(file),
                (Some(file), Some(line), Some(column)) => {
                    *value = Value::from(format!("{file}:{line}:{column}"));
                }
                _ => map.values_mut().for_each(spell),
            }
        }
        _ => {}
    }
}

/// Whether two texts are the same JSON: keys in any order, `1` is not `1.0`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_json_same(
    expected: *const c_char,
    found: *const c_char,
) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(false, || {
            let read = |text, name: &str| {
                let text = arg::text(text, arg::STAGELINE_NUL, name)?;
                serde_json::from_str::<Value>(text).map_err(|_| broken(name))
            };
            Ok(read(expected, "expected")? == read(found, "found")?)
        })
    }
}

/// Frees `json`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_probe_json_free(json: *mut Json) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(json) }
}
