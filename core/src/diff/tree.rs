//! The walk over two trees, with a stack of its own.

use std::cell::OnceCell;

use smol_str::SmolStr;

use super::around::{self, Around, Known};
use super::equal::{equivalent, same};
use super::list::{pair_up, pair_up_sets};
use super::members::{Lists, Maps};
use super::step::{Step, Steps};
use super::{Change, ChangeKind, Comparison, Documents, Options};
use crate::source::Span;
use crate::value::{KeyPath, Meaning, Standing, leaves};
use crate::yaml::{Data, Node};

/// Compares two trees. Subtrees that both share cost nothing, and maps whose hash is known
/// ([`Node::tree_hash`]) a look; the rest is visited once.
pub fn compare(left: &Node, right: &Node, options: &Options) -> Comparison {
    compare_below(&KeyPath::root(), left, right, options)
}

/// The same for two values that stand at a path.
pub(super) fn compare_below(
    above: &KeyPath,
    left: &Node,
    right: &Node,
    options: &Options,
) -> Comparison {
    let sides = [Some((left, left.span)), Some((right, right.span))];
    compare_sides(above, sides, None, [Span::NONE; 2], options)
}

/// The same for values that may be missing, each with where its key or itself was written; `above`
/// says where their parents stand, and `position` where one stands alone in a list.
pub(super) fn compare_sides(
    path: &KeyPath,
    [left, right]: [Option<(&Node, Span)>; 2],
    position: Option<usize>,
    above: [Span; 2],
    options: &Options,
) -> Comparison {
    let steps = Steps::below(path.clone());
    let found = Comparison { leaves: options.leaves, ..Comparison::default() };
    let roots = [left, right].map(|side| side.map(|(node, _)| node));
    let (frames, documents) = (Vec::new(), OnceCell::new());
    let mut walk = Walk { options, steps, found, frames, roots, documents };
    match (left, right) {
        (Some((left, left_at)), Some((right, right_at))) => {
            walk.pair(left, right, (left_at, right_at));
            walk.run();
        }
        (Some((left, _)), None) => walk.alone(Some(left.clone()), None, position, above[1]),
        (None, Some((right, _))) => walk.alone(None, Some(right.clone()), position, above[0]),
        (None, None) => {}
    }
    walk.found
}

enum Inside<'n> {
    Maps(Maps<'n>),
    Lists(Lists<'n>),
}

/// Two maps or two lists, and where each side's key was written.
struct Frame<'n> {
    inside: Inside<'n>,
    at: (Span, Span),
    known: OnceCell<Known>,
}

impl Around for Frame<'_> {
    fn known(&self) -> &OnceCell<Known> {
        &self.known
    }

    fn look(&self, standing: Standing) -> Known {
        match &self.inside {
            Inside::Maps(maps) => Known::Maps(standing.inside(maps.both())),
            // Which item stands where the other list has a reference, nobody can tell.
            Inside::Lists(lists) if lists.refer_unlike() => Known::Lists(standing.of_a_secret()),
            Inside::Lists(_) => Known::Lists(standing),
        }
    }

    fn item(&self, standing: Standing, step: &Step<'_>) -> Standing {
        match (&self.inside, step) {
            (Inside::Lists(lists), Step::At(left, right)) => standing.item(lists.at(*left, *right)),
            _ => standing.item(std::iter::empty()),
        }
    }
}

struct Walk<'n> {
    options: &'n Options,
    steps: Steps<'n>,
    found: Comparison,
    frames: Vec<Frame<'n>>,
    roots: [Option<&'n Node>; 2],
    documents: OnceCell<Documents>,
}

impl<'n> Walk<'n> {
    fn run(&mut self) {
        while let Some(frame) = self.frames.last_mut() {
            let at = frame.at;
            let member = match &mut frame.inside {
                Inside::Maps(maps) => maps.advance(),
                Inside::Lists(lists) => lists.advance(),
            };
            let Some(member) = member else {
                self.frames.pop();
                self.steps.pop();
                continue;
            };
            self.steps.push(member.step);
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
            // Whatever opened a frame keeps its step until that frame is done.
            if self.frames.len() == depth {
                self.steps.pop();
            }
        }
    }

    fn pair(&mut self, left: &'n Node, right: &'n Node, at: (Span, Span)) {
        let (left, right) = (left.untagged(), right.untagged());
        if same(left, right) {
            return;
        }
        let inside = match (&left.data, &right.data) {
            (Data::Map(left), Data::Map(right)) => Inside::Maps(Maps::new(left, right)),
            (Data::List(a), Data::List(b)) => self.lists((left, a), (right, b)),
            (a, b) if equivalent(a, b, &|| self.steps.left(), self.options) => {
                let change = self.change(ChangeKind::Changed, left, right);
                return self.found.equivalent.push(change);
            }
            _ => {
                let change = self.change(ChangeKind::Changed, left, right);
                return self.found.changes.push(change);
            }
        };
        self.frames.push(Frame { inside, at, known: OnceCell::new() });
    }

    fn lists(
        &mut self,
        (left, items): (&Node, &'n [Node]),
        (right, others): (&Node, &'n [Node]),
    ) -> Inside<'n> {
        let path = || self.steps.left();
        let declares = !self.options.meanings.is_empty();
        let set = declares && self.options.meaning(&path()) == Some(Meaning::Set);
        let pairing = match set {
            true => pair_up_sets([items, others], &path, self.options),
            false => pair_up([items, others], &path, self.steps.depth(), self.options),
        };
        if pairing.moved {
            let mut change = self.change(ChangeKind::Moved, left, right);
            change.by = pairing.key.map(SmolStr::new);
            let found = &mut self.found;
            if set { found.equivalent.push(change) } else { found.changes.push(change) }
        }
        Inside::Lists(Lists::new(items, others, pairing))
    }

    fn change(&self, kind: ChangeKind, left: &Node, right: &Node) -> Change {
        Change {
            path: self.steps.left(),
            right_path: self.steps.right(),
            kind,
            left: Some(left.clone()),
            right: Some(right.clone()),
            position: None,
            by: None,
            parent: None,
            standing: self.standing(),
            documents: self.documents(),
        }
    }

    fn documents(&self) -> Documents {
        self.documents.get_or_init(|| Documents::of(self.roots.into_iter().flatten())).clone()
    }

    /// What is known of the values that were reached, by what stands around them.
    fn standing(&self) -> Standing {
        around::standing(&self.frames, self.steps.all())
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
        let (path, right_path) = (self.steps.left(), self.steps.right());
        let standing = self.standing();
        if !self.options.leaves {
            let (by, documents) = (None, self.documents());
            let change = Change {
                path,
                right_path,
                kind,
                left,
                right,
                position,
                by,
                parent,
                standing,
                documents,
            };
            return self.found.changes.push(change);
        }
        let Some(node) = left.or(right) else { return };
        let documents = self.documents();
        let changes = &mut self.found.changes;
        leaves(&node, &mut |below, leaf| {
            let standing = standing.deep(&node, below);
            let below = |path: &KeyPath| path.keys().chain(below.keys()).collect();
            let leaf = Some(leaf.clone());
            let (left, right) = if removed { (leaf, None) } else { (None, leaf) };
            changes.push(Change {
                path: below(&path),
                right_path: right_path.as_ref().map(below),
                kind,
                left,
                right,
                position: None,
                by: None,
                parent,
                standing,
                documents: documents.clone(),
            });
        });
    }
}
