//! Each difference between two environments, with the operation that would mend it.

use std::collections::{HashMap, hash_map};
use std::sync::Arc;

use super::copy::{REFERENCE, SECRET, Withheld, copied};
use crate::config::{LayerKind, Operation, Resolved};
use crate::diff::{ChangeKind, Pair, Places, Section, Showing};
use crate::drift::{DriftItem, DriftOptions, Party, Rulebook, judge};
use crate::error::{Code, Error, Result};
use crate::project::Snapshot;
use crate::project::comparison::Tree;
use crate::project::edit::{Edit, Slot, Target, as_written, lower_layers};
use crate::project::selection::Selection;
use crate::source::Span;
use crate::value::{KeyPath, Standing, at, holds_reference};
use crate::yaml::{Data, Node};

/// What is wanted of the differences between two environments.
pub(in crate::project) struct Wish<'w> {
    /// Where the values come from.
    pub(in crate::project) from: &'w str,
    /// Where they go.
    pub(in crate::project) to: &'w str,
    pub(in crate::project) options: &'w DriftOptions,
    /// Whether flags are copied although they differ by nature.
    pub(in crate::project) flags: bool,
}

/// A difference, and what would mend it.
pub(in crate::project) struct Proposal {
    pub(in crate::project) item: DriftItem,
    /// Whose values would be edited.
    pub(in crate::project) target: Target,
    /// What to do with them; `None` for what is left alone.
    pub(in crate::project) operation: Option<Operation>,
    /// What of the value is not copied.
    pub(in crate::project) withheld: Vec<Withheld>,
    /// Why nothing is done.
    pub(in crate::project) left_alone: Option<String>,
}

impl Proposal {
    /// Makes the edit; the answer is why that could not be done.
    pub(in crate::project) fn make(&self, edit: &mut Edit) -> Result<Option<String>> {
        let Some(operation) = self.operation.clone() else { return Ok(self.left_alone.clone()) };
        match edit.change(&self.target, operation) {
            Ok(()) => Ok(None),
            Err(error) if matches!(error.code(), Code::EditRefused | Code::UnknownPath) => {
                Ok(Some(error.message().to_owned()))
            }
            Err(error) => Err(error),
        }
    }
}

/// The positions of operations in the order in which they are made: what takes something away comes
/// before what is set, since a map that becomes empty goes with it and may be needed again.
pub(in crate::project) fn unsets_first<'o>(
    operations: impl Iterator<Item = Option<&'o Operation>>,
) -> impl Iterator<Item = usize> {
    let unsets = operations.map(|operation| matches!(operation, Some(Operation::Unset { .. })));
    let (first, then): (Vec<_>, Vec<_>) = unsets.enumerate().partition(|(_, unsets)| *unsets);
    first.into_iter().chain(then).map(|(at, _)| at)
}

/// Every difference between what two environments say, in the order of a drift report.
///
/// # Errors
/// `E_UNKNOWN_ENVIRONMENT`, `E_USAGE` for one environment twice or an exclusion that is none, or why
/// one of the two cannot be resolved.
pub(in crate::project) fn proposals(now: &Snapshot, wish: &Wish<'_>) -> Result<Vec<Proposal>> {
    let Wish { from, to, options, .. } = *wish;
    let (baseline, target) = (now.party(from)?, now.party(to)?);
    if from == to {
        let error = Error::new(Code::Usage, format!("`{from}` is held against itself"));
        return Err(error.help("name two environments"));
    }
    let place = |span: Span| now.place(span);
    let proposing = Proposing {
        now,
        wish,
        selection: Selection::read_to_copy(now, &[from, to], &options.sections, &options.exclude)?,
        rules: now.rulebook(options)?,
        parties: [baseline, target],
        places: Places::new(&place).with_key(options.key.as_ref()),
    };
    let mut all = Vec::new();
    for section in now.sections().into_iter().filter(|section| proposing.selection.names(section)) {
        match section {
            Section::Flags => proposing.flags(&mut all)?,
            section => proposing.values(section, &mut all)?,
        }
    }
    // What only holds a path that is asked for would write more than that.
    all.retain(|proposal| proposing.selection.is_exactly_about(&proposal.item.path));
    Ok(all)
}

struct Proposing<'p> {
    now: &'p Snapshot,
    wish: &'p Wish<'p>,
    selection: Selection,
    rules: Rulebook<'p>,
    parties: [Party; 2],
    places: Places<'p>,
}

