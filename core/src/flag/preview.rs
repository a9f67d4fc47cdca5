//! Previews: how large the shares of a flag are at a time, before anybody is asked.

use std::fmt;

use serde::Serialize;

use super::bucket::Percentage;
use super::details::ErrorCode;
use super::ramp::Motion;
use super::scope::NEVER;
use super::share::{Amount, Slices, Split};
use super::spoken::nth;
use super::table::{Give, Plan, Share, Table, Then};
use crate::error::visible;
use crate::value::Timestamp;

/// What the rollouts and splits of a flag come to at a time, in one environment.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Preview {
    /// The flag's name.
    pub flag: String,
    /// The environment.
    pub environment: String,
    /// The time.
    pub at: Timestamp,
    /// Whether the flag is switched off then.
    pub off: bool,
    /// Why the flag cannot be decided, whoever asks.
    pub error_code: Option<ErrorCode>,
    /// What is wrong with it, in a sentence.
    pub error_message: Option<String>,
    /// When a scheduled change comes next.
    pub next_change: Option<Timestamp>,
    /// Its rollouts and splits, those of rules first.
    pub shares: Vec<PreviewShare>,
}

/// A rollout, a split, or both.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct PreviewShare {
    /// The rule it is part of, from 0; `None` for the entry's own.
    pub rule: Option<u32>,
    /// The share of keys that is in, in whole thousandths of a percent; all of them for a split by
    /// itself.
    pub percentage: Percentage,
    /// The first bucket that is out, from 0 to 2³².
    pub threshold: u64,
    /// How the share moves. One in steps stands still between them.
    pub movement: Movement,
    /// Which way the ramp goes, also between its steps.
    #[serde(skip)]
    pub(crate) course: Movement,
    /// When it next moves otherwise, or takes the next step.
    pub until: Option<Timestamp>,
    /// The variants, or values, of a split, each with its share of those that are in. Empty where
    /// everybody who is in gets the same, or the buckets are another tool's.
    pub parts: Vec<PreviewPart>,
}

/// A part of a split.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct PreviewPart {
    /// The variant's name, or the value.
    pub gives: String,
    /// Its share, in whole thousandths of a percent.
    pub percentage: Percentage,
}

/// How a share moves with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Movement {
    /// It stays as it is: before a ramp, in a hold, between steps, at an end, or without a ramp.
    Still,
    /// It grows.
    Rising,
    /// It is rolled back.
    Falling,
}

impl Movement {
    /// `still`, `rising` or `falling`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Still => "still",
            Self::Rising => "rising",
            Self::Falling => "falling",
        }
    }
}

impl fmt::Display for Movement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Movement {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl From<Motion> for Movement {
    fn from(motion: Motion) -> Self {
        match motion {
            Motion::Still => Self::Still,
            Motion::Forward => Self::Rising,
            Motion::Backward => Self::Falling,
        }
    }
}

impl Preview {
    pub(super) fn new(table: &Table, plan: &Plan, flag: &str, at: Timestamp) -> Self {
        let now = at.as_millis();
        let passed = plan.phases.partition_point(|phase| phase.from <= now);
        let error_code = plan.settled.and_then(|verdict| verdict.error);
        let error_message = error_code.map(|code| match (&plan.problem, code) {
            (Some(problem), _) => visible(problem.message()),
            (None, ErrorCode::ParseError) => {
                format!("the entry of the flag `{}` cannot be read", visible(flag))
            }
            (None, _) => {
                let flag = visible(flag);
                format!("what the environment of the flag `{flag}` extends cannot be told")
            }
        });
        let next = plan.phases.get(passed).map(|phase| Timestamp::from_millis(phase.from));
        let plan = plan.phase(passed.saturating_sub(1) as u32);
        let rules = plan.rules.iter().zip(0..).filter_map(|(rule, index)| match &rule.then {
            Then::Share(share) => Some((Some(index), share)),
            _ => None,
        });
        let shares = rules.chain(plan.share.iter().map(|share| (None, share)));
        Self {
            flag: flag.to_owned(),
            environment: table.environment.to_string(),
            at,
            off: plan.kill.is_some(),
            error_code,
            error_message,
            next_change: next,
            shares: shares.map(|(rule, share)| PreviewShare::new(rule, share, plan, now)).collect(),
        }
    }
}

impl PreviewShare {
    fn new(rule: Option<u32>, share: &Share, plan: &Plan, now: i64) -> Self {
        let amount = share.rollout.as_ref().map(|rollout| &rollout.amount);
        let still = (Motion::Still, NEVER);
        let (threshold, course, (movement, until)) = match amount {
            None => (1 << 32, Motion::Still, still),
            Some(Amount::Fixed(threshold)) => (*threshold, Motion::Still, still),
            Some(Amount::Ramp(ramp)) => {
                (ramp.threshold(now), ramp.motion(now).0, ramp.share_motion(now))
            }
        };
        Self {
            rule,
            percentage: Percentage::of_threshold(threshold),
            threshold,
            movement: movement.into(),
            course: course.into(),
            until: (until != NEVER).then(|| Timestamp::from_millis(until)),
            parts: match &share.give {
                Give::One(_) => Vec::new(),
                Give::Split(split) => parts(split, plan),
            },
        }
    }
}

fn parts(split: &Split, plan: &Plan) -> Vec<PreviewPart> {
    let Slices::Weights { ends, .. } = &split.slices else { return Vec::new() };
    let mut start = 0;
    let part = |(end, outcome): &(u64, u32)| {
        let width = end - std::mem::replace(&mut start, *end);
        let outcome = plan.outcomes.get(*outcome as usize)?;
        let gives = outcome.name();
        Some(PreviewPart { gives, percentage: Percentage::nearest(width) })
    };
    ends.iter().filter_map(part).collect()
}

/// A line for the flag and one for each share.
impl fmt::Display for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {} at {}", self.flag, self.environment, self.at)?;
        if self.off {
            f.write_str(", switched off")?;
        }
        if let Some(next) = self.next_change {
            write!(f, ", changes at {next}")?;
        }
        if let (Some(code), Some(message)) = (self.error_code, &self.error_message) {
            return write!(f, "\n  {code}: {message}");
        }
        if self.shares.is_empty() {
            f.write_str("\n  nothing is shared out")?;
        }
        for share in &self.shares {
            match share.rule {
                Some(rule) => {
                    write!(f, "\n  the {} rule: {}", nth(rule as usize), share.percentage)?
                }
                None => write!(f, "\n  {}", share.percentage)?,
            }
            if share.movement != Movement::Still {
                write!(f, ", {}", share.movement)?;
            }
            if let Some(until) = share.until {
                write!(f, ", until {until}")?;
            }
            for (part, index) in share.parts.iter().zip(0..) {
                let sign = if index == 0 { ": " } else { ", " };
                write!(f, "{sign}{} {}", part.gives, part.percentage)?;
            }
        }
        Ok(())
    }
}
