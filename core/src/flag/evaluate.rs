//! Evaluation: what a plan says to a context, without lock or allocation; the clock is read only
//! where a part depends on it.

use super::details::{ErrorCode, Reason};
use super::dialect::Choice;
use super::quick::Quick;
use super::scope::Scope;
use super::table::{Give, NOTHING, Plan, Requirement, Rule, Share, Targets, Then, When};
use crate::condition::Truth;

/// Which part of a plan decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The flag is switched off.
    Off,
    /// A requirement, by index, is not met.
    Unmet(u32),
    /// A target, by index.
    Target(u32),
    /// A rule, by index.
    Rule(u32),
    /// The rollout, or the split, of those whom no rule took.
    Share,
    /// The value for everyone else, or nothing in the files.
    Otherwise,
    /// The context, which cannot be used for any flag.
    Context,
}

/// What was decided, without the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) part: Part,
    /// An index among the outcomes, or [`NOTHING`].
    pub(super) outcome: u32,
    /// Which phase of the plan it was, from 0; beyond the last for the plan itself.
    pub(super) phase: u32,
    pub(super) reason: Reason,
    pub(super) error: Option<ErrorCode>,
    bucket: u32,
    /// The first bucket that is out, or [`NO_SHARE`].
    threshold: u64,
}

/// What was decided where neither context nor time can change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) part: Part,
    /// An index among the outcomes, or [`NOTHING`].
    pub(super) outcome: u32,
    pub(super) reason: Reason,
    pub(super) error: Option<ErrorCode>,
}

impl Settled {
    pub(super) const fn new(part: Part, outcome: u32, reason: Reason) -> Self {
        Self { part, outcome, reason, error: None }
    }

    pub(super) const fn error(code: ErrorCode) -> Self {
        Self { error: Some(code), ..Self::new(Part::Otherwise, NOTHING, Reason::Error) }
    }

    #[inline]
    pub(super) const fn verdict(self) -> Verdict {
        Verdict { error: self.error, ..Verdict::new(self.part, self.outcome, self.reason) }
    }
}

/// No share was asked for a bucket.
const NO_SHARE: u64 = u64::MAX;

/// No phase: the plan itself.
const ITSELF: u32 = u32::MAX;

impl Verdict {
    pub(super) const fn new(part: Part, outcome: u32, reason: Reason) -> Self {
        let (bucket, threshold) = (0, NO_SHARE);
        Self { part, outcome, phase: ITSELF, reason, error: None, bucket, threshold }
    }

    /// The same by the bucket that a share asked for.
    #[inline]
    pub(super) const fn with_share(self, bucket: u32, threshold: u64) -> Self {
        Self { bucket, threshold, ..self }
    }

    /// The same by the bucket that a part in another tool's language asked for, if it did.
    #[inline]
    const fn with_noted(self, share: Option<(u32, u64)>) -> Self {
        match share {
            Some((bucket, threshold)) => self.with_share(bucket, threshold),
            None => self,
        }
    }

    /// The bucket that a share asked for, and the first one that is out.
    pub(super) fn share(&self) -> Option<(u32, u64)> {
        (self.threshold != NO_SHARE).then_some((self.bucket, self.threshold))
    }

    pub(super) const fn error(code: ErrorCode) -> Self {
        Self::error_in(code, Part::Otherwise)
    }

    const fn error_in(code: ErrorCode, part: Part) -> Self {
        Self { error: Some(code), ..Self::new(part, NOTHING, Reason::Error) }
    }
}

/// Decides a flag by its id.
#[inline]
pub(super) fn decide(flag: u32, scope: &Scope<'_>) -> Verdict {
    if scope.context.is_too_deep() {
        return unusable(flag, scope);
    }
    let quick = scope.table.quick(flag);
    if let Quick::Settled(_, settled) = quick {
        return settled.verdict();
    }
    if scope.context.is_of(scope.registry())
        && let Some((serves, look)) = quick.look(scope.context)
    {
        return look.verdict(serves);
    }
    decide_by_plan(flag, scope)
}

/// What every flag answers a context that cannot be used.
#[cold]
fn unusable(flag: u32, scope: &Scope<'_>) -> Verdict {
    match scope.table.plan(flag) {
        Some(_) => Verdict::error_in(ErrorCode::InvalidContext, Part::Context),
        None => Verdict::error(ErrorCode::FlagNotFound),
    }
}

/// Decides a flag by its plan, which knows all there is.
#[inline(never)]
pub(super) fn decide_by_plan(flag: u32, scope: &Scope<'_>) -> Verdict {
    let name = scope.registry().flags.name(flag);
    match scope.table.plan(flag) {
        Some(Plan { settled: Some(settled), .. }) => settled.verdict(),
        Some(plan) => open(plan, name, scope),
        None => Verdict::error(ErrorCode::FlagNotFound),
    }
}

fn open(plan: &Plan, name: &str, scope: &Scope<'_>) -> Verdict {
    if !scope.context.is_of(scope.registry()) {
        return Verdict::error(ErrorCode::InvalidContext);
    }
    match plan.phases.is_empty() {
        true => parts(plan, name, scope),
        false => phased(plan, name, scope),
    }
}

fn phased(plan: &Plan, name: &str, scope: &Scope<'_>) -> Verdict {
    let Some(now) = scope.now() else { return Verdict::error(ErrorCode::General) };
    let passed = plan.phases.partition_point(|phase| phase.from <= now);
    if let Some(next) = plan.phases.get(passed) {
        scope.turns_at(next.from);
    }
    // The first phase begins before any time.
    let phase = passed.saturating_sub(1) as u32;
    let verdict = match plan.phase(phase) {
        Plan { settled: Some(settled), .. } => settled.verdict(),
        phase => parts(phase, name, scope),
    };
    Verdict { phase, ..verdict }
}

