//! Rollouts in entries: how large a share is, and how its ramp goes on.

use super::FlagScope;
use super::rollout::{Rollout, written};
use super::said::{Said, detached};
use super::schedule::Wanted;
use super::served::Served;
use super::value::kinds;
use crate::error::{Code, Error, Result};
use crate::flag::{Movement, Percentage, PreviewShare};
use crate::model::{OneOrMany, RolloutSpec};
use crate::value::Timestamp;
use crate::yaml::{Change, Data, Entry, Node};

/// The keys of a rollout that say how it grows; a new one begins without them.
const GROWTH: [&str; 8] =
    ["over", "start", "from", "curve", "template", "hold", "resume", "rollback"];

/// A turn of a ramp: its key, what is done, and the movement that it leads to.
type Turn = (&'static str, &'static str, Movement);
const HOLD: Turn = ("hold", "hold", Movement::Still);
const RESUME: Turn = ("resume", "resume", Movement::Rising);
const ROLL_BACK: Turn = ("rollback", "roll back", Movement::Falling);

impl FlagScope<'_> {
    /// Rolls the flag out in an environment: to a share at once, or along a ramp.
    ///
    /// An entry that is one value becomes a map whose `default` it is; a flag that the environment
    /// only inherits is copied into an entry first. Salt and `by` of a rollout stay unless others are
    /// asked for, so that a larger share keeps whoever was in. A share without ramp takes the place of
    /// a ramp at once. A ramp begins with the share that the flag has at `now`, and stands there until
    /// its `start`; a ramp before it, its holds and its template are forgotten. A start that is the time
    /// now is written in whole seconds. What is served to those it takes is written as a `split` of one
    /// part, unless the rollout serves it by itself. A share that falls, keys that are drawn anew, a ramp that is
    /// over or moves nobody, a first variant that nothing names, and another value for those who are in
    /// are told by [`remarks`](crate::project::Edit::remarks).
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT`; `E_QUANTITY` for a percentage or a time that is
    /// none; `E_USAGE` without a percentage, or without `now` where the time counts; `E_TYPE` for a
    /// flag that holds no booleans and has no variants, unless `serve` says what it gives, and for a
    /// `serve` that the flag cannot answer; `E_EDIT_REFUSED` where everybody else has
    /// what is rolled out, and for a ramp that would fall; `E_ROLLOUT` and `E_UNKNOWN_RAMP` for a ramp
    /// that makes no sense.
    pub fn roll_out(&mut self, environment: &str, rollout: &Rollout) -> Result<&mut Self> {
        let rollout = &Rollout { now: rollout.now.or(self.now), ..rollout.clone() };
        let now = self.edit.now()?.snapshot.clone();
        let said = Said::of(&now, &self.name, environment)?;
        let end = rollout.end(&now.0.all.ramps)?;
        rollout.check_over()?;
        said.unless_scheduled(Wanted::Part("rollout"), rollout.now)?;
        let from = rollout.begin()?;
        let served = Served::of(&said, rollout)?;
        fits(&said, served.as_ref())?;
        let before = share(&said, rollout.now);
        let mut remarks = Vec::new();
        let mut parts = Vec::new();
        let mut part = |key: &str, node: Node| {
            parts.push(Entry { key: key.into(), key_span: node.span, node });
        };
        if let Some(end) = end {
            part("percentage", written(end));
        }
        let after = match rollout.grows() {
            false => end,
            true => {
                let Some(start) = rollout.start.or(rollout.now.map(whole_second)) else {
                    return Err(no_time("begins"));
                };
                let from = from.map_or(before, Ok).map_err(|Untold| no_time("goes on from"))?;
                if end.unwrap_or(Percentage::ALL) < from {
                    let help = "roll it out to the smaller share at once, or roll the ramp back";
                    let what = format!("has {from} already, and a ramp rises");
                    return Err(said.refuse(&what, help));
                }
                if from > Percentage::NONE {
                    part("from", written(from));
                }
                if let Some(over) = &rollout.over {
                    part("over", detached(over));
                }
                part("start", Node::from(start.to_string()));
                if let Some(curve) = &rollout.curve {
                    part("curve", detached(curve));
                }
                if let Some(template) = &rollout.template {
                    part("template", Node::from(template.as_str()));
                }
                Some(from)
            }
        };
        match rollout.by.as_slice() {
            [] => {}
            [by] => part("by", Node::from(by.as_str())),
            several => part("by", Node::from(several.to_vec())),
        }
        if let Some(salt) = &rollout.salt {
            part("salt", Node::from(salt.as_str()));
        }
        let name = format!("`{}` in `{}`", said.flag.name, said.environment);
        if let (Ok(before), Some(after)) = (before, after)
            && after < before
        {
            remarks.push(format!(
                "the share of {name} falls from {before} to {after}: some who are in go out"
            ));
        }
        let switches = [&said.flag.kill_switch, &said.entry().and_then(|e| e.kill_switch.clone())];
        if switches.into_iter().flatten().any(|switch| switch.value) {
            remarks.push(format!("{name} is switched off, whatever its share"));
        }
        let unsaid = said.handed_out_unsaid().filter(|_| served.is_none());
        if let Some(first) = unsaid.filter(|_| said.rollout().is_none()) {
            remarks.push(format!(
                "{name} hands out its first variant, `{first}`, unless the rollout says what it serves"
            ));
        }
        if said.rollout().is_some_and(|old| draws_anew(old, rollout)) {
            remarks.push(format!("whom {name} takes is drawn anew"));
        }
        if said.rollout().is_some_and(|old| grows(old)) {
            remarks.push(format!("the ramp that {name} had ends here"));
        }
        let mut changes = rewritten(&said, parts);
        if let Some(served) = &served {
            changes.extend(served.change(&said));
            if served.is_new_to_some(&said) {
                remarks.push(format!("whom {name} has taken already gets what is served now"));
            }
        }
        self.edit.write_flags(&changes)?;
        let after = self.edit.now()?.snapshot.clone();
        let after = Said::of(&after, &self.name, environment)?;
        if rollout.grows() {
            remarks.extend(odd_ramp(&after, rollout, &name));
        }
        let on = served.map_or_else(|| after.on(), |served| served.value);
        remarks.extend(after.falls_later(rollout.now, &on));
        self.edit.remark(remarks);
        Ok(self)
    }

    /// Lets the ramp stand still from a time on.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT`; `E_EDIT_REFUSED` where there is no ramp;
    /// `E_ROLLOUT` for a time before its start, or at which it turns already.
    pub fn hold(&mut self, environment: &str, at: Timestamp) -> Result<&mut Self> {
        self.turn(environment, at, HOLD)
    }

    /// Lets the ramp go on from a time on.
    ///
    /// # Errors
    /// As [`FlagScope::hold`].
    pub fn resume(&mut self, environment: &str, at: Timestamp) -> Result<&mut Self> {
        self.turn(environment, at, RESUME)
    }

    /// Lets the ramp go back the way it came from a time on: who came last goes first.
    ///
    /// # Errors
    /// As [`FlagScope::hold`].
    pub fn roll_back(&mut self, environment: &str, at: Timestamp) -> Result<&mut Self> {
        self.turn(environment, at, ROLL_BACK)
    }

    fn turn(
        &mut self,
        environment: &str,
        at: Timestamp,
        (key, verb, movement): Turn,
    ) -> Result<&mut Self> {
        let now = self.edit.now()?.snapshot.clone();
        let said = Said::of(&now, &self.name, environment)?;
        let Some(spec) = said.rollout().filter(|spec| grows(spec)) else {
            let help = "roll it out along a ramp first, or to another percentage at once";
            return Err(said.refuse(&format!("has no ramp to {verb}"), help));
        };
        let later = said.unless_scheduled(Wanted::Part("rollout"), Some(at))?;
        let start = spec.start.as_ref().and_then(|start| start.value.as_text());
        let start = start.and_then(Timestamp::read);
        // A turn at the time it is belongs to the second that a ramp began in.
        let at = start.map_or(whole_second(at), |start| whole_second(at).max(start.min(at)));
        if start.is_some_and(|start| at < start) {
            let what = format!("has a ramp in `{environment}` that begins later than that");
            let help = "stop a ramp before its start by a rollout to the share that the flag has, such as 0, \
                        at once";
            return Err(said.wrong(Code::Rollout, &what, help));
        }
        let times = match key {
            "hold" => &spec.hold,
            "resume" => &spec.resume,
            _ => &spec.rollback,
        };
        let same = |node: &Node| node.as_text().and_then(Timestamp::read) == Some(at);
        let time = Node::from(at.to_string());
        let path = ["rollout", key];
        let change = match times.as_ref().map(|times| times.value.untagged()) {
            Some(Node { data: Data::List(items), .. }) if items.iter().any(same) => None,
            Some(node) if same(node) => None,
            Some(Node { data: Data::List(_), .. }) => {
                Some(Change::Append { path: said.path(&path), item: time })
            }
            Some(node) => Some(said.set(&path, Node::from(vec![detached(node), time]))),
            None => Some(said.set(&path, time)),
        };
        let Some(change) = change else { return Ok(self) };
        let moves = preview(&said, at).map(|share| share.course);
        let mut changes = said.base();
        changes.push(change);
        let remark = format!(
            "the ramp of `{}` in `{}` {} at that time already",
            said.flag.name,
            said.environment,
            match movement {
                Movement::Still => "stands still",
                Movement::Rising => "grows",
                Movement::Falling => "goes back",
            }
        );
        self.edit.write_flags(&changes)?;
        let moves = moves.filter(|moves| *moves == movement).map(|_| remark);
        self.edit.remark(moves.into_iter().chain(later));
        Ok(self)
    }
}

