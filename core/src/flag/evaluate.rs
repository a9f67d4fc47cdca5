//! Evaluation: rules in order, then the rollout, then the entry's value; no lock, no allocation.

use super::context::{Attribute, Context};
use super::details::{ErrorCode, Reason};
use super::registry::Registry;
use super::table::{Plan, Rollout};

/// Which part of a plan decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// A rule, by index.
    Rule(u32),
    /// The rollout, for whom it takes.
    Rollout,
    /// The value for everyone else.
    Otherwise,
    /// Nothing in the files: the caller's default.
    Caller,
}

/// What was decided, without the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) choice: Choice,
    pub(super) reason: Reason,
    pub(super) error: Option<ErrorCode>,
    pub(super) bucket: Option<u32>,
}

impl Verdict {
    pub(super) const fn new(choice: Choice, reason: Reason) -> Self {
        Self { choice, reason, error: None, bucket: None }
    }

    pub(super) const fn error(code: ErrorCode) -> Self {
        let (choice, reason) = (Choice::Caller, Reason::Error);
        Self { choice, reason, error: Some(code), bucket: None }
    }
}

/// Decides a flag; `None` is a flag that is not there.
#[inline]
pub(super) fn decide(plan: Option<&Plan>, registry: &Registry, context: &Context) -> Verdict {
    match plan {
        Some(Plan { settled: Some(verdict), .. }) => *verdict,
        Some(plan) => targeted(plan, registry, context),
        None => Verdict::error(ErrorCode::FlagNotFound),
    }
}

#[inline]
fn targeted(plan: &Plan, registry: &Registry, context: &Context) -> Verdict {
    if !context.is_of(registry) {
        return Verdict::error(ErrorCode::InvalidContext);
    }
    for (rule, index) in plan.rules.iter().zip(0..) {
        // An unknown condition does not match: who cannot be told is not targeted.
        if rule.when.evaluate(context).is_true() {
            return Verdict::new(Choice::Rule(index), Reason::TargetingMatch);
        }
    }
    let Some(rollout) = &plan.rollout else {
        let found = plan.otherwise.is_some();
        let choice = if found { Choice::Otherwise } else { Choice::Caller };
        return Verdict::new(choice, Reason::Default);
    };
    match bucket(rollout, registry, context) {
        Ok(bucket) => {
            let choice = match u64::from(bucket) < rollout.threshold {
                true => Choice::Rollout,
                false if plan.otherwise.is_some() => Choice::Otherwise,
                false => Choice::Caller,
            };
            Verdict { choice, reason: Reason::Split, error: None, bucket: Some(bucket) }
        }
        Err(code) => Verdict::error(code),
    }
}

/// The bucket of the attribute that the rollout hashes.
#[inline]
fn bucket(rollout: &Rollout, registry: &Registry, context: &Context) -> Result<u32, ErrorCode> {
    let name = || registry.attributes.name(rollout.by).to_owned();
    match context.attribute(rollout.by, name) {
        Some(Attribute::Text(text)) => Ok(rollout.hasher.bucket(text.as_bytes())),
        Some(Attribute::Int(value)) => {
            Ok(rollout.hasher.bucket_of_integer(value.unsigned_abs(), *value < 0))
        }
        Some(Attribute::UInt(value)) => Ok(rollout.hasher.bucket_of_integer(*value, false)),
        // Whoever has no such attribute has no bucket, and null says just that.
        None | Some(Attribute::Null) => Err(ErrorCode::TargetingKeyMissing),
        Some(_) => Err(ErrorCode::InvalidContext),
    }
}
