//! JSON text from C → the engine's values.
//!
//! Integers beyond 64 bits, keys that appear twice and what is nested deeper than a file may be are
//! errors, as they are in a project's files; `-0` is the integer that it is there.

use stageline::error::{Code, Error, closest};
use stageline::yaml::{Data, JsonFrom, JsonProblem, Limits, Map, Node, json};

/// Reads `text` as one JSON value; `name` is the argument it came in.
pub(crate) fn parse(text: &str, name: &str) -> Result<Node, Error> {
    json(text, JsonFrom::Anybody).map_err(|problem| told(problem, name))
}

/// The same of attributes of a context; absent where it is too deep, which is the context's to answer.
pub(crate) fn parse_unless_deep(text: &str, name: &str) -> Result<Option<Node>, Error> {
    match json(text, JsonFrom::Anybody) {
        Ok(node) => Ok(Some(node)),
        Err(JsonProblem::Deep) => Ok(None),
        Err(problem) => Err(told(problem, name)),
    }
}

/// What is said of a problem.
fn told(problem: JsonProblem, name: &str) -> Error {
    let (why, line, column) = match problem {
        JsonProblem::Deep => return Limits::too_deep(Limits::DEEPEST),
        JsonProblem::Range(at) => {
            let message = format!("`{name}` has an integer outside 64 bits at byte {at}");
            return Error::new(Code::NumberRange, message)
                .help("write it as text, or with a decimal point");
        }
        JsonProblem::Twice(line, column) => ("has a key twice", line, column),
        JsonProblem::Syntax(line, column) => ("is not JSON", line, column),
    };
    Error::new(Code::Usage, format!("`{name}` {why} at line {line}, column {column}"))
        .help("pass one JSON value in which each key of a map appears once")
}

/// What is said of a key of `options` that is none of those that are known.
pub(crate) fn unread(key: &str, known: &[&str], wrong: fn(&str) -> Error) -> Error {
    let error = wrong(&format!("`options` has a key `{}` that nothing reads", key.escape_debug()));
    error.suggest(closest(key, known.iter().copied()))
}

/// A map as JSON text; null and empty text are an empty one.
pub(crate) fn parse_map(text: Option<&str>, name: &str) -> Result<Node, Error> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(Node::detached(Data::Map(Map::default().into())));
    };
    a_map(parse(text, name)?, name)
}

/// Makes sure that a value is a map.
pub(crate) fn a_map(node: Node, name: &str) -> Result<Node, Error> {
    match node.as_map() {
        Some(_) => Ok(node),
        None => Err(Error::new(Code::Usage, format!("`{name}` is {}, not a map", node.kind()))
            .help("pass a JSON object such as {\"replicas\": 3}")),
    }
}
