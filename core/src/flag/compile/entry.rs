//! Entries into plans: what a flag says for an environment, and what it will say from a time on.

use std::sync::Arc;

use super::requires::Requires;
use super::segments::{Scoped, Segments};
use super::serve::Serving;
use super::share::share_span;
use super::{Bad, DEFAULT, Owner, Plans, Workshop};
use crate::error::{Code, Error, closest};
use crate::flag::details::{ErrorCode, Reason};
use crate::flag::keys::Keys;
use crate::flag::registry::TARGETING_KEY;
use crate::flag::scope::NEVER;
use crate::flag::table::{
    NOTHING, Outcome, Phase, Plan, Requirement, Rule, Special, Targets, Then, When,
};
use crate::model::{Flag, FlagEntry, RequireSpec, RuleSpec, TargetSpec};
use crate::source::Span;
use crate::yaml::{Node, ReadError, Spanned, UnknownKey};

/// Compiles one flag.
pub(super) struct Compiler<'w, 'c> {
    pub(super) workshop: &'w mut Workshop<'c>,
    pub(super) segments: &'w mut Segments<'c>,
    pub(super) flag: &'w Flag,
    /// The flag's own `default`.
    pub(super) own: Option<Outcome>,
    /// How many problems were told before this flag's.
    told: usize,
}

impl<'w, 'c> Compiler<'w, 'c> {
    pub(super) fn new(
        workshop: &'w mut Workshop<'c>,
        segments: &'w mut Segments<'c>,
        flag: &'w Flag,
    ) -> Self {
        let told = workshop.problems.len();
        Self { workshop, segments, flag, own: None, told }
    }

    pub(super) fn compile(mut self, id: u32, requires: &mut Requires) -> Plans {
        let flag = self.flag;
        if !flag.segments.is_empty() {
            self.segments.compile_of(flag, self.workshop);
        }
        // Told once, whatever the number of environments.
        let fits = self.misfits(&flag.misfits);
        let told = self.workshop.problems.len();
        let own = flag.fallback.as_ref().and_then(|entry| entry.value.as_ref());
        let own = own.map(|value| self.outcome(value, value.span)).transpose();
        if fits.is_err() {
            // What else may only follow from it.
            self.workshop.problems.truncate(told);
        }
        let own_is_bad = own.is_err();
        self.own = own.unwrap_or_default().map(|own| Outcome { is_own: true, ..own });
        let unread = fits.and(self.unread("", &flag.unknown, None));
        let required = match flag.requires.is_empty() {
            _ if unread.is_err() => Err(Bad),
            true => Ok(Vec::new()),
            false => {
                let specs: Vec<_> = flag.requires.iter().collect();
                requires.compile(id, flag, &specs, self.workshop)
            }
        };
        let Ok(required) = required else {
            let problem = self.workshop.problems.get(self.told);
            return Plans::broken(flag.span, self.own.take(), problem);
        };
        let mut shared = Shared { id, requires, required, own_is_bad };
        let mut entries = Vec::with_capacity(flag.environments.len());
        for (name, entry) in flag.environments.iter() {
            let plan = self.plan(entry, name, &mut shared);
            // Entries of environments that are not listed are checked all the same.
            if let Some(id) = self.workshop.registry.environments.id(name) {
                entries.push((id, Arc::new(plan)));
            }
        }
        let nothing;
        let own = match &flag.fallback {
            // What counts for all counts where nothing else does, too.
            None if flag.kill_switch.is_some() || !flag.requires.is_empty() => {
                nothing = FlagEntry { span: flag.span, ..FlagEntry::default() };
                Some(&nothing)
            }
            fallback => fallback.as_deref(),
        };
        let own = own.map(|entry| Arc::new(self.plan(entry, DEFAULT, &mut shared)));
        Plans { entries, own, untold: flag.span }
    }

    fn plan(&mut self, entry: &FlagEntry, set_in: &str, shared: &mut Shared<'_>) -> Plan {
        let told = self.workshop.problems.len();
        let help = entry.is_neither().then_some("a value that is a map stands below `default`");
        let unread = self.unread("an entry of ", &entry.unknown, help);
        let fits = self.misfits(&entry.misfits).and(unread);
        let plan = match entry.schedule.is_empty() {
            // What else is wrong may only follow from it.
            _ if !entry.misfits.is_empty() => Err(Bad),
            true => self.state(entry, set_in, shared),
            false => self.phases(entry, set_in, shared),
        };
        let plan = fits.and(plan);
        plan.unwrap_or_else(|Bad| {
            // What is wrong with the flag as a whole was told before.
            let problems = &self.workshop.problems;
            let problem = problems.get(told).or_else(|| problems.get(self.told));
            Plan::broken(ErrorCode::ParseError, entry.span, self.own.clone()).because(problem)
        })
    }

