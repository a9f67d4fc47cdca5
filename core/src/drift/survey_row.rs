//! One row of a survey. What its values look like, and where they stand, is found out when it is
//! first read: of thousands of rows people read a few.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};
use smol_str::SmolStr;

use super::survey::ShapeViolation;
use crate::diff::{Places, Row, Section, Showing, Side, Values};
use crate::error::Place;
use crate::source::Span;
use crate::value::{KeyPath, SecretKey, Standing};
use crate::yaml::Node;

/// One value in all environments.
///
/// A subtree that some environments lack is one row, at its top, and so is a service.
#[derive(Clone)]
#[non_exhaustive]
pub struct SurveyRow {
    /// The part of the environments.
    pub section: Section,
    /// Where in its tree; empty for a service as a whole.
    pub path: KeyPath,
    /// Which of them mean the same: numbers from 0 in order of appearance, `None` where there is no
    /// such value.
    pub groups: Vec<Option<u32>>,
    /// The group that more than half of the environments are in. `None` where no group is so large;
    /// and where more than half have no such value: then there are outliers nevertheless.
    pub majority: Option<u32>,
    /// Whether the values are lists that have their items in another order.
    pub moved: bool,
    /// Shapes that the values violate.
    pub violations: Vec<ShapeViolation>,
    values: Values,
    /// What is known of the values by what stands around them.
    standing: Standing,
    view: Arc<View>,
    shown: OnceLock<Box<Shown>>,
}

/// How the values of a section are shown.
pub(crate) struct View {
    /// Whose they are.
    pub(crate) environments: Arc<[SmolStr]>,
    /// Turns spans into places.
    pub(crate) place: Box<dyn Fn(Span) -> Option<Place> + Send + Sync>,
    /// Where texts stand that are secrets by the name of what they refer to.
    pub(crate) secrets: HashSet<Span>,
    /// Marks what is withheld.
    pub(crate) key: Option<SecretKey>,
}

#[derive(Clone)]
struct Shown {
    cells: Vec<Option<Side>>,
    missing_at: Vec<Option<Place>>,
}

impl SurveyRow {
    /// A row, with what follows from its groups.
    pub(crate) fn new(section: &Section, row: Row, view: &Arc<View>) -> Self {
        let Row { path, values, groups, moved, standing } = row;
        Self {
            section: section.clone(),
            path,
            majority: most(&groups).flatten(),
            groups,
            moved,
            violations: Vec::new(),
            values,
            standing,
            view: view.clone(),
            shown: OnceLock::new(),
        }
    }

    /// A row of values that no comparison told apart: they mean the same, or stand in a list that is
    /// told as a whole.
    pub(crate) fn of(
        section: &Section,
        (path, standing): (KeyPath, Standing),
        values: &[Option<&Node>],
        same: impl Fn(&Node, &Node) -> bool,
        view: &Arc<View>,
    ) -> Self {
        let mut known: Vec<&Node> = Vec::new();
        let mut groups = Vec::with_capacity(values.len());
        for value in values {
            groups.push(value.map(|value| {
                let group = known.iter().position(|known| same(known, value));
                group.unwrap_or_else(|| {
                    known.push(value);
                    known.len() - 1
                }) as u32
            }));
        }
        let values = Values::apart(values.iter().map(|value| value.cloned()).collect());
        Self::new(section, Row { path, values, groups, moved: false, standing }, view)
    }

    /// The environments that are not as most are; none where there is no majority.
    pub fn outliers(&self) -> impl Iterator<Item = &str> {
        let most = most(&self.groups);
        let apart = move |group: &Option<u32>| most.is_some_and(|most| most != *group);
        let all = self.view.environments.iter().zip(&self.groups);
        all.filter(move |(_, group)| apart(group)).map(|(name, _)| name.as_str())
    }

    /// What each environment has; `None` where it has no such value. Found out by the first call.
    pub fn cells(&self) -> &[Option<Side>] {
        &self.shown().cells
    }

    /// For each environment that has no such value: where its parent stands there. Found out by the
    /// first call.
    pub fn missing_at(&self) -> &[Option<Place>] {
        &self.shown().missing_at
    }

    /// Whether all have the value and it means the same; such a row is only there for a violation.
    pub fn is_uniform(&self) -> bool {
        self.groups.iter().all(|group| *group == Some(0))
    }

