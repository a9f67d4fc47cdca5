//! Explanations: why a flag has its value, and why its other parts did not decide.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::bucket::Percentage;
use super::context::Context;
use super::details::{Details, ErrorCode, Reason, value_or_default};
use super::evaluate::{Choice, decide};
use super::flags::Held;
use super::table::{Plan, Table};
use crate::condition;
use crate::error::Place;
use crate::yaml::Node;

/// Why a flag has its value in an environment, for one context.
///
/// Attribute values do not appear. `Display` gives the answer and one line for each step.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Explanation {
    /// The flag's name.
    pub flag: String,
    /// The environment that was asked.
    pub environment: String,
    /// The value.
    pub value: Node,
    /// The variant it is.
    pub variant: Option<String>,
    /// Why it has this value.
    pub reason: Reason,
    /// Why it could not be decided.
    pub error_code: Option<ErrorCode>,
    /// The environment whose entry gave it, or `default`; `None` where nothing did.
    pub set_in: Option<String>,
    /// Where it was written.
    pub place: Option<Place>,
    /// What was looked at, in order.
    pub steps: Vec<Step>,
}

/// One thing evaluation looked at.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Step {
    /// An environment has no entry of its own, so the next one counts.
    NoEntry {
        /// The environment.
        environment: String,
    },
    /// An entry counts.
    Entry {
        /// Its environment, or `default`.
        set_in: String,
        /// Where it stands.
        place: Option<Place>,
    },
    /// A rule.
    Rule {
        /// Its index, from 0.
        index: u32,
        /// Where its condition stands.
        place: Option<Place>,
        /// Whether it decided.
        decided: bool,
        /// Why its condition holds or not; also for rules after the one that decided.
        condition: condition::Explanation,
    },
    /// The rollout.
    Rollout {
        /// The attribute that is hashed.
        by: String,
        /// The share that is in.
        percentage: Percentage,
        /// The bucket; `None` where it was not asked for or there was none.
        bucket: Option<u32>,
        /// The first bucket that is out.
        threshold: u64,
        /// Whether the key is in; `None` without a bucket.
        is_in: Option<bool>,
    },
    /// It could not be decided.
    Failed {
        /// What went wrong.
        message: String,
    },
}

impl Explanation {
    pub(super) fn new(table: &Table, plan: &Plan, flag: &str, context: &Context) -> Self {
        let verdict = decide(Some(plan), &table.registry, context);
        let (id, _) = table.find(flag);
        let answer = (value_or_default(plan, verdict), verdict);
        let details = Details::new(Held::Pinned(table), flag, id, answer);
        let mut steps = Vec::new();
        let set_in = plan.set_in.as_deref();
        let passed = table.lineage.iter().take_while(|name| Some(name.as_str()) != set_in);
        if plan.set_in.is_some() || details.error_code().is_none() {
            steps.extend(passed.map(|name| Step::NoEntry { environment: name.to_string() }));
        }
        if let Some(set_in) = set_in {
            steps.push(Step::Entry { set_in: set_in.to_owned(), place: table.place(plan.span) });
        }
        for (rule, index) in plan.rules.iter().zip(0..) {
            steps.push(Step::Rule {
                index,
                place: table.place(rule.span),
                decided: verdict.choice == Choice::Rule(index),
                condition: rule.when.explain(context),
            });
        }
        if let Some(rollout) = &plan.rollout {
            steps.push(Step::Rollout {
                by: table.registry.attributes.name(rollout.by).to_owned(),
                percentage: rollout.percentage,
                bucket: verdict.bucket,
                threshold: rollout.threshold,
                is_in: verdict.bucket.map(|bucket| u64::from(bucket) < rollout.threshold),
            });
        }
        steps.extend(details.error_message().map(|message| Step::Failed { message }));
        Self {
            flag: flag.to_owned(),
            environment: table.environment.to_string(),
            variant: details.variant().map(str::to_owned),
            reason: details.reason(),
            error_code: details.error_code(),
            set_in: details.set_in().map(str::to_owned),
            place: details.place(),
            steps,
            value: details.into_value(),
        }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { flag, environment, value, reason, .. } = self;
        write!(f, "{flag} in {environment} = {value} ({reason}")?;
        if let Some(code) = self.error_code {
            write!(f, " {code}")?;
        }
        if let Some(variant) = &self.variant {
            write!(f, ", variant {variant}")?;
        }
        f.write_str(")")?;
        if let Some(place) = &self.place {
            write!(f, " at {place}")?;
        }
        self.steps.iter().try_for_each(|step| write!(f, "\n  {step}"))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |f: &mut fmt::Formatter<'_>, place: &Option<Place>| match place {
            Some(place) => write!(f, " at {place}"),
            None => Ok(()),
        };
        match self {
            Self::NoEntry { environment } => write!(f, "no entry for {environment}"),
            Self::Entry { set_in, place } if set_in == "default" => {
                f.write_str("the flag's own entry counts")?;
                at(f, place)
            }
            Self::Entry { set_in, place } => {
                write!(f, "the entry for {set_in} counts")?;
                at(f, place)
            }
            Self::Rule { index, place, decided, condition } => {
                let word = if *decided { "decides" } else { "does not decide" };
                write!(f, "rule {index} {word}")?;
                at(f, place)?;
                let shown = condition.to_string();
                shown.lines().try_for_each(|line| write!(f, "\n    {line}"))
            }
            Self::Rollout { by, percentage, bucket, is_in, .. } => {
                write!(f, "rollout to {percentage} by {by}")?;
                match (bucket, is_in) {
                    (Some(bucket), Some(is_in)) => {
                        let share = Percentage::of_bucket(*bucket);
                        write!(f, ": {} at {share}", if *is_in { "in" } else { "out" })
                    }
                    _ => f.write_str(": not decided by it"),
                }
            }
            Self::Failed { message } => f.write_str(message),
        }
    }
}

impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Explanation", 9)?;
        out.serialize_field("flag", &self.flag)?;
        out.serialize_field("environment", &self.environment)?;
        out.serialize_field("value", &self.value)?;
        out.serialize_field("variant", &self.variant)?;
        out.serialize_field("reason", &self.reason)?;
        out.serialize_field("error_code", &self.error_code)?;
        out.serialize_field("set_in", &self.set_in)?;
        out.serialize_field("place", &self.place)?;
        out.serialize_field("steps", &self.steps)?;
        out.end()
    }
}

/// A step is a map with its `kind`; a rule's comparisons are `text`, `truth`, `why`, `reached`.
impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde_json::json;
        match self {
            Self::NoEntry { environment } => {
                json!({"kind": "no_entry", "environment": environment})
            }
            Self::Entry { set_in, place } => {
                json!({"kind": "entry", "set_in": set_in, "place": place})
            }
            Self::Rule { index, place, decided, condition } => {
                let comparison = |c: &condition::Comparison| {
                    let (truth, why) = (c.truth.to_string(), c.reason.to_string());
                    json!({"text": c.text, "truth": truth, "why": why, "reached": c.reached})
                };
                let comparisons: Vec<_> = condition.comparisons.iter().map(comparison).collect();
                json!({
                    "kind": "rule", "rule": index, "place": place, "decided": decided,
                    "truth": condition.truth.to_string(), "comparisons": comparisons,
                })
            }
            Self::Rollout { by, percentage, bucket, threshold, is_in } => json!({
                "kind": "rollout", "by": by, "thousandths": percentage.thousandths(),
                "bucket": bucket, "threshold": threshold, "in": is_in,
            }),
            Self::Failed { message } => json!({"kind": "failed", "message": message}),
        }
        .serialize(serializer)
    }
}
