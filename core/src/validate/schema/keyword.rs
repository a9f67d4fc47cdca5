//! Keywords that look at one value alone: what is wrong with it, as the end of a sentence.

use std::cmp::Ordering;

use super::number::{compare, integer, is_multiple, same};
use crate::yaml::{Data, Entry, Node};

/// Keywords about any value.
pub(super) fn of_any(said: &Entry, value: &Node) -> Option<String> {
    match said.key.as_str() {
        "type" => {
            let one = said.node.as_text().into_iter();
            let several = said.node.as_list().unwrap_or_default().iter().filter_map(Node::as_text);
            let wanted: Vec<&str> = one.chain(several).collect();
            let fits = wanted.iter().any(|name| is_type(name, &value.untagged().data));
            (!fits).then(|| {
                let wanted: Vec<&str> = wanted.iter().map(|name| people_call(name)).collect();
                format!("is {}, and must be {}", value.kind(), wanted.join(" or "))
            })
        }
        "enum" => {
            let known = said.node.as_list().unwrap_or_default();
            let fits = known.iter().any(|known| same(known, value));
            (!fits).then(|| format!("is none of {} values that are allowed", known.len()))
        }
        "const" => (!same(&said.node, value)).then(|| "is not the one value allowed".to_owned()),
        _ => None,
    }
}

/// Keywords about numbers.
pub(super) fn of_number(said: &Entry, value: &Node) -> Option<String> {
    let wrong = |bad: fn(Ordering) -> bool| compare(value, &said.node).is_none_or(bad);
    let (wrong, says) = match said.key.as_str() {
        "minimum" => (wrong(Ordering::is_lt), "is below the minimum"),
        "maximum" => (wrong(Ordering::is_gt), "is above the maximum"),
        "exclusiveMinimum" => (wrong(Ordering::is_le), "is not above the minimum"),
        "exclusiveMaximum" => (wrong(Ordering::is_ge), "is not below the maximum"),
        "multipleOf" => {
            (!is_multiple(value, &said.node), "is no multiple of the number it must be")
        }
        _ => return None,
    };
    wrong.then(|| says.to_owned())
}

/// What is wrong with a count that has a bound; `least` names the keyword for the lower one.
pub(super) fn bounded(
    said: &Entry,
    least: &str,
    count: usize,
    one: &str,
    many: &str,
) -> Option<String> {
    let bound = integer(&said.node.untagged().data)?;
    let count = count as i128;
    let (wrong, word) = match said.key == least {
        true => (count < bound, "at least"),
        false => (count > bound, "at most"),
    };
    let name = if count == 1 { one } else { many };
    wrong.then(|| format!("has {count} {name}, and must have {word} {bound}"))
}

fn is_type(name: &str, data: &Data) -> bool {
    match data {
        Data::Null => name == "null",
        Data::Bool(_) => name == "boolean",
        Data::Int(_) | Data::UInt(_) => matches!(name, "integer" | "number"),
        Data::Float(_) => name == "number" || name == "integer" && integer(data).is_some(),
        Data::Text(_) => name == "string",
        Data::List(_) => name == "array",
        Data::Map(_) => name == "object",
        Data::Tagged(tagged) => is_type(name, &tagged.node.untagged().data),
    }
}

/// A type as messages call it elsewhere.
fn people_call(name: &str) -> &'static str {
    match name {
        "null" => "null",
        "boolean" => "a boolean",
        "integer" => "an integer",
        "number" => "a number",
        "string" => "text",
        "array" => "a list",
        _ => "a map",
    }
}
