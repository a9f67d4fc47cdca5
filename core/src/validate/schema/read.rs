//! Holding a schema to what its keywords may say, before anything is held to the schema.

use std::collections::{HashMap, HashSet};

use regex::{Regex, RegexBuilder};

use super::{Problem, Schema, step, target};
use crate::error::closest;
use crate::source::Span;
use crate::value::Meaning;
use crate::yaml::{Data, Node};

/// What may stand behind a keyword.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Schema,
    Schemas,
    SchemaMap,
    PatternMap,
    Pattern,
    Number,
    Positive,
    Count,
    Switch,
    Any,
    List,
    Names,
    NameMap,
    Types,
    Reference,
    /// The address of the whole document.
    Id,
    /// What a value means.
    Meaning,
}

const KEYWORDS: &[(&str, Shape)] = &[
    ("$ref", Shape::Reference),
    ("$defs", Shape::SchemaMap),
    ("definitions", Shape::SchemaMap),
    ("$id", Shape::Id),
    ("$schema", Shape::Any),
    ("$comment", Shape::Any),
    ("title", Shape::Any),
    ("description", Shape::Any),
    ("markdownDescription", Shape::Any),
    ("default", Shape::Any),
    ("examples", Shape::Any),
    ("deprecated", Shape::Any),
    ("readOnly", Shape::Any),
    ("writeOnly", Shape::Any),
    ("format", Shape::Any),
    ("type", Shape::Types),
    ("enum", Shape::List),
    ("const", Shape::Any),
    ("allOf", Shape::Schemas),
    ("anyOf", Shape::Schemas),
    ("oneOf", Shape::Schemas),
    ("not", Shape::Schema),
    ("if", Shape::Schema),
    ("then", Shape::Schema),
    ("else", Shape::Schema),
    ("properties", Shape::SchemaMap),
    ("patternProperties", Shape::PatternMap),
    ("additionalProperties", Shape::Schema),
    ("propertyNames", Shape::Schema),
    ("required", Shape::Names),
    ("dependentRequired", Shape::NameMap),
    ("dependentSchemas", Shape::SchemaMap),
    ("minProperties", Shape::Count),
    ("maxProperties", Shape::Count),
    ("items", Shape::Schema),
    ("prefixItems", Shape::Schemas),
    ("contains", Shape::Schema),
    ("minContains", Shape::Count),
    ("maxContains", Shape::Count),
    ("minItems", Shape::Count),
    ("maxItems", Shape::Count),
    ("uniqueItems", Shape::Switch),
    ("minLength", Shape::Count),
    ("maxLength", Shape::Count),
    ("pattern", Shape::Pattern),
    ("minimum", Shape::Number),
    ("maximum", Shape::Number),
    ("exclusiveMinimum", Shape::Number),
    ("exclusiveMaximum", Shape::Number),
    ("multipleOf", Shape::Positive),
    ("x-stageline-as", Shape::Meaning),
];

/// The types a value can have.
pub(super) const TYPES: [&str; 7] =
    ["null", "boolean", "integer", "number", "string", "array", "object"];

/// Bytes of a compiled pattern.
const MOST: usize = 1 << 20;
/// More would only repeat what the first ones say.
const PROBLEMS: usize = 20;

impl<'s> Schema<'s> {
    /// Reads a schema.
    ///
    /// # Errors
    /// What is not known or not well formed, in the order of the file.
    pub(in crate::validate) fn read(root: &'s Node) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader {
            root,
            patterns: HashMap::new(),
            seen: HashSet::new(),
            named: vec![(String::new(), root)],
            problems: Vec::new(),
        };
        while let Some((pointer, node)) = reader.named.pop() {
            reader.schema(pointer, node);
        }
        let Reader { patterns, mut problems, .. } = reader;
        problems.sort_by_key(|problem| problem.span);
        problems.truncate(PROBLEMS);
        if problems.is_empty() { Ok(Self { root, patterns }) } else { Err(problems) }
    }
}

struct Reader<'s> {
    root: &'s Node,
    patterns: HashMap<String, Regex>,
    /// Pointers to schemas that were read.
    seen: HashSet<String>,
    /// Schemas that references name.
    named: Vec<(String, &'s Node)>,
    problems: Vec<Problem>,
}

impl<'s> Reader<'s> {
    // Schemas are as deep as `limits.depth` at most, so recursion is bounded; references wait.
    fn schema(&mut self, pointer: String, node: &'s Node) {
        if !self.seen.insert(pointer.clone()) {
            return;
        }
        let map = match &node.untagged().data {
            Data::Bool(_) => return,
            Data::Map(map) => map,
            _ => {
                let message =
                    format!("a schema is a map, `true` or `false`, and not {}", node.kind());
                return self.problem(message, "write its keywords as keys", node.span);
            }
        };
        for entry in map.entries() {
            let key = entry.key.as_str();
            let Some((_, shape)) = KEYWORDS.iter().find(|(name, _)| *name == key) else {
                if !key.starts_with("x-") {
                    self.unknown(key, entry.key_span);
                }
                continue;
            };
            self.keyword(&format!("{pointer}/{}", step(key)), key, *shape, &entry.node);
        }
    }