    /// Tells the keys that nothing reads: what somebody meant to limit could count for everybody.
    pub(super) fn unread(
        &mut self,
        part: &str,
        keys: &[UnknownKey],
        help: Option<&str>,
    ) -> Result<(), Bad> {
        for unknown in keys {
            let shown: String = unknown.key.escape_debug().take(64).collect();
            let name = &self.flag.name;
            let message = format!(
                "{part}the flag `{name}` has a key `{shown}` that nothing reads, and does not count"
            );
            let known: Vec<_> = unknown.known.iter().map(|key| format!("`{key}`")).collect();
            let problem = Error::new(Code::Rollout, message);
            let also = help.map(|help| format!("; {help}")).unwrap_or_default();
            let problem = problem
                .help(format!("known here: {}{also}", known.join(", ")))
                .suggest(closest(&unknown.key, unknown.known.iter().copied()));
            self.problem(problem, unknown.span);
        }
        if keys.is_empty() { Ok(()) } else { Err(Bad) }
    }

    /// Tells the values of which nothing can be made.
    fn misfits(&mut self, misfits: &[ReadError]) -> Result<(), Bad> {
        for misfit in misfits {
            let mut misfit = misfit.clone();
            misfit.path.insert(0, self.flag.name.to_string());
            let sources = self.workshop.sources;
            self.workshop.problems.push(misfit.into_error(|span| sources.place(span)));
        }
        if misfits.is_empty() { Ok(()) } else { Err(Bad) }
    }