/// What of a new ramp is allowed and seldom meant: that it begins before now, or never moves.
fn odd_ramp(said: &Said<'_>, rollout: &Rollout, name: &str) -> Vec<String> {
    let share = |at: Timestamp| {
        preview(said, at).map_or(Percentage::NONE, |share| up(share.percentage, share.threshold))
    };
    let mut remarks = Vec::new();
    if let (Some(start), Some(now)) = (rollout.start, rollout.now)
        && start < now
    {
        let already = share(now);
        remarks.push(format!("the ramp of {name} begins before now, and is at {already} already"));
    }
    let Some(spec) = said.rollout() else { return remarks };
    let steps = spec.curve.as_ref().is_some_and(|curve| curve.value.child("steps").is_some());
    let bound = |node: Option<&Node>| node.and_then(|node| Percentage::read(node).ok());
    let from = bound(spec.from.as_ref().map(|from| &from.value)).unwrap_or(Percentage::NONE);
    let to = bound(spec.percentage.as_ref().map(|to| &to.value));
    if to == Some(from) {
        remarks.push(format!("the ramp of {name} goes from {from} to {from}, and moves nobody"));
    } else if rollout.curve.is_some() && !steps && spec.over.is_none() && spec.template.is_none() {
        remarks.push(format!("the ramp of {name} takes no time, so its curve means nothing"));
    }
    remarks
}

