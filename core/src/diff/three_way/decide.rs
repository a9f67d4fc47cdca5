//! Whose value counts, one path after the other, with a stack of its own.

use std::collections::HashMap;

use super::merged::Conflict;
use super::sides::{Inside, Members, Side, Sides};
use crate::diff::list::{Names, naming};
use crate::diff::tree::compare_sides;
use crate::diff::{Change, ChangeKind, Comparison, Documents, Options};
use crate::source::Span;
use crate::value::{KeyPath, Meaning, Standing};
use crate::yaml::{Data, Node, TreeHash};

/// Who made a change.
#[derive(Debug, Clone, Copy)]
enum Who {
    Ours,
    Theirs,
    Both,
}

/// What was decided so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) ours: Vec<Change>,
    pub(super) theirs: Vec<Change>,
    pub(super) agreed: Vec<Change>,
    pub(super) conflicts: Vec<Conflict>,
    /// Other spellings that are taken over.
    pub(super) spelled: Vec<Change>,
}

pub(super) struct Walk<'n> {
    options: &'n Options,
    path: KeyPath,
    frames: Vec<Frame<'n>>,
    pub(super) found: Found,
}

/// Three containers, and where the key of each was written.
struct Frame<'n> {
    members: Members<'n>,
    at: [Span; 3],
}

impl<'n> Walk<'n> {
    pub(super) fn new(options: &'n Options) -> Self {
        Self { options, path: KeyPath::root(), frames: Vec::new(), found: Found::default() }
    }