impl Proposing<'_> {
    /// The differences in what both have written: references are not followed, since a copy refers
    /// to what its own environment says.
    fn values(&self, section: Section, all: &mut Vec<Proposal>) -> Result<()> {
        let [left, right] =
            [self.wish.from, self.wish.to].map(|name| authored(self.now, name, &section));
        let pair = self.now.pair(section, left?, right?);
        for Met { mut item, mixed } in whole_lists(self.judged(&pair), &pair) {
            if mixed.is_some() {
                self.show(&pair, &mut item);
            }
            let target = self.target(&item.section);
            let wanted = pair.left.as_ref().and_then(|left| at(left, &item.path));
            let mut withheld = Vec::new();
            let copy = pair.left.as_ref().zip(wanted).map(|(left, wanted)| {
                let value = (&item.path, wanted);
                copied(left, value, self.wish.from, &pair.secrets, &mut withheld)
            });
            let whole = wanted.is_none_or(|wanted| wanted.as_map().is_none());
            let bare = copy.as_ref().is_some_and(|copy| says_nothing(copy.as_ref(), wanted));
            let reason = self.reason(&item, mixed, whole);
            let left_alone = match (reason.or_else(|| kept(&pair, &item)), &copy) {
                (Some(reason), _) => Some(reason),
                (None, _) if bare && item.path.is_empty() => Some(self.nothing_to_copy(&target)),
                (None, _) if bare => withheld.first().map(|withheld| withheld.reason.clone()),
                (None, None) if item.path.is_empty() => Some("no file is removed".to_owned()),
                _ => None,
            };
            let operation = match left_alone {
                Some(_) => None,
                None => Some(self.operation(&item, wanted, copy.flatten())?),
            };
            if operation.is_none() {
                withheld.clear();
            }
            all.push(Proposal { item, target, operation, withheld, left_alone });
        }
        Ok(())
    }

    /// The differences in what flags say, entry by entry.
    fn flags(&self, all: &mut Vec<Proposal>) -> Result<()> {
        let Wish { from, to, .. } = *self.wish;
        let pair = [self.now.flags_of(from)?, self.now.flags_of(to)?];
        let [left, right] = pair.map(|node| Some(self.now.tree_of_flags(node)));
        let pair = self.now.pair(Section::Flags, left, right);
        let mut judged = self.judged(&pair);
        // What a flag says for all counts on both sides, and is no part of what is copied.
        let said = [self.now.entries_of(from)?, self.now.entries_of(to)?];
        let [left, right] = said.map(|node| Some(self.now.tree_of_flags(node)));
        let pair = self.now.pair(Section::Flags, left, right);
        // A flag as a whole: drift, where any part of it is.
        judged.sort_by_key(|item| !item.is_drift());
        for (name, _) in self.now.declarations().flags.iter() {
            let path = KeyPath::root().join(name.clone());
            let Some(found) = judged.iter().find(|item| path.contains(&item.path)) else {
                continue;
            };
            let mut item = DriftItem { path, ..found.clone() };
            self.show(&pair, &mut item);
            let value = pair.left.as_ref().and_then(|flags| flags.child(name));
            let value = value.filter(|value| !matches!(value.data, Data::Null));
            let left_alone = match (self.selection.excludes(&item.section, &item.path), value) {
                (true, _) => Some("excluded".to_owned()),
                (false, _) if !self.wish.flags && !item.is_drift() => Some(item.reason.to_string()),
                (false, None) => Some(format!("the flag says nothing for `{from}`")),
                (false, Some(value)) => self.secret_in_flag(&pair, &item.path, value),
            };
            let operation = value.filter(|_| left_alone.is_none()).map(|value| Operation::Set {
                path: KeyPath::root().join(to),
                value: as_written(value, self.now),
            });
            let target = Target::Flag { name: name.to_string() };
            all.push(Proposal { item, target, operation, withheld: Vec::new(), left_alone });
        }
        Ok(())
    }

    /// Why a flag's entry is not copied that holds a secret, or stands where one is; a name of the
    /// environment in it is none.
    fn secret_in_flag(&self, pair: &Pair, path: &KeyPath, value: &Node) -> Option<String> {
        let kept = pair.right.as_ref().and_then(|right| Some((right, at(right, path)?)));
        let sides = pair.left.as_ref().map(|left| (left, value)).into_iter().chain(kept);
        sides.into_iter().find_map(|(root, value)| {
            let mut withheld = Vec::new();
            copied(root, (path, value), self.wish.from, &pair.secrets, &mut withheld);
            let mut reasons = withheld.into_iter().map(|part| part.reason);
            reasons.find(|reason| reason == SECRET)
        })
    }

    fn judged(&self, pair: &Pair) -> Vec<DriftItem> {
        let [baseline, target] = &self.parties;
        judge(baseline, target, std::slice::from_ref(pair), &self.rules, self.places)
    }

    /// Gives an item the sides that stand at its path.
    fn show(&self, pair: &Pair, item: &mut DriftItem) {
        let path = item.path.clone();
        let trees = [&pair.left, &pair.right].map(Option::as_ref);
        let nodes = trees.map(|tree| at(tree?, &path));
        let standing = trees.into_iter().flatten().map(|tree| Standing::at(tree, &path));
        let standing = standing.fold(Standing::default(), Standing::or);
        let showing = Showing::at(&path, standing, &pair.secrets);
        let showing = showing.beside(nodes.into_iter().flatten());
        let side = |node: Option<&Node>| node.map(|node| showing.side(node, self.places));
        (item.baseline, item.actual) = (side(nodes[0]), side(nodes[1]));
    }

    fn target(&self, section: &Section) -> Target {
        let to = self.wish.to.to_owned();
        match section {
            Section::Service(name) => Target::Service { environment: to, name: name.to_string() },
            Section::Record => Target::Record { name: to },
            _ => Target::Environment { name: to },
        }
    }

    /// Why a difference is left alone. What stands there is copied as a whole or not at all, or is a
    /// map, of which parts may be missing.
    fn reason(&self, item: &DriftItem, mixed: Option<bool>, whole: bool) -> Option<String> {
        let sides = [&item.baseline, &item.actual];
        let redacted = sides.into_iter().flatten().any(|side| side.redacted);
        let secret = redacted && (whole || item.actual.is_some());
        match item.is_drift() {
            _ if self.selection.excludes(&item.section, &item.path) => Some("excluded".to_owned()),
            true if item.section == Section::Record => Some("records are not copied".to_owned()),
            false => Some(item.reason.to_string()),
            true if secret && !item.path.is_empty() => Some(SECRET.to_owned()),
            true if mixed == Some(true) => Some(
                "a part of the list differs as is expected, and lists are set whole".to_owned(),
            ),
            true => None,
        }
    }

    /// A service of which nothing can be copied has to begin by hand.
    fn nothing_to_copy(&self, target: &Target) -> String {
        let Wish { from, to, .. } = self.wish;
        let file = Slot::of(target, self.now).map(|slot| format!("`{}`", slot.path));
        let file = file.unwrap_or_else(|_| format!("its file for `{to}`"));
        format!(
            "all of it in `{from}` is secret or named after it, which is not copied; write {file} by hand"
        )
    }

    /// What makes the value there the one that is wanted.
    fn operation(
        &self,
        item: &DriftItem,
        wanted: Option<&Node>,
        copy: Option<Node>,
    ) -> Result<Operation> {
        let path = item.path.clone();
        Ok(match copy {
            Some(copy) if path.is_empty() => {
                Operation::Apply { path, tree: as_written(&copy, self.now) }
            }
            Some(copy) => match self.hidden(item, &copy)?.filter(|_| wanted == Some(&copy)) {
                Some(path) => Operation::Unset { path },
                None => Operation::Set { path, value: as_written(&copy, self.now) },
            },
            None => Operation::Delete { path },
        })
    }

    /// What the layer that would be edited says to hide the value that is wanted, and nothing else:
    /// the value's path, or that of a map which holds nothing beside it.
    fn hidden(&self, item: &DriftItem, wanted: &Node) -> Result<Option<KeyPath>> {
        let (now, to) = (self.now, self.wish.to);
        if now.0.all.environment(to).is_none_or(|environment| environment.derived.is_some()) {
            return Ok(None);
        }
        let resolved = match &item.section {
            Section::Service(name) => now.0.merged_service(to, name)?,
            _ => now.0.merged_environment(to)?,
        };
        let own = resolved
            .own()
            .last()
            .filter(|own| matches!(own.kind, LayerKind::Environment | LayerKind::Service));
        let Some(own) = own.filter(|own| says_plainly(&own.node, &item.path)) else {
            return Ok(None);
        };
        let below = lower_layers(&resolved, Some(own.node.span), now);
        if below.as_ref().and_then(|below| at(below, &item.path)) != Some(wanted) {
            return Ok(None);
        }
        let mut path = item.path.clone();
        while path.len() > 1 {
            let mut above = path.clone();
            above.pop();
            let map = at(&own.node, &above).and_then(Node::as_map);
            if map.is_none_or(|map| map.len() > 1) {
                break;
            }
            path = above;
        }
        Ok(Some(path))
    }
}

