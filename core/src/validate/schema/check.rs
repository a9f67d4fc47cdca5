//! Holding a value to a schema.

use super::keyword::{bounded, of_any, of_number};
use super::number::same;
use super::{Schema, step, target};
use crate::error::closest;
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::{Data, Entry, Node};

/// Where a value does not fit.
#[derive(Debug)]
pub(in crate::validate) struct Violation {
    /// The path of the value.
    pub(in crate::validate) path: KeyPath,
    /// Where it was written; of a key that should not be there, the key.
    pub(in crate::validate) span: Span,
    /// What is wrong with it, as the end of a sentence.
    pub(in crate::validate) says: String,
    /// The keyword, as a pointer into the schema.
    pub(in crate::validate) keyword: String,
    /// Where the keyword stands.
    pub(in crate::validate) keyword_span: Span,
    /// What else helps.
    pub(in crate::validate) help: Option<String>,
}

/// Keywords that one value may cost; references can multiply.
const STEPS: usize = 1_000_000;
/// Schemas within schemas, references among them.
const DEPTH: usize = 600;

impl Schema<'_> {
    /// Everything about a value that does not fit.
    pub(in crate::validate) fn check(&self, value: &Node) -> Vec<Violation> {
        let mut check = Check { schema: self, path: KeyPath::root(), steps: STEPS, depth: 0 };
        let mut found = Vec::new();
        check.value(self.root, String::new(), value, value.span, &mut found);
        if check.steps == 0 {
            found = vec![Violation {
                path: KeyPath::root(),
                span: value.span,
                says: "cannot be checked: the schema refers to itself, or costs too much".into(),
                keyword: String::new(),
                keyword_span: self.root.span,
                help: Some("make its references fewer".into()),
            }];
        }
        found
    }

    /// Whether a key is neither a property nor matched by a pattern.
    fn is_additional(&self, schema: &Node, key: &str) -> bool {
        let named = schema.child("properties").and_then(Node::as_map);
        let patterns = schema.child("patternProperties").and_then(Node::as_map);
        let mut patterns = patterns.map_or(&[][..], |map| map.entries()).iter();
        named.is_none_or(|map| map.get(key).is_none())
            && !patterns.any(|pattern| self.matches(&pattern.key, key))
    }

    fn matches(&self, pattern: &str, text: &str) -> bool {
        self.patterns.get(pattern).is_some_and(|compiled| compiled.is_match(text))
    }
}

struct Check<'s> {
    schema: &'s Schema<'s>,
    path: KeyPath,
    steps: usize,
    depth: usize,
}

/// A keyword of a schema, and the value it is about.
#[derive(Clone, Copy)]
struct Here<'n> {
    /// The keyword with what it says.
    said: &'n Entry,
    /// The schema it is part of.
    schema: &'n Node,
    value: &'n Node,
    span: Span,
}

impl<'s> Check<'s> {
    // As deep as value and schema together, and no deeper than the bound.
    fn value(
        &mut self,
        schema: &Node,
        pointer: String,
        value: &Node,
        span: Span,
        found: &mut Vec<Violation>,
    ) {
        if self.depth >= DEPTH {
            self.steps = 0;
        }
        if self.steps == 0 {
            return;
        }
        self.depth += 1;
        match &schema.untagged().data {
            Data::Bool(false) => found.push(Violation {
                path: self.path.clone(),
                span,
                says: "may not be there".to_owned(),
                keyword: pointer,
                keyword_span: schema.span,
                help: None,
            }),
            Data::Map(map) => {
                for said in map.entries() {
                    self.steps = self.steps.saturating_sub(1);
                    let keyword = format!("{pointer}/{}", step(&said.key));
                    let here = Here { said, schema, value, span };
                    self.keyword(here, &keyword, found);
                }
            }
            _ => {}
        }
        self.depth -= 1;
    }

    fn keyword(&mut self, here: Here<'_>, keyword: &str, found: &mut Vec<Violation>) {
        let Here { said, value, .. } = here;
        let wrong = match &value.untagged().data {
            Data::Map(map) if self.of_map(here, map.entries(), keyword, found) => None,
            Data::List(items) if self.of_list(here, items, keyword, found) => None,
            Data::Text(text) => self.of_text(said, text),
            Data::Int(_) | Data::UInt(_) | Data::Float(_) => of_number(said, value),
            _ => None,
        };
        let wrong = wrong.or_else(|| of_any(said, value));
        if let Some(says) = wrong {
            found.push(self.violation(here, keyword, says));
        }
        self.applied(here, keyword, found);
    }

