//! Explanations for people and for programs.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Check, Explanation, Step};
use crate::condition::{self, Truth};
use crate::error::Place;
use crate::flag::bucket::Percentage;
use crate::flag::spoken::nth;
use crate::value::shown;

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { flag, environment, reason, .. } = self;
        let value = shown([flag.as_str()].into_iter(), &self.value);
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
        if let Some(until) = &self.valid_until {
            write!(f, ", until {until}")?;
        }
        self.steps.iter().try_for_each(|step| write!(f, "\n  {step}"))
    }
}

fn at(f: &mut fmt::Formatter<'_>, place: &Option<Place>) -> fmt::Result {
    match place {
        Some(place) => write!(f, " at {place}"),
        None => Ok(()),
    }
}

fn of(f: &mut fmt::Formatter<'_>, rule: Option<u32>) -> fmt::Result {
    match rule {
        Some(rule) => write!(f, " of the {} rule", nth(rule as usize)),
        None => Ok(()),
    }
}

fn below(f: &mut fmt::Formatter<'_>, condition: &condition::Explanation) -> fmt::Result {
    condition.to_string().lines().try_for_each(|line| write!(f, "\n    {line}"))
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
            Self::Change { from } => write!(f, "changed as scheduled for {from}"),
            Self::Off { place } => {
                f.write_str("switched off")?;
                at(f, place)
            }
            Self::Requirement { flag, met, place } => {
                let word = if *met { "answers as it must" } else { "does not answer as it must" };
                write!(f, "the required flag {flag} {word}")?;
                at(f, place)
            }
            Self::Target { index, by, listed, decided, place } => {
                let word = if *decided { "decides" } else { "does not decide" };
                write!(f, "the {} target {word}", nth(*index as usize))?;
                at(f, place)?;
                match listed {
                    Truth::True => write!(f, ": it lists the value of {by}"),
                    Truth::False => write!(f, ": it does not list the value of {by}"),
                    Truth::Unknown => write!(f, ": {by} is missing"),
                }
            }
            Self::Rule { index, place, decided, in_time, condition, note, checks, .. } => {
                let word = if *decided { "decides" } else { "does not decide" };
                write!(f, "the {} rule {word}", nth(*index as usize))?;
                at(f, place)?;
                match in_time {
                    Some(true) => f.write_str("; it is in its time")?,
                    Some(false) => f.write_str("; it is not in its time")?,
                    None => {}
                }
                match (condition, note) {
                    (Some(condition), _) => below(f, condition),
                    (None, Some(note)) => write!(f, "\n    {note}"),
                    (None, None) => f.write_str("\n    for everyone"),
                }?;
                checks.iter().try_for_each(|check| write!(f, "\n    {check}"))
            }
            Self::Segment { name, truth, condition } => {
                let word = match truth {
                    Truth::True => "in",
                    Truth::False => "not in",
                    Truth::Unknown => "perhaps in",
                };
                write!(f, "{word} the segment {name}")?;
                condition.as_ref().map_or(Ok(()), |condition| below(f, condition))
            }
            Self::Rollout { rule, by, percentage, bucket, is_in, until, place, .. } => {
                f.write_str("rollout")?;
                of(f, *rule)?;
                write!(f, " to {percentage}")?;
                at(f, place)?;
                write!(f, " by {by}")?;
                match (bucket, is_in) {
                    (Some(bucket), Some(is_in)) => {
                        let share = Percentage::of_bucket(*bucket);
                        write!(f, ": {} at {share}", if *is_in { "in" } else { "out" })?;
                    }
                    _ => f.write_str(": not decided by it")?,
                }
                until.map_or(Ok(()), |until| write!(f, ", until {until}"))
            }
            Self::Split { rule, by, bucket, gives, place, .. } => {
                f.write_str("split")?;
                of(f, *rule)?;
                at(f, place)?;
                write!(f, " by {by}: ")?;
                match gives {
                    Some(gives) => f.write_str(gives),
                    None => f.write_str("not decided by it"),
                }?;
                match bucket.filter(|_| gives.is_none()) {
                    Some(bucket) => write!(f, ", bucket {bucket}"),
                    None => Ok(()),
                }
            }
            Self::Failed { message, help, place } => {
                f.write_str(message)?;
                at(f, place)?;
                help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
            }
        }
    }
}

impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Explanation", 10)?;
        out.serialize_field("flag", &self.flag)?;
        out.serialize_field("environment", &self.environment)?;
        out.serialize_field("value", &self.value)?;
        out.serialize_field("variant", &self.variant)?;
        out.serialize_field("reason", &self.reason)?;
        out.serialize_field("error_code", &self.error_code)?;
        out.serialize_field("set_in", &self.set_in)?;
        out.serialize_field("place", &self.place)?;
        out.serialize_field("valid_until", &self.valid_until)?;
        out.serialize_field("steps", &self.steps)?;
        out.end()
    }
}

/// In the form of comparisons, with the operands and the share.
fn checked(checks: &[Check]) -> impl Iterator<Item = serde_json::Value> {
    checks.iter().map(|check| {
        serde_json::json!({
            "text": check.text, "truth": check.truth.to_string(), "why": check.why,
            "reached": check.reached, "attribute": check.attribute, "expected": check.expected,
            "actual": check.actual, "bucket": check.bucket, "threshold": check.threshold,
        })
    })
}

/// One line: `plan IN ["pro"]: false, plan is "free"`.
impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, {}", self.text, self.truth, self.why)?;
        if self.reached { Ok(()) } else { f.write_str(" (not reached)") }
    }
}

fn comparisons(condition: &Option<condition::Explanation>) -> Vec<serde_json::Value> {
    let comparison = |c: &condition::Comparison| {
        let (truth, why) = (c.truth.to_string(), c.reason.to_string());
        serde_json::json!({"text": c.text, "truth": truth, "why": why, "reached": c.reached})
    };
    let all = condition.iter().flat_map(|condition| &condition.comparisons);
    all.map(comparison).collect()
}

/// A step is a map with its `kind`; the comparisons of conditions are `text`, `truth`, `why`,
/// `reached`, and in another tool's language `attribute`, `expected`, `actual`, `bucket`, `threshold`.
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
            Self::Change { from } => json!({"kind": "change", "from": from}),
            Self::Off { place } => json!({"kind": "off", "place": place}),
            Self::Requirement { flag, met, place } => {
                json!({"kind": "requirement", "flag": flag, "met": met, "place": place})
            }
            Self::Target { index, by, listed, decided, place } => json!({
                "kind": "target", "target": index, "by": by, "listed": listed.to_string(),
                "decided": decided, "place": place,
            }),
            Self::Rule { index, place, decided, truth, in_time, condition, note, checks } => {
                let mut all = comparisons(condition);
                all.extend(checked(checks));
                json!({
                    "kind": "rule", "rule": index, "place": place, "decided": decided,
                    "truth": truth.to_string(), "in_time": in_time, "comparisons": all,
                    "note": note,
                })
            }
            Self::Segment { name, truth, condition } => json!({
                "kind": "segment", "segment": name, "truth": truth.to_string(),
                "comparisons": comparisons(condition),
            }),
            Self::Rollout { rule, by, percentage, bucket, threshold, is_in, until, place } => {
                json!({
                    "kind": "rollout", "rule": rule, "by": by,
                    "thousandths": percentage.thousandths(), "bucket": bucket,
                    "threshold": threshold, "in": is_in, "until": until, "place": place,
                })
            }
            Self::Split { rule, by, bucket, threshold, gives, place } => json!({
                "kind": "split", "rule": rule, "by": by, "bucket": bucket,
                "threshold": threshold, "gives": gives, "place": place,
            }),
            Self::Failed { message, help, place } => json!({
                "kind": "failed", "message": message, "help": help, "place": place,
            }),
        }
        .serialize(serializer)
    }
}
