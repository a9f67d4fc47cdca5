//! The timeline of a ramp: its progress at any time, and when a bucket comes in or goes out.

use super::Curve;
use crate::flag::bucket::Percentage;
use crate::flag::scope::NEVER;

/// A share that changes with time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flag) struct Ramp {
    curve: Curve,
    /// The shares at the beginning and at the end.
    bounds: (Percentage, Percentage),
    /// The progress at which it is done, in milliseconds.
    length: i64,
    /// By time; before the first, the progress is 0.
    legs: Box<[Leg]>,
}

/// A stretch of time in which the progress moves one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Leg {
    /// When it begins.
    at: i64,
    /// The progress then.
    progress: i64,
    motion: Motion,
}

/// How a ramp moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flag) enum Motion {
    Forward,
    Still,
    Backward,
}

/// From a time on, it moves so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flag) struct Event {
    pub(in crate::flag) at: i64,
    pub(in crate::flag) motion: Motion,
}

/// Why events make no timeline; each holds the index of the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flag) enum TimelineError {
    /// It lies before the start.
    BeforeStart(usize),
    /// Another one has the same time.
    SameTime(usize),
}

impl Ramp {
    /// A ramp from one share to another, of which the second is not the smaller one.
    ///
    /// # Errors
    /// The first event that cannot be.
    pub(in crate::flag) fn new(
        curve: Curve,
        bounds: (Percentage, Percentage),
        length: i64,
        start: i64,
        events: &[Event],
    ) -> Result<Self, TimelineError> {
        if let Some(early) = events.iter().position(|event| event.at < start) {
            return Err(TimelineError::BeforeStart(early));
        }
        let mut order: Vec<usize> = (0..events.len()).collect();
        order.sort_by_key(|index| events[*index].at);
        if let Some(pair) = order.windows(2).find(|pair| events[pair[0]].at == events[pair[1]].at) {
            return Err(TimelineError::SameTime(pair[1]));
        }
        let mut legs = vec![Leg { at: start, progress: 0, motion: Motion::Forward }];
        for index in order {
            let (Event { at, motion }, last) = (events[index], legs[legs.len() - 1]);
            // An event at the very start replaces it.
            if last.at == at {
                legs.pop();
            }
            legs.push(Leg { at, progress: last.progress_at(at, length), motion });
        }
        Ok(Self { curve, bounds, length, legs: legs.into() })
    }

    /// The threshold at a time.
    pub(in crate::flag) fn threshold(&self, now: i64) -> u64 {
        self.threshold_of(self.progress(now))
    }

    /// How it moves at a time, and when it begins to move otherwise; both ends are stillness.
    pub(in crate::flag) fn motion(&self, now: i64) -> (Motion, i64) {
        let Some((leg, next)) = self.leg(now) else {
            return (Motion::Still, self.legs.first().map_or(NEVER, |first| first.at));
        };
        let end = match leg.motion {
            Motion::Still => return (Motion::Still, next),
            Motion::Forward => leg.at.saturating_add(self.length - leg.progress),
            Motion::Backward => leg.at.saturating_add(leg.progress),
        };
        match now < end {
            true => (leg.motion, end.min(next)),
            false => (Motion::Still, next),
        }
    }

    /// How the share moves at a time, and when it next moves otherwise: as the ramp does, but a share
    /// in steps stands still between them, until the next one that changes it.
    pub(in crate::flag) fn share_motion(&self, now: i64) -> (Motion, i64) {
        let (motion, until) = self.motion(now);
        let (Curve::Steps(steps), Some((leg, _))) = (&self.curve, self.leg(now)) else {
            return (motion, until);
        };
        let share = self.threshold(now);
        // A step is left, on the way back, a millisecond after its time.
        let turns = steps.iter().filter_map(|step| match motion {
            Motion::Forward => Some(leg.at.saturating_add(step.at - leg.progress)),
            Motion::Backward => Some(leg.at.saturating_add(leg.progress - step.at + 1)),
            Motion::Still => None,
        });
        let next = turns.filter(|at| now < *at && *at <= until && self.threshold(*at) != share);
        let next = next.min().unwrap_or(match motion {
            Motion::Still => until,
            _ => self.leg(now).map_or(until, |(_, next)| next),
        });
        (Motion::Still, next)
    }

    /// When a bucket that is in goes out, or one that is out comes in, after a time.
    pub(in crate::flag) fn turn(&self, bucket: u32, now: i64) -> i64 {
        let Some(entry) = self.entry(bucket.into()) else { return NEVER };
        let is_in = self.progress(now) >= entry;
        let after = self.legs.partition_point(|leg| leg.at <= now);
        let begins = |index: usize| self.legs.get(index).map_or(NEVER, |leg| leg.at);
        for index in after.saturating_sub(1)..self.legs.len() {
            let (leg, end) = (self.legs[index], begins(index + 1));
            if leg.at > now && (leg.progress >= entry) != is_in {
                return leg.at;
            }
            let turns = match (leg.motion, is_in) {
                (Motion::Forward, false) if leg.progress < entry && entry <= self.length => {
                    leg.at.saturating_add(entry - leg.progress)
                }
                (Motion::Backward, true) if entry > 0 && leg.progress >= entry => {
                    leg.at.saturating_add(leg.progress - entry + 1)
                }
                _ => continue,
            };
            if now < turns && turns < end {
                return turns;
            }
        }
        NEVER
    }

    /// The least progress at which a bucket is in; -1 for one that always is.
    fn entry(&self, bucket: u64) -> Option<i64> {
        if self.threshold_of(self.length) <= bucket {
            return None;
        }
        if self.threshold_of(-1) > bucket {
            return Some(-1);
        }
        let (mut out, mut is_in) = (-1, self.length);
        while is_in - out > 1 {
            let middle = out + (is_in - out) / 2;
            match self.threshold_of(middle) > bucket {
                true => is_in = middle,
                false => out = middle,
            }
        }
        Some(is_in)
    }

    fn threshold_of(&self, progress: i64) -> u64 {
        self.curve.threshold(self.bounds, progress, self.length)
    }

    /// Before the start the progress is below every step.
    fn progress(&self, now: i64) -> i64 {
        self.leg(now).map_or(-1, |(leg, _)| leg.progress_at(now, self.length))
    }

    /// The leg of a time, and when the next one begins; `None` before the start.
    fn leg(&self, now: i64) -> Option<(Leg, i64)> {
        let after = self.legs.partition_point(|leg| leg.at <= now);
        let next = self.legs.get(after).map_or(NEVER, |leg| leg.at);
        Some((self.legs[after.checked_sub(1)?], next))
    }
}

impl Leg {
    fn progress_at(&self, now: i64, length: i64) -> i64 {
        let passed = now.saturating_sub(self.at);
        match self.motion {
            Motion::Forward => self.progress.saturating_add(passed).min(length),
            Motion::Still => self.progress,
            Motion::Backward => self.progress.saturating_sub(passed).max(0),
        }
    }
}
