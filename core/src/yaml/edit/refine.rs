//! A list or map in the place of another: only what differs is written, so that what stays keeps its
//! comments, its quotes and its order.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::guard::{self, is_same};
use super::plan::{Editor, Plan};
use super::reorder::reordered;
use super::{Edited, apply};
use crate::error::Result;
use crate::source::SourceFile;
use crate::yaml::{Data, Limits, Map, Node};

/// Items held against each other before a list is written as a whole.
pub(super) const CELLS: usize = 1 << 20;
/// Bytes read again in all where the steps have to be made one after the other.
pub(super) const BYTES: usize = 16 << 20;
/// What names an item of a list.
const NAMES: [&str; 3] = ["name", "id", "key"];

/// A part of the difference; positions are those of the old value.
#[derive(Debug, Clone)]
enum Step {
    Set {
        path: Vec<SmolStr>,
        value: Node,
    },
    /// Children that follow each other, by their keys or positions.
    Remove {
        holder: Vec<SmolStr>,
        keys: Vec<SmolStr>,
    },
    /// Children in a row.
    Insert {
        holder: Vec<SmolStr>,
        behind: Option<usize>,
        children: Vec<(Option<SmolStr>, Node)>,
    },
}

/// The document with a value in the place of a like one; `None` where it is better written whole.
pub(super) fn refined(
    editor: &Editor<'_>,
    root: &Node,
    (path, value): (&[SmolStr], &Node),
    wanted: &Node,
    limits: &Limits,
) -> Option<Edited> {
    if let Some(now) = reordered(editor.file, root, (path, value), limits) {
        if is_same(&now.root, wanted) {
            return Some(now);
        }
        let file = SourceFile::new(editor.file.id(), editor.file.path().clone(), now.text);
        if let Ok(editor) = Editor::open(&file, &now.root, limits)
            && let Some(edited) = in_order(&editor, &now.root, (path, value), wanted, limits)
        {
            return Some(edited);
        }
    }
    in_order(editor, root, (path, value), wanted, limits)
}

/// The document with a value in the place of one whose children come in the same order.
fn in_order(
    editor: &Editor<'_>,
    root: &Node,
    (path, value): (&[SmolStr], &Node),
    wanted: &Node,
    limits: &Limits,
) -> Option<Edited> {
    let old = path.iter().try_fold(root, |node, key| node.child(key))?;
    let mut steps = Vec::new();
    Differing { file: editor.file, steps: &mut steps }.nodes(&mut path.to_vec(), old, value);
    if let [Step::Set { path: whole, .. }] = steps.as_slice()
        && whole == path
    {
        return None;
    }
    at_once(editor, &steps, wanted, limits)
        .or_else(|| one_by_one(editor.file, root, &steps, wanted, limits))
}

/// The steps as one change of the text, where they do not touch each other.
fn at_once(editor: &Editor<'_>, steps: &[Step], wanted: &Node, limits: &Limits) -> Option<Edited> {
    let mut whole = Plan::default();
    for step in steps.iter().rev() {
        let mut plan = editor.step(step).ok()?;
        whole.cuts.append(&mut plan.cuts);
        whole.gone.append(&mut plan.gone);
    }
    whole.is_clear().then(|| guard::accept(editor, &whole, wanted, limits).ok()).flatten()
}

/// The steps one after the other, the last first, so that positions stay those of the old value.
fn one_by_one(
    file: &SourceFile,
    root: &Node,
    steps: &[Step],
    wanted: &Node,
    limits: &Limits,
) -> Option<Edited> {
    if steps.len().saturating_mul(file.text().len()) > BYTES {
        return None;
    }
    let mut now = Edited { text: file.text().to_owned(), root: root.clone() };
    for step in steps.iter().flat_map(Step::alone) {
        let file = SourceFile::new(file.id(), file.path().clone(), now.text);
        let editor = Editor::open(&file, &now.root, limits).ok()?;
        let wanted = step.apply(&file, &now.root, limits).ok()?;
        now = guard::accept(&editor, &editor.step(&step).ok()?, &wanted, limits).ok()?;
    }
    is_same(&now.root, wanted).then_some(now)
}

