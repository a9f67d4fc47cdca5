//! The JSON Patch that leads from one tree to another.

use super::moves::moves;
use super::operation::{JsonPatch, Kind, Operation};
use super::pointer::{self, Token};
use crate::diff::Options;
use crate::diff::equal::same;
use crate::diff::list::{Pairing, pair_up};
use crate::diff::members::Maps;
use crate::diff::step::{Step, Steps};
use crate::value::KeyPath;
use crate::yaml::{Data, Node};

/// The operations of a JSON Patch (RFC 6902), as a list of maps, that turn `left` into `right`.
/// [`JsonPatch`] is the same, and takes a third of the room.
///
/// Items of lists are known as in [`compare`](crate::diff::compare), so an item that is new, gone
/// or elsewhere is one operation. Nothing is left out for meaning the same. JSON has no NaN: trees
/// that hold one have a patch that no JSON text can carry.
pub fn json_patch(left: &Node, right: &Node, options: &Options) -> Node {
    JsonPatch::between(left, right, options).into_node()
}

/// The operations that turn one tree into another.
pub(super) fn operations(left: &Node, right: &Node, options: &Options) -> Vec<Operation> {
    let mut writer = Writer {
        options,
        steps: Steps::below(KeyPath::root()),
        tokens: Vec::new(),
        open: Vec::new(),
        operations: Vec::new(),
    };
    writer.pair(left, right);
    writer.run();
    writer.operations
}

/// Two maps, or the items of two lists that answer to each other.
enum Open<'n> {
    Maps(Maps<'n>),
    Lists { left: &'n [Node], right: &'n [Node], pairing: Pairing<'n>, next: usize },
}

struct Writer<'n> {
    options: &'n Options,
    steps: Steps<'n>,
    /// The way to here in a tree of which everything above is as on the right already.
    tokens: Vec<Token<'n>>,
    open: Vec<Open<'n>>,
    operations: Vec<Operation>,
}

impl<'n> Writer<'n> {
    fn run(&mut self) {
        while let Some(open) = self.open.last_mut() {
            let member = match open {
                Open::Maps(maps) => maps.advance().map(|member| {
                    let token = match member.step {
                        Step::Key(key) => Token::Key(key),
                        _ => Token::At(0),
                    };
                    let node = |side: Option<(&'n Node, _)>| side.map(|(node, _)| node);
                    (member.step, token, node(member.left), node(member.right))
                }),
                Open::Lists { left, right, pairing, next } => {
                    let differs = |(a, b): &&(usize, usize)| !same(&left[*a], &right[*b]);
                    let found = pairing.pairs[*next..].iter().position(|pair| differs(&pair));
                    found.map(|at| {
                        let (a, b) = pairing.pairs[*next + at];
                        *next += at + 1;
                        let (left, right) = (&left[a], &right[b]);
                        (pairing.step(left, (a, b)), Token::At(b), Some(left), Some(right))
                    })
                }
            };
            let Some((step, token, left, right)) = member else {
                self.open.pop();
                self.steps.pop();
                self.tokens.pop();
                continue;
            };
            let depth = self.open.len();
            match (left, right) {
                (Some(left), Some(right)) => {
                    self.steps.push(step);
                    self.tokens.push(token);
                    self.pair(left, right);
                    if self.open.len() == depth {
                        self.steps.pop();
                        self.tokens.pop();
                    }
                }
                (Some(_), None) => self.operation(Kind::Remove, Some(token), None),
                (None, right) => self.operation(Kind::Add, Some(token), right),
            }
        }
    }

    fn pair(&mut self, left: &'n Node, right: &'n Node) {
        let (left, right) = (left.untagged(), right.untagged());
        if same(left, right) {
            return;
        }
        match (&left.data, &right.data) {
            (Data::Map(left), Data::Map(right)) => {
                self.open.push(Open::Maps(Maps::new(left, right)))
            }
            (Data::List(left), Data::List(right)) => self.lists(left, right),
            _ => self.operation(Kind::Replace, None, Some(right)),
        }
    }

    /// Brings the list into the right shape: what goes, what moves, what is new. Each operation
    /// meets the list as those before it left it.
    fn lists(&mut self, left: &'n [Node], right: &'n [Node]) {
        let path = || self.steps.left();
        let mut pairing = pair_up([left, right], &path, self.steps.depth(), self.options);
        let mut stays = vec![false; pairing.left.len()];
        for (at, _) in &pairing.pairs {
            stays[at - pairing.left.start] = true;
        }
        for (at, _) in stays.iter().enumerate().rev().filter(|(_, stays)| !**stays) {
            self.operation(Kind::Remove, Some(Token::At(pairing.left.start + at)), None);
        }
        if pairing.moved {
            self.moves(&pairing);
        }
        for (at, _) in pairing.answered().iter().enumerate().filter(|(_, answered)| !**answered) {
            let at = pairing.right.start + at;
            self.operation(Kind::Add, Some(Token::At(at)), Some(&right[at]));
        }
        // What is told of an item stands below where it is now.
        pairing.pairs.sort_unstable_by_key(|(_, right)| *right);
        self.open.push(Open::Lists { left, right, pairing, next: 0 });
    }

    fn moves(&mut self, pairing: &Pairing<'_>) {
        let mut by_right: Vec<usize> = (0..pairing.pairs.len()).collect();
        by_right.sort_unstable_by_key(|at| pairing.pairs[*at].1);
        let mut order = vec![0; by_right.len()];
        for (rank, at) in by_right.into_iter().enumerate() {
            order[at] = rank;
        }
        for (from, to) in moves(&order) {
            let place = |at| Some(Token::At(pairing.left.start + at));
            let from = pointer::write(&self.tokens, place(from));
            let path = pointer::write(&self.tokens, place(to)).into();
            let (op, value) = (Kind::Move, Some(from.into()));
            self.operations.push(Operation { op, path, value });
        }
    }

    fn operation(&mut self, op: Kind, token: Option<Token<'n>>, value: Option<&Node>) {
        let path = pointer::write(&self.tokens, token).into();
        self.operations.push(Operation { op, path, value: value.cloned() });
    }
}
