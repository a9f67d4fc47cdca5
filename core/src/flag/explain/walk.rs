//! The walk through a plan: every part asked, also those behind the one that decided.

use super::Step;
use crate::condition::{Condition, Truth};
use crate::flag::bucket::Percentage;
use crate::flag::context::Attribute;
use crate::flag::evaluate::{Part, Verdict, decide};
use crate::flag::scope::{NEVER, Scope};
use crate::flag::segment::Segment;
use crate::flag::share::{Rollout, Split};
use crate::flag::table::{
    Give, Outcome, Plan, Requirement, Rule, Share, Table, Targets, Then, When,
};
use crate::value::Timestamp;

/// The steps of a plan for a question.
pub(super) fn walk(plan: &Plan, name: &str, verdict: &Verdict, scope: &Scope<'_>) -> Vec<Step> {
    let mut walk = Walk { name, verdict, scope, table: scope.table, steps: Vec::new() };
    walk.entry(plan);
    if let Some(from) = plan.phases.get(verdict.phase as usize).map(|phase| phase.from)
        && from != i64::MIN
    {
        walk.steps.push(Step::Change { from: Timestamp::from_millis(from) });
    }
    walk.parts(plan.phase(verdict.phase));
    walk.steps
}

struct Walk<'w> {
    name: &'w str,
    verdict: &'w Verdict,
    scope: &'w Scope<'w>,
    table: &'w Table,
    steps: Vec<Step>,
}

impl Walk<'_> {
    fn entry(&mut self, plan: &Plan) {
        let set_in = plan.set_in.as_deref();
        let passed = self.table.lineage.iter().take_while(|name| Some(name.as_str()) != set_in);
        if plan.set_in.is_some() || self.verdict.error.is_none() {
            self.steps.extend(passed.map(|name| Step::NoEntry { environment: name.to_string() }));
        }
        if let Some(set_in) = set_in {
            let place = self.table.place(plan.span);
            self.steps.push(Step::Entry { set_in: set_in.to_owned(), place });
        }
    }

    fn parts(&mut self, plan: &Plan) {
        if let Some(kill) = plan.kill {
            self.steps.push(Step::Off { place: self.table.place(kill) });
        }
        plan.requires.iter().for_each(|required| self.requirement(required));
        plan.targets.iter().for_each(|targets| self.targets(targets));
        for (rule, index) in plan.rules.iter().zip(0..) {
            self.rule(rule, index, plan);
        }
        if let Some(share) = &plan.share {
            self.share(share, None, plan);
        }
    }

    fn requirement(&mut self, required: &Requirement) {
        let plan = self.table.plan(required.flag);
        let flag = self.table.registry.flags.name(required.flag);
        let verdict = decide(required.flag, self.scope);
        let outcome = plan.and_then(|plan| plan.outcome(&verdict));
        self.steps.push(Step::Requirement {
            flag: flag.to_owned(),
            met: outcome.is_some_and(|outcome| required.wanted.is(outcome)),
            place: self.table.place(required.span),
        });
    }

    fn targets(&mut self, targets: &Targets) {
        let key = self.scope.attribute(targets.by);
        let key = key.filter(|key| !matches!(key, Attribute::Null));
        let found = key.and_then(|key| targets.keys.find(key));
        for (index, (_, span)) in (0..).zip(&targets.serves).filter(|(i, _)| targets.keys.has(*i)) {
            self.steps.push(Step::Target {
                index,
                by: self.table.registry.attributes.name(targets.by).to_owned(),
                listed: key.map_or(Truth::Unknown, |_| (found == Some(index)).into()),
                decided: self.verdict.part == Part::Target(index),
                place: self.table.place(*span),
            });
        }
    }

    fn rule(&mut self, rule: &Rule, index: u32, plan: &Plan) {
        let (condition, note) = match &rule.when {
            When::Always => (None, None),
            When::Condition(condition) => (Some(condition.explain(self.scope)), None),
            When::Dialect(program) => (None, Some(program.explain(self.name, self.scope))),
        };
        let mut checks = Vec::new();
        if let When::Dialect(program) = &rule.when {
            checks.extend(program.checks(self.name, self.scope));
        }
        if let Then::Choose(program, _) = &rule.then {
            checks.extend(program.checks(self.name, self.scope));
        }
        let note = note.or_else(|| match &rule.then {
            Then::Choose(program, _) => Some(program.explain(self.name, self.scope)),
            _ => None,
        });
        let now = self.scope.now();
        let in_time = rule.window.and_then(|(from, until)| Some((from..until).contains(&now?)));
        self.steps.push(Step::Rule {
            index,
            place: self.table.place(rule.span),
            decided: self.verdict.part == Part::Rule(index),
            truth: rule.when.holds(self.name, self.scope),
            in_time,
            condition,
            note,
            checks,
        });
        if let When::Condition(condition) = &rule.when {
            self.segments(condition);
        }
        if let Then::Share(share) = &rule.then {
            self.share(share, Some(index), plan);
        }
    }

    /// The segments that a condition names, each once, and those that they name.
    fn segments(&mut self, condition: &Condition) {
        let named: Vec<&Segment> = condition
            .segment_slots()
            .filter_map(|slot| self.table.segments.get(slot as usize))
            .collect();
        for segment in named {
            let known =
                |step: &Step| matches!(step, Step::Segment { name, .. } if *name == segment.name);
            if self.steps.iter().any(known) {
                continue;
            }
            let condition = match &segment.when {
                Some(When::Condition(condition)) => Some(condition),
                _ => None,
            };
            self.steps.push(Step::Segment {
                name: segment.name.clone(),
                truth: segment.holds(self.scope),
                condition: condition.map(|condition| condition.explain(self.scope)),
            });
            // Compilation bounds how deep segments stand in each other.
            condition.into_iter().for_each(|condition| self.segments(condition));
        }
    }

    fn share(&mut self, share: &Share, rule: Option<u32>, plan: &Plan) {
        if let Some(rollout) = &share.rollout {
            self.rollout(rollout, rule);
        }
        if let Give::Split(split) = &share.give {
            self.split(split, rule, plan);
        }
    }

    fn rollout(&mut self, rollout: &Rollout, rule: Option<u32>) {
        // What the key's own turn is, apart from the rest of the flag.
        self.scope.take_until();
        let taken = rollout.ask(self.scope).ok();
        let until = self.scope.take_until();
        let threshold = rollout.threshold(self.scope).unwrap_or_default();
        self.steps.push(Step::Rollout {
            rule,
            by: rollout.by.names(&self.table.registry),
            percentage: Percentage::of_threshold(threshold),
            bucket: taken.map(|taken| taken.bucket),
            threshold,
            is_in: taken.map(|taken| taken.is_in()),
            until: (until != NEVER).then(|| Timestamp::from_millis(until)),
            place: self.table.place(rollout.span),
        });
    }

    fn split(&mut self, split: &Split, rule: Option<u32>, plan: &Plan) {
        let pick = split.ask(self.scope).ok().flatten();
        let outcome = pick.and_then(|pick| plan.outcomes.get(pick.outcome as usize));
        let gives = outcome.map(Outcome::name);
        self.steps.push(Step::Split {
            rule,
            by: split.by.names(&self.table.registry),
            bucket: pick.map(|pick| pick.bucket).or_else(|| split.bucket(self.scope)),
            threshold: pick.map(|pick| pick.threshold),
            gives,
            place: self.table.place(split.span),
        });
    }
}
