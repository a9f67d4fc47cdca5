//! What most flags come to, side by side in one list: so small that asking thousands of them in turn
//! stays in the processor's caches. What does not fit is asked of its plan.

use smol_str::SmolStr;

use super::bucket::Hasher;
use super::context::{Attribute, Context};
use super::details::Reason;
use super::evaluate::{Part, Settled, Verdict};
use super::share::Amount;
use super::table::{Give, NOTHING, Plan, Rule, Then, When};
use crate::condition::Simple;
use crate::yaml::Data;

/// A flag in short.
#[derive(Debug, Clone)]
pub(super) enum Quick {
    /// No such flag, or no longer.
    Gone,
    /// Its plan must be asked.
    Plan,
    /// The same for everyone, and the boolean that it is.
    Settled(Serves, Settled),
    /// One rule for those whose attribute is this text, and a value for everyone else.
    Equals { serves: Serves, slot: u32, text: SmolStr },
    /// One rule for those whom all tests hold for, and a value for everyone else.
    All { serves: Serves, tests: Box<[Test]> },
    /// A rollout of one value, and a value for everyone else.
    Rollout { serves: Serves, by: u32, hasher: Hasher, threshold: u64 },
}

/// A test of one attribute that needs no more than a look.
#[derive(Debug, Clone)]
pub(super) enum Test {
    Equals(u32, SmolStr),
    OneOf(u32, Box<[SmolStr]>),
    IsTrue(u32),
}

/// Which outcomes there are, and which of them are booleans. Who is taken gets the first, everyone
/// else the second; nothing is the caller's default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Serves(u8);

impl Serves {
    const THERE: u8 = 1;
    const BOOLEAN: u8 = 2;
    const TRUE: u8 = 4;
    const BITS: u8 = 3;

    fn of(plan: &Plan, outcomes: [u32; 2]) -> Self {
        let bits = outcomes.map(|outcome| match plan.outcomes.get(outcome as usize) {
            None => 0,
            Some(outcome) => match outcome.value.data {
                Data::Bool(false) => Self::THERE | Self::BOOLEAN,
                Data::Bool(true) => Self::THERE | Self::BOOLEAN | Self::TRUE,
                _ => Self::THERE,
            },
        });
        Self(bits[0] | bits[1] << Self::BITS)
    }

    /// The boolean that somebody gets, if it is one.
    #[inline]
    pub(super) fn boolean(self, is_taken: bool) -> Option<bool> {
        let bits = if is_taken { self.0 } else { self.0 >> Self::BITS };
        (bits & Self::BOOLEAN != 0).then_some(bits & Self::TRUE != 0)
    }

    /// The index of what somebody gets.
    #[inline]
    pub(super) fn outcome(self, is_taken: bool) -> u32 {
        let bits = if is_taken { self.0 } else { self.0 >> Self::BITS };
        match bits & Self::THERE {
            0 => NOTHING,
            _ => u32::from(!is_taken),
        }
    }
}

/// What a quick look gave.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) is_taken: bool,
    /// The bucket of a rollout and its first bucket that is out.
    pub(super) share: Option<(u32, u64)>,
}

impl Quick {
    /// A plan in short.
    pub(super) fn of(plan: &Plan) -> Self {
        Self::settled(plan)
            .or_else(|| Self::shared(plan))
            .or_else(|| Self::ruled(plan))
            .unwrap_or(Self::Plan)
    }

    fn settled(plan: &Plan) -> Option<Self> {
        let settled = plan.settled.filter(|settled| settled.error.is_none())?;
        Some(Self::Settled(Serves::of(plan, [settled.outcome, NOTHING]), settled))
    }

    fn shared(plan: &Plan) -> Option<Self> {
        let share = plan.share.as_ref().filter(|_| plan.is_share_alone())?;
        let rollout = share.rollout.as_ref()?;
        let (Amount::Fixed(threshold), Give::One(given)) = (&rollout.amount, &share.give) else {
            return None;
        };
        let serves = Self::serves(plan, *given)?;
        let by = rollout.by.single()?;
        Some(Self::Rollout { serves, by, hasher: rollout.hasher, threshold: *threshold })
    }

