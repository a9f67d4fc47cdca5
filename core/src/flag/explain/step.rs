//! The steps of an explanation.

use super::Check;
use crate::condition;
use crate::condition::Truth;
use crate::error::Place;
use crate::flag::Percentage;
use crate::value::Timestamp;

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
    /// A change that the entry schedules has come.
    Change {
        /// When it came.
        from: Timestamp,
    },
    /// The flag is switched off.
    Off {
        /// Where that is said.
        place: Option<Place>,
    },
    /// A flag that this one requires.
    Requirement {
        /// The other flag.
        flag: String,
        /// Whether it answers as it must.
        met: bool,
        /// Where it is required.
        place: Option<Place>,
    },
    /// A list of keys.
    Target {
        /// Its index, from 0.
        index: u32,
        /// The attribute whose values are listed.
        by: String,
        /// Whether the context's is among them; unknown where it has none.
        listed: Truth,
        /// Whether it decided.
        decided: bool,
        /// Where it stands.
        place: Option<Place>,
    },
    /// A rule. What it shares out follows as steps of their own.
    Rule {
        /// Its index, from 0.
        index: u32,
        /// Where its condition stands.
        place: Option<Place>,
        /// Whether it decided.
        decided: bool,
        /// Whether its condition holds; true without one.
        truth: Truth,
        /// Whether its time has come and not gone; `None` where it has none, or no time was given.
        in_time: Option<bool>,
        /// Why its condition holds or not; also for rules after the one that decided. `None` where
        /// it has none, or one of another language.
        condition: Option<condition::Explanation>,
        /// What a condition of another language says of itself.
        note: Option<String>,
        /// The comparisons that its parts in another language make.
        checks: Vec<Check>,
    },
    /// A segment that a condition names.
    Segment {
        /// Its name.
        name: String,
        /// Whether the context is in it.
        truth: Truth,
        /// Why its condition holds or not, where it has one of our language.
        condition: Option<condition::Explanation>,
    },
    /// A rollout.
    Rollout {
        /// The rule it is part of; `None` for the entry's own.
        rule: Option<u32>,
        /// The attribute that is hashed.
        by: String,
        /// The share that is in now, in whole thousandths.
        percentage: Percentage,
        /// The bucket; `None` where there is none.
        bucket: Option<u32>,
        /// The first bucket that is out.
        threshold: u64,
        /// Whether the key is in; `None` without a bucket.
        is_in: Option<bool>,
        /// When it next changes for this key.
        until: Option<Timestamp>,
        /// Where it says how large it is.
        place: Option<Place>,
    },
    /// A split.
    Split {
        /// The rule it is part of; `None` for the entry's own.
        rule: Option<u32>,
        /// The attribute that is hashed.
        by: String,
        /// The bucket; `None` where there is none, or no part of the split takes the key and each asks
        /// for a bucket of its own.
        bucket: Option<u64>,
        /// The first bucket behind those that get the same; `None` where no part takes the key.
        threshold: Option<u64>,
        /// The variant it gives, or the value as JSON.
        gives: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    },
    /// It could not be decided.
    Failed {
        /// What went wrong.
        message: String,
        /// What to do about it, where that is known.
        help: Option<String>,
        /// Where it is mended, if that is in a file.
        place: Option<Place>,
    },
}
