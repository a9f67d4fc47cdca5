//! Where in its file a key or a value stands: from spans back to paths.

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::source::{SourceFile, Span};
use crate::value::Digest;
use crate::yaml::{Data, Node};

/// A file's keys and values by their spans.
pub(super) struct Outline {
    file: Arc<str>,
    /// The keys above `root`.
    prefix: Vec<SmolStr>,
    root: Node,
    /// Path, and whether it is the key's span; `None` for a span that stands in several places.
    places: HashMap<Span, Option<(Vec<SmolStr>, bool)>>,
}

impl Outline {
    /// The outline of a file, of which `root` stands below `prefix`. `None` for a file with
    /// aliases: what an edit of one place means for the others has to be thought about.
    pub(super) fn of(file: &SourceFile, prefix: Vec<SmolStr>, root: &Node) -> Option<Self> {
        let (places, path) = (HashMap::new(), prefix.clone());
        let mut walk = Walk { file, places, path, aliased: false };
        walk.node(root);
        let Walk { places, aliased, .. } = walk;
        let (file, root) = (file.path().clone(), root.clone());
        (!aliased).then_some(Self { file, prefix, root, places })
    }

    /// The file's path.
    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// The path of what has a span, and whether it is the key.
    pub(super) fn find(&self, span: Span) -> Option<(&[SmolStr], bool)> {
        let (path, is_key) = self.places.get(&span)?.as_ref()?;
        Some((path, *is_key))
    }

    /// Whether something stands at a path.
    pub(super) fn has(&self, path: &[SmolStr]) -> bool {
        self.value(path).is_some()
    }

    /// The digest of what stands at a path.
    pub(super) fn digest(&self, path: &[SmolStr]) -> Option<Digest> {
        self.value(path).map(Digest::of)
    }

    fn value(&self, path: &[SmolStr]) -> Option<&Node> {
        let below = path.strip_prefix(self.prefix.as_slice())?;
        below.iter().try_fold(&self.root, |node, key| node.child(key))
    }
}

struct Walk<'w> {
    file: &'w SourceFile,
    places: HashMap<Span, Option<(Vec<SmolStr>, bool)>>,
    path: Vec<SmolStr>,
    aliased: bool,
}

impl Walk<'_> {
    // Trees are as deep as `limits.depth` at most, so recursion is bounded.
    fn node(&mut self, node: &Node) {
        let node = node.untagged();
        let first = self.file.text().as_bytes().get(node.span.start as usize);
        self.aliased |= first == Some(&b'*') && node.span.start < node.span.end;
        self.put(node.span, false);
        match &node.data {
            Data::Map(map) => {
                for entry in map.entries() {
                    self.path.push(entry.key.clone());
                    self.put(entry.key_span, true);
                    self.node(&entry.node);
                    self.path.pop();
                }
            }
            Data::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.path.push(at.to_string().into());
                    self.node(item);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, span: Span, is_key: bool) {
        let place = Some((self.path.clone(), is_key));
        self.places.entry(span).and_modify(|several| *several = None).or_insert(place);
    }
}
