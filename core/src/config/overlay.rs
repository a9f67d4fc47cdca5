//! Variables that override values: `STAGELINE_CONFIG__A__B` and `STAGELINE_SERVICE__API__A__B`.
//!
//! A segment means the key that is there and spelled alike, case aside and `-` for `_`; a key that
//! is not there is taken in lower case. Values are YAML scalars.

use smol_str::SmolStr;

use super::{Layer, LayerKind, Variables};
use crate::error::{Code, Error, Result, closest};
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Node, scalar};

const CONFIG: &str = "STAGELINE_CONFIG__";
const SERVICE: &str = "STAGELINE_SERVICE__";
const SEPARATOR: &str = "__";

/// The variables that set values, sorted by name.
#[derive(Debug, Clone, Default)]
pub struct VariableOverrides(Vec<Override>);

#[derive(Debug, Clone)]
struct Override {
    variable: SmolStr,
    /// The service it is for; `None` for the configuration.
    service: Option<SmolStr>,
    segments: Vec<SmolStr>,
    value: Data,
}

impl VariableOverrides {
    /// Reads the variables that are named like overrides; the second value is what does not fit:
    /// `E_USAGE` for a name, `E_UNKNOWN_SERVICE`, `E_NUMBER_RANGE` for a value.
    pub fn read<'s>(
        variables: &Variables,
        services: impl Iterator<Item = &'s str> + Clone,
    ) -> (Self, Vec<Error>) {
        let mut problems = Vec::new();
        let mut read = Vec::new();
        for (name, text) in variables.iter() {
            match Override::read(name, text, services.clone()) {
                Ok(found) => read.extend(found),
                Err(problem) => problems.push(problem),
            }
        }
        (Self(read), problems)
    }

    /// What the variables say of the configuration or of a service, one layer each.
    ///
    /// # Errors
    /// `E_USAGE` where a name is not clear above this tree: two keys are spelled alike, it leads
    /// through what is no map, or two variables set one value.
    pub fn layers(&self, service: Option<&str>, below: &Node) -> Result<Vec<Layer>> {
        let ours = self.0.iter().filter(|each| each.service.as_deref() == service);
        let placed = ours.map(|each| Ok((each.path(below)?, each)));
        let mut placed = placed.collect::<Result<Vec<_>>>()?;
        placed.sort_by(|a, b| a.0.cmp(&b.0));
        for pair in placed.windows(2) {
            let [(path, first), (other, second)] = pair else { continue };
            if path.contains(other) {
                let message = format!(
                    "the variables `{}` and `{}` both set `{path}`",
                    first.variable, second.variable
                );
                return Err(Error::new(Code::Usage, message).help("give one of them"));
            }
        }
        placed.sort_by(|a, b| a.1.variable.cmp(&b.1.variable));
        let layer = |(path, each): (KeyPath, &Override)| {
            Layer::new(LayerKind::Variable, each.variable.clone(), nested(&path, &each.value))
        };
        Ok(placed.into_iter().map(layer).collect())
    }
}

