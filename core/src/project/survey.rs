//! Many environments of a snapshot held against each other.

use std::collections::HashSet;

use smol_str::SmolStr;

use super::Snapshot;
use super::comparison::Tree;
use super::selection::Selection;
use crate::diff::{Options, Places, Section, Showing, Side, compare_all};
use crate::drift::{DriftOptions, Party, Survey, SurveyRow, Violated, violated};
use crate::error::{Code, Error, Place, Result};
use crate::source::Span;
use crate::value::KeyPath;
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
        let place = |span: Span| self.place(span);
        let places = Places::new(&place).with_key(options.key.as_ref());
        let names: Vec<SmolStr> = parties.iter().map(|party| party.name.clone()).collect();
        let all: Vec<&Party> = parties.iter().collect();
        let mut rows = Vec::new();
        for section in self.sections().into_iter().filter(|section| selection.holds(section)) {
            let trees = environments.iter().map(|name| self.tree_of(name, &section));
            let trees: Vec<Option<Tree>> = trees.collect::<Result<_>>()?;
            let secrets = trees.iter().flatten().flat_map(Tree::secrets).collect();
            let table = Table { section: &section, names: &names, trees: &trees, secrets, places };
            let compared = self.options_of(&section);
            let mut found = table.rows(&compared);
            let active = shapes.about(&section, &all);
            let nodes: Vec<Option<&Node>> = table.nodes().collect();
            for violated in violated(&active, &names, &nodes, &compared) {
                let Violated { path, values, violation } = violated;
                let at = found.iter().position(|row| row.path == path).unwrap_or_else(|| {
                    found.push(table.uniform(path, &values));
                    found.len() - 1
                });
                found[at].violations.push(violation);
            }
            found.retain(|row| !selection.excludes(&section, &row.path));
            rows.extend(found);
        }
        Ok(Survey { environments: names, rows, findings: shapes.findings() })
    }
}

/// One section of all environments.
struct Table<'t> {
    section: &'t Section,
    names: &'t [SmolStr],
    trees: &'t [Option<Tree>],
    /// Where texts stand that are secrets by the name of what they refer to.
    secrets: HashSet<Span>,
    places: Places<'t>,
}

impl<'t> Table<'t> {
    fn nodes(&self) -> impl Iterator<Item = Option<&'t Node>> {
        self.trees.iter().map(|tree| tree.as_ref().map(|tree| &tree.node))
    }

    /// Every value that is not the same everywhere.
    fn rows(&self, options: &Options) -> Vec<SurveyRow> {
        let trees: Vec<Option<&Node>> = self.nodes().collect();
        let rows = compare_all(&trees, options).into_iter().map(|row| {
            let values = row.values.iter().map(Option::as_ref);
            let cells = self.cells(&row.path, values);
            let missing = row.parents.iter().map(|span| self.places.of((*span)?)).collect();
            self.row(row.path, cells, missing, row.groups)
        });
        rows.collect()
    }

    /// A row of values that mean the same wherever there is one.
    fn uniform(&self, path: KeyPath, values: &[Option<&Node>]) -> SurveyRow {
        let cells = self.cells(&path, values.iter().copied());
        let groups = values.iter().map(|value| value.map(|_| 0)).collect();
        self.row(path, cells, vec![None; values.len()], groups)
    }

    fn row(
        &self,
        path: KeyPath,
        cells: Vec<Option<Side>>,
        missing: Vec<Option<Place>>,
        groups: Vec<Option<u32>>,
    ) -> SurveyRow {
        SurveyRow::new(self.section.clone(), path, cells, missing, groups, self.names)
    }

    /// The values as they are shown. Environments that have one from the same place share what is
    /// found out about it.
    fn cells<'v>(
        &self,
        path: &KeyPath,
        values: impl Iterator<Item = Option<&'v Node>>,
    ) -> Vec<Option<Side>> {
        let mut cells: Vec<Option<Side>> = Vec::with_capacity(self.names.len());
        let showing = Showing::at(path, &self.secrets);
        let mut known: Vec<(&Node, usize)> = Vec::with_capacity(self.names.len());
        for (at, node) in values.enumerate() {
            let cell = node.map(|node| {
                // A text with references stands in one place and may be another everywhere.
                let same = |known: &Node| known.span == node.span && known == node;
                let side = known.iter().find(|(known, _)| same(known));
                if let Some(side) = side.and_then(|(_, at)| cells[*at].clone()) {
                    return side;
                }
                known.push((node, at));
                match path.is_empty() {
                    true => Side::whole(node, self.places),
                    false => showing.side(node, self.places),
                }
            });
            cells.push(cell);
        }
        cells
    }
}
