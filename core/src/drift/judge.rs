//! Differences held against the rules: those that are declared first, then the built-in ones.

use std::collections::HashSet;

use smol_str::SmolStr;

use super::case::Case;
use super::live_rules::LIVE_RULES;
use super::report::{Class, DriftItem, DriftReport, RuleFinding, Summary};
use super::rulebook::{Active, Declared, Rulebook, shown};
use super::rules::{RULES, Rule};
use super::shapes::{holds, spoken};
use super::survey::ShapeViolation;
use crate::diff::{ChangeKind, Difference, Pair, Places, Section, Showing, Side, compare};
use crate::error::{Place, Severity};
use crate::model::{Relation, Shape, Verdict};
use crate::source::Span;
use crate::value::{KeyPath, Standing};
use crate::yaml::Node;

/// An environment, as far as rules ask.
#[derive(Debug, Clone)]
pub(crate) struct Party {
    pub(crate) name: SmolStr,
    /// What it inherits from, and itself.
    pub(crate) lineage: Vec<SmolStr>,
    pub(crate) tier: Option<SmolStr>,
    /// Whether customers depend on it.
    pub(crate) production: bool,
}

/// Judges all differences between a baseline and one target.
pub(crate) fn judge(
    baseline: &Party,
    target: &Party,
    pairs: &[Pair],
    rules: &Rulebook<'_>,
    places: Places<'_>,
) -> Vec<DriftItem> {
    let law = Law { table: &RULES, live: None };
    judge_by(&law, baseline, target, pairs, rules, [places; 2])
}

/// Judges all differences between what is declared and what is live.
pub(crate) fn judge_live(
    live: &Live<'_>,
    baseline: &Party,
    target: &Party,
    pairs: &[Pair],
    rules: &Rulebook<'_>,
    places: [Places<'_>; 2],
) -> Vec<DriftItem> {
    let law = Law { table: &LIVE_RULES, live: Some(live) };
    judge_by(&law, baseline, target, pairs, rules, places)
}

/// What the rules for live state ask beside a difference.
pub(crate) struct Live<'l> {
    /// The services whose number of instances something else than a person sets.
    pub(crate) scaled: &'l HashSet<SmolStr>,
    /// Where texts stand in the live files that come out of a store of secrets.
    pub(crate) secrets: &'l HashSet<Span>,
}

/// The built-in rules of a comparison, and what they ask.
struct Law<'l> {
    table: &'static [Rule],
    live: Option<&'l Live<'l>>,
}

impl Law<'_> {
    fn is_scaled(&self, section: &Section) -> bool {
        matches!((section, self.live), (Section::Service(name), Some(live)) if live.scaled.contains(name))
    }

    fn is_from_store(&self, found: Option<&Node>) -> bool {
        found.zip(self.live).is_some_and(|(found, live)| live.secrets.contains(&found.span))
    }
}