    fn shown(&self) -> &Shown {
        self.shown.get_or_init(|| {
            let places = Places::new(&*self.view.place).with_key(self.view.key.as_ref());
            Box::new(Shown {
                cells: self.sides(places),
                missing_at: self.values.parents().map(|span| places.of(span?)).collect(),
            })
        })
    }

    /// The values as they are shown. Environments that have one from the same place share what is
    /// found out about it.
    fn sides(&self, places: Places<'_>) -> Vec<Option<Side>> {
        let mut sides: Vec<Option<Side>> = Vec::with_capacity(self.values.len());
        let showing = Showing::at(&self.path, self.standing, &self.view.secrets)
            .beside(self.values.iter().flatten());
        let mut known: Vec<(&Node, usize)> = Vec::with_capacity(self.values.len());
        for (at, node) in self.values.iter().enumerate() {
            let side = node.map(|node| {
                // A text with references stands in one place and may be another everywhere.
                let same = |known: &Node| known.span == node.span && known == node;
                let side = known.iter().find(|(known, _)| same(known));
                if let Some(side) = side.and_then(|(_, at)| sides[*at].clone()) {
                    return side;
                }
                known.push((node, at));
                match self.path.is_empty() {
                    true => Side::whole(node, places),
                    false => showing.side(node, places),
                }
            });
            sides.push(side);
        }
        sides
    }
}

/// The group that more than half are in.
fn most(groups: &[Option<u32>]) -> Option<Option<u32>> {
    // Counted as votes for and against: only what more than half have can be left over.
    let (mut most, mut votes) = (None, 0_usize);
    for group in groups {
        if votes == 0 {
            most = *group;
        }
        votes = if *group == most { votes + 1 } else { votes - 1 };
    }
    let count = groups.iter().filter(|group| **group == most).count();
    (2 * count > groups.len()).then_some(most)
}

/// What is told of a row: no value that is withheld is among it.
#[derive(Debug, PartialEq, Serialize)]
struct Told<'r> {
    #[serde(flatten)]
    section: &'r Section,
    path: &'r KeyPath,
    cells: &'r [Option<Side>],
    missing_at: &'r [Option<Place>],
    groups: &'r [Option<u32>],
    majority: Option<u32>,
    moved: bool,
    outliers: Vec<&'r str>,
    violations: &'r [ShapeViolation],
}

impl SurveyRow {
    fn told(&self) -> Told<'_> {
        let Self { section, path, groups, majority, moved, violations, .. } = self;
        let Shown { cells, missing_at } = self.shown();
        let (majority, moved, outliers) = (*majority, *moved, self.outliers().collect());
        Told { section, path, cells, missing_at, groups, majority, moved, outliers, violations }
    }
}

impl Serialize for SurveyRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.told().serialize(serializer)
    }
}

impl PartialEq for SurveyRow {
    fn eq(&self, other: &Self) -> bool {
        self.told() == other.told()
    }
}

impl fmt::Debug for SurveyRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(groups: &[Option<u32>]) -> (Option<u32>, Vec<String>) {
        let names = (0..groups.len()).map(|at| SmolStr::new(at.to_string())).collect();
        let values = Values::apart(vec![None; groups.len()]);
        let (path, standing) = (KeyPath::root(), Standing::default());
        let row = Row { path, values, groups: groups.to_vec(), moved: false, standing };
        let view = View {
            environments: names,
            place: Box::new(|_| None),
            secrets: HashSet::new(),
            key: None,
        };
        let row = SurveyRow::new(&Section::Flags, row, &view.into());
        (row.majority, row.outliers().map(ToOwned::to_owned).collect())
    }

    #[test]
    fn only_what_more_than_half_have_is_a_majority() {
        for (groups, majority, outliers) in [
            (&[Some(0), Some(1)][..], None, &[][..]),
            (&[Some(0), Some(1), Some(1)], Some(1), &["0"]),
            (&[Some(0), Some(0), Some(1), Some(1)], None, &[]),
            (&[Some(0), Some(1), Some(0), Some(2), Some(0)], Some(0), &["1", "3"]),
            (&[Some(0), None, None], None, &["0"]),
            (&[Some(0), None], None, &[]),
            (&[Some(0), Some(0), None], Some(0), &["2"]),
            (&[Some(0), Some(1), Some(2)], None, &[]),
            (&[Some(0), Some(0)], Some(0), &[]),
        ] {
            let (found, apart) = row(groups);
            assert_eq!(found, majority, "{groups:?}");
            assert_eq!(apart, outliers, "{groups:?}");
        }
    }
}
