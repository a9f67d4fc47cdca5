//! The engine's own word for one of its enums, as its JSON documents spell it.

use serde::Serialize;

/// The snake_case word of a plain enum; empty for anything else.
pub(crate) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