    /// Keywords that apply other schemas to the same value.
    fn applied(&mut self, here: Here<'_>, keyword: &str, found: &mut Vec<Violation>) {
        let Here { said, schema, value, span } = here;
        let items = said.node.as_list().unwrap_or_default();
        match said.key.as_str() {
            "$ref" => {
                let reference = said.node.as_text().unwrap_or_default();
                if let Some((pointer, named)) = target(self.schema.root, reference) {
                    self.value(named, pointer, value, span, found);
                }
            }
            "allOf" => {
                for (at, item) in items.iter().enumerate() {
                    self.value(item, format!("{keyword}/{at}"), value, span, found);
                }
            }
            "anyOf" | "oneOf" => {
                let tried: Vec<Vec<Violation>> = items
                    .iter()
                    .enumerate()
                    .map(|(at, item)| self.tried(item, format!("{keyword}/{at}"), here))
                    .collect();
                let fitting = tried.iter().filter(|wrong| wrong.is_empty()).count();
                if fitting == 0 {
                    let says = format!("fits none of {} alternatives", items.len());
                    let mut violation = self.violation(here, keyword, says);
                    let nearest = tried.iter().min_by_key(|wrong| wrong.len());
                    violation.help = nearest
                        .and_then(|wrong| wrong.first())
                        .map(|first| format!("the nearest alternative says: {}", first.sentence()));
                    found.push(violation);
                } else if fitting > 1 && said.key == "oneOf" {
                    let says = format!("fits {fitting} alternatives of which one must fit");
                    found.push(self.violation(here, keyword, says));
                }
            }
            "not" if self.tried(&said.node, keyword.to_owned(), here).is_empty() => {
                found.push(self.violation(here, keyword, "is what it must not be".into()));
            }
            "if" => {
                let fits = self.tried(&said.node, keyword.to_owned(), here).is_empty();
                let branch = if fits { "then" } else { "else" };
                if let Some(branch_schema) = schema.child(branch) {
                    let above = keyword.strip_suffix("/if").unwrap_or_default();
                    self.value(branch_schema, format!("{above}/{branch}"), value, span, found);
                }
            }
            _ => {}
        }
    }

    fn tried(&mut self, schema: &Node, pointer: String, here: Here<'_>) -> Vec<Violation> {
        let mut found = Vec::new();
        self.value(schema, pointer, here.value, here.span, &mut found);
        found
    }

    /// Keywords about maps; whether this was one.
    fn of_map(
        &mut self,
        here: Here<'_>,
        entries: &[Entry],
        keyword: &str,
        found: &mut Vec<Violation>,
    ) -> bool {
        let Here { said, schema, value, span } = here;
        let all = self.schema;
        let has = |name: &str| entries.iter().any(|entry| entry.key == name);
        match said.key.as_str() {
            "properties" => {
                for entry in entries {
                    if let Some(property) = said.node.as_map().and_then(|map| map.get(&entry.key)) {
                        let pointer = format!("{keyword}/{}", step(&entry.key));
                        self.below(&entry.key, property, pointer, &entry.node, found);
                    }
                }
            }
            "patternProperties" => {
                let patterns = said.node.as_map().map_or(&[][..], |map| map.entries());
                for pattern in patterns {
                    for entry in entries.iter().filter(|e| all.matches(&pattern.key, &e.key)) {
                        let pointer = format!("{keyword}/{}", step(&pattern.key));
                        self.below(&entry.key, &pattern.node, pointer, &entry.node, found);
                    }
                }
            }
            "additionalProperties" => {
                for entry in entries.iter().filter(|entry| all.is_additional(schema, &entry.key)) {
                    if matches!(said.node.data, Data::Bool(false)) {
                        self.path.push(entry.key.clone());
                        let here = Here { span: entry.key_span, ..here };
                        let named = schema.child("properties").and_then(Node::as_map);
                        let named = named.map_or(&[][..], |map| map.entries());
                        let near = closest(&entry.key, named.iter().map(|e| e.key.as_str()));
                        let mut violation =
                            self.violation(here, keyword, "is not known here".into());
                        violation.help = near.first().map(|it| format!("did you mean `{it}`?"));
                        found.push(violation);
                        self.path.pop();
                    } else {
                        let pointer = keyword.to_owned();
                        self.below(&entry.key, &said.node, pointer, &entry.node, found);
                    }
                }
            }
            "propertyNames" => {
                for entry in entries {
                    let name = Node { data: Data::Text(entry.key.clone()), span: entry.key_span };
                    let pointer = keyword.to_owned();
                    self.below(&entry.key, &said.node, pointer, &name, found);
                }
            }
            "required" => {
                let names = said.node.as_list().unwrap_or_default().iter();
                let missing = names.filter_map(Node::as_text).filter(|name| !has(name));
                self.missing(here, missing.collect(), keyword, found);
            }
            "dependentRequired" => {
                let asked = said.node.as_map().map_or(&[][..], |map| map.entries());
                for asked in asked.iter().filter(|asked| has(&asked.key)) {
                    let names = asked.node.as_list().unwrap_or_default().iter();
                    let missing = names.filter_map(Node::as_text).filter(|name| !has(name));
                    let keyword = format!("{keyword}/{}", step(&asked.key));
                    self.missing(here, missing.collect(), &keyword, found);
                }
            }
            "dependentSchemas" => {
                let asked = said.node.as_map().map_or(&[][..], |map| map.entries());
                for asked in asked.iter().filter(|asked| has(&asked.key)) {
                    let pointer = format!("{keyword}/{}", step(&asked.key));
                    self.value(&asked.node, pointer, value, span, found);
                }
            }
            "minProperties" | "maxProperties" => {
                let says = bounded(said, "minProperties", entries.len(), "key", "keys");
                found.extend(says.map(|says| self.violation(here, keyword, says)));
            }
            _ => return false,
        }
        true
    }