/// Whether nothing is left of a value: what was not copied leaves maps empty that were not.
// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn says_nothing(copy: Option<&Node>, wanted: Option<&Node>) -> bool {
    let Some(copy) = copy else { return true };
    match (copy.as_map(), wanted.and_then(Node::as_map)) {
        (Some(copy), Some(wanted)) => {
            !wanted.is_empty()
                && copy
                    .entries()
                    .iter()
                    .all(|entry| says_nothing(Some(&entry.node), wanted.get(&entry.key)))
        }
        _ => false,
    }
}

/// Why what stands there is neither replaced nor removed, whatever the other environment has.
fn kept(pair: &Pair, item: &DriftItem) -> Option<String> {
    let refers = at(pair.right.as_ref()?, &item.path).is_some_and(holds_reference);
    refers.then(|| REFERENCE.to_owned())
}

/// Whether a layer has a value at a path, and no instruction on the way there.
fn says_plainly(layer: &Node, path: &KeyPath) -> bool {
    let mut node = layer;
    for key in path.keys() {
        match node.child(key) {
            Some(child) if !matches!(node.data, Data::Tagged(_)) => node = child,
            _ => return false,
        }
    }
    !matches!(node.data, Data::Tagged(_))
}

/// A difference; of a list as a whole, whether some of it is expected and some is not.
struct Met {
    item: DriftItem,
    mixed: Option<bool>,
}

