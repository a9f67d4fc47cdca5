//! Eppo: allocations open within a window, to those for whom one of their rules holds.

mod rule;

use rule::Rule;

use crate::flag::Check;
use crate::flag::context::Context;
use crate::flag::dialect::asked::Lookup;
use crate::flag::dialect::{Bad, Frame, moment};
use crate::flag::scope::Scope;
use crate::value::Timestamp;
use crate::yaml::Node;

/// When and for whom an allocation is open.
#[derive(Debug, Clone)]
pub(in crate::flag) struct Allocation {
    /// In milliseconds.
    start: Option<i64>,
    end: Option<i64>,
    /// One of them must hold; without any, it is open to everyone.
    rules: Box<[Rule]>,
    /// The attribute `id`, for which the targeting key stands in.
    id: Lookup,
}

/// How an allocation stands to a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flag) enum Standing {
    /// It has a window, and there is no time.
    Untimed,
    /// It has not begun.
    Early,
    /// It is over.
    Late,
    /// None of its rules holds.
    Closed,
    /// It is open; by the rule with this index, if it has any.
    Open(Option<usize>),
}

impl Allocation {
    /// Reads a map of `start`, `end` and `rules`, each rule a list of conditions.
    pub(in crate::flag) fn compile(data: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        if data.as_map().is_none() {
            let message = format!("a part of Eppo is a map, not {}", data.kind());
            return Err(Bad::new(data.span, message));
        }
        let time = |key: &str| {
            let node = data.child(key)?;
            let time = node.as_text().and_then(moment::read).map(Timestamp::as_millis);
            Some(time.ok_or_else(|| Bad::new(node.span, format!("`{key}` is no date and time"))))
        };
        let rules = data.child("rules").and_then(Node::as_list).unwrap_or_default();
        let rules =
            rules.iter().map(|rule| Rule::compile(rule, frame)).collect::<Result<_, Bad>>()?;
        let (start, end) = (time("start").transpose()?, time("end").transpose()?);
        Ok(Self { start, end, rules, id: Lookup::new(["id"], frame) })
    }

    /// The conditions of each rule; those of rules behind one that holds are not reached.
    pub(in crate::flag) fn checks(&self, context: &Context) -> Vec<Check> {
        let mut open = false;
        let mut checks = Vec::new();
        for rule in &self.rules {
            let reached = |check: Check| Check { reached: check.reached && !open, ..check };
            checks.extend(rule.checks(context, &self.id).into_iter().map(reached));
            open |= rule.holds(context, &self.id);
        }
        checks
    }

    pub(in crate::flag) fn standing(&self, scope: &Scope<'_>) -> Standing {
        if self.start.is_some() || self.end.is_some() {
            let Some(now) = scope.now() else { return Standing::Untimed };
            // Open from its first millisecond to its last one.
            let turns = [self.start, self.end.map(|end| end.saturating_add(1))];
            turns
                .into_iter()
                .flatten()
                .filter(|turn| *turn > now)
                .for_each(|turn| scope.turns_at(turn));
            if self.start.is_some_and(|start| now < start) {
                return Standing::Early;
            }
            if self.end.is_some_and(|end| now > end) {
                return Standing::Late;
            }
        }
        if self.rules.is_empty() {
            return Standing::Open(None);
        }
        let open = self.rules.iter().position(|rule| rule.holds(scope.context, &self.id));
        open.map_or(Standing::Closed, |rule| Standing::Open(Some(rule)))
    }
}
