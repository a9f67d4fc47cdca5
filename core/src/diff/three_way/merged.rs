//! The answer of a three-way comparison.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;

use super::decide::Walk;
use super::places::place;
use crate::diff::{Change, Documents, Options, Places, Showing, apply};
use crate::value::KeyPath;
use crate::yaml::Node;

/// What two sides changed since a common base. Each change stands in one of the lists, as it leads
/// away from the base.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ThreeWay {
    /// The base with every change that is no conflict; where there is one, it says what the base says.
    pub merged: Node,
    /// What only our side changed.
    pub ours: Vec<Change>,
    /// What only their side changed.
    pub theirs: Vec<Change>,
    /// What both sides changed alike, as ours spells it.
    pub agreed: Vec<Change>,
    /// What both sides changed, and not alike.
    pub conflicts: Vec<Conflict>,
}

/// A value that both sides changed into something else. Each side is `None` where it has none; as data
/// its key is missing then, since `null` is a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Conflict {
    /// Where in the base; a named list item stands as `[name=blue]`.
    pub path: KeyPath,
    /// What it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<Node>,
    /// What it is on our side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ours: Option<Node>,
    /// What it is on theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Node>,
    /// What was compared.
    #[serde(skip)]
    pub(crate) documents: Documents,
}

impl ThreeWay {
    /// Whether nothing is in conflict.
    pub fn is_clean(&self) -> bool {
        self.conflicts.is_empty()
    }
}

/// The path and the three values in one line, in which what its keys tell to be secrets is withheld, and
/// what is one elsewhere in the three.
impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (nowhere, none) = (Places::new(&|_| None), HashSet::new());
        match self.path.is_empty() {
            true => f.write_str("everything")?,
            false => write!(f, "{}", self.path)?,
        }
        let standing = self.documents.standing(&self.path);
        let showing = Showing::at(&self.path, standing, &none).knowing(&self.documents);
        let all = [&self.base, &self.ours, &self.theirs];
        let showing = showing.beside(all.into_iter().flatten());
        let values = [("base", &self.base), ("ours", &self.ours), ("theirs", &self.theirs)];
        for (at, (who, value)) in values.into_iter().enumerate() {
            f.write_str(if at == 0 { ": " } else { ", " })?;
            match value {
                Some(node) => write!(f, "{who} {}", showing.side(node, nowhere))?,
                None => write!(f, "{who} has none")?,
            }
        }
        Ok(())
    }
}

/// A line for each change and who made it, conflicts last.
impl fmt::Display for ThreeWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sides = [("ours", &self.ours), ("theirs", &self.theirs), ("both", &self.agreed)];
        let changes = sides.iter().flat_map(|(who, changes)| {
            changes.iter().map(move |change| format!("{who:>6} {change}"))
        });
        let conflicts = self.conflicts.iter().map(|conflict| format!("     ! {conflict}"));
        let lines: Vec<String> = changes.chain(conflicts).collect();
        f.write_str(if lines.is_empty() { "no change" } else { "" })?;
        f.write_str(&lines.join("\n"))
    }
}

/// Holds two trees against what they both came from.
///
/// | ours | theirs | answer |
/// | --- | --- | --- |
/// | as the base | anything | theirs |
/// | anything | as the base | ours |
/// | the same as theirs | | agreed |
/// | map | map | key by key |
/// | list of named items | the same | item by item; two other orders are a conflict of the list |
/// | set | set | item by item, and never a conflict |
/// | anything else | | a conflict |
///
/// A value that is only spelled differently is as the base where the other side changed it. Maps and
/// lists that both sides added, not alike, are a conflict as a whole, as are lists without names that
/// both changed: half of either would be what nobody wrote.
pub fn three_way(base: &Node, ours: &Node, theirs: &Node, options: &Options) -> ThreeWay {
    // Changes that are given leaf by leaf cannot be applied.
    let options = &Options { leaves: false, ..options.clone() };
    let mut walk = Walk::new(options);
    walk.run([base, ours, theirs]);
    let mut found = walk.found;
    let documents = Documents::of([base, ours, theirs]);
    let changes = [&mut found.ours, &mut found.theirs, &mut found.agreed];
    for change in changes.into_iter().flatten() {
        change.documents = documents.clone();
    }
    found.conflicts.iter_mut().for_each(|conflict| conflict.documents = documents.clone());
    let sides = [&found.ours, &found.theirs, &found.agreed, &found.spelled];
    let mut all: Vec<Change> = sides.into_iter().flatten().cloned().collect();
    let ours_alone = found.ours.len();
    let theirs_alone = ours_alone..ours_alone + found.theirs.len();
    place(&mut all, base, [(ours, 0..ours_alone), (theirs, theirs_alone)]);
    ThreeWay {
        merged: apply(base, &all),
        ours: found.ours,
        theirs: found.theirs,
        agreed: found.agreed,
        conflicts: found.conflicts,
    }
}
