//! Environments of a snapshot held against each other.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use smol_str::SmolStr;

use super::Snapshot;
use super::meanings::Comparing;
use super::selection::{PARTS, Selection, is_section, near_known};
use crate::config::Resolved;
use crate::diff::{Diff, DiffOptions, Options, Pair, Places, Section, entries_tree, flag_tree};
use crate::drift::{Asking, DriftOptions, DriftReport, Named, Party, Rulebook, judge, report};
use crate::error::{Code, Error, Result, closest};
use crate::model::{LIVE, Notice};
use crate::source::Span;
use crate::value::{Digest, aliased_in};
use crate::yaml::{Node, UnknownKey};

impl Snapshot {
    /// What differs between two environments: record, configuration, each service, flags.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT`, or why one of them does not resolve.
    pub fn diff(&self, left: &str, right: &str) -> Result<Diff> {
        let pairs = self.pairs(left, right, &|_| true)?;
        let place = |span: Span| self.place(span);
        Ok(Diff::of(left, right, &pairs, [Places::new(&place); 2]))
    }

    /// The same for some parts, services and paths alone, or without some.
    ///
    /// # Errors
    /// As [`Snapshot::diff`], and `E_USAGE` for what is no section and no path that one of them has.
    pub fn diff_where(&self, left: &str, right: &str, options: &DiffOptions) -> Result<Diff> {
        for name in [left, right] {
            self.environment(name)?;
        }
        let both = [left, right];
        let selection = Selection::read(self, &both, &options.sections, &options.exclude)?;
        let pairs = self.pairs(left, right, &|section| selection.holds(section))?;
        let place = |span: Span| self.place(span);
        let places = Places::new(&place).with_key(options.key.as_ref());
        let diff = Diff::of(left, right, &pairs, [places; 2]);
        Ok(diff.keep(|section, found| {
            let sides = [found.left.as_ref(), found.right.as_ref()];
            !selection.leaves_out(section, &found.path, sides)
        }))
    }

    /// What differs between an environment here and one of another state of the project, or of another
    /// project. What values mean is as this side says. Where both have one name, the answer calls this
    /// side `before` and the other `after`.
    ///
    /// # Errors
    /// As [`Snapshot::diff`].
    pub fn diff_with(&self, left: &str, other: &Snapshot, right: &str) -> Result<Diff> {
        self.environment(left)?;
        other.environment(right)?;
        let mut sections = self.sections();
        let new = other.sections().into_iter().filter(|section| !sections.contains(section));
        let new: Vec<Section> = new.collect();
        // Services stand before the flags, which are last.
        let flags = sections.len() - 1;
        sections.splice(flags..flags, new);
        let pairs = sections.into_iter().map(|section| {
            let [left, right] = [(self, left), (other, right)].map(|(now, name)| {
                match now.tree_of(name, &section) {
                    Err(error) if error.code() == Code::UnknownService => Ok(None),
                    tree => tree,
                }
            });
            Ok(self.pair(section, left?, right?))
        });
        let pairs: Vec<Pair> = pairs.collect::<Result<_>>()?;
        let (here, there) = (|span: Span| self.place(span), |span: Span| other.place(span));
        let places = [Places::new(&here), Places::new(&there)];
        let (left, right) = if left == right { ("before", "after") } else { (left, right) };
        Ok(Diff::of(left, right, &pairs, places))
    }

    /// What differs in configuration, flags and the given services alone.
    pub(super) fn diff_of_services(&self, left: &str, right: &str, names: &[&str]) -> Result<Diff> {
        let pairs = self.pairs(left, right, &|section| match section {
            Section::Record => false,
            Section::Service(name) => names.contains(&name.as_str()),
            _ => true,
        })?;
        let place = |span: Span| self.place(span);
        Ok(Diff::of(left, right, &pairs, [Places::new(&place); 2]))
    }

    /// How environments differ from a baseline, and which of it is drift; see
    /// [`drift`](crate::drift) for the rules.
    ///
    /// # Errors
    /// As [`Snapshot::diff`], and `E_USAGE` without a target, and for the baseline among them.
    pub fn drift(&self, baseline: &str, targets: &[&str]) -> Result<DriftReport> {
        self.drift_with(baseline, targets, &DriftOptions::new())
    }

