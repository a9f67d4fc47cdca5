//! Environments of a snapshot held against each other.

use std::collections::HashSet;
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
        Ok(Diff::of(left, right, &pairs, &self.options(), &|span| self.place(span)))
    }

    /// What differs in configuration, flags and the given services alone.
    pub(super) fn diff_of_services(&self, left: &str, right: &str, names: &[&str]) -> Result<Diff> {
        let mut pairs = self.pairs(left, right)?;
        pairs.retain(|pair| match &pair.section {
            Section::Record => false,
            Section::Service(name) => names.contains(&name.as_str()),
            _ => true,
        });
        Ok(Diff::of(left, right, &pairs, &self.options(), &|span| self.place(span)))
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

    fn options(&self) -> Options {
        Options { merge_keys: self.0.keys.clone(), ..Options::default() }
    }

    fn party(&self, name: &str) -> Result<Party> {
        let environment = self.environment(name)?;
        Ok(Party { name: name.into(), production: environment.is_production() })
    }

    /// The trees of both environments, section by section.
    fn pairs(&self, left: &str, right: &str) -> Result<Vec<Pair>> {
        let records = [self.record_of(left)?, self.record_of(right)?];
        let mut pairs = vec![pair(Section::Record, records.map(Some))];
        let values = [self.0.resolve(left)?, self.0.resolve(right)?];
        pairs.push(resolved(Section::Configuration, values.map(Some)));
        for name in self.0.all.services.keys() {
            let values = [self.service_of(left, name)?, self.service_of(right, name)?];
            pairs.push(resolved(Section::Service(name.clone()), values));
        }
        let flags = [self.flags_of(left)?, self.flags_of(right)?];
        pairs.push(pair(Section::Flags, flags.map(Some)));
        Ok(pairs)
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

    fn flags_of(&self, environment: &str) -> Result<Node> {
        let mut nearest = self.0.inheritance.lineage(environment)?;
        nearest.reverse();
        Ok(flag_tree(self.0.all.flags.values(), &nearest))
    }
}

fn pair(section: Section, sides: [Option<Node>; 2]) -> Pair {
    let [left, right] = sides;
    Pair { section, left, right, secrets: HashSet::new() }
}

fn resolved(section: Section, sides: [Option<Arc<Resolved>>; 2]) -> Pair {
    let secrets = sides.iter().flatten().flat_map(|side| side.secret_spans()).collect();
    let nodes = sides.map(|side| side.map(|side| side.root().clone()));
    Pair { secrets, ..pair(section, nodes) }
}