impl Override {
    fn read<'s>(
        name: &str,
        text: &str,
        services: impl Iterator<Item = &'s str> + Clone,
    ) -> Result<Option<Self>> {
        let (rest, of_service) = match (name.strip_prefix(CONFIG), name.strip_prefix(SERVICE)) {
            (Some(rest), _) => (rest, false),
            (None, Some(rest)) => (rest, true),
            (None, None) => return Ok(None),
        };
        let mut segments: Vec<SmolStr> = rest.split(SEPARATOR).map(SmolStr::new).collect();
        if segments.iter().any(|segment| segment.is_empty()) {
            let message = format!("the variable `{name}` names an empty key");
            let help = format!("write `{CONFIG}A__B`, with two `_` between keys alone");
            return Err(Error::new(Code::Usage, message).help(help));
        }
        let service =
            of_service.then(|| service(name, &segments.remove(0), services)).transpose()?;
        if segments.is_empty() {
            let message = format!("the variable `{name}` names a service and none of its keys");
            let help = format!("write `{SERVICE}API__A__B`");
            return Err(Error::new(Code::Usage, message).help(help));
        }
        let value = scalar(text).map_err(|_| {
            let message = format!("the variable `{name}` holds a number beyond 64 bits");
            Error::new(Code::NumberRange, message).help("put it in quotes to mean text")
        })?;
        Ok(Some(Self { variable: name.into(), service, segments, value }))
    }

    /// The path it means above a tree.
    fn path(&self, below: &Node) -> Result<KeyPath> {
        let mut path = KeyPath::root();
        let mut here = Some(below);
        for segment in &self.segments {
            let (key, next) = match here.map(|node| &node.data) {
                Some(Data::Map(map)) => {
                    let keys = map.entries().iter().map(|entry| entry.key.as_str());
                    match named(segment, keys) {
                        Ok(Some(key)) => (key.into(), map.get(key)),
                        Ok(None) => (segment.to_lowercase(), None),
                        Err((one, other)) => {
                            let (one, other) = (path.join(one), path.join(other));
                            return Err(self.unclear(&one, &other));
                        }
                    }
                }
                None | Some(Data::Null) => (segment.to_lowercase(), None),
                Some(_) => {
                    let message = format!(
                        "the variable `{}` leads through `{path}`, which is no map",
                        self.variable
                    );
                    let help = "set the value itself, or correct the name";
                    return Err(Error::new(Code::Usage, message).help(help));
                }
            };
            path.push(key);
            here = next;
        }
        Ok(path)
    }

    fn unclear(&self, one: &KeyPath, other: &KeyPath) -> Error {
        let message = format!("the variable `{}` may mean `{one}` or `{other}`", self.variable);
        Error::new(Code::Usage, message).help("spell the key as it stands in the file")
    }
}

fn service<'s>(
    variable: &str,
    segment: &str,
    services: impl Iterator<Item = &'s str> + Clone,
) -> Result<SmolStr> {
    match named(segment, services.clone()) {
        Ok(Some(service)) => Ok(service.into()),
        Ok(None) => {
            let message = format!("the variable `{variable}` names a service that does not exist");
            let error = Error::new(Code::UnknownService, message);
            match closest(&segment.to_lowercase(), services) {
                near if near.is_empty() => Err(error.help("name a folder of `config/services/`")),
                near => Err(error.suggest(near)),
            }
        }
        Err((one, other)) => {
            let message =
                format!("the variable `{variable}` may mean the service `{one}` or `{other}`");
            Err(Error::new(Code::Usage, message).help("spell the service as its folder"))
        }
    }
}

/// The key that a segment names: spelled the same, else the only one that is spelled alike.
fn named<'k>(
    segment: &str,
    mut keys: impl Iterator<Item = &'k str> + Clone,
) -> Result<Option<&'k str>, (&'k str, &'k str)> {
    if let Some(same) = keys.clone().find(|key| *key == segment) {
        return Ok(Some(same));
    }
    let fold = |key: &str| key.to_lowercase().replace('-', "_");
    let folded = fold(segment);
    let first = keys.find(|key| fold(key) == folded);
    match first.and_then(|_| keys.find(|key| fold(key) == folded)) {
        Some(second) => Err((first.unwrap_or_default(), second)),
        None => Ok(first),
    }
}

