//! References inside texts: `${path.to.value}`, `${path:-text}` where it may be missing, and `$${`
//! for a `${` that is meant.
//!
//! A path begins at the root of the resolved tree. A text that is one reference takes the value
//! with its kind; inside a longer text a reference becomes text. What a text becomes keeps the
//! place of the text.

use std::collections::HashMap;

use smol_str::SmolStr;

use crate::error::{Code, Error, Result};
use crate::source::{SourceMap, Span};
use crate::value::{KeyPath, at};
use crate::yaml::{Data, Entry, Node};

/// References that lead to references; what follows them recurses.
const MAX_HOPS: usize = 32;
/// Levels of the tree, those behind references counted.
const MAX_DEPTH: usize = 160;
/// Values that references may bring in.
const MAX_VALUES: usize = 1 << 20;
/// Bytes that all texts with references may come to, so that doubling texts end in an error.
const MAX_BYTES: usize = 16 << 20;

/// The tree with its references followed; `None` when it holds none.
///
/// # Errors
/// `E_INTERPOLATION` for a reference that leads nowhere, to a map or list within a text, or round
/// in a circle, at the place of the text.
pub(super) fn interpolate(root: &Node, sources: &SourceMap) -> Result<Option<Node>> {
    if !mentions(root) {
        return Ok(None);
    }
    let mut follow = Follow {
        root,
        sources,
        done: HashMap::new(),
        trail: Vec::new(),
        bytes: 0,
        depth: 0,
        values: 0,
        problems: Vec::new(),
    };
    let node = follow.node(root)?;
    if follow.problems.is_empty() { Ok(Some(node)) } else { Err(Error::all(follow.problems)) }
}

fn mentions(node: &Node) -> bool {
    match &node.data {
        Data::Text(text) => text.contains("${"),
        Data::List(items) => items.iter().any(mentions),
        Data::Map(map) => map.entries().iter().any(|entry| mentions(&entry.node)),
        _ => false,
    }
}

/// The values of a tree, counted up to a limit.
fn count(node: &Node, limit: usize) -> usize {
    let mut counted = 1;
    let mut add = |child: &Node| {
        if counted < limit {
            counted += count(child, limit - counted);
        }
    };
    match &node.data {
        Data::List(items) => items.iter().for_each(&mut add),
        Data::Map(map) => map.entries().iter().for_each(|entry| add(&entry.node)),
        _ => {}
    }
    counted
}

struct Follow<'f> {
    root: &'f Node,
    sources: &'f SourceMap,
    done: HashMap<KeyPath, Node>,
    /// The references being followed, with the texts that hold them.
    trail: Vec<(KeyPath, Span)>,
    bytes: usize,
    /// How deep the walk is, through references too: what follows it recurses.
    depth: usize,
    /// Values that references brought in.
    values: usize,
    /// Texts that cannot be followed; all of them are told.
    problems: Vec<Error>,
}

