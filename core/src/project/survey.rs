//! Many environments of a snapshot held against each other.

use std::collections::HashSet;
use std::sync::Arc;

use smol_str::SmolStr;

use super::Snapshot;
use super::comparison::Tree;
use super::selection::{Selection, near_known};
use crate::diff::for_each_row;
use crate::drift::{DriftOptions, Party, Survey, SurveyRow, View, Violated, violated};
use crate::error::{Code, Error, Result};
use crate::value::{Standing, equal_numbers};
use crate::yaml::Node;

impl Snapshot {
    /// What is not the same in all of these environments, who stands apart, and which shapes of the
    /// project are violated.
    ///
    /// # Errors
    /// `E_USAGE` for fewer than two environments or one that is named twice, else as
    /// [`Snapshot::diff`].
    pub fn compare(&self, environments: &[&str]) -> Result<Survey> {
        self.compare_with(environments, &DriftOptions::new())
    }

    /// The same with shapes of the caller, a day on which shapes expire, or for some sections alone.
    /// Rules have no say here.
    ///
    /// # Errors
    /// As [`Snapshot::compare`] and [`Snapshot::drift_with`].
    pub fn compare_with(&self, environments: &[&str], options: &DriftOptions) -> Result<Survey> {
        let mut known = HashSet::new();
        if let Some(twin) = environments.iter().find(|name| !known.insert(**name)) {
            let error = Error::new(Code::Usage, format!("`{twin}` is compared with itself"));
            return Err(error.help("name each environment once"));
        }
        let parties: Vec<Party> =
            environments.iter().map(|name| self.party(name)).collect::<Result<_>>()?;
        if parties.len() < 2 {
            let error = Error::new(Code::Usage, "fewer than two environments are compared");
            return Err(error.help("name at least two"));
        }
        let shapes = self.rulebook(options)?.without_rules();
        let selection = Selection::read(self, environments, &options.sections, &options.exclude)?;
        let names: Vec<SmolStr> = parties.iter().map(|party| party.name.clone()).collect();
        let all: Vec<&Party> = parties.iter().collect();
        let shared: Arc<[SmolStr]> = names.as_slice().into();
        let mut rows: Vec<SurveyRow> = Vec::new();
        let again = self.compares_again();
        for section in self.sections().into_iter().filter(|section| selection.holds(section)) {
            let trees = environments.iter().map(|name| self.tree_compared(name, &section, again));
            let trees: Vec<Option<Tree>> = trees.collect::<Result<_>>()?;
            let snapshot = self.clone();
            let view = Arc::new(View {
                environments: shared.clone(),
                place: Box::new(move |span| snapshot.place(span)),
                secrets: trees.iter().flatten().flat_map(Tree::secrets).collect(),
                key: options.key.clone(),
            });
            let nodes = trees.iter().map(|tree| tree.as_ref().map(|tree| &tree.node));
            let nodes: Vec<Option<&Node>> = nodes.collect();
            let compared = self.options_of(&section);
            let first = rows.len();
            for_each_row(&nodes, &compared, &mut |row| {
                let about = selection.is_about(&row.path, row.values.iter());
                if about && !selection.excludes(&section, &row.path) {
                    rows.push(SurveyRow::new(&section, row, &view));
                }
            });
            let active = shapes.about(&section, &all);
            for violated in violated(&active, &names, &nodes, &compared) {
                let Violated { path, values, violation } = violated;
                let about = selection.is_about(&path, values.iter().copied());
                if !about || selection.excludes(&section, &path) {
                    continue;
                }
                let known = rows[first..].iter().position(|row| row.path == path);
                let at = known.map(|at| first + at).unwrap_or_else(|| {
                    let meaning = compared.meaning(&path);
                    let same = |left: &Node, right: &Node| match meaning {
                        Some(meaning) => meaning.equal(left, right),
                        None => {
                            left == right || equal_numbers(&left.data, &right.data) == Some(true)
                        }
                    };
                    let trees = nodes.iter().flatten().copied();
                    let standing = trees.map(|tree| Standing::at(tree, &path));
                    let standing = standing.fold(Standing::default(), Standing::or);
                    rows.push(SurveyRow::of(&section, (path, standing), &values, same, &view));
                    rows.len() - 1
                });
                rows[at].violations.push(violation);
            }
        }
        Ok(Survey {
            environments: names,
            rows,
            findings: shapes.findings(&near_known(self, environments)),
        })
    }
}
