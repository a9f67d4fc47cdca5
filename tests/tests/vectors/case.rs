//! Cases as they are written: where they are, what one holds, how an error is compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use stageline::{Error, OpenOptions, Project};

use super::trees;

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The cases of every file below `tests/vectors/`, by the file's path.
pub(crate) fn files() -> BTreeMap<PathBuf, Vec<Value>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root().join("tests/vectors")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "json") {
                let cases = read(&path);
                found.insert(path, cases);
            }
        }
    }
    assert!(!found.is_empty(), "there are no cases");
    found
}

/// The cases of one file.
pub(crate) fn read(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    let cases = serde_json::from_str(&text);
    cases.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) enum Expected<'v> {
    Answer(&'v Value),
    Error(&'v Value),
}

/// One case.
pub(crate) struct Case<'v> {
    pub(crate) id: &'v str,
    pub(crate) op: &'v str,
    pub(crate) args: &'v Map<String, Value>,
    pub(crate) expected: Expected<'v>,
    files: Option<&'v Map<String, Value>>,
    tree: Option<&'v str>,
    open: Option<&'v Map<String, Value>>,
}

impl<'v> Case<'v> {
    /// Reads a case; whatever the format does not know fails.
    pub(crate) fn read(value: &'v Value) -> Self {
        let case = value.as_object().unwrap_or_else(|| panic!("a case is no map: {value}"));
        let id = case.get("id").and_then(Value::as_str).unwrap_or_else(|| panic!("no id: {value}"));
        known(id, case, &["id", "files", "tree", "open", "op", "args", "expect", "error"]);
        let expected = match (case.get("expect"), case.get("error")) {
            (Some(answer), None) => Expected::Answer(answer),
            (None, Some(error)) => {
                let error_map = error.as_object().unwrap_or_else(|| panic!("{id}: error"));
                known(id, error_map, &["code", "place", "suggestions", "problems"]);
                Expected::Error(error)
            }
            _ => panic!("{id}: either `expect` or `error`"),
        };
        let files = case.get("files").map(|files| files.as_object().unwrap());
        let tree = case.get("tree").map(|tree| tree.as_str().unwrap());
        let open = case.get("open").map(|open| open.as_object().unwrap());
        if let Some(open) = open {
            known(id, open, &["local", "variables", "variable_overrides"]);
        }
        let op = case["op"].as_str().unwrap();
        let projects = usize::from(files.is_some()) + usize::from(tree.is_some());
        let asks = usize::from(trees::OPERATIONS.iter().all(|(known, _)| *known != op));
        assert_eq!(projects, asks, "{id}: either `files` or `tree`, and neither for trees alone");
        Self { id, op, args: case["args"].as_object().unwrap(), expected, files, tree, open }
    }

    /// The options that the case opens its project with.
    fn options(&self, lenient: bool) -> OpenOptions {
        let options = OpenOptions::new().lenient(lenient);
        let Some(open) = self.open else { return options };
        let switch = |key: &str| open.get(key).is_some_and(|value| value.as_bool().unwrap());
        let options =
            options.local(switch("local")).variable_overrides(switch("variable_overrides"));
        match open.get("variables") {
            Some(variables) => {
                let variables = variables.as_object().unwrap().iter();
                options.variables(variables.map(|(name, text)| (name, text.as_str().unwrap())))
            }
            None => options,
        }
    }

    /// Whether the expected answer speaks of a key that others leave out.
    pub(crate) fn asks_for(&self, key: &str) -> bool {
        matches!(self.expected, Expected::Answer(answer) if answer.get(key).is_some())
    }

    /// Opens the project of the case.
    pub(crate) fn open(&self, lenient: bool) -> Result<Project, Error> {
        let options = self.options(lenient);
        match (self.files, self.tree) {
            (Some(files), _) => {
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                let files = files.iter().map(|(path, value)| (path.clone(), text(value)));
                Project::from_files_with(files, options)
            }
            (None, tree) => options.open(root().join(tree.unwrap_or_default())),
        }
    }
}

/// Refuses keys that the format does not have.
pub(crate) fn known(id: &str, map: &Map<String, Value>, keys: &[&str]) {
    let other = map.keys().find(|key| !keys.contains(&key.as_str()));
    assert!(other.is_none(), "{id}: the key `{}` is not known here", other.unwrap());
}

/// An error with as much of it as the expectation speaks of.
pub(crate) fn error(error: &Error, expected: &Value) -> Value {
    let mut got = json!({"code": error.code().as_str()});
    if expected.get("place").is_some() {
        got["place"] = first_place(error);
    }
    if expected.get("suggestions").is_some() {
        got["suggestions"] = json!(error.suggestions());
    }
    if expected.get("problems").is_some() {
        let problems = error.problems().iter();
        got["problems"] = problems
            .map(|problem| json!({"code": problem.code().as_str(), "place": first_place(problem)}))
            .collect();
    }
    got
}

fn first_place(error: &Error) -> Value {
    error.places().first().map_or(Value::Null, |place| json!(place.to_string()))
}