// The walk recurses, through references too; `MAX_DEPTH` bounds it, whatever they lead to.
impl Follow<'_> {
    fn node(&mut self, node: &Node) -> Result<Node> {
        if self.depth >= MAX_DEPTH {
            let error = self.error("references make the tree too deep", node.span);
            return Err(error.help("refer to less, or flatten it"));
        }
        self.depth += 1;
        let followed = self.below(node);
        self.depth -= 1;
        followed
    }

    fn below(&mut self, node: &Node) -> Result<Node> {
        let data = match &node.data {
            Data::Text(text) if text.contains("${") => {
                return Ok(self.text(text, node.span).unwrap_or_else(|error| {
                    self.problems.push(error);
                    node.clone()
                }));
            }
            Data::List(items) if items.iter().any(mentions) => {
                Data::List(items.iter().map(|item| self.node(item)).collect::<Result<_>>()?)
            }
            Data::Map(map) if mentions(node) => {
                let entries = map
                    .entries()
                    .iter()
                    .map(|entry| Ok(Entry { node: self.node(&entry.node)?, ..entry.clone() }));
                return Ok(node.with_entries(entries.collect::<Result<_>>()?));
            }
            _ => return Ok(node.clone()),
        };
        Ok(Node { data, span: node.span })
    }

    fn text(&mut self, text: &str, span: Span) -> Result<Node> {
        let mut out = String::new();
        let mut rest = text;
        while let Some(start) = rest.find("${") {
            if rest[..start].ends_with('$') {
                out.push_str(&rest[..start - 1]);
                out.push_str("${");
                rest = &rest[start + 2..];
                continue;
            }
            let Some(end) = rest[start..].find('}').map(|end| start + end) else {
                let error = self.error("a `${` is not closed", span);
                return Err(error.help("close it with `}`, or write `$${` to mean it"));
            };
            if rest[start + 2..end].contains("${") {
                let error = self.error("a `${` stands inside another, or one is not closed", span);
                return Err(error.help("close each with `}` before the next begins"));
            }
            let target = self.target(&rest[start + 2..end], span)?;
            self.values += count(&target, MAX_VALUES - self.values.min(MAX_VALUES));
            if self.values >= MAX_VALUES {
                let error = self.error("references bring in too many values", span);
                return Err(error.help("refer to less"));
            }
            let alone = out.is_empty() && start == 0 && rest.len() == end + 1;
            if alone && text.len() == rest.len() {
                return Ok(Node { data: target.data, span });
            }
            out.push_str(&rest[..start]);
            match &target.data {
                Data::Text(text) => out.push_str(text),
                Data::Null => {}
                Data::List(_) | Data::Map(_) | Data::Tagged(_) => {
                    let path = &rest[start + 2..end];
                    let message = format!("`${{{path}}}` is {} within a text", target.kind());
                    return Err(self.error(message, span).help("refer to one of its values"));
                }
                _ => out.push_str(&target.to_string()),
            }
            self.bytes += out.len();
            if self.bytes > MAX_BYTES {
                let message = format!("the references come to more than {MAX_BYTES} bytes");
                return Err(self.error(message, span).help("repeat less"));
            }
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
        Ok(Node { data: Data::Text(SmolStr::new(out)), span })
    }

    fn target(&mut self, reference: &str, span: Span) -> Result<Node> {
        let (path, default) = match reference.split_once(":-") {
            Some((path, default)) => (path.trim(), Some(default)),
            None => (reference.trim(), None),
        };
        let path = match KeyPath::parse(path) {
            Ok(path) if !path.is_empty() => path,
            _ => {
                let message = format!("`${{{reference}}}` holds no path");
                let help = "write keys joined by dots, or `$${` to mean it";
                return Err(self.error(message, span).help(help));
            }
        };
        if let Some(done) = self.done.get(&path) {
            return Ok(done.clone());
        }
        let Some(target) = at(self.root, &path).cloned() else {
            return match default {
                Some(text) => Ok(Node { data: Data::Text(SmolStr::new(text)), span }),
                None => {
                    let message = format!("`${{{path}}}` leads to no value");
                    let help = "correct the path, give it a default with `:-`, or write `$${`";
                    Err(self.error(message, span).help(help))
                }
            };
        };
        if let Some(start) = self.trail.iter().position(|(known, _)| *known == path) {
            let circle = self.trail[start..].iter().map(|(path, _)| path).chain([&path]);
            let circle: Vec<String> = circle.map(|path| format!("`{path}`")).collect();
            let message = format!("references go round in a circle: {}", circle.join(" → "));
            let spans = self.trail[start + 1..].iter().map(|(_, span)| *span);
            let places = spans.filter_map(|span| self.sources.place(span));
            let error = self.error(message, span).help("give one of them a value");
            return Err(places.fold(error, Error::at));
        }
        if self.trail.len() >= MAX_HOPS {
            let message = format!("references lead through more than {MAX_HOPS} steps");
            return Err(self.error(message, span).help("refer to the value itself"));
        }
        self.trail.push((path.clone(), span));
        let followed = self.node(&target);
        self.trail.pop();
        let followed = followed?;
        self.done.insert(path, followed.clone());
        Ok(followed)
    }

    fn error(&self, message: impl Into<String>, span: Span) -> Error {
        Error::new(Code::Interpolation, message).at(self.sources.place(span))
    }
}