impl Step {
    /// The steps that take away one child each, the last first; other steps as they are.
    fn alone(&self) -> Vec<Cow<'_, Step>> {
        match self {
            Step::Remove { holder, keys } => {
                let alone = |key: &SmolStr| Step::Remove {
                    holder: holder.clone(),
                    keys: vec![key.clone()],
                };
                keys.iter().rev().map(|key| Cow::Owned(alone(key))).collect()
            }
            step => vec![Cow::Borrowed(step)],
        }
    }

    fn apply(&self, file: &SourceFile, root: &Node, limits: &Limits) -> Result<Node> {
        use super::Change;
        match self {
            Step::Set { path, value } => {
                let change = Change::Set { path: path.clone(), value: value.clone() };
                apply::apply(file, root, &change, limits)
            }
            Step::Remove { holder, keys } => {
                keys.iter().rev().try_fold(root.clone(), |root, key| {
                    let path = [holder.as_slice(), std::slice::from_ref(key)].concat();
                    apply::apply(file, &root, &Change::Remove { path }, limits)
                })
            }
            Step::Insert { holder, behind, children } => {
                let at = behind.map_or(0, |at| at + 1);
                let children = children.iter().zip(at..);
                Ok(children.fold(root.clone(), |root, ((key, value), at)| {
                    apply::inserted(&root, holder, at, key.as_ref(), value)
                }))
            }
        }
    }
}

impl Editor<'_> {
    fn step(&self, step: &Step) -> Result<Plan> {
        match step {
            Step::Set { path, value } => self.set(path, value),
            Step::Remove { holder, keys } => self.remove_all(holder, keys),
            Step::Insert { holder, behind, children } => {
                let spot = self.spot(holder)?;
                self.keep_shared(&spot, false)?;
                let slot = self.last(&spot)?;
                let behind = match behind {
                    Some(at) => Some(self.child_at(slot, &self.value_at(holder), *at)?),
                    None => None,
                };
                self.insert_behind(slot, behind, children)
            }
        }
    }

    /// Takes away children that follow each other, but not all there are.
    fn remove_all(&self, holder: &[SmolStr], keys: &[SmolStr]) -> Result<Plan> {
        let path = |key: &SmolStr| [holder, std::slice::from_ref(key)].concat();
        let mut whole = Plan::default();
        if let [first, .., _] = keys {
            let spot = self.spot(&path(first))?;
            let run = spot.at..spot.at + keys.len();
            let stands = |(at, key): (usize, &SmolStr)| {
                self.spot(&path(key)).is_ok_and(|s| s.at == at && s.depth() == holder.len() + 1)
            };
            let in_flow = self.last(&spot)?.is_in_flow() && run.len() < spot.siblings.len();
            if in_flow && run.clone().zip(keys).all(stands) {
                let inside = |at: usize| spot.siblings.get(at).map(|slot| slot.piece);
                let ends = (inside(run.start), inside(run.end - 1));
                if let ((Some(from), Some(to)), [.., parent, _]) = (ends, spot.slots.as_slice()) {
                    self.keep_unused(from..self.outline.pieces[to].next)?;
                    self.keep_shared_above(&spot)?;
                    return self.remove_flow(parent, &spot.siblings, run);
                }
            }
        }
        for key in keys {
            let mut plan = self.remove(&path(key))?;
            whole.cuts.append(&mut plan.cuts);
            whole.gone.append(&mut plan.gone);
        }
        Ok(whole)
    }
}