    /// The same with a day on which rules expire, rules and shapes of the caller, or for some sections
    /// alone.
    ///
    /// # Errors
    /// As [`Snapshot::drift`], `E_USAGE` for what is no section and no path that one of them has, and
    /// `E_NAME_TAKEN` where two of the caller's rules have one name.
    pub fn drift_with(
        &self,
        baseline: &str,
        targets: &[&str],
        options: &DriftOptions,
    ) -> Result<DriftReport> {
        if targets.is_empty() {
            let error = Error::new(Code::Usage, "no environment is held against the baseline");
            return Err(error.help("name at least one environment to compare"));
        }
        let mut known = HashSet::new();
        if let Some(twin) = targets.iter().find(|name| !known.insert(**name)) {
            let error =
                Error::new(Code::Usage, format!("`{twin}` is named twice among the targets"));
            return Err(error.help("name each environment once"));
        }
        let party = self.party(baseline)?;
        if targets.contains(&baseline) {
            let error = Error::new(Code::Usage, format!("`{baseline}` is held against itself"));
            return Err(error.help("name an environment that can differ from the baseline"));
        }
        let others: Vec<Party> =
            targets.iter().map(|target| self.party(target)).collect::<Result<_>>()?;
        let rules = self.rulebook(options)?;
        let all: Vec<&str> = [baseline].iter().chain(targets).copied().collect();
        let selection = Selection::read(self, &all, &options.sections, &options.exclude)?;
        let mut items = Vec::new();
        let place = |span: Span| self.place(span);
        let places = Places::new(&place).with_key(options.key.as_ref());
        for target in &others {
            let pairs = self.pairs(baseline, &target.name, &|section| selection.holds(section))?;
            items.extend(judge(&party, target, &pairs, &rules, places));
        }
        items.retain(|item| {
            let sides = [item.baseline.as_ref(), item.actual.as_ref()];
            !selection.leaves_out(&item.section, &item.path, sides)
        });
        let targets = targets.iter().map(SmolStr::new).collect();
        let findings = rules.findings(&near_known(self, &all));
        Ok(report(party.name, targets, items, findings))
    }

    /// What a caller and the project declare about differences.
    ///
    /// # Errors
    /// The `E_UNKNOWN_ENVIRONMENT` or `E_USAGE` of a name that a rule of the caller uses, and
    /// `E_NAME_TAKEN` for the name of one that is given twice.
    pub(super) fn rulebook<'r>(&'r self, options: &'r DriftOptions) -> Result<Rulebook<'r>> {
        let rules = options.rules.iter().flat_map(|rule| &rule.environments);
        let shapes = options.shapes.iter().flat_map(|shape| shape.expect.environments());
        let rules = rules.map(|name| name.value.as_str()).filter(|name| *name != LIVE);
        for name in rules.chain(shapes) {
            self.environment(name)?;
        }
        let rules = options.rules.iter().flat_map(|rule| &rule.sections);
        let shapes = options.shapes.iter().flat_map(|shape| &shape.sections);
        let sections: Vec<String> = rules.chain(shapes).map(|name| name.value.clone()).collect();
        Selection::check_sections(self, &sections)?;
        let all = &self.0.all;
        let unknown = all.notices.iter().filter_map(|notice| match notice {
            Notice::UnknownKey(unknown) => Some(unknown),
            _ => None,
        });
        let unknown: Vec<&UnknownKey> = unknown.collect();
        let knows = |named: Named, name: &str| self.knows(named, name);
        let asking = Asking {
            place: &|span| self.place(span),
            unknown_key: &|span| {
                let found = unknown.iter().find(|unknown| span.contains(unknown.span));
                found.map(|unknown| unknown.key.clone())
            },
            knows: &knows,
        };
        Rulebook::new(options, &all.settings.drift, &asking)
    }

    /// Whether the project has what a rule names; else what is called nearly so.
    fn knows(&self, named: Named, name: &str) -> std::result::Result<(), Vec<String>> {
        let all = &self.0.all;
        let known: Vec<&str> = match named {
            Named::Environment => self.environment_names(),
            Named::Section => PARTS.into_iter().chain(self.service_names()).collect(),
            Named::Tier => {
                let records = all.environments.values();
                records
                    .filter_map(|record| Some(record.record.tier.as_ref()?.value.as_str()))
                    .collect()
            }
        };
        let is_known = match named {
            Named::Section => is_section(self, name),
            _ => known.contains(&name),
        };
        match is_known {
            true => Ok(()),
            false => Err(closest(name, known)),
        }
    }

    /// How a section is compared.
    pub(super) fn options_of(&self, section: &Section) -> Arc<Options> {
        self.0.comparing.get_or_init(|| Comparing::of(self)).options(section).clone()
    }

    pub(super) fn party(&self, name: &str) -> Result<Party> {
        let environment = self.environment(name)?;
        let tier = environment.record()?.tier.as_ref().map(|tier| SmolStr::new(&tier.value));
        // Whoever asks for its values is told why its parents cannot be.
        let lineage = self.0.inheritance.lineage(name).unwrap_or_else(|_| vec![name.into()]);
        let production = environment.is_production();
        Ok(Party { name: name.into(), lineage, tier, production })
    }

    /// The trees of both environments, section by section.
    fn pairs(
        &self,
        left: &str,
        right: &str,
        holds: &dyn Fn(&Section) -> bool,
    ) -> Result<Vec<Pair>> {
        let sections = self.sections().into_iter().filter(holds);
        let again = self.compares_again();
        let pair = |section: Section| {
            let left = self.tree_compared(left, &section, again)?;
            let right = self.tree_compared(right, &section, again)?;
            Ok(self.pair(section, left, right))
        };
        sections.map(pair).collect()
    }