    pub(super) fn run(&mut self, trees: [&'n Node; 3]) {
        let root = |node: &'n Node| Some(Side { node, at: node.span, position: None });
        self.decide(trees.map(root), trees.map(|node| node.span));
        while let Some(frame) = self.frames.last_mut() {
            let at = frame.at;
            let Some((step, sides)) = frame.members.next() else {
                self.frames.pop();
                self.path.pop();
                continue;
            };
            self.path.push(step);
            let depth = self.frames.len();
            self.decide(sides, at);
            // Whatever opened a frame keeps its step until that frame is done.
            if self.frames.len() == depth {
                self.path.pop();
            }
        }
    }

    /// Whose value counts here; `above` says where the parents stand.
    fn decide(&mut self, sides: Sides<'n>, above: [Span; 3]) {
        let [base, ours, theirs] =
            sides.map(|side| side.map(|side| side.node.untagged().tree_hash()));
        if ours == theirs {
            if base != ours {
                self.take(Who::Both, sides, above);
            }
            return;
        }
        if base == theirs {
            return self.take(Who::Ours, sides, above);
        }
        if base == ours {
            return self.take(Who::Theirs, sides, above);
        }
        let [Some(base), Some(ours), Some(theirs)] = sides else {
            return self.where_one_is_missing(sides, above);
        };
        let inside = match [base, ours, theirs].map(|side| &side.node.untagged().data) {
            [Data::Map(base), Data::Map(ours), Data::Map(theirs)] => {
                Inside::Maps([base, ours, theirs])
            }
            [Data::List(a), Data::List(b), Data::List(c)] => {
                match self.lists([a, b, c], sides, above) {
                    Some(inside) => inside,
                    None => return,
                }
            }
            _ => return self.values(sides, above),
        };
        let at = [base.at, ours.at, theirs.at];
        self.frames.push(Frame { members: Members::new(inside), at });
    }

    /// Named items are looked at one by one; everything else is decided here.
    fn lists(
        &mut self,
        lists: [&'n [Node]; 3],
        sides: Sides<'n>,
        above: [Span; 3],
    ) -> Option<Inside<'n>> {
        let path = || self.path.clone();
        let set = self.options.meaning(&self.path) == Some(Meaning::Set);
        let named = naming(&lists, &path, self.options)
            .and_then(|(key, names)| Some((key, <[Names; 3]>::try_from(names).ok()?)));
        let Some((key, names)) = named else {
            if set {
                self.sets(sides, above);
            } else {
                self.values(sides, above);
            }
            return None;
        };
        let [base, ours, theirs] = &names;
        let order = match (moved(base, ours), moved(base, theirs)) {
            (false, false) => None,
            (true, false) => Some((Who::Ours, sides[1])),
            (false, true) => Some((Who::Theirs, sides[2])),
            (true, true) if set => Some((Who::Ours, sides[1])),
            (true, true) if moved(ours, theirs) => {
                self.conflict(sides);
                return None;
            }
            (true, true) => Some((Who::Both, sides[1])),
        };
        if let (Some((who, Some(to))), Some(from)) = (order, sides[0]) {
            let change = Change {
                path: self.path.clone(),
                right_path: None,
                kind: ChangeKind::Moved,
                left: Some(from.node.clone()),
                right: Some(to.node.clone()),
                position: None,
                by: Some(key.into()),
                parent: None,
                standing: Standing::default(),
                documents: Documents::default(),
            };
            if set { self.found.spelled.push(change) } else { self.list(who).push(change) }
        }
        Some(Inside::Lists(key, lists, names))
    }

    /// What either side put into a set or took out of it. Nothing of it can be in conflict.
    fn sets(&mut self, sides: Sides<'n>, above: [Span; 3]) {
        let of =
            |side: usize| self.compared(sides[0], sides[side], [above[0], above[side]]).changes;
        let (ours, theirs) = (of(1), of(2));
        // An item that both took out stands at one position of the base; one that both put in
        // stands anywhere.
        let mut alike: HashMap<Item, Vec<usize>> = HashMap::new();
        for (at, change) in theirs.iter().enumerate().rev() {
            alike.entry(Item::of(change)).or_default().push(at);
        }
        let mut told = vec![false; theirs.len()];
        for change in ours {
            match alike.get_mut(&Item::of(&change)).and_then(Vec::pop) {
                Some(at) => {
                    told[at] = true;
                    self.found.agreed.push(change);
                }
                None => self.found.ours.push(change),
            }
        }
        let rest = theirs.into_iter().zip(told).filter(|(_, told)| !told);
        self.found.theirs.extend(rest.map(|(change, _)| change));
    }

    /// One of three values is missing, and the others differ.
    fn where_one_is_missing(&mut self, sides: Sides<'n>, above: [Span; 3]) {
        let alike = |a: usize, b: usize| self.alike(sides[a], sides[b]);
        match sides {
            [None, ..] if alike(1, 2) => self.take(Who::Both, sides, above),
            [_, None, _] if alike(0, 2) => self.take(Who::Ours, sides, above),
            [_, _, None] if alike(0, 1) => self.take(Who::Theirs, sides, above),
            _ => self.conflict(sides),
        }
    }

    /// Three values that are decided as a whole.
    fn values(&mut self, sides: Sides<'n>, above: [Span; 3]) {
        let alike = |a: usize, b: usize| self.alike(sides[a], sides[b]);
        if alike(1, 2) {
            self.take(Who::Both, sides, above);
        } else if alike(0, 1) {
            self.take(Who::Theirs, sides, above);
        } else if alike(0, 2) {
            self.take(Who::Ours, sides, above);
        } else {
            self.conflict(sides);
        }
    }

    /// Whether two values that are not equal mean the same.
    fn alike(&self, left: Option<Side<'n>>, right: Option<Side<'n>>) -> bool {
        left.is_some() && right.is_some() && {
            self.compared(left, right, [Span::NONE; 2]).changes.is_empty()
        }
    }

    /// Takes over what one side, or both, made of the base.
    fn take(&mut self, who: Who, sides: Sides<'n>, above: [Span; 3]) {
        let side = if matches!(who, Who::Theirs) { 2 } else { 1 };
        let found = self.compared(sides[0], sides[side], [above[0], above[side]]);
        self.list(who).extend(found.changes);
        self.found.spelled.extend(found.equivalent);
    }

    fn compared(
        &self,
        left: Option<Side<'n>>,
        right: Option<Side<'n>>,
        above: [Span; 2],
    ) -> Comparison {
        let position = match (left, right) {
            (Some(side), None) | (None, Some(side)) => side.position,
            _ => None,
        };
        let sides = [left, right].map(|side| side.map(|side| (side.node, side.at)));
        compare_sides(&self.path, sides, position, above, self.options)
    }

    fn list(&mut self, who: Who) -> &mut Vec<Change> {
        match who {
            Who::Ours => &mut self.found.ours,
            Who::Theirs => &mut self.found.theirs,
            Who::Both => &mut self.found.agreed,
        }
    }

    fn conflict(&mut self, sides: Sides<'n>) {
        let [base, ours, theirs] = sides.map(|side| side.map(|side| side.node.clone()));
        let path = self.path.clone();
        self.found.conflicts.push(Conflict {
            path,
            base,
            ours,
            theirs,
            documents: Documents::default(),
        });
    }
}

/// An item of a set that came or went: what it is, or where it was.
#[derive(PartialEq, Eq, Hash)]
enum Item {
    Came(TreeHash),
    Went(Option<usize>),
}

impl Item {
    fn of(change: &Change) -> Self {
        match &change.right {
            Some(item) => Self::Came(item.tree_hash()),
            None => Self::Went(change.position),
        }
    }
}

/// Whether the items that two lists share stand in another order.
fn moved(left: &Names, right: &Names) -> bool {
    let mut last = None;
    left.all().iter().filter_map(|name| right.find(*name)).any(|at| {
        let before = last.is_some_and(|last| at < last);
        last = Some(at);
        before
    })
}