#[inline]
fn parts(plan: &Plan, name: &str, scope: &Scope<'_>) -> Verdict {
    if let Some(special) = &plan.special {
        if special.kill.is_some() {
            return Verdict::new(Part::Off, special.off, Reason::Disabled);
        }
        if let Some(unmet) = unmet(&special.requires, scope) {
            return Verdict::new(Part::Unmet(unmet), special.off, Reason::Disabled);
        }
        if let Some((target, outcome)) = targeted(&special.targets, scope) {
            return Verdict::new(Part::Target(target), outcome, Reason::TargetingMatch);
        }
    }
    if !plan.rules.is_empty() {
        // What other flags were shared out by is not this one's.
        scope.take_share();
    }
    for (rule, index) in plan.rules.iter().zip(0..) {
        if let Some(verdict) = ruled(rule, index, name, scope) {
            return verdict;
        }
    }
    match &plan.share {
        // Whom a share in another tool's language left out, if there was one.
        None => Verdict::new(Part::Otherwise, plan.otherwise, Reason::Default)
            .with_noted(if plan.rules.is_empty() { None } else { scope.take_share() }),
        Some(share) => match taken(share, Part::Share, Reason::Split, scope) {
            Ok(verdict) if verdict.outcome == NOTHING => {
                Verdict { outcome: plan.otherwise, ..verdict }
            }
            Ok(verdict) => verdict,
            Err(code) => Verdict::error_in(code, Part::Share),
        },
    }
}

/// The first requirement that is not met.
fn unmet(requires: &[Requirement], scope: &Scope<'_>) -> Option<u32> {
    let unmet = requires.iter().position(|required| {
        // Chains of requirements are as short as compilation lets them be.
        let verdict = decide(required.flag, scope);
        let plan = scope.table.plan(required.flag);
        let outcome = plan.and_then(|plan| plan.outcome(&verdict));
        !outcome.is_some_and(|outcome| required.wanted.is(outcome))
    });
    unmet.map(|index| index as u32)
}

/// The first target that lists one of the context's keys, and what it serves.
fn targeted(targets: &[Targets], scope: &Scope<'_>) -> Option<(u32, u32)> {
    let listed = |targets: &Targets| {
        let target = targets.keys.find(scope.attribute(targets.by)?)?;
        Some((target, targets.serves.get(target as usize)?.0))
    };
    targets.iter().filter_map(listed).min_by_key(|(target, _)| *target)
}

/// What a rule decides; `None` to go on.
#[inline]
fn ruled(rule: &Rule, index: u32, name: &str, scope: &Scope<'_>) -> Option<Verdict> {
    if let Some(window) = rule.window {
        match within(window, scope) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(code) => return Some(Verdict::error_in(code, Part::Rule(index))),
        }
    }
    // An unknown condition does not match: who cannot be told is not targeted.
    if rule.when.holds(name, scope) != Truth::True {
        return None;
    }
    let part = Part::Rule(index);
    match &rule.then {
        Then::Serve(outcome) => {
            let verdict = Verdict::new(part, *outcome, Reason::TargetingMatch);
            Some(match &rule.when {
                When::Dialect(_) => verdict.with_noted(scope.take_share()),
                _ => verdict,
            })
        }
        Then::Share(share) => match taken(share, part, Reason::Split, scope) {
            Ok(verdict) => (verdict.outcome != NOTHING).then_some(verdict),
            Err(code) => Some(Verdict::error_in(code, part)),
        },
        Then::Choose(program, outcomes) => {
            let outcome = match program.choose(name, scope) {
                Choice::Next => return None,
                Choice::Variant(index) => *outcomes.get(index as usize)?,
                Choice::Caller => NOTHING,
                Choice::Off => return Some(Verdict::new(part, NOTHING, Reason::Disabled)),
                Choice::Failed(code) => return Some(Verdict::error_in(code, part)),
            };
            let verdict = Verdict::new(part, outcome, Reason::TargetingMatch);
            Some(verdict.with_noted(scope.take_share()))
        }
    }
}

/// Whether the time lies in a window.
fn within((from, until): (i64, i64), scope: &Scope<'_>) -> Result<bool, ErrorCode> {
    let now = scope.now().ok_or(ErrorCode::General)?;
    [from, until].into_iter().filter(|turn| *turn > now).for_each(|turn| scope.turns_at(turn));
    Ok(from <= now && now < until)
}

/// What a share gives; [`NOTHING`] to whom it does not take.
#[inline]
fn taken(
    share: &Share,
    part: Part,
    reason: Reason,
    scope: &Scope<'_>,
) -> Result<Verdict, ErrorCode> {
    let mut verdict = Verdict::new(part, NOTHING, reason);
    if let Some(rollout) = &share.rollout {
        let taken = rollout.ask(scope)?;
        verdict = verdict.with_share(taken.bucket, taken.threshold);
        if !taken.is_in() {
            return Ok(verdict);
        }
    }
    match &share.give {
        Give::One(outcome) => verdict.outcome = *outcome,
        Give::Split(split) => {
            if let Some(pick) = split.ask(scope)? {
                verdict.outcome = pick.outcome;
                let bucket = u32::try_from(pick.bucket).unwrap_or(u32::MAX);
                verdict = verdict.with_share(bucket, pick.threshold);
            }
        }
    }
    Ok(verdict)
}