    /// The two sides of a section.
    pub(super) fn pair(&self, section: Section, left: Option<Tree>, right: Option<Tree>) -> Pair {
        let sides = [left, right];
        let secrets = sides.iter().flatten();
        let secrets = secrets.flat_map(Tree::secrets).collect();
        let [left, right] = sides.map(|side| side.map(|tree| tree.node));
        let options = self.options_of(&section);
        Pair { section, left, right, secrets, options }
    }

    /// What environments are made of.
    pub(super) fn sections(&self) -> Vec<Section> {
        let services = self.0.all.services.keys().cloned().map(Section::Service);
        let first = [Section::Record, Section::Configuration];
        first.into_iter().chain(services).chain([Section::Flags]).collect()
    }

    /// Whether environments of this snapshot were compared before; from now on, they were.
    pub(super) fn compares_again(&self) -> bool {
        self.0.compared.swap(true, Ordering::Relaxed)
    }

    /// The tree of one section, for a comparison. One comparison is quicker without hashes; who
    /// compares `again` has them made, once, and from then on equal parts cost a look.
    pub(super) fn tree_compared(
        &self,
        environment: &str,
        section: &Section,
        again: bool,
    ) -> Result<Option<Tree>> {
        let tree = self.tree_of(environment, section)?;
        // The others are made for each comparison.
        let stays = matches!(section, Section::Configuration | Section::Service(_));
        if let Some(tree) = tree.as_ref().filter(|_| again && stays) {
            tree.node.tree_hash();
        }
        Ok(tree)
    }

    /// The tree of one section; `None` for a service that is absent.
    pub(super) fn tree_of(&self, environment: &str, section: &Section) -> Result<Option<Tree>> {
        Ok(match section {
            Section::Record => Some(self.record_of(environment)?.into()),
            Section::Configuration => Some(self.0.resolve(environment)?.into()),
            Section::Service(name) => self.service_of(environment, name)?.map(Tree::from),
            Section::Flags => Some(self.tree_of_flags(self.flags_of(environment)?)),
        })
    }

    pub(super) fn record_of(&self, environment: &str) -> Result<Arc<Resolved>> {
        Ok(self.environment(environment)?.record_tree()?.resolved().clone())
    }

    fn service_of(&self, environment: &str, service: &str) -> Result<Option<Arc<Resolved>>> {
        match self.0.resolve_service(environment, service) {
            Ok(resolved) => Ok(Some(resolved)),
            Err(error) if error.code() == Code::ServiceAbsent => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What flags say, and the secrets in it that aliases put there.
    pub(super) fn tree_of_flags(&self, node: Node) -> Tree {
        let file = |id| self.sources().get(id).map(|file| &**file);
        Tree { secrets: aliased_in(&node, &file), node }
    }

    /// The digest of what the flags say for an environment.
    pub(super) fn flags_digest(&self, environment: &str) -> Result<Digest> {
        Ok(Digest::of(&self.flags_of(environment)?))
    }

    pub(super) fn flags_of(&self, environment: &str) -> Result<Node> {
        Ok(flag_tree(self.0.all.flags.values(), &self.nearest(environment)?))
    }

    /// What flags say for an environment, each as another one's own entry would say it.
    pub(super) fn entries_of(&self, environment: &str) -> Result<Node> {
        Ok(entries_tree(self.0.all.flags.values(), &self.nearest(environment)?))
    }

    /// The environment and those that it extends, the nearest first.
    fn nearest(&self, environment: &str) -> Result<Vec<SmolStr>> {
        let mut nearest = self.0.inheritance.lineage(environment)?;
        nearest.reverse();
        Ok(nearest)
    }
}

/// One section of an environment.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub(super) node: Node,
    /// Where texts stand that are secrets by the name of what they refer to.
    pub(super) secrets: Vec<Span>,
}

impl Tree {
    /// Where texts stand that are secrets by the name of what they refer to.
    pub(super) fn secrets(&self) -> impl Iterator<Item = Span> {
        self.secrets.iter().copied()
    }
}

impl From<Node> for Tree {
    fn from(node: Node) -> Self {
        Self { node, secrets: Vec::new() }
    }
}

impl From<Arc<Resolved>> for Tree {
    fn from(resolved: Arc<Resolved>) -> Self {
        Self { node: resolved.root().clone(), secrets: resolved.secret_spans().collect() }
    }
}

#[cfg(test)]
mod tests {
    use crate::Project;

    #[test]
    fn who_compares_again_asks_equal_trees_for_no_more_than_a_look() {
        let project = Project::from_files([
            ("config/environments.yaml", "environments: {a: {}, b: {}}"),
            ("config/a.yaml", "overrides: {replicas: 3}"),
            ("config/b.yaml", "overrides: {replicas: 3}"),
        ])
        .unwrap();
        let snapshot = project.snapshot();
        let knows = |name: &str| {
            let tree = snapshot.environment(name).unwrap().resolve().unwrap();
            tree.root().as_map().unwrap().known_hash().is_some()
        };
        assert!(snapshot.compare(&["a", "b"]).unwrap().rows.is_empty());
        assert!(!knows("a") && !knows("b"));
        assert!(snapshot.diff("a", "b").unwrap().is_empty());
        assert!(knows("a") && knows("b"));
    }
}
