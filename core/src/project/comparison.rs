//! Environments of a snapshot held against each other.

use std::sync::Arc;

use smol_str::SmolStr;

use super::Snapshot;
use crate::config::Resolved;
use crate::diff::{Diff, Options, Pair, Section, flag_tree};
use crate::drift::{DriftReport, Party, judge, report};
use crate::error::{Code, Error, Result};
use crate::source::Span;
use crate::value::Digest;
use crate::yaml::Node;

impl Snapshot {
    /// What differs between two environments: record, configuration, each service, flags.
    ///
    /// # Errors
    /// `E_UNKNOWN_ENVIRONMENT`, or why one of them does not resolve.
    pub fn diff(&self, left: &str, right: &str) -> Result<Diff> {
        let pairs = self.pairs(left, right)?;
        Ok(Diff::of(left, right, &pairs, &self.options(), [&|span| self.place(span); 2]))
    }

    /// What differs in configuration, flags and the given services alone.
    pub(super) fn diff_of_services(&self, left: &str, right: &str, names: &[&str]) -> Result<Diff> {
        let mut pairs = self.pairs(left, right)?;
        pairs.retain(|pair| match &pair.section {
            Section::Record => false,
            Section::Service(name) => names.contains(&name.as_str()),
            _ => true,
        });
        Ok(Diff::of(left, right, &pairs, &self.options(), [&|span| self.place(span); 2]))
    }

    /// How environments differ from a baseline, and which of it is drift; see
    /// [`drift`](crate::drift) for the rules.
    ///
    /// # Errors
    /// As [`Snapshot::diff`], and `E_USAGE` without a target.
    pub fn drift(&self, baseline: &str, targets: &[&str]) -> Result<DriftReport> {
        if targets.is_empty() {
            let error = Error::new(Code::Usage, "no environment is held against the baseline");
            return Err(error.help("name at least one environment to compare"));
        }
        let mut items = Vec::new();
        let places = |span: Span| self.place(span);
        let party = self.party(baseline)?;
        for target in targets {
            let pairs = self.pairs(baseline, target)?;
            let target = self.party(target)?;
            items.extend(judge(&party, &target, &pairs, &self.options(), &places));
        }
        Ok(report(party.name, targets.iter().map(SmolStr::new).collect(), items))
    }

    pub(super) fn options(&self) -> Options {
        Options { merge_keys: self.0.keys.clone(), ..Options::default() }
    }

    pub(super) fn party(&self, name: &str) -> Result<Party> {
        let environment = self.environment(name)?;
        Ok(Party { name: name.into(), production: environment.is_production() })
    }

    /// The trees of both environments, section by section.
    fn pairs(&self, left: &str, right: &str) -> Result<Vec<Pair>> {
        let pair = |section: Section| {
            let left = self.tree_of(left, &section)?;
            let right = self.tree_of(right, &section)?;
            Ok(pair(section, left, right))
        };
        self.sections().into_iter().map(pair).collect()
    }

    /// What environments are made of.
    pub(super) fn sections(&self) -> Vec<Section> {
        let services = self.0.all.services.keys().cloned().map(Section::Service);
        let first = [Section::Record, Section::Configuration];
        first.into_iter().chain(services).chain([Section::Flags]).collect()
    }

    /// The tree of one section; `None` for a service that is absent.
    pub(super) fn tree_of(&self, environment: &str, section: &Section) -> Result<Option<Tree>> {
        Ok(match section {
            Section::Record => Some(self.record_of(environment)?.into()),
            Section::Configuration => Some(self.0.resolve(environment)?.into()),
            Section::Service(name) => self.service_of(environment, name)?.map(Tree::from),
            Section::Flags => Some(self.flags_of(environment)?.into()),
        })
    }

    fn record_of(&self, environment: &str) -> Result<Node> {
        Ok(self.environment(environment)?.record_tree()?.root().clone())
    }

    fn service_of(&self, environment: &str, service: &str) -> Result<Option<Arc<Resolved>>> {
        match self.0.resolve_service(environment, service) {
            Ok(resolved) => Ok(Some(resolved)),
            Err(error) if error.code() == Code::ServiceAbsent => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The digest of what the flags say for an environment.
    pub(super) fn flags_digest(&self, environment: &str) -> Result<Digest> {
        Ok(Digest::of(&self.flags_of(environment)?))
    }

    pub(super) fn flags_of(&self, environment: &str) -> Result<Node> {
        let mut nearest = self.0.inheritance.lineage(environment)?;
        nearest.reverse();
        Ok(flag_tree(self.0.all.flags.values(), &nearest))
    }
}

/// One section of an environment.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub(super) node: Node,
    /// Where texts stand that are secrets by the name of what they refer to.
    secrets: Vec<Span>,
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

/// The two sides of a section.
pub(super) fn pair(section: Section, left: Option<Tree>, right: Option<Tree>) -> Pair {
    let sides = [left, right];
    let secrets = sides.iter().flatten().flat_map(|tree| tree.secrets.iter().copied()).collect();
    let [left, right] = sides.map(|side| side.map(|tree| tree.node));
    Pair { section, left, right, secrets }
}