/// The steps from one value to another, those at the end first.
struct Differing<'d> {
    file: &'d SourceFile,
    steps: &'d mut Vec<Step>,
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
impl Differing<'_> {
    fn nodes(&mut self, path: &mut Vec<SmolStr>, old: &Node, new: &Node) {
        if is_same(old, new) {
            return;
        }
        let pairs = match (&old.data, &new.data) {
            _ if self.is_alias(old) => None,
            (Data::Tagged(a), Data::Tagged(b)) if a.intent == b.intent => pairs(&a.node, &b.node),
            (Data::Tagged(_), _) | (_, Data::Tagged(_)) => None,
            _ => pairs(old, new),
        };
        match pairs {
            Some(pairs) => self.children(path, old.untagged(), new.untagged(), &pairs),
            None => self.steps.push(Step::Set { path: path.clone(), value: new.clone() }),
        }
    }

    /// Whether what a value says stands elsewhere.
    fn is_alias(&self, node: &Node) -> bool {
        node.span.file == self.file.id()
            && self.file.text().as_bytes().get(node.span.start as usize) == Some(&b'*')
    }

    fn children(
        &mut self,
        path: &mut Vec<SmolStr>,
        old: &Node,
        new: &Node,
        pairs: &[(usize, usize)],
    ) {
        // What a map has from a `<<` is hidden by a value of its own, as a whole.
        let is_merged = |at: usize| match &old.data {
            Data::Map(map) => !old.span.contains(map.entries()[at].key_span),
            _ => false,
        };
        let (children_of_old, new) = (children(old), children(new));
        let key =
            |at: usize| children_of_old[at].0.cloned().unwrap_or_else(|| at.to_string().into());
        let (mut old_end, mut new_end) = (children_of_old.len(), new.len());
        for pair in (0..=pairs.len()).rev() {
            // What stands behind a pair, or before the first one.
            let pair = pair.checked_sub(1).map(|at| pairs[at]);
            let (old_start, new_start) = pair.map_or((0, 0), |(a, b)| (a + 1, b + 1));
            if old_start < old_end {
                let keys = (old_start..old_end).map(key).collect();
                self.steps.push(Step::Remove { holder: path.clone(), keys });
            }
            if new_start < new_end {
                let children = new[new_start..new_end].iter();
                let children = children.map(|(key, value)| (key.cloned(), (*value).clone()));
                self.steps.push(Step::Insert {
                    holder: path.clone(),
                    behind: pair.map(|(at, _)| at),
                    children: children.collect(),
                });
            }
            if let Some((a, b)) = pair {
                path.push(key(a));
                let (old, new) = (children_of_old[a].1, new[b].1);
                match is_merged(a) && !is_same(old, new) {
                    true => self.steps.push(Step::Set { path: path.clone(), value: new.clone() }),
                    false => self.nodes(path, old, new),
                }
                path.pop();
                (old_end, new_end) = (a, b);
            }
        }
    }
}

/// The children of a list or map, with their keys.
pub(super) fn children(node: &Node) -> Vec<(Option<&SmolStr>, &Node)> {
    match &node.data {
        Data::Map(map) => map.entries().iter().map(|e| (Some(&e.key), &e.node)).collect(),
        Data::List(items) => items.iter().map(|item| (None, item)).collect(),
        _ => Vec::new(),
    }
}

/// Which children of one value become which of the other, in order; `None` where none does.
fn pairs(old: &Node, new: &Node) -> Option<Vec<(usize, usize)>> {
    let pairs = match (&old.data, &new.data) {
        (Data::Map(old), Data::Map(new)) => by_key(old, new)?,
        (Data::List(old), Data::List(new)) => aligned(old, new)?,
        _ => return None,
    };
    (!pairs.is_empty()).then_some(pairs)
}

/// The keys that both maps have, if they come in the same order.
fn by_key(old: &Map, new: &Map) -> Option<Vec<(usize, usize)>> {
    let new = new.entries().iter().enumerate();
    let pairs = new.filter_map(|(at, entry)| Some((old.position(&entry.key)?, at)));
    let pairs: Vec<_> = pairs.collect();
    pairs.is_sorted().then_some(pairs)
}

