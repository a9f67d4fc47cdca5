//! Amounts and times: percentages, durations, instants, and ramps made of them.

use super::Bad;
use super::entry::Compiler;
use crate::error::{Code, Error, closest};
use crate::flag::bucket::Percentage;
use crate::flag::ramp::{Curve, Event, Motion, Ramp, Step, TimelineError};
use crate::flag::share::Amount;
use crate::model::{Notice, RampSpec, RolloutSpec};
use crate::source::Span;
use crate::value::{Kind, Quantity, Timestamp};
use crate::yaml::{Data, Node, Spanned};

/// The longest ramp: about a thousand years, in milliseconds.
const LONGEST: i128 = 1000 * 366 * 86_400_000;

impl Compiler<'_, '_> {
    /// How large the share of a rollout is.
    pub(super) fn amount(&mut self, spec: &Spanned<RolloutSpec>) -> Result<Amount, Bad> {
        let template = match &spec.template {
            Some(name) => self.template(name)?,
            None => RampSpec::default(),
        };
        let from = spec.from.as_deref().or(template.from.as_ref());
        let over = spec.over.as_deref().or(template.over.as_ref());
        let curve = spec.curve.as_deref().or(template.curve.as_ref());
        let events = [
            (&spec.hold, Motion::Still),
            (&spec.resume, Motion::Forward),
            (&spec.rollback, Motion::Backward),
        ];
        let grows = spec.start.is_some()
            || from.is_some()
            || over.is_some()
            || curve.is_some()
            || events.iter().any(|(times, _)| times.is_some());
        if !grows {
            let Some(percentage) = &spec.percentage else {
                return Err(self.wrong("a rollout", "has no percentage", "add it", spec.span));
            };
            let percentage = self.percentage(percentage)?;
            return Ok(Amount::Fixed(percentage.threshold()));
        }
        let Some(start) = &spec.start else {
            let help = "say when it begins, as in `start: 2027-01-31T09:00:00Z`";
            return Err(self.wrong("a ramp", "has no start", help, spec.span));
        };
        let start = self.time(start);
        let from = from.map_or(Ok(Percentage::NONE), |from| self.percentage(from));
        let to = spec.percentage.as_ref().map(|to| self.percentage(to)).transpose();
        let curve = curve.map_or(Ok(Curve::Linear), |curve| self.curve(curve));
        let length = over.map_or(Ok(0), |over| self.duration(over));
        let mut turns = Vec::new();
        for (times, motion) in events {
            turns.push(times.as_ref().map_or(Ok(Vec::new()), |times| self.times(times, motion)));
        }
        let (start, from, to, curve, length) = (start?, from?, to?, curve?, length?);
        let turns = turns.into_iter().collect::<Result<Vec<_>, Bad>>()?;
        let (places, events): (Vec<Span>, Vec<Event>) = turns.into_iter().flatten().unzip();
        let (to, length) = match (&curve, over, to) {
            (Curve::Steps(_), Some(over), _) => {
                let help = "leave `over` out: the steps say how long it takes";
                return Err(self.wrong("a ramp", "has both steps and `over`", help, over.span));
            }
            (Curve::Steps(steps), None, to) => {
                (to.unwrap_or(Percentage::ALL), steps.last().map_or(0, |last| last.at))
            }
            (_, _, Some(to)) => (to, length),
            (_, _, None) => {
                return Err(self.wrong("a ramp", "has no percentage", "add it", spec.span));
            }
        };
        if from > to {
            let help = "let it rise; `rollback` makes it go back";
            return Err(self.wrong("a ramp", "begins above its end", help, spec.span));
        }
        let ramp = Ramp::new(curve, (from, to), length, start, &events).map_err(|error| {
            let (what, help, at) = match error {
                TimelineError::BeforeStart(at) => ("turns before its start", "move it behind", at),
                TimelineError::SameTime(at) => {
                    ("turns in two ways at the same time", "make one of them", at)
                }
            };
            self.wrong("a ramp", what, help, places[at])
        })?;
        Ok(Amount::Ramp(Box::new(ramp)))
    }