/// The share of a flag cannot be told without a time.
#[derive(Clone, Copy)]
struct Untold;

/// The share that a rollout has: as it is written, or at a time.
fn share(said: &Said<'_>, now: Option<Timestamp>) -> Result<Percentage, Untold> {
    let Some(spec) = said.rollout() else {
        // A split by itself takes everybody.
        let splits = said.entry().is_some_and(|entry| entry.split.is_some());
        return Ok(if splits { Percentage::ALL } else { Percentage::NONE });
    };
    if !grows(spec) {
        let written =
            spec.percentage.as_ref().and_then(|share| Percentage::read(&share.value).ok());
        return Ok(written.unwrap_or(Percentage::NONE));
    }
    let share = preview(said, now.ok_or(Untold)?);
    Ok(share.map_or(Percentage::NONE, |share| up(share.percentage, share.threshold)))
}

/// The share that is in at a time; nobody while the flag is switched off.
pub(super) fn share_at(said: &Said<'_>, at: Timestamp) -> Percentage {
    let flags = said.now.environment(&said.environment).map(|environment| environment.flags());
    let preview = flags.and_then(|flags| flags.preview(&said.flag.name, at));
    let shares = preview.ok().filter(|preview| !preview.off).map(|preview| preview.shares);
    let own = shares.into_iter().flatten().find(|share| share.rule.is_none());
    own.map_or(Percentage::NONE, |share| up(share.percentage, share.threshold))
}

/// The share of the entry's own rollout at a time, if the flag can be decided.
fn preview(said: &Said<'_>, at: Timestamp) -> Option<PreviewShare> {
    let flags = said.now.environment(&said.environment).ok()?.flags();
    let preview = flags.preview(&said.flag.name, at).ok()?;
    preview.shares.into_iter().find(|share| share.rule.is_none())
}