    fn ruled(plan: &Plan) -> Option<Self> {
        let [Rule { when: When::Condition(condition), window: None, then, .. }] = &*plan.rules
        else {
            return None;
        };
        let Then::Serve(given) = then else { return None };
        if !plan.is_rules_alone() {
            return None;
        }
        let serves = Self::serves(plan, *given)?;
        let tests: Vec<Test> = condition.all_of()?.into_iter().map(Test::from).collect();
        match <[Test; 1]>::try_from(tests) {
            Ok([Test::Equals(slot, text)]) => Some(Self::Equals { serves, slot, text }),
            Ok(one) => Some(Self::All { serves, tests: one.into() }),
            Err(all) => Some(Self::All { serves, tests: all.into() }),
        }
    }

    /// Only where the outcomes lie as they do in every plan of this form.
    fn serves(plan: &Plan, given: u32) -> Option<Serves> {
        let in_order = given == 0 && (plan.otherwise == 1 || plan.otherwise == NOTHING);
        in_order.then(|| Serves::of(plan, [given, plan.otherwise]))
    }

    /// Looks at a flag that context decides; `None` where its plan must be asked.
    #[inline]
    pub(super) fn look(&self, context: &Context) -> Option<(Serves, Look)> {
        let (serves, is_taken) = match self {
            Self::Equals { serves, slot, text } => (serves, equals(context, *slot, text)?),
            Self::All { serves, tests } => {
                let mut holds = true;
                for test in tests {
                    if !test.holds(context)? {
                        holds = false;
                        break;
                    }
                }
                (serves, holds)
            }
            Self::Rollout { serves, by, hasher, threshold } => {
                let Some(Some(Attribute::Text(key))) = context.known(*by) else { return None };
                let bucket = hasher.bucket(key.as_bytes());
                let is_taken = u64::from(bucket) < *threshold;
                let share = Some((bucket, *threshold));
                return Some((*serves, Look { is_taken, share }));
            }
            Self::Gone | Self::Plan | Self::Settled(..) => return None,
        };
        Some((*serves, Look { is_taken, share: None }))
    }
}

impl Look {
    /// The verdict of the plan that was looked at in short.
    #[inline]
    pub(super) fn verdict(self, serves: Serves) -> Verdict {
        let outcome = serves.outcome(self.is_taken);
        match (self.share, self.is_taken) {
            (Some((bucket, threshold)), _) => {
                Verdict::new(Part::Share, outcome, Reason::Split).with_share(bucket, threshold)
            }
            (None, true) => Verdict::new(Part::Rule(0), outcome, Reason::TargetingMatch),
            (None, false) => Verdict::new(Part::Otherwise, outcome, Reason::Default),
        }
    }
}

impl Test {
    /// Whether it is true: what is false or unknown takes nobody.
    #[inline]
    fn holds(&self, context: &Context) -> Option<bool> {
        match self {
            Self::Equals(slot, text) => equals(context, *slot, text),
            Self::OneOf(slot, texts) => Some(match context.known(*slot)? {
                Some(Attribute::Text(value)) => texts.iter().any(|text| text == value.as_str()),
                _ => false,
            }),
            Self::IsTrue(slot) => {
                Some(matches!(context.known(*slot)?, Some(Attribute::Bool(true))))
            }
        }
    }
}

impl From<Simple<'_>> for Test {
    fn from(test: Simple<'_>) -> Self {
        match test {
            Simple::Equals(slot, text) => Self::Equals(slot, text.into()),
            Simple::OneOf(slot, texts) => {
                Self::OneOf(slot, texts.into_iter().map(SmolStr::from).collect())
            }
            Simple::IsTrue(slot) => Self::IsTrue(slot),
        }
    }
}

/// Whether an attribute is this text; `None` where only a longer look can tell.
#[inline]
fn equals(context: &Context, slot: u32, text: &SmolStr) -> Option<bool> {
    Some(match context.known(slot)? {
        Some(Attribute::Text(value)) => value.as_str() == text.as_str(),
        _ => false,
    })
}