    /// An entry and what its schedule makes of it, one change after the other.
    fn phases(
        &mut self,
        entry: &FlagEntry,
        set_in: &str,
        shared: &mut Shared<'_>,
    ) -> Result<Plan, Bad> {
        let changes: Vec<_> =
            entry.schedule.iter().map(|change| (self.time(&change.at), change)).collect();
        let mut times = Vec::with_capacity(changes.len());
        for (at, change) in changes {
            times.push((at?, change));
        }
        times.sort_by_key(|(at, _)| *at);
        if let Some(pair) = times.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let message =
                format!("two changes of the flag `{}` are for the same time", self.flag.name);
            let problem = Error::new(Code::Rollout, message).help("make one of them");
            return Err(self.problem(problem, pair[1].1.at.span));
        }
        let mut state = entry.unscheduled();
        let mut states = vec![(i64::MIN, state.clone())];
        for (at, change) in times {
            state = state.changed(&change.set);
            states.push((at, state.clone()));
        }
        let phases: Vec<_> = states
            .iter()
            .map(|(from, state)| {
                Ok(Phase { from: *from, plan: self.state(state, set_in, shared)? })
            })
            .collect();
        let phases = phases.into_iter().collect::<Result<Vec<_>, Bad>>()?;
        let special = Special { phases, ..Special::NONE }.any();
        Ok(Plan { special, set_in: Some(set_in.into()), span: entry.span, ..Plan::nothing() })
    }

    /// The reason of an entry that is one value.
    fn reason(&self, entry: &FlagEntry, set_in: &str) -> Reason {
        // A bare value below the flag is its one entry, for every environment; so is an import.
        let bare = entry.key_span == self.flag.span || self.flag.origin.is_some();
        match entry.value.is_some() && (set_in != DEFAULT || bare) {
            true => Reason::Static,
            false => Reason::Default,
        }
    }

    /// An entry as it is at one time.
    fn state(
        &mut self,
        entry: &FlagEntry,
        set_in: &str,
        shared: &mut Shared<'_>,
    ) -> Result<Plan, Bad> {
        if let Some(value) = entry.value.as_ref().filter(|_| self.is_plain(entry)) {
            return self.value(entry, value, set_in, shared);
        }
        let mut serving = Serving::new();
        // Each part is compiled before one is given up, so that all problems are told.
        let requires = shared.all(entry, self);
        let targets = self.targets(&entry.targets, &mut serving);
        let rules = self.rules(&entry.rules, &mut serving);
        let share =
            self.share(entry.rollout.as_deref(), entry.split.as_deref(), None, &mut serving);
        let value = match &entry.value {
            Some(_) if set_in == DEFAULT && self.is_own(entry) => match shared.own_is_bad {
                true => Err(Bad),
                false => Ok(self.own.clone()),
            },
            Some(value) => self.outcome(value, value.span).map(Some),
            None if shared.own_is_bad => Err(Bad),
            None => Ok(self.own.clone()),
        };
        let (requires, targets, rules) = (requires?, targets?, rules?);
        let share = share?;
        let value = value?;
        let otherwise = match (&value, &entry.rollout) {
            (None, Some(rollout)) => self.out(share_span(rollout)),
            _ => value.clone(),
        };
        let otherwise = serving.add_any(otherwise);
        let switches = [&self.flag.kill_switch, &entry.kill_switch];
        let kill = switches.into_iter().flatten().find(|switch| switch.value);
        let kill = kill.map(|switch| switch.span);
        let off = match kill.is_some() || !requires.is_empty() {
            true => serving.add_any(self.off(kill.unwrap_or(entry.span), value)),
            false => NOTHING,
        };
        let plan = Plan {
            special: Special { kill, requires, off, targets, ..Special::NONE }.any(),
            rules,
            share: share.map(Box::new),
            otherwise,
            outcomes: serving.outcomes.into(),
            set_in: Some(set_in.into()),
            span: entry.span,
            ..Plan::nothing()
        };
        Ok(plan.settle(self.reason(entry, set_in)))
    }

    /// Whether an entry is one value, and nothing switches the flag off.
    fn is_plain(&self, entry: &FlagEntry) -> bool {
        entry.is_value() && self.flag.kill_switch.is_none() && self.flag.requires.is_empty()
    }

    /// An entry that is one value.
    fn value(
        &mut self,
        entry: &FlagEntry,
        value: &Node,
        set_in: &str,
        shared: &Shared<'_>,
    ) -> Result<Plan, Bad> {
        let is_own = set_in == DEFAULT && self.is_own(entry);
        let outcome = match &self.own {
            _ if is_own && shared.own_is_bad => return Err(Bad),
            Some(own) if is_own => own.clone(),
            _ => self.outcome(value, value.span)?,
        };
        let plan = Plan {
            otherwise: 0,
            outcomes: Box::new([outcome]),
            set_in: Some(set_in.into()),
            span: entry.span,
            ..Plan::nothing()
        };
        Ok(plan.settle(self.reason(entry, set_in)))
    }

    /// All rules, or none: each is compiled before they are given up.
    fn rules(
        &mut self,
        specs: &[Spanned<RuleSpec>],
        serving: &mut Serving,
    ) -> Result<Box<[Rule]>, Bad> {
        let mut rules = Vec::with_capacity(specs.len());
        for spec in specs {
            rules.extend(self.rule(spec, serving));
        }
        if rules.len() < specs.len() { Err(Bad) } else { Ok(rules.into()) }
    }

    /// Whether the entry's value is the flag's own default, and none that a schedule sets.
    fn is_own(&self, entry: &FlagEntry) -> bool {
        let own = self.flag.fallback.as_ref().and_then(|own| own.value.as_ref());
        own.map(|own| own.span) == entry.value.as_ref().map(|value| value.span)
    }

    fn targets(
        &mut self,
        specs: &[Spanned<TargetSpec>],
        serving: &mut Serving,
    ) -> Result<Vec<Targets>, Bad> {
        if specs.is_empty() {
            return Ok(Vec::new());
        }
        let owner = Owner("flag", &self.flag.name);
        let mut lists: Vec<(u32, Keys)> = Vec::new();
        let mut serves = Vec::with_capacity(specs.len());
        let mut bad = false;
        for (spec, number) in specs.iter().zip(0..) {
            let by = spec.by.as_ref().map_or(TARGETING_KEY, |by| self.workshop.attribute(by));
            let at = lists.iter().position(|(known, _)| *known == by).unwrap_or_else(|| {
                lists.push((by, Keys::default()));
                lists.len() - 1
            });
            let keys = &mut lists[at].1;
            match self.workshop.keys(owner, keys, &spec.keys, number) {
                Ok(all) => *keys = all,
                Err(Bad) => bad = true,
            }
            match self.outcome(&spec.serve.value, spec.serve.span) {
                Ok(outcome) => serves.push((serving.add(outcome), spec.span)),
                Err(Bad) => bad = true,
            }
        }
        if bad {
            return Err(Bad);
        }
        let serves: Box<[_]> = serves.into();
        let targets = |(by, keys)| Targets { by, keys, serves: serves.clone() };
        Ok(lists.into_iter().map(targets).collect())
    }

    fn rule(&mut self, rule: &Spanned<RuleSpec>, serving: &mut Serving) -> Result<Rule, Bad> {
        let then = self.then(rule, serving);
        let span = rule.when.as_ref().map_or(rule.span, |when| when.span);
        let when = match &rule.when {
            None => Ok(When::Always),
            Some(when) => {
                let owner = Owner("flag", &self.flag.name);
                let scope = Scoped::of(self.flag);
                self.workshop.when(owner, &when.value, when.span, scope, self.segments)
            }
        };
        let window = self.window(rule);
        let (then, when, window) = (then?, when?, window?);
        Ok(Rule { when, window, then, span })
    }

    fn window(&mut self, rule: &RuleSpec) -> Result<Option<(i64, i64)>, Bad> {
        let from = rule.from.as_ref().map(|from| self.time(from));
        let until = rule.until.as_ref().map(|until| self.time(until));
        let (from, until) = (from.transpose()?, until.transpose()?);
        if let (Some(from), Some(until), Some(place)) = (from, until, &rule.until)
            && until <= from
        {
            let message = format!("a rule of the flag `{}` ends before it begins", self.flag.name);
            let problem = Error::new(Code::Rollout, message).help("let `until` be after `from`");
            return Err(self.problem(problem, place.span));
        }
        let window = (from.unwrap_or(i64::MIN), until.unwrap_or(NEVER));
        Ok((from.is_some() || until.is_some()).then_some(window))
    }

    fn then(&mut self, rule: &Spanned<RuleSpec>, serving: &mut Serving) -> Result<Then, Bad> {
        let RuleSpec { serve, split, rollout, choose, .. } = &rule.value;
        let ways = [serve.is_some(), split.is_some(), choose.is_some()];
        let problem = match ways.into_iter().filter(|way| *way).count() {
            0 if rollout.is_none() => "serves nothing",
            2.. => "serves in two ways",
            1 if choose.is_some() && rollout.is_some() => "both chooses and rolls out",
            _ => "",
        };
        if !problem.is_empty() {
            let message = format!("a rule of the flag `{}` {problem}", self.flag.name);
            let problem = Error::new(Code::Rollout, message);
            let problem = problem.help("give it one of `serve`, `split` and `choose`");
            return Err(self.problem(problem, rule.span));
        }
        if let Some(choose) = choose {
            let owner = Owner("flag", &self.flag.name);
            let program = self.workshop.program(owner, choose, Some(self.flag))?;
            let flag = self.flag;
            let outcomes: Vec<_> = flag
                .variants
                .keys()
                .map(|name| Ok(serving.add(self.named(name, choose.span)?)))
                .collect::<Result<_, Bad>>()?;
            return Ok(Then::Choose(Box::new(program), outcomes.into()));
        }
        let share = self.share(rollout.as_deref(), split.as_deref(), serve.as_ref(), serving)?;
        match (share, serve) {
            (Some(share), _) => Ok(Then::Share(Box::new(share))),
            (None, Some(serve)) => {
                let outcome = self.outcome(&serve.value, serve.span)?;
                Ok(Then::Serve(serving.add(outcome)))
            }
            // Told above.
            (None, None) => Err(Bad),
        }
    }

    pub(super) fn problem(&mut self, problem: Error, span: Span) -> Bad {
        self.workshop.problem(problem, span)
    }
}

/// What the entries of one flag share.
struct Shared<'r> {
    id: u32,
    requires: &'r mut Requires,
    /// What the flag requires in every environment.
    required: Vec<Requirement>,
    own_is_bad: bool,
}

impl Shared<'_> {
    /// What the flag and an entry require.
    fn all(
        &mut self,
        entry: &FlagEntry,
        compiler: &mut Compiler<'_, '_>,
    ) -> Result<Vec<Requirement>, Bad> {
        if entry.requires.is_empty() {
            return Ok(self.required.clone());
        }
        let specs: Vec<&Spanned<RequireSpec>> = entry.requires.iter().collect();
        let own = self.requires.compile(self.id, compiler.flag, &specs, compiler.workshop)?;
        Ok(self.required.iter().cloned().chain(own).collect())
    }
}
