//! The walk over two trees, with a stack of its own.

use smol_str::SmolStr;

use super::equal::{equivalent, same};
use super::list::{Members, pair_up};
use super::{Change, ChangeKind, Comparison, Options};
use crate::source::Span;
use crate::value::{KeyPath, leaves};
use crate::yaml::{Data, Map, Node};

/// Compares two trees. Subtrees that both share cost nothing; the rest is visited once.
pub fn compare(left: &Node, right: &Node, options: &Options) -> Comparison {
    let mut walk =
        Walk { options, path: KeyPath::root(), found: Comparison::default(), frames: Vec::new() };
    walk.pair(left, right, (left.span, right.span));
    walk.run();
    walk.found
}

/// A value that may stand on either side, and where its key or itself was written.
pub(super) struct Member<'n> {
    /// The step from the parent.
    pub(super) key: SmolStr,
    pub(super) left: Option<(&'n Node, Span)>,
    pub(super) right: Option<(&'n Node, Span)>,
    /// The position in a list, where it is only on one side.
    pub(super) position: Option<usize>,
}

enum Inside<'n> {
    Maps(&'n Map, &'n Map),
    Lists(Vec<Member<'n>>),
}

/// Two maps or two lists, and how far they were visited.
struct Frame<'n> {
    inside: Inside<'n>,
    next: usize,
    /// How many keys of the right map were met in the left one.
    met: usize,
    /// Where each side's key was written.
    at: (Span, Span),
}

impl<'n> Frame<'n> {
    /// The next member that is not the same on both sides.
    fn advance(&mut self) -> Option<Member<'n>> {
        let (left, right) = match &mut self.inside {
            Inside::Lists(members) => {
                let member = members.get_mut(self.next)?;
                self.next += 1;
                let Member { key, left, right, position } = member;
                let key = std::mem::take(key);
                return Some(Member { key, left: *left, right: *right, position: *position });
            }
            Inside::Maps(left, right) => (*left, *right),
        };
        while let Some(entry) = left.entries().get(self.next) {
            // Trees of one shape have their keys at the same positions.
            let beside = right.entries().get(self.next).filter(|other| other.key == entry.key);
            self.next += 1;
            let other = beside.or_else(|| right.entry(&entry.key));
            self.met += usize::from(other.is_some());
            if other.is_some_and(|other| same(&entry.node, &other.node)) {
                continue;
            }
            return Some(Member {
                key: entry.key.clone(),
                left: Some((&entry.node, entry.key_span)),
                right: other.map(|other| (&other.node, other.key_span)),
                position: None,
            });
        }
        while self.met < right.len() {
            let entry = right.entries().get(self.next - left.len())?;
            self.next += 1;
            if left.entry(&entry.key).is_none() {
                let right = Some((&entry.node, entry.key_span));
                return Some(Member { key: entry.key.clone(), left: None, right, position: None });
            }
        }
        None
    }
}

struct Walk<'n> {
    options: &'n Options,
    path: KeyPath,
    found: Comparison,
    frames: Vec<Frame<'n>>,
}

impl<'n> Walk<'n> {
    fn run(&mut self) {
        while let Some(frame) = self.frames.last_mut() {
            let at = frame.at;
            let Some(member) = frame.advance() else {
                self.frames.pop();
                self.path.pop();
                continue;
            };
            self.path.push(member.key);
            let depth = self.frames.len();
            match (member.left, member.right) {
                (Some((left, left_at)), Some((right, right_at))) => {
                    self.pair(left, right, (left_at, right_at));
                }
                (left, right) => {
                    let parent = if left.is_some() { at.1 } else { at.0 };
                    let node = |side: Option<(&Node, Span)>| side.map(|(node, _)| node.clone());
                    self.alone(node(left), node(right), member.position, parent);
                }
            }
            // Whatever opened a frame keeps its key until that frame is done.
            if self.frames.len() == depth {
                self.path.pop();
            }
        }
    }

    fn pair(&mut self, left: &'n Node, right: &'n Node, at: (Span, Span)) {
        let (left, right) = (left.untagged(), right.untagged());
        if same(left, right) {
            return;
        }
        let inside = match (&left.data, &right.data) {
            (Data::Map(left), Data::Map(right)) => Inside::Maps(left, right),
            (Data::List(a), Data::List(b)) => {
                let Members { moved, members } = pair_up(a, b, &self.path, self.options);
                if moved {
                    self.change(ChangeKind::Moved, left, right);
                }
                Inside::Lists(members)
            }
            (a, b) if equivalent(a, b, &self.path, self.options) => {
                let change = self.changed(ChangeKind::Changed, left, right);
                return self.found.equivalent.push(change);
            }
            _ => return self.change(ChangeKind::Changed, left, right),
        };
        self.frames.push(Frame { inside, next: 0, met: 0, at });
    }

    fn change(&mut self, kind: ChangeKind, left: &Node, right: &Node) {
        let change = self.changed(kind, left, right);
        self.found.changes.push(change);
    }

    fn changed(&self, kind: ChangeKind, left: &Node, right: &Node) -> Change {
        let (left, right) = (Some(left.clone()), Some(right.clone()));
        Change { path: self.path.clone(), kind, left, right, position: None, parent: None }
    }

    /// A value that stands on one side only.
    fn alone(
        &mut self,
        left: Option<Node>,
        right: Option<Node>,
        position: Option<usize>,
        parent: Span,
    ) {
        let (removed, parent) = (left.is_some(), Some(parent));
        let kind = if removed { ChangeKind::Removed } else { ChangeKind::Added };
        if !self.options.leaves {
            let path = self.path.clone();
            return self.found.changes.push(Change { path, kind, left, right, position, parent });
        }
        let Some(node) = left.or(right) else { return };
        let changes = &mut self.found.changes;
        leaves(&node, &mut |below, leaf| {
            let path = self.path.keys().chain(below.keys()).collect();
            let leaf = Some(leaf.clone());
            let (left, right) = if removed { (leaf, None) } else { (None, leaf) };
            changes.push(Change { path, kind, left, right, position: None, parent });
        });
    }
}