fn nested(path: &KeyPath, value: &Data) -> Node {
    path.keys().rev().fold(Node::detached(value.clone()), |node, key| {
        Node::default().with_entries(vec![Entry { key: key.into(), key_span: Span::NONE, node }])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};
    use crate::yaml::{Limits, parse};

    fn said(name: &str, below: &str) -> String {
        said_by(&[(name, "1")], below)
    }

    fn said_by(variables: &[(&str, &str)], below: &str) -> String {
        let file = SourceFile::new(FileId(0), "a.yaml", below.to_owned());
        let below = parse(&file, &Limits::default()).unwrap();
        let variables = variables.iter().copied().collect();
        let (read, problems) = VariableOverrides::read(&variables, ["api", "web-app"].into_iter());
        if let Some(problem) = problems.first() {
            return problem.to_string();
        }
        let layers = [None, Some("api"), Some("web-app")].map(|service| {
            let layers = read.layers(service, &below);
            let service = service.map_or(String::new(), |service| format!("{service} "));
            match layers {
                Ok(layers) => {
                    layers.iter().map(|l| format!("{service}{}", l.node)).collect::<String>()
                }
                Err(error) => error.to_string(),
            }
        });
        layers.concat()
    }

    #[test]
    fn a_segment_means_the_key_that_is_there() {
        for (name, below, result) in [
            ("STAGELINE_CONFIG__A__B", "a: {b: 0}", r#"{"a":{"b":1}}"#),
            ("STAGELINE_CONFIG__POOL_SIZE", "pool-size: 0", r#"{"pool-size":1}"#),
            ("STAGELINE_CONFIG__Pool_Size", "poolSize: 0", r#"{"pool_size":1}"#),
            ("STAGELINE_CONFIG__POOLSIZE", "poolSize: 0", r#"{"poolSize":1}"#),
            ("STAGELINE_CONFIG__NEW__KEY", "{}", r#"{"new":{"key":1}}"#),
            ("STAGELINE_CONFIG__A__B", "a: null", r#"{"a":{"b":1}}"#),
            ("STAGELINE_CONFIG__a_b", "{a-b: 0, a_b: 0}", r#"{"a_b":1}"#),
            ("STAGELINE_SERVICE__API__X", "{}", r#"api {"x":1}"#),
            ("STAGELINE_SERVICE__WEB_APP__X__Y", "{}", r#"web-app {"x":{"y":1}}"#),
            ("STAGELINE_ROOT", "{}", ""),
            (
                "STAGELINE_CONFIG__A_B",
                "{a-b: 0, a_b: 0}",
                "the variable `STAGELINE_CONFIG__A_B` may mean `a-b` or `a_b`; spell the key as it stands in the file",
            ),
            (
                "STAGELINE_CONFIG__A__B",
                "a: [1]",
                "the variable `STAGELINE_CONFIG__A__B` leads through `a`, which is no map; set the value itself, or correct the name",
            ),
            (
                "STAGELINE_CONFIG__A____B",
                "{}",
                "the variable `STAGELINE_CONFIG__A____B` names an empty key; write `STAGELINE_CONFIG__A__B`, with two `_` between keys alone",
            ),
            (
                "STAGELINE_SERVICE__API",
                "{}",
                "the variable `STAGELINE_SERVICE__API` names a service and none of its keys; write `STAGELINE_SERVICE__API__A__B`",
            ),
            (
                "STAGELINE_SERVICE__APO__X",
                "{}",
                "the variable `STAGELINE_SERVICE__APO__X` names a service that does not exist; did you mean `api`?",
            ),
        ] {
            assert_eq!(said(name, below), result, "{name} above {below}");
        }
    }

    #[test]
    fn two_variables_never_set_one_value() {
        for second in ["STAGELINE_CONFIG__a", "STAGELINE_CONFIG__A__B"] {
            let said = said_by(&[("STAGELINE_CONFIG__A", "1"), (second, "2")], "{}");
            assert!(said.contains("both set `a`; give one of them"), "{said}");
        }
    }

    #[test]
    fn values_are_yaml_scalars() {
        for (text, value) in [
            ("5", "5"),
            (" 5 ", "5"),
            ("1.5", "1.5"),
            ("true", "true"),
            ("", "null"),
            ("~", "null"),
            ("no", r#""no""#),
            ("\"5\"", r#""5""#),
            ("'it''s'", r#""it's""#),
            ("\"open", r#""\"open""#),
            ("[1]", r#""[1]""#),
            ("a: b", r#""a: b""#),
            ("secret://a/b", r#""secret://a/b""#),
        ] {
            let said = said_by(&[("STAGELINE_CONFIG__A", text)], "{}");
            assert_eq!(said, format!("{{\"a\":{value}}}"), "{text}");
        }
        let said = said_by(&[("STAGELINE_CONFIG__A", "99999999999999999999")], "{}");
        assert!(said.contains("holds a number beyond 64 bits"), "{said}");
    }
}
