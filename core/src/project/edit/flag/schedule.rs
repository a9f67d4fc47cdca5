//! What a schedule makes of an edit: a change in force that has the say, or one to come that takes it
//! back.

use super::ramp::share_at;
use super::said::Said;
use crate::error::{Code, Result};
use crate::flag::Percentage;
use crate::model::{ChangeSpec, FlagEntry};
use crate::value::Timestamp;
use crate::yaml::{Node, Spanned};

/// What an edit wants of an entry.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'n> {
    /// This value for everybody else.
    Default(&'n Node),
    /// The kill switch on or off.
    Switch(bool),
    /// Some other change of this part.
    Part(&'static str),
}

impl Wanted<'_> {
    fn part(self) -> &'static str {
        match self {
            Self::Default(_) => "default",
            Self::Switch(_) => "kill_switch",
            Self::Part(part) => part,
        }
    }

    /// Whether a change of the schedule that speaks of the part says what is wanted.
    fn is_met(self, said: &Said<'_>, set: &FlagEntry) -> bool {
        match self {
            Self::Default(value) => set.value.as_ref().is_some_and(|set| said.is_same(set, value)),
            Self::Switch(off) => set.kill_switch.as_ref().is_some_and(|set| set.value) == off,
            Self::Part(_) => false,
        }
    }
}

/// A change of a schedule, with its time if that can be read.
type Timed<'s> = (Option<Timestamp>, &'s Spanned<ChangeSpec>);

impl<'s> Said<'s> {
    /// Refuses what counts for nobody, because the schedule of the entry says that part otherwise by
    /// now. Without a time, any of its changes may be in force or to come: what holds either way is no
    /// matter of time. The answer is a remark on a later change that takes it back.
    ///
    /// # Errors
    /// `E_EDIT_REFUSED`.
    pub(super) fn unless_scheduled(
        &self,
        wanted: Wanted<'_>,
        now: Option<Timestamp>,
    ) -> Result<Option<String>> {
        let part = wanted.part();
        let says = |set: &FlagEntry| set.is_bare() || set.node.child(part).is_some();
        let mut changes = self.schedule();
        changes.retain(|(_, change)| says(&change.set));
        let is_against = |change: &&Timed<'s>| !wanted.is_met(self, &change.1.set);
        let is_past =
            |now: Timestamp| move |change: &&Timed<'s>| change.0.is_none_or(|at| at <= now);
        let in_the_way = match now {
            Some(now) => changes.iter().rev().find(is_past(now)).filter(is_against),
            None => changes.iter().find(is_against),
        };
        if let Some((_, change)) = in_the_way {
            let what = format!("follows a schedule that says its `{part}` anew");
            let help = match now {
                Some(_) => "change the schedule by its path, or replace the entry by a value first",
                None => "give `now`, the time it is, or change the schedule by its path",
            };
            let what = format!("{what} in `{}`", self.environment);
            let place = self.now.place(change.span);
            return Err(self.error(Code::EditRefused, &what, help).at(place));
        }
        let Some(now) = now else { return Ok(None) };
        let to_come = changes.iter().filter(|change| !is_past(now)(change)).find(is_against);
        Ok(to_come.and_then(|(at, _)| *at).map(|at| {
            let (flag, environment) = (&self.flag.name, &self.environment);
            format!("the schedule of `{flag}` in `{environment}` says its `{part}` anew at {at}")
        }))
    }

    /// A remark on the first change to come of the schedule after which fewer keys are in than before;
    /// `on` is what those get who are in.
    pub(super) fn falls_later(&self, now: Option<Timestamp>, on: &Node) -> Option<String> {
        for (at, change) in self.schedule() {
            let Some(at) = at.filter(|at| now.is_none_or(|now| *at > now)) else { continue };
            let set = &change.set;
            let before = share_at(self, Timestamp::from_millis(at.as_millis().saturating_sub(1)));
            let after = match set.value.as_ref().filter(|_| set.is_bare()) {
                Some(value) if self.is_same(value, on) => Percentage::ALL,
                Some(_) => Percentage::NONE,
                None => share_at(self, at),
            };
            if after < before {
                let (flag, environment) = (&self.flag.name, &self.environment);
                return Some(format!(
                    "the schedule of `{flag}` in `{environment}` lowers the share from {before} to {after} at {at}"
                ));
            }
            if set.is_bare() {
                return None;
            }
        }
        None
    }

    /// The changes of the schedule in the order of their times.
    fn schedule(&self) -> Vec<Timed<'s>> {
        let changes = self.entry().map(|entry| &*entry.schedule).unwrap_or_default();
        let at = |change: &ChangeSpec| change.at.value.as_text().and_then(Timestamp::read);
        let mut changes: Vec<Timed<'s>> =
            changes.iter().map(|change| (at(&change.value), change)).collect();
        changes.sort_by_key(|(at, _)| *at);
        changes
    }
}
