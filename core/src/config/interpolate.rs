//! References inside texts, followed.
//!
//! A path begins at the root of the resolved tree; a variable is one that the caller gave. A text
//! that is one reference takes the value with its kind; inside a longer text a reference becomes
//! text. A variable's text is taken as it is. What a text becomes keeps the place of the text.

use std::collections::{BTreeSet, HashMap};

use smol_str::SmolStr;

use super::Variables;
use super::reference::{Mention, Piece, Pieces, Target};
use crate::error::{Code, Error, Result};
use crate::source::{SourceMap, Span};
use crate::value::{KeyPath, at, is_secret_in, key_looks_secret, leaves};
use crate::yaml::{Data, Entry, Node};

/// References that lead to references; what follows them recurses.
const MAX_HOPS: usize = 32;
/// Levels of the tree, those behind references counted.
const MAX_DEPTH: usize = 160;
/// Values that references may bring in.
const MAX_VALUES: usize = 1 << 20;
/// Bytes that all texts with references may come to, so that doubling texts end in an error.
const MAX_BYTES: usize = 16 << 20;

/// A tree with its references followed.
pub(super) struct Followed {
    pub(super) root: Node,
    /// Scalars whose path says nothing, and that are secrets by the name of what they refer to.
    pub(super) secrets: BTreeSet<KeyPath>,
}

/// The tree with its references followed; `None` when it holds none.
///
/// # Errors
/// `E_INTERPOLATION` for a reference that leads nowhere, to a map or list within a text, or round
/// in a circle, at the place of the text.
pub(super) fn interpolate(
    root: &Node,
    sources: &SourceMap,
    variables: Option<&Variables>,
    secrets: BTreeSet<KeyPath>,
) -> Result<Option<Followed>> {
    if !mentions(root) {
        return Ok(None);
    }
    let mut follow = Follow {
        root,
        sources,
        variables,
        path: KeyPath::root(),
        secrets,
        done: HashMap::new(),
        trail: Vec::new(),
        bytes: 0,
        depth: 0,
        values: 0,
        problems: Vec::new(),
    };
    let root = follow.node(root)?;
    match follow.problems.is_empty() {
        true => Ok(Some(Followed { root, secrets: follow.secrets })),
        false => Err(Error::all(follow.problems)),
    }
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
    variables: Option<&'f Variables>,
    /// Where the walk is.
    path: KeyPath,
    secrets: BTreeSet<KeyPath>,
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
                let items = items.iter().enumerate();
                Data::List(
                    items
                        .map(|(at, item)| self.step(&SmolStr::new(at.to_string()), item))
                        .collect::<Result<_>>()?,
                )
            }
            Data::Map(map) if mentions(node) => {
                let entries = map.entries().iter().map(|entry| {
                    Ok(Entry { node: self.step(&entry.key, &entry.node)?, ..entry.clone() })
                });
                return Ok(node.with_entries(entries.collect::<Result<_>>()?));
            }
            _ => return Ok(node.clone()),
        };
        Ok(Node { data, span: node.span })
    }

    fn step(&mut self, key: &SmolStr, node: &Node) -> Result<Node> {
        self.path.push(key.clone());
        let followed = self.node(node);
        self.path.pop();
        followed
    }

    fn text(&mut self, text: &str, span: Span) -> Result<Node> {
        let mut out = String::new();
        for piece in Pieces::of(text) {
            let mention = match piece {
                Ok(Piece::Plain(plain)) => {
                    out.push_str(plain);
                    continue;
                }
                Ok(Piece::Mention(mention)) => mention,
                Err(flaw) => return Err(self.error(flaw.message(), span).help(flaw.help())),
            };
            let target = self.target(&mention, span)?;
            self.values += count(&target, MAX_VALUES - self.values.min(MAX_VALUES));
            if self.values >= MAX_VALUES {
                let error = self.error("references bring in too many values", span);
                return Err(error.help("refer to less"));
            }
            self.hide(&mention.target, &target);
            if mention.alone {
                return Ok(Node { data: target.data, span });
            }
            match &target.data {
                Data::Text(text) => out.push_str(text),
                Data::Null => {}
                Data::List(_) | Data::Map(_) | Data::Tagged(_) => {
                    let message =
                        format!("`${{{}}}` is {} within a text", mention.target, target.kind());
                    return Err(self.error(message, span).help("refer to one of its values"));
                }
                _ => out.push_str(&target.to_string()),
            }
            self.bytes += out.len();
            if self.bytes > MAX_BYTES {
                let message = format!("the references come to more than {MAX_BYTES} bytes");
                return Err(self.error(message, span).help("repeat less"));
            }
        }
        Ok(Node { data: Data::Text(SmolStr::new(out)), span })
    }

    fn target(&mut self, mention: &Mention<'_>, span: Span) -> Result<Node> {
        let text = |text: &str| Node { data: Data::Text(SmolStr::new(text)), span };
        match &mention.target {
            Target::Variable(name) => {
                let given = self.variables.and_then(|given| given.get(name));
                match given.or(mention.default) {
                    Some(given) => Ok(text(given)),
                    None => Err(self.no_variable(name, span)),
                }
            }
            Target::Path(path) => match (at(self.root, path), mention.default) {
                (Some(target), _) => self.follow(path, target, span),
                (None, Some(default)) => Ok(text(default)),
                (None, None) => {
                    let message = format!("`${{{path}}}` leads to no value");
                    let help = "correct the path, give it a default with `:-`, or write `$${`";
                    Err(self.error(message, span).help(help))
                }
            },
        }
    }

    fn no_variable(&self, name: &str, span: Span) -> Error {
        let message = format!("`${{env:{name}}}` names a variable that was not given");
        let help = match self.variables {
            Some(_) => {
                format!("add `{name}` to the option `variables`, or give a default with `:-`")
            }
            None => "give the option `variables` on opening, or a default with `:-`".to_owned(),
        };
        self.error(message, span).help(help)
    }

    fn follow(&mut self, path: &KeyPath, target: &Node, span: Span) -> Result<Node> {
        if let Some(done) = self.done.get(path) {
            return Ok(done.clone());
        }
        if let Some(start) = self.trail.iter().position(|(known, _)| known == path) {
            let circle = self.trail[start..].iter().map(|(path, _)| path).chain([path]);
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
        let here = std::mem::replace(&mut self.path, path.clone());
        let followed = self.node(target);
        self.path = here;
        self.trail.pop();
        let followed = followed?;
        self.done.insert(path.clone(), followed.clone());
        Ok(followed)
    }

    /// Remembers which values of this text are secrets by the name of what it refers to.
    fn hide(&mut self, target: &Target, value: &Node) {
        let path = match target {
            Target::Variable(name) => {
                if key_looks_secret(name) {
                    self.secrets.insert(self.path.clone());
                }
                return;
            }
            Target::Path(path) => path,
        };
        let mut found = Vec::new();
        leaves(value, &mut |below, leaf| {
            let there: KeyPath = path.keys().chain(below.keys()).collect();
            if is_secret_in(self.root, &there, leaf) || self.secrets.contains(&there) {
                found.push(self.path.keys().chain(below.keys()).collect());
            }
        });
        self.secrets.extend(found);
    }

    fn error(&self, message: impl Into<String>, span: Span) -> Error {
        Error::new(Code::Interpolation, message).at(self.sources.place(span))
    }
}