/// The longest row of items that are the same or have the same name; between them, lists and maps
/// without a name by their place.
fn aligned(old: &[Node], new: &[Node]) -> Option<Vec<(usize, usize)>> {
    let front = old.iter().zip(new).take_while(|(a, b)| likeness(a, b) > 0).count();
    let (rest, new_rest) = (&old[front..], &new[front..]);
    let back = rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| likeness(a, b) > 0);
    let back = back.count();
    let (a, b) = (&rest[..rest.len() - back], &new_rest[..new_rest.len() - back]);
    let within = part(a, b).or_else(|| {
        let pairs = part(b, a)?.into_iter();
        Some(pairs.map(|(of_b, of_a)| (of_a, of_b)).collect())
    });
    if within.is_none() && a.len().saturating_mul(b.len()) > CELLS {
        return None;
    }
    let mut pairs: Vec<_> = (0..front).map(|at| (at, at)).collect();
    let gap = |pairs: &mut Vec<_>, to: (usize, usize)| {
        let from: (usize, usize) = pairs.last().map_or((0, 0), |(a, b)| (a + 1, b + 1));
        let both = (from.0..to.0).zip(from.1..to.1);
        pairs.extend(both.filter(|(a, b)| are_nameless(&old[*a], &new[*b])));
    };
    for (x, y) in within.unwrap_or_else(|| longest(a, b)) {
        let pair = (front + x, front + y);
        gap(&mut pairs, pair);
        pairs.push(pair);
    }
    gap(&mut pairs, (old.len() - back, new.len() - back));
    pairs.extend((0..back).rev().map(|at| (old.len() - 1 - at, new.len() - 1 - at)));
    Some(pairs)
}

/// The pairs where all items of the second list stand in the first one, in their order.
fn part(all: &[Node], part: &[Node]) -> Option<Vec<(usize, usize)>> {
    let mut at = 0;
    let pairs = part.iter().enumerate().map(|(item, node)| {
        at += all[at..].iter().position(|other| is_same(other, node))? + 1;
        Some((at - 1, item))
    });
    pairs.collect()
}

/// The pairs, in order, that are alike the most.
fn longest(a: &[Node], b: &[Node]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut best = vec![0u32; (a.len() + 1) * width];
    let mut like = vec![0u32; a.len() * b.len()];
    for x in (0..a.len()).rev() {
        for y in (0..b.len()).rev() {
            let likeness = likeness(&a[x], &b[y]);
            like[x * b.len() + y] = likeness;
            let beside = best[x * width + y + 1].max(best[(x + 1) * width + y]);
            let paired = best[(x + 1) * width + y + 1] + likeness;
            best[x * width + y] = if likeness > 0 { beside.max(paired) } else { beside };
        }
    }
    let (mut x, mut y, mut pairs) = (0, 0, Vec::new());
    while x < a.len() && y < b.len() {
        let here = best[x * width + y];
        let likeness = like[x * b.len() + y];
        if likeness > 0 && here == best[(x + 1) * width + y + 1] + likeness {
            pairs.push((x, y));
            (x, y) = (x + 1, y + 1);
        } else if here == best[(x + 1) * width + y] {
            x += 1;
        } else {
            y += 1;
        }
    }
    pairs
}

/// 2 for the same item, 1 for one of the same name, 0 for another.
fn likeness(a: &Node, b: &Node) -> u32 {
    match is_same(a, b) {
        true => 2,
        false => u32::from(name(a).is_some_and(|name_of_a| Some(name_of_a) == name(b))),
    }
}

/// The key and text that name an item.
pub(super) fn name(item: &Node) -> Option<(&str, &str)> {
    let map = item.as_map()?;
    NAMES.into_iter().find_map(|key| Some((key, map.get(key)?.as_text()?)))
}

/// Whether both are lists, or maps that nothing names.
fn are_nameless(a: &Node, b: &Node) -> bool {
    match (&a.data, &b.data) {
        (Data::List(_), Data::List(_)) => true,
        (Data::Map(_), Data::Map(_)) => name(a).is_none() && name(b).is_none(),
        _ => false,
    }
}