    fn unknown(&mut self, key: &str, span: Span) {
        let near = closest(key, KEYWORDS.iter().map(|(name, _)| *name));
        let message = match near.first() {
            Some(near) => format!("the keyword `{key}` is not known; did you mean `{near}`?"),
            None => format!("the keyword `{key}` is not known"),
        };
        self.problem(message, "remove it, or say the same with other keywords", span);
    }

    fn keyword(&mut self, pointer: &str, key: &str, shape: Shape, node: &'s Node) {
        let wanted = match shape {
            Shape::Any => return,
            Shape::Schema => return self.schema(pointer.to_owned(), node),
            Shape::Schemas => match node.as_list().filter(|items| !items.is_empty()) {
                Some(items) => {
                    for (at, item) in items.iter().enumerate() {
                        self.schema(format!("{pointer}/{at}"), item);
                    }
                    return;
                }
                None => "a list of schemas",
            },
            Shape::SchemaMap | Shape::PatternMap => match node.as_map() {
                Some(map) => {
                    for entry in map.entries() {
                        if shape == Shape::PatternMap {
                            self.pattern(&entry.key, entry.key_span);
                        }
                        self.schema(format!("{pointer}/{}", step(&entry.key)), &entry.node);
                    }
                    return;
                }
                None => "a map of schemas",
            },
            Shape::Pattern => match node.as_text() {
                Some(pattern) => return self.pattern(pattern, node.span),
                None => "text",
            },
            Shape::Reference => match node.as_text() {
                Some(reference) => return self.reference(reference, node.span),
                None => "text",
            },
            Shape::Id if pointer == "/$id" => return,
            Shape::Id => {
                let message = "`$id` stands inside the schema".to_owned();
                return self.problem(message, "keep one at its top, or none", node.span);
            }
            Shape::Meaning => match node.as_text().map(Meaning::parse) {
                Some(Ok(_)) => return,
                Some(Err(_)) | None => "a meaning of values, such as `set` or `url`",
            },
            simple => match fits(simple, node) {
                Ok(()) => return,
                Err(wanted) => wanted,
            },
        };
        let message = format!("`{key}` must be {wanted}");
        self.problem(message, "correct the schema", node.span);
    }

    fn pattern(&mut self, pattern: &str, span: Span) {
        if self.patterns.contains_key(pattern) {
            return;
        }
        match RegexBuilder::new(pattern).size_limit(MOST).build() {
            Ok(compiled) => {
                self.patterns.insert(pattern.to_owned(), compiled);
            }
            Err(_) => {
                let message = "this is no regular expression that can be read".to_owned();
                let help = "look-around and references to groups are not known";
                self.problem(message, help, span);
            }
        }
    }

    fn reference(&mut self, reference: &str, span: Span) {
        if !reference.starts_with('#') {
            let message = "`$ref` leaves the file".to_owned();
            return self.problem(message, "copy what it names below `$defs`", span);
        }
        match target(self.root, reference) {
            Some(named) => self.named.push(named),
            None => {
                let message = "`$ref` leads nowhere".to_owned();
                self.problem(message, "name a place such as `#/$defs/name`", span);
            }
        }
    }

    fn problem(&mut self, message: String, help: &'static str, span: Span) {
        self.problems.push(Problem { message, help, span });
    }
}

/// Whether a value has a shape, or what it must be.
fn fits(shape: Shape, node: &Node) -> Result<(), &'static str> {
    let data = &node.untagged().data;
    let is_name = |node: &Node| node.as_text().is_some();
    let names = |node: &Node| node.as_list().is_some_and(|items| items.iter().all(is_name));
    let is_type = |node: &Node| node.as_text().is_some_and(|name| TYPES.contains(&name));
    let (fits, wanted) = match shape {
        Shape::Number => {
            (matches!(data, Data::Int(_) | Data::UInt(_) | Data::Float(_)), "a number")
        }
        Shape::Positive => (
            match data {
                Data::Int(value) => *value > 0,
                Data::UInt(_) => true,
                Data::Float(value) => *value > 0.0,
                _ => false,
            },
            "a number above zero",
        ),
        Shape::Count => {
            (matches!(data, Data::Int(value) if *value >= 0), "a whole number that is not negative")
        }
        Shape::Switch => (matches!(data, Data::Bool(_)), "`true` or `false`"),
        Shape::List => (node.as_list().is_some(), "a list"),
        Shape::Names => (names(node), "a list of names"),
        Shape::NameMap => (
            node.as_map().is_some_and(|map| map.entries().iter().all(|entry| names(&entry.node))),
            "a map of lists of names",
        ),
        _ => (
            is_type(node)
                || node
                    .as_list()
                    .is_some_and(|items| !items.is_empty() && items.iter().all(is_type)),
            "one or several of `null`, `boolean`, `integer`, `number`, `string`, `array`, `object`",
        ),
    };
    if fits { Ok(()) } else { Err(wanted) }
}