    fn missing(
        &self,
        here: Here<'_>,
        missing: Vec<&str>,
        keyword: &str,
        found: &mut Vec<Violation>,
    ) {
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
            found.push(self.violation(here, keyword, format!("has no {}", names.join(", "))));
        }
    }

    /// Keywords about lists; whether this was one.
    fn of_list(
        &mut self,
        here: Here<'_>,
        items: &[Node],
        keyword: &str,
        found: &mut Vec<Violation>,
    ) -> bool {
        let Here { said, schema, .. } = here;
        let count = |key: &str| match schema.child(key).map(|node| &node.untagged().data) {
            Some(Data::Int(value)) => usize::try_from(*value).ok(),
            _ => None,
        };
        match said.key.as_str() {
            "prefixItems" => {
                let schemas = said.node.as_list().unwrap_or_default();
                for (at, (schema, item)) in schemas.iter().zip(items).enumerate() {
                    let pointer = format!("{keyword}/{at}");
                    self.below(&at.to_string(), schema, pointer, item, found);
                }
            }
            "items" => {
                let prefix = schema.child("prefixItems").and_then(Node::as_list);
                let prefix = prefix.map_or(0, <[Node]>::len);
                for (at, item) in items.iter().enumerate().skip(prefix) {
                    self.below(&at.to_string(), &said.node, keyword.to_owned(), item, found);
                }
            }
            "contains" => {
                let mut fitting = 0;
                for item in items {
                    let mut wrong = Vec::new();
                    self.value(&said.node, keyword.to_owned(), item, item.span, &mut wrong);
                    fitting += usize::from(wrong.is_empty());
                }
                let least = count("minContains").unwrap_or(1);
                if fitting < least || count("maxContains").is_some_and(|most| fitting > most) {
                    let says = format!("has {fitting} items of a kind that is counted");
                    found.push(self.violation(here, keyword, says));
                }
            }
            "minItems" | "maxItems" => {
                let says = bounded(said, "minItems", items.len(), "item", "items");
                found.extend(says.map(|says| self.violation(here, keyword, says)));
            }
            "uniqueItems" if matches!(said.node.data, Data::Bool(true)) => {
                // Every pair costs a step: long lists are bounded by the budget.
                let pairs = items.len().saturating_mul(items.len()) / 2;
                self.steps = self.steps.saturating_sub(pairs);
                let twice =
                    |(at, item): (usize, &Node)| items[..at].iter().any(|it| same(it, item));
                if self.steps > 0 && items.iter().enumerate().any(twice) {
                    found.push(self.violation(here, keyword, "has an item twice".into()));
                }
            }
            "uniqueItems" => {}
            _ => return false,
        }
        true
    }

    fn of_text(&self, said: &Entry, text: &str) -> Option<String> {
        match said.key.as_str() {
            "minLength" | "maxLength" => {
                bounded(said, "minLength", text.chars().count(), "character", "characters")
            }
            "pattern" => {
                let fits = self.schema.matches(said.node.as_text().unwrap_or_default(), text);
                (!fits).then(|| "does not match the pattern".to_owned())
            }
            _ => None,
        }
    }

    fn below(
        &mut self,
        key: &str,
        schema: &Node,
        pointer: String,
        value: &Node,
        found: &mut Vec<Violation>,
    ) {
        self.path.push(key);
        self.value(schema, pointer, value, value.span, found);
        self.path.pop();
    }

    fn violation(&self, here: Here<'_>, keyword: &str, says: String) -> Violation {
        Violation {
            path: self.path.clone(),
            span: here.span,
            says,
            keyword: keyword.to_owned(),
            keyword_span: here.said.key_span,
            help: None,
        }
    }
}

impl Violation {
    /// What does not fit, and why.
    pub(in crate::validate) fn sentence(&self) -> String {
        match self.path.is_empty() {
            true => format!("it {}", self.says),
            false => format!("`{}` {}", self.path, self.says),
        }
    }
}