/// The lowest percentage that leaves out nobody below a threshold.
fn up(percentage: Percentage, threshold: u64) -> Percentage {
    let next = || Percentage::from_thousandths(percentage.thousandths() + 1);
    match percentage.threshold() < threshold {
        true => next().unwrap_or(Percentage::ALL),
        false => percentage,
    }
}

/// Whether a rollout changes with time.
fn grows(spec: &RolloutSpec) -> bool {
    let parts = [&spec.from, &spec.over, &spec.start, &spec.curve];
    let turns = [&spec.hold, &spec.resume, &spec.rollback];
    spec.template.is_some() || parts.into_iter().chain(turns).any(Option::is_some)
}

/// Whether other keys would be in than before.
fn draws_anew(old: &RolloutSpec, new: &Rollout) -> bool {
    let by: Vec<&str> = match old.by.as_ref().map(|by| &by.value) {
        Some(OneOrMany::One(by)) => vec![by],
        Some(OneOrMany::Many(several)) => several.iter().map(|by| by.value.as_str()).collect(),
        None => Vec::new(),
    };
    new.salt.is_some() && new.salt != old.salt || !new.by.is_empty() && by != new.by
}

/// Whether a rollout of the entry means something: those whom it takes get what the flag can answer,
/// and something else than everybody else.
fn fits(said: &Said<'_>, served: Option<&Served>) -> Result<()> {
    if served.is_none() && said.entry().is_some_and(|entry| entry.split.is_some()) {
        return Ok(());
    }
    let known = kinds(said.flag);
    let is_boolean = |node: &Node| matches!(node.data, Data::Bool(_));
    if let Some(first) = known.first()
        && served.is_none()
        && said.flag.variants.is_empty()
        && !known.iter().any(is_boolean)
    {
        let what =
            format!("holds {}, and a rollout answers `true` to those it takes", first.kind());
        let help = "say what the rollout serves, with `serve`";
        return Err(said.wrong(Code::Type, &what, help));
    }
    let on = served.map_or_else(|| said.on(), |served| served.value.clone());
    match said.otherwise() {
        Some(otherwise) if said.is_same(otherwise, &on) => {
            let entry = said.entry();
            let some = entry.is_some_and(|e| !e.targets.is_empty() || !e.rules.is_empty());
            let whom = if some { "everybody else" } else { "everybody" };
            let what = format!("answers to {whom} already what would be rolled out");
            let parts = entry.is_some_and(|entry| !entry.is_bare() && !entry.is_value());
            let help = match parts {
                true => {
                    "set the default alone to something else first, with the option `default-only`"
                }
                false => "set it to something else first, such as `false`",
            };
            Err(said.refuse_at(otherwise.span, &what, help))
        }
        _ => Ok(()),
    }
}

/// The changes that write the parts of a rollout, and take away those of a ramp before it.
fn rewritten(said: &Said<'_>, parts: Vec<Entry>) -> Vec<Change> {
    let mut changes = said.base();
    let Some(old) = said.entry().and_then(|entry| entry.node.child("rollout")) else {
        changes.push(said.set(&["rollout"], Node::default().with_entries(parts)));
        return changes;
    };
    let is_new = |key: &str| parts.iter().any(|part| part.key == key);
    let mut gone: Vec<&str> =
        GROWTH.into_iter().filter(|key| old.child(key).is_some() && !is_new(key)).collect();
    if old.child("percentage").is_some() && !is_new("percentage") {
        gone.push("percentage");
    }
    changes.extend(parts.iter().map(|part| said.set(&["rollout", &part.key], part.node.clone())));
    let remove = |key: &str| Change::Remove { path: said.path(&["rollout", key]) };
    changes.extend(gone.into_iter().map(remove));
    changes
}

/// Nobody reads the fraction of a second in a file.
fn whole_second(time: Timestamp) -> Timestamp {
    Timestamp::from_millis(time.as_millis().div_euclid(1000) * 1000)
}

fn no_time(what: &str) -> Error {
    let message = format!("nothing says at what time the ramp {what}");
    Error::new(Code::Usage, message).help("give `now`, the time it is, or `start`")
}