/// Puts the differences of a list and those inside it together: a list is set as a whole.
fn whole_lists(judged: Vec<DriftItem>, pair: &Pair) -> Vec<Met> {
    let mut met: Vec<Met> = Vec::new();
    let mut known: HashMap<KeyPath, usize> = HashMap::new();
    for item in judged {
        let sides = [&pair.left, &pair.right];
        let path = above_lists(&item.path, sides.into_iter().flatten());
        let inside = path.len() < item.path.len();
        let kind = if inside { ChangeKind::Changed } else { item.kind };
        let item = DriftItem { kind, ..item };
        match known.entry(path) {
            hash_map::Entry::Vacant(new) => {
                let path = new.key().clone();
                new.insert(met.len());
                met.push(Met { item: DriftItem { path, ..item }, mixed: inside.then_some(false) });
            }
            hash_map::Entry::Occupied(known) => {
                let path = known.key().clone();
                let known = &mut met[*known.get()];
                known.item.kind = ChangeKind::Changed;
                let differ = known.item.is_drift() != item.is_drift();
                known.mixed = Some(differ || known.mixed == Some(true));
                if item.is_drift() && !known.item.is_drift() {
                    known.item = DriftItem { path, kind: ChangeKind::Changed, ..item };
                }
            }
        }
    }
    met
}

/// The path up to the first list on it.
fn above_lists<'n>(path: &KeyPath, trees: impl Iterator<Item = &'n Node>) -> KeyPath {
    let length = trees.filter_map(|tree| {
        let mut node = tree;
        for (at, key) in path.keys().enumerate() {
            if node.as_list().is_some() {
                return Some(at);
            }
            node = node.child(key)?;
        }
        None
    });
    let length = length.min().unwrap_or(path.len());
    path.keys().take(length).collect()
}

/// The values of a section before references are followed.
fn authored(now: &Snapshot, environment: &str, section: &Section) -> Result<Option<Tree>> {
    let tree = |resolved: Arc<Resolved>| Some(Tree::from(resolved.hiding(now.sources())));
    match section {
        Section::Service(name) => match now.0.merged_service(environment, name) {
            Ok(resolved) => Ok(tree(resolved)),
            Err(error) if error.code() == Code::ServiceAbsent => Ok(None),
            Err(error) => Err(error),
        },
        Section::Record => now.tree_of(environment, section),
        _ => Ok(tree(now.0.merged_environment(environment)?)),
    }
}