fn judge_by(
    law: &Law<'_>,
    baseline: &Party,
    target: &Party,
    pairs: &[Pair],
    rules: &Rulebook<'_>,
    places: [Places<'_>; 2],
) -> Vec<DriftItem> {
    let mut items = Vec::new();
    for pair in pairs {
        let active = rules.about(&pair.section, &[baseline, target]);
        let judge = Judge { law, baseline, target, section: &pair.section, active, places };
        match (&pair.left, &pair.right) {
            (Some(left), Some(right)) => items.extend(judge.values(pair, left, right)),
            (None, None) => {}
            (left, right) => items.push(judge.whole(left.as_ref(), right.as_ref())),
        }
    }
    items
}

/// One section in the course of being judged.
struct Judge<'j> {
    law: &'j Law<'j>,
    baseline: &'j Party,
    target: &'j Party,
    section: &'j Section,
    active: Active<'j>,
    /// Of the baseline, and of the target.
    places: [Places<'j>; 2],
}

impl Judge<'_> {
    /// A service that one side does not have.
    fn whole(&self, left: Option<&Node>, right: Option<&Node>) -> DriftItem {
        let path = KeyPath::root();
        let decision = self.decide((&path, Standing::default()), false, left, right);
        let kind = if left.is_some() { ChangeKind::Removed } else { ChangeKind::Added };
        DriftItem {
            baseline: left.map(|node| Side::whole(node, self.places[0])),
            actual: right.map(|node| Side::whole(node, self.places[1])),
            ..self.item(path, kind, decision)
        }
    }

    /// The values of a section that both sides have.
    fn values(&self, pair: &Pair, left: &Node, right: &Node) -> Vec<DriftItem> {
        let mut items = Vec::new();
        for change in compare(left, right, &pair.options).changes {
            let at = (&change.path, change.standing);
            let moved = change.by.is_some();
            let decision = self.decide(at, moved, change.left.as_ref(), change.right.as_ref());
            let shown = Difference::new(&change, &pair.secrets, self.places);
            items.push(DriftItem {
                baseline: shown.left,
                actual: shown.right,
                missing_at: shown.missing_at,
                ..self.item(shown.path, change.kind, decision)
            });
        }
        self.shapes(pair, left, right, &mut items);
        items
    }

    /// Says of values that violate a shape that they do; nothing else is said of them then.
    fn shapes(&self, pair: &Pair, left: &Node, right: &Node, items: &mut Vec<DriftItem>) {
        let related = self.active.between(&self.baseline.name, &self.target.name);
        if related.is_empty() {
            return;
        }
        let (shapes, relations): (Vec<&Declared<'_, Shape>>, Vec<Relation>) =
            related.into_iter().unzip();
        let trees = [left, right];
        let (left, right) =
            (spoken(left, &shapes, &pair.options), spoken(right, &shapes, &pair.options));
        for (path, (left, matching)) in left {
            let Some((right, _)) = right.get(&path) else { continue };
            matching.iter().for_each(|at| shapes[*at].meet());
            let meaning = pair.options.meaning(&path);
            let violated = matching.iter().find(|at| !holds(left, relations[**at], right, meaning));
            let Some(violated) = violated.map(|at| shapes[*at]) else { continue };
            let decision = self.violated(violated);
            let standing = trees.map(|tree| Standing::at(tree, &path));
            let showing = Showing::at(&path, standing[0].or(standing[1]), &pair.secrets);
            let showing = showing.beside([left, right]);
            let side = |node: &Node, places| Some(showing.side(node, places));
            let item = DriftItem {
                baseline: side(left, self.places[0]),
                actual: side(right, self.places[1]),
                ..self.item(path.clone(), ChangeKind::Changed, decision)
            };
            match items.iter_mut().find(|known| known.path == path) {
                Some(known) => *known = item,
                None => items.push(item),
            }
        }
    }

    /// A shape that two values violate, said in its own order.
    fn violated(&self, shape: &Declared<'_, Shape>) -> Decision {
        let names = shape.is.expect.of_two(&self.baseline.name, &self.target.name);
        let violation =
            names.map(|(left, relation, right)| ShapeViolation::of(shape, left, relation, right));
        Decision { violation, ..Decision::of_shape(shape) }
    }

    fn decide(
        &self,
        (path, standing): (&KeyPath, Standing),
        is_order: bool,
        left: Option<&Node>,
        right: Option<&Node>,
    ) -> Decision {
        if let Some(declared) = self.active.rule(path) {
            let (class, severity) = match declared.is.verdict {
                Verdict::Expected => (Class::Expected, Severity::Info),
                Verdict::Drift(severity) => (Class::Drift, severity),
            };
            return Decision {
                class,
                rule: declared.name.clone(),
                severity,
                reason: shown(&declared.is.reason),
                owner: declared.is.owner.as_deref().map(|owner| shown(owner).into()),
                at: declared.at.clone(),
                violation: None,
            };
        }
        let names = [&self.baseline.lineage[..], &self.target.lineage];
        let case = Case {
            section: self.section,
            path,
            standing,
            is_order,
            baseline: left,
            found: right,
            names,
            is_scaled: self.law.is_scaled(self.section),
            is_from_store: self.law.is_from_store(right),
        };
        let table = self.law.table;
        let rule = table.iter().find(|rule| (rule.applies)(&case));
        let production = self.baseline.production || self.target.production;
        Decision::of_rule(rule.unwrap_or(&table[table.len() - 1]), production)
    }

    fn item(&self, path: KeyPath, kind: ChangeKind, decision: Decision) -> DriftItem {
        let Decision { class, rule, severity, reason, owner, at, violation } = decision;
        DriftItem {
            section: self.section.clone(),
            path,
            kind,
            target: self.target.name.clone(),
            class,
            rule,
            severity,
            reason,
            owner,
            rule_at: at,
            violation,
            baseline: None,
            actual: None,
            missing_at: None,
        }
    }
}

/// What is made of a difference.
struct Decision {
    class: Class,
    rule: SmolStr,
    severity: Severity,
    reason: SmolStr,
    owner: Option<String>,
    at: Option<Place>,
    violation: Option<ShapeViolation>,
}

impl Decision {
    fn of_rule(rule: &'static Rule, production: bool) -> Self {
        Self {
            class: rule.class,
            rule: SmolStr::new_static(rule.id),
            severity: if production { rule.in_production } else { rule.severity },
            reason: SmolStr::new_static(rule.reason),
            owner: None,
            at: None,
            violation: None,
        }
    }

    fn of_shape(shape: &Declared<'_, Shape>) -> Self {
        Self {
            class: Class::Drift,
            rule: shape.name.clone(),
            severity: shape.is.severity,
            reason: shown(&shape.is.reason),
            owner: shape.is.owner.as_deref().map(|owner| shown(owner).into()),
            at: shape.at.clone(),
            violation: None,
        }
    }
}

/// Puts the items of all targets into one report and counts them.
pub(crate) fn report(
    baseline: SmolStr,
    targets: Vec<SmolStr>,
    items: Vec<DriftItem>,
    findings: Vec<RuleFinding>,
) -> DriftReport {
    let mut summary = Summary::default();
    for item in &items {
        if !item.is_drift() {
            summary.expected += 1;
            continue;
        }
        summary.drift += 1;
        match item.severity {
            Severity::Error => summary.errors += 1,
            Severity::Warning => summary.warnings += 1,
            Severity::Info => summary.infos += 1,
        }
    }
    DriftReport { baseline, targets, items, unknown: Vec::new(), findings, summary }
}
