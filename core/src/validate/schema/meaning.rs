//! What a schema says of the meaning of values.

use crate::value::{KeyPath, Meaning, PathPattern};
use crate::yaml::{Data, Node};

use super::target;

/// Schemas that are looked at; references can multiply.
const MOST: usize = 10_000;

/// What a service's schema says its values mean, by path: `uniqueItems` makes a list a set,
/// `format: uri` a text an address, and `x-stageline-as` names a meaning.
///
/// Only what always holds is heard: `properties`, `items`, `prefixItems`, `allOf`, `$ref`, and
/// `additionalProperties` beside no others. A schema inside itself is not followed.
pub(crate) fn meanings(root: &Node) -> Vec<(PathPattern, Meaning)> {
    let mut found = Vec::new();
    let first = Waiting { node: root, pattern: String::new(), above: Vec::new() };
    let mut waiting = vec![first];
    let mut seen = 0;
    while let Some(next) = waiting.pop() {
        seen += 1;
        if seen > MOST {
            break;
        }
        next.look(root, &mut found, &mut waiting);
    }
    found
}

/// A schema that is still to be looked at.
struct Waiting<'s> {
    node: &'s Node,
    /// The paths of the values it is about.
    pattern: String,
    /// The references that led to it.
    above: Vec<String>,
}

impl<'s> Waiting<'s> {
    fn look(
        &self,
        root: &'s Node,
        found: &mut Vec<(PathPattern, Meaning)>,
        waiting: &mut Vec<Waiting<'s>>,
    ) {
        let Some(map) = self.node.as_map() else { return };
        if let Some(meaning) = said(self.node)
            && let Ok(pattern) = PathPattern::parse(&self.pattern)
        {
            found.push((pattern, meaning));
        }
        // What comes later is looked at first, so that meanings come in the order of the schema.
        for entry in map.entries().iter().rev() {
            let list = || entry.node.as_list().unwrap_or_default().iter();
            match entry.key.as_str() {
                "properties" => {
                    let properties = entry.node.as_map().map_or(&[][..], |map| map.entries());
                    waiting.extend(properties.iter().rev().map(|property| {
                        let key = KeyPath::root().join(property.key.clone());
                        self.below(&PathPattern::exact(&key).to_string(), &property.node)
                    }));
                }
                "additionalProperties" => {
                    let others = ["properties", "patternProperties"];
                    if others.iter().all(|other| map.get(other).is_none()) {
                        waiting.push(self.below("*", &entry.node));
                    }
                }
                "items" if map.get("prefixItems").is_none() => {
                    waiting.push(self.below("[*]", &entry.node));
                }
                "prefixItems" => {
                    let items = list().enumerate();
                    waiting.extend(items.rev().map(|(at, item)| self.below(&at.to_string(), item)));
                }
                "allOf" => waiting.extend(list().rev().map(|node| self.again(node))),
                "$ref" => {
                    let named = entry.node.as_text().and_then(|text| target(root, text));
                    let Some((pointer, node)) = named else { continue };
                    if !self.above.contains(&pointer) {
                        let mut again = self.again(node);
                        again.above.push(pointer);
                        waiting.push(again);
                    }
                }
                _ => {}
            }
        }
    }

    fn again(&self, node: &'s Node) -> Self {
        Self { node, pattern: self.pattern.clone(), above: self.above.clone() }
    }

    fn below(&self, key: &str, node: &'s Node) -> Self {
        let dot = if self.pattern.is_empty() { "" } else { "." };
        Self { node, pattern: format!("{}{dot}{key}", self.pattern), above: self.above.clone() }
    }
}

/// What a schema itself says its value means.
fn said(schema: &Node) -> Option<Meaning> {
    let text = |key: &str| schema.child(key).and_then(Node::as_text);
    if let Some(word) = text("x-stageline-as") {
        return Meaning::parse(word).ok();
    }
    let unique = schema.child("uniqueItems").map(|node| &node.untagged().data);
    match (unique, text("format")) {
        (Some(Data::Bool(true)), _) => Some(Meaning::Set),
        (_, Some("uri")) => Some(Meaning::Url),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};
    use crate::yaml::{Limits, parse};

    fn of(text: &str) -> Vec<String> {
        let file = SourceFile::new(FileId(0), "a.json", text.to_owned());
        let root = parse(&file, &Limits::default()).unwrap();
        let found = meanings(&root).into_iter();
        found.map(|(pattern, meaning)| format!("{pattern} {}", meaning.name())).collect()
    }

    #[test]
    fn what_always_holds_is_heard_in_the_order_of_the_schema() {
        let schema = "
properties:
  hosts: {type: array, uniqueItems: true, items: {format: uri}}
  'a.b': {x-stageline-as: case_insensitive, format: uri}
  labels: {additionalProperties: {x-stageline-as: exact}}
  mixed: {properties: {a: {}}, additionalProperties: {format: uri}}
  pair: {prefixItems: [{}, {format: uri}], items: {format: uri}}
allOf:
  - {properties: {mode: {x-stageline-as: case_insensitive}}}
anyOf:
  - {properties: {maybe: {format: uri}}}
";
        assert_eq!(
            of(schema),
            [
                "hosts set",
                "hosts.[*] url",
                "\"a.b\" case_insensitive",
                "labels.* exact",
                "pair.1 url",
                "mode case_insensitive",
            ]
        );
        assert!(of("{uniqueItems: false, format: date}").is_empty());
        assert!(of("true").is_empty() && of("{x-stageline-as: nonsense}").is_empty());
    }

    #[test]
    fn references_are_followed_and_none_into_itself() {
        let schema = "
$defs:
  node: {properties: {at: {format: uri}, next: {$ref: '#/$defs/node'}}}
properties: {first: {$ref: '#/$defs/node'}, nowhere: {$ref: '#/$defs/none'}}
";
        assert_eq!(of(schema), ["first.at url"]);
    }

    #[test]
    fn references_that_multiply_come_to_an_end() {
        let level = |n: usize| {
            let next = n + 1;
            format!(
                "  l{n}: {{properties: {{a: {{$ref: '#/$defs/l{next}'}}, b: {{$ref: '#/$defs/l{next}'}}}}}}\n"
            )
        };
        let levels: String = (0..40).map(level).collect();
        let schema = format!("$ref: '#/$defs/l0'\n$defs:\n{levels}  l40: {{format: uri}}\n");
        assert!(of(&schema).len() <= MOST);
    }
}
