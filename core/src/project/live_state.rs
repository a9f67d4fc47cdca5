//! What is declared for an environment, held against what is live.

use std::collections::{BTreeSet, HashSet};

use smol_str::SmolStr;

use super::Snapshot;
use super::comparison::Tree;
use super::selection::{Selection, near_known};
use crate::diff::{Pair, Places, Section};
use crate::drift::{DriftOptions, DriftReport, Live, Party, Unknown, judge_live, report};
use crate::error::{Code, Error, Result};
use crate::model::LIVE;
use crate::provider::{Aligned, LiveEnvironment, LiveService, Vocabulary, align};
use crate::source::Span;
use crate::value::KeyPath;
use crate::yaml::Node;

impl Snapshot {
    /// How what runs in an environment differs from what is declared for it: its services, and its
    /// configuration where the live state says it. The baseline is what is declared, the target is
    /// called `live`; see [`live_rules`](crate::drift::live_rules) for the rules.
    ///
    /// What the live state cannot tell is listed as unknown and is no drift. The caller's rules count
    /// as they are given, those of the project where they name `live` among their environments;
    /// shapes do not count, since they speak of several environments.
    ///
    /// # Errors
    /// As [`Snapshot::drift_with`], and `E_USAGE` for the live state of another environment.
    pub fn drift_live(
        &self,
        environment: &str,
        live: &LiveEnvironment,
        options: &DriftOptions,
    ) -> Result<DriftReport> {
        let declared = self.party(environment)?;
        if let Some(other) = live.environment().filter(|other| *other != environment) {
            let message = format!("`{}` is the live state of `{other}`", live.origin());
            return Err(Error::new(Code::Usage, message)
                .help(format!("compare it with `{other}`, or read that of `{environment}`")));
        }
        let rules = self.rulebook(options)?.of_live();
        let (sections, exclude) = (&options.sections, &options.exclude);
        let selection =
            Selection::read_beside(self, &[environment], sections, exclude, &live.trees())?;
        let sides = Sides::collect(self, environment, live, &selection)?;
        let (left, right) = (|span: Span| self.place(span), |span: Span| live.place(span));
        let key = options.key.as_ref();
        let places = [
            Places::new(&left).hiding(&sides.declared_secrets).with_key(key),
            Places::new(&right).hiding(&sides.hidden).with_key(key),
        ];
        let target = Party { name: LIVE.into(), ..declared.clone() };
        let facts = Live { scaled: &sides.scaled, secrets: &sides.stored };
        let mut items = judge_live(&facts, &declared, &target, &sides.pairs, &rules, places);
        items.retain(|item| {
            let sides = [item.baseline.as_ref(), item.actual.as_ref()];
            !selection.leaves_out(&item.section, &item.path, sides)
        });
        let mut unknown = sides.unknown;
        unknown.retain(|each| {
            let about = each.path.is_empty() || selection.is_exactly_about(&each.path);
            about && !selection.excludes(&each.section, &each.path)
        });
        let findings = rules.findings(&near_known(self, &[environment]));
        let mut report = report(declared.name, vec![target.name], items, findings);
        report.summary.unknown = unknown.len();
        report.unknown = unknown;
        Ok(report)
    }
}

/// What is compared, and what is to be known of it.
struct Sides {
    pairs: Vec<Pair>,
    unknown: Vec<Unknown>,
    /// Services whose number of instances an autoscaler sets.
    scaled: HashSet<SmolStr>,
    /// Where live values stand that come out of a store of secrets.
    stored: HashSet<Span>,
    /// Where live values stand that are not to be shown.
    hidden: HashSet<Span>,
    /// The same of what is declared.
    declared_secrets: HashSet<Span>,
}

impl Sides {
    fn collect(
        snapshot: &Snapshot,
        environment: &str,
        live: &LiveEnvironment,
        selection: &Selection,
    ) -> Result<Self> {
        let mut sides = Self {
            pairs: Vec::new(),
            unknown: Vec::new(),
            scaled: HashSet::new(),
            stored: live.secrets().clone(),
            hidden: live.hidden(),
            declared_secrets: HashSet::new(),
        };
        let names = snapshot.0.all.services.keys().map(SmolStr::as_str);
        let names: BTreeSet<&str> = names.chain(live.service_names()).collect();
        let services = names.into_iter().map(|name| Section::Service(name.into()));
        for section in [Section::Configuration].into_iter().chain(services) {
            if !selection.holds(&section) {
                continue;
            }
            // A service may run that the project does not have at all.
            let declared = match &section {
                Section::Service(name) if !snapshot.0.all.services.contains_key(name) => None,
                section => snapshot.tree_of(environment, section)?,
            };
            sides.add(snapshot, section, declared, live);
        }
        Ok(sides)
    }

    fn add(
        &mut self,
        snapshot: &Snapshot,
        section: Section,
        declared: Option<Tree>,
        live: &LiveEnvironment,
    ) {
        if let Some(tree) = &declared {
            self.declared_secrets.extend(&tree.secrets);
        }
        let declared = declared.map(|tree| tree.node);
        let (found, silence) = match &section {
            Section::Service(name) => match live.services() {
                Some(services) => {
                    let partial = live.is_partial().then_some("the live state shows only a part");
                    (services.get(name).cloned(), partial)
                }
                None => (None, Some("the live state says nothing of services")),
            },
            _ => {
                let (untold, open) = (Vec::new(), Vec::new());
                let whole = |tree: &Node| LiveService {
                    tree: tree.clone(),
                    vocabulary: Vocabulary::Whole,
                    untold,
                    open,
                };
                let silence = "the live state says nothing of the configuration";
                (live.configuration_tree().map(whole), Some(silence))
            }
        };
        let (left, right) = match (declared, found) {
            (Some(declared), None) => match silence {
                // Of nothing, nothing is to be known.
                Some(_) if is_empty(&declared) => return,
                Some(reason) => {
                    let path = KeyPath::root();
                    return self.unknown(snapshot, &section, path, declared.span, reason.into());
                }
                None => (Some(declared), None),
            },
            (Some(declared), Some(found)) => {
                let aligned = align(&declared, &found, live.is_partial());
                let (left, right) = self.take(snapshot, &section, aligned, found.vocabulary);
                (Some(left), Some(right))
            }
            (None, found) => (None, found.map(|found| found.tree)),
        };
        let options = snapshot.options_of(&section);
        self.pairs.push(Pair { section, left, right, secrets: HashSet::new(), options });
    }

    /// Takes what is known of a section beside its trees, and gives these.
    fn take(
        &mut self,
        snapshot: &Snapshot,
        section: &Section,
        aligned: Aligned,
        vocabulary: Vocabulary,
    ) -> (Node, Node) {
        for (untold, at) in aligned.unknown {
            self.unknown(snapshot, section, untold.path, at, untold.reason);
        }
        if let (Section::Service(name), true) = (section, aligned.scaled) {
            self.scaled.insert(name.clone());
        }
        // Who says what runs in the shape of a project has the secrets where references are.
        if vocabulary == Vocabulary::Whole {
            self.stored.extend(&aligned.hidden);
        }
        self.hidden.extend(aligned.hidden);
        (aligned.declared, aligned.live)
    }

    fn unknown(
        &mut self,
        snapshot: &Snapshot,
        section: &Section,
        path: KeyPath,
        at: Span,
        reason: SmolStr,
    ) {
        let (section, place) = (section.clone(), snapshot.place(at));
        self.unknown.push(Unknown { section, path, place, reason });
    }
}

fn is_empty(tree: &Node) -> bool {
    tree.as_map().is_some_and(|map| map.is_empty())
}