    fn template(&mut self, name: &Spanned<String>) -> Result<RampSpec, Bad> {
        let ramps = &self.workshop.all.ramps;
        if let Some(ramp) = ramps.get(&name.value) {
            // Without its `over` it would be at its end at once.
            let unread = self.workshop.all.notices.iter().filter_map(|notice| match notice {
                Notice::UnknownKey(key) if ramp.span.contains(key.span) => Some(key.clone()),
                _ => None,
            });
            let unread: Vec<_> = unread.collect();
            return self.unread("a ramp of ", &unread, None).map(|()| ramp.value.clone());
        }
        let shown: String = name.value.escape_debug().take(64).collect();
        let error = Error::new(Code::UnknownRamp, format!("no ramp is named `{shown}`"));
        let error = match closest(&name.value, ramps.keys().map(String::as_str)) {
            near if near.is_empty() => error.help("name a key of `ramps:`"),
            near => error.suggest(near),
        };
        Err(self.problem(error, name.span))
    }

    fn curve(&mut self, curve: &Spanned<Node>) -> Result<Curve, Bad> {
        let node = curve.value.untagged();
        match &node.data {
            Data::Text(word) if word == "linear" => return Ok(Curve::Linear),
            Data::Text(word) if word == "exponential" => return Ok(Curve::Exponential),
            _ => {}
        }
        let steps = node.as_map().filter(|map| map.len() == 1).and_then(|map| map.get("steps"));
        let Some(steps) = steps.and_then(|steps| steps.untagged().as_list()) else {
            let help = "write `linear`, `exponential` or `{steps: [[0, 1], [30m, 10]]}`";
            return Err(self.wrong("a ramp", "has no such curve", help, curve.span));
        };
        let mut read: Vec<Step> = Vec::with_capacity(steps.len());
        for step in steps {
            let Some([at, percentage]) = step.untagged().as_list() else {
                let help = "write a step as a time and a percentage, as in `[30m, 10]`";
                return Err(self.wrong("a step of a ramp", "is no pair", help, step.span));
            };
            let spanned = |node: &Node| Spanned { value: node.clone(), span: node.span };
            let at = self.duration(&spanned(at))?;
            let share = self.percentage(&spanned(percentage))?;
            if read.last().is_some_and(|last| last.at >= at || last.share > share) {
                let help = "order the steps by time, and let the share rise";
                return Err(self.wrong("a step of a ramp", "goes back", help, step.span));
            }
            read.push(Step { at, share });
        }
        if read.is_empty() {
            return Err(self.wrong("a ramp", "has no step", "add one, as in `[0, 1]`", curve.span));
        }
        Ok(Curve::Steps(read.into()))
    }

    pub(super) fn percentage(&mut self, node: &Spanned<Node>) -> Result<Percentage, Bad> {
        Percentage::read(&node.value).map_err(|error| self.problem(error, node.span))
    }

    /// Milliseconds.
    fn duration(&mut self, node: &Spanned<Node>) -> Result<i64, Bad> {
        let quantity = Quantity::read(&node.value.untagged().data, Kind::Duration);
        let quantity = quantity.map_err(|error| self.problem(error, node.span))?;
        let millis = quantity.nanos() / 1_000_000;
        match (0..=LONGEST).contains(&millis) {
            true => Ok(millis as i64),
            false => {
                let problem =
                    Error::new(Code::Quantity, "the time is not between 0 and 1000 years");
                Err(self.problem(problem.help("write a time, as in `2h`"), node.span))
            }
        }
    }

    /// Milliseconds since 1970.
    pub(super) fn time(&mut self, node: &Spanned<Node>) -> Result<i64, Bad> {
        let text = node.value.untagged().as_text();
        match text.and_then(Timestamp::read) {
            Some(time) => Ok(time.as_millis()),
            None => {
                let message = format!("a time of the flag `{}` cannot be read", self.flag.name);
                let help = "write date, time and offset, as in `2027-01-31T09:00:00Z`";
                Err(self.problem(Error::new(Code::Type, message).help(help), node.span))
            }
        }
    }

    /// One time or several, at each of which a ramp turns.
    fn times(&mut self, node: &Spanned<Node>, motion: Motion) -> Result<Vec<(Span, Event)>, Bad> {
        let single = std::slice::from_ref(&node.value);
        let items = node.value.untagged().as_list().unwrap_or(single);
        let times = items.iter().map(|item| {
            let span = if items.len() == 1 { node.span } else { item.span };
            let at = self.time(&Spanned { value: item.clone(), span })?;
            Ok((span, Event { at, motion }))
        });
        times.collect::<Vec<_>>().into_iter().collect()
    }

    pub(super) fn wrong(&mut self, part: &str, what: &str, help: &str, span: Span) -> Bad {
        let message = format!("{part} of the flag `{}` {what}", self.flag.name);
        self.problem(Error::new(Code::Rollout, message).help(help), span)
    }
}
