//! The flags of one environment: live, following its project, or pinned to a snapshot.

use std::fmt;
use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};

use super::clock::Clock;
use super::compare::{FlagComparison, compare};
use super::context::{Attribute, Context};
use super::details::{Details, ErrorCode, Evaluations, value_or_default};
use super::evaluate::{Verdict, decide};
use super::explain::Explanation;
use super::forecast::{Forecast, forecast};
use super::handle::{
    BooleanFlag, FlagValue, Handle, IntegerFlag, JsonFlag, NumberFlag, TextFlag, noted, value,
};
use super::observe::{Exposures, FlagCount};
use super::preview::Preview;
use super::scope::{NEVER, Scope};
use super::table::{FlagSet, Plan, Table};
use super::text::Text;
use crate::error::{Code, Error, Result, closest, visible};
use crate::value::Timestamp;
use crate::yaml::Node;

/// The current flags of a project, replaced as a whole when it publishes a snapshot.
#[derive(Clone)]
pub struct LiveFlags(Arc<ArcSwap<FlagSet>>);

impl LiveFlags {
    /// Flags that start as these.
    #[must_use]
    pub fn new(first: Arc<FlagSet>) -> Self {
        Self(Arc::new(ArcSwap::new(first)))
    }

    /// Replaces the flags of all environments at once. `next` was compiled after the current ones.
    pub fn publish(&self, next: Arc<FlagSet>) {
        self.0.store(next);
    }

    /// The flags of an environment, following what is published; one that is not there has none.
    #[must_use]
    pub fn environment(&self, name: &str) -> Flags {
        let environment = self.0.load().environment_id(name).unwrap_or(u32::MAX);
        Flags { link: Link::Live(self.clone(), environment), clock: None }
    }
}

/// What is noted of answers; see [`Exposures`].
impl LiveFlags {
    /// Notes exposures from now on, for a new reader alone: one that was there gets no more.
    pub fn exposures(&self, capacity: usize) -> Exposures {
        self.0.load().registry.project.expose(capacity)
    }

    /// Begins or ends counting what flags give; what was counted stays.
    pub fn count(&self, on: bool) {
        self.0.load().registry.project.count(on);
    }

    /// How often each flag gave what while counting was on, by environment, flag and answer.
    #[must_use]
    pub fn counts(&self) -> Vec<FlagCount> {
        self.0.load().registry.project.counted()
    }
}

impl fmt::Debug for LiveFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LiveFlags")
    }
}

impl FlagSet {
    /// The flags of an environment as they are in this set; one that is not there has none.
    #[must_use]
    pub fn environment(&self, name: &str) -> Flags {
        let table = self.environment_id(name).and_then(|id| self.table(id)).cloned();
        Flags { link: Link::Pinned(table.unwrap_or_else(|| self.no_table(name))), clock: None }
    }
}

/// Where flags are read from.
#[derive(Clone)]
pub(super) enum Link {
    Pinned(Arc<Table>),
    /// With the environment's id.
    Live(LiveFlags, u32),
}

/// A table held while something is read from it.
pub(super) enum Held<'a> {
    Pinned(&'a Table),
    Live(Guard<Arc<FlagSet>>, u32),
}

impl Link {
    #[inline]
    pub(super) fn hold(&self) -> Held<'_> {
        match self {
            Self::Pinned(table) => Held::Pinned(table),
            Self::Live(live, environment) => Held::Live(live.0.load(), *environment),
        }
    }
}

impl Link {
    /// The table, to be kept.
    fn table(&self) -> Arc<Table> {
        match self {
            Self::Pinned(table) => table.clone(),
            Self::Live(live, environment) => {
                let set = live.0.load();
                let table = set.table(*environment).cloned();
                table.unwrap_or_else(|| set.no_table(""))
            }
        }
    }
}

impl Held<'_> {
    #[inline]
    pub(super) fn table(&self) -> Option<&Table> {
        match self {
            Self::Pinned(table) => Some(table),
            Self::Live(set, environment) => set.table(*environment).map(|table| &**table),
        }
    }
}

/// The feature flags of one environment.
///
/// From a project's environment they are live: each question is answered by the newest snapshot.
/// From a snapshot's environment, or from [`Flags::pinned`], they never change.
#[derive(Clone)]
pub struct Flags {
    link: Link,
    clock: Option<Clock>,
}

impl Flags {
    /// The same flags as they are now, for answers that must agree with each other.
    #[must_use]
    pub fn pinned(&self) -> Flags {
        self.pinned_to(self.table())
    }

    /// The same flags with a clock, which contexts made from here read where a flag depends on
    /// time. Without one they are told the time by [`Context::at`].
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Flags {
        Flags { clock: Some(clock), ..self }
    }

    pub(super) fn table(&self) -> Arc<Table> {
        self.link.table()
    }

    pub(super) fn pinned_to(&self, table: Arc<Table>) -> Flags {
        Flags { link: Link::Pinned(table), clock: self.clock.clone() }
    }

    /// Whether they follow the project.
    pub fn is_live(&self) -> bool {
        matches!(self.link, Link::Live(..))
    }

    /// Whether answers are noted, as exposures or counts. Whoever keeps answers and gives them again
    /// asks the flags instead for as long as this is so.
    pub fn is_observed(&self) -> bool {
        match self.link.hold() {
            Held::Pinned(table) => table.registry.project.is_on(),
            Held::Live(set, _) => set.registry.project.is_on(),
        }
    }

    /// The names of all flags, in the order they were first seen.
    pub fn names(&self) -> Vec<String> {
        let held = self.link.hold();
        held.table().into_iter().flat_map(Table::names).map(str::to_owned).collect()
    }

    /// A context for this targeting key: text, or an integer, which counts as its decimal digits.
    pub fn context(&self, targeting_key: impl Into<Attribute>) -> Context {
        self.context_without_key().with_targeting_key(targeting_key)
    }

    /// A context without a targeting key: rollouts by it answer `TARGETING_KEY_MISSING`.
    pub fn context_without_key(&self) -> Context {
        match self.link.hold() {
            Held::Pinned(table) => Context::new(&table.registry, self.clock.as_ref()),
            Held::Live(set, _) => Context::new(&set.registry, self.clock.as_ref()),
        }
    }

    /// A handle on a boolean flag.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names; `E_TYPE` with the place of a value that is none.
    pub fn boolean(&self, name: &str, default: bool) -> Result<BooleanFlag> {
        self.handle(name, default)
    }

    /// A handle on a text flag.
    ///
    /// # Errors
    /// As [`Flags::boolean`].
    pub fn text(&self, name: &str, default: &str) -> Result<TextFlag> {
        self.handle(name, Text::from(default))
    }

    /// A handle on an integer flag.
    ///
    /// # Errors
    /// As [`Flags::boolean`].
    pub fn integer(&self, name: &str, default: i64) -> Result<IntegerFlag> {
        self.handle(name, default)
    }

    /// A handle on a flag of numbers, integers too up to 2⁵³ − 1 on either side of 0.
    ///
    /// # Errors
    /// As [`Flags::boolean`].
    pub fn number(&self, name: &str, default: f64) -> Result<NumberFlag> {
        self.handle(name, default)
    }

    /// A handle on a flag of any values.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names.
    pub fn json(&self, name: &str, default: Node) -> Result<JsonFlag> {
        self.handle(name, default)
    }

    /// A handle on a flag of the default's kind.
    ///
    /// # Errors
    /// As [`Flags::boolean`].
    pub fn handle<T: FlagValue>(&self, name: &str, default: T) -> Result<Handle<T>> {
        match self.link.hold().table() {
            Some(table) => Handle::bind(self.link.clone(), table, name, default),
            None => Err(no_flag(name)),
        }
    }

    /// The value of a flag by name, or the default where the files do not say.
    #[inline]
    pub fn value<T: FlagValue>(&self, name: &str, context: &Context, default: T) -> T {
        match self.link.hold().table() {
            Some(table) => value(table.id(name), &Scope::new(table, context), &default),
            None => default,
        }
    }

    /// The value of a boolean flag by name.
    #[inline]
    pub fn boolean_value(&self, name: &str, context: &Context, default: bool) -> bool {
        self.value(name, context, default)
    }

    /// The value of a text flag by name.
    pub fn text_value(&self, name: &str, context: &Context, default: &str) -> Text {
        self.value(name, context, Text::from(default))
    }

    /// The value of an integer flag by name.
    pub fn integer_value(&self, name: &str, context: &Context, default: i64) -> i64 {
        self.value(name, context, default)
    }

    /// The value of a number flag by name; the default for integers that a number would round.
    pub fn number_value(&self, name: &str, context: &Context, default: f64) -> f64 {
        self.value(name, context, default)
    }

    /// The value of any flag by name.
    pub fn json_value(&self, name: &str, context: &Context, default: Node) -> Node {
        self.value(name, context, default)
    }

    /// The value of a flag by name with its reason and where it was set.
    #[inline]
    pub fn details<'a, T: FlagValue>(
        &'a self,
        name: &'a str,
        context: &Context,
        default: T,
    ) -> Details<'a, T> {
        let held = self.link.hold();
        let (id, answer, until) = match held.table() {
            Some(table) => {
                let (id, scope) = (table.id(name), Scope::lasting(table, context));
                (id, noted(id, &scope, &default), scope.take_until())
            }
            None => (u32::MAX, (default, Verdict::error(ErrorCode::FlagNotFound)), NEVER),
        };
        Details::new(held, name, id, answer, until)
    }

    /// A flag as it is, for a caller without a default: where nothing was decided, the value is
    /// that of the entry's `default`, else of the flag's, else null.
    #[inline]
    pub fn evaluate<'a>(&'a self, name: &'a str, context: &Context) -> Details<'a> {
        let held = self.link.hold();
        let found = held.table().map(|table| (table, table.find(name)));
        let (id, answer, until) = match found {
            Some((table, (id, Some(plan)))) => {
                let scope = Scope::lasting(table, context);
                let verdict = decide_noted(id, &scope);
                (id, (value_or_default(plan, verdict), verdict), scope.take_until())
            }
            _ => {
                let verdict = Verdict::error(ErrorCode::FlagNotFound);
                (u32::MAX, (Node::default(), verdict), NEVER)
            }
        };
        Details::new(held, name, id, answer, until)
    }

    /// The same at a given time, whatever time the context asks for.
    pub fn evaluate_at<'a>(
        &'a self,
        name: &'a str,
        context: &Context,
        now: Timestamp,
    ) -> Details<'a> {
        self.evaluate(name, &context.clone().at(now))
    }

    /// Every flag for one context, from one snapshot and at one time.
    pub fn evaluate_all(&self, context: &Context) -> Evaluations<'_> {
        let held = self.link.hold();
        let mut verdicts = Vec::new();
        if let Some(table) = held.table() {
            verdicts.reserve_exact(table.plans.len());
            let scope = Scope::lasting(table, context);
            verdicts.extend(table.ids().map(|id| {
                let verdict = decide(id, &scope);
                (id, verdict, scope.take_until())
            }));
        }
        Evaluations { held, verdicts }
    }

    /// These flags for one context, from one snapshot and at one time, in the order asked for.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names.
    pub fn evaluate_many(&self, names: &[&str], context: &Context) -> Result<Evaluations<'_>> {
        let held = self.link.hold();
        let mut verdicts = Vec::with_capacity(names.len());
        let Some(table) = held.table() else {
            return match names.first() {
                None => Ok(Evaluations { held, verdicts }),
                Some(name) => Err(no_flag(name)),
            };
        };
        let scope = Scope::lasting(table, context);
        for name in names {
            let (id, plan) = table.find(name);
            plan.ok_or_else(|| unknown_flag(name, table))?;
            let verdict = decide_noted(id, &scope);
            verdicts.push((id, verdict, scope.take_until()));
        }
        Ok(Evaluations { held, verdicts })
    }

    /// Why a flag has its value, and why every other part of it did not decide.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names.
    pub fn explain(&self, name: &str, context: &Context) -> Result<Explanation> {
        let held = self.link.hold();
        let (table, plan) = named(&held, name)?;
        Ok(Explanation::new(table, plan, name, context))
    }
}

/// Questions about time and about other environments.
impl Flags {
    /// How large the rollouts and splits of a flag are at a time.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names.
    pub fn preview(&self, name: &str, at: Timestamp) -> Result<Preview> {
        let held = self.link.hold();
        let (table, plan) = named(&held, name)?;
        Ok(Preview::new(table, plan, name, at))
    }

    /// What time alone will change of a flag's answer to a context, after the time that the context
    /// asks for: each change in order; none where the answer stays.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names; `E_INVALID_CONTEXT` for a context without a time.
    pub fn when_will(&self, name: &str, context: &Context) -> Result<Vec<Forecast>> {
        let held = self.link.hold();
        let (table, plan) = named(&held, name)?;
        let now = context.now().ok_or_else(|| {
            Error::new(Code::InvalidContext, "the context has no time to look ahead from")
                .help("give it one, or give the flags a clock")
        })?;
        Ok(forecast(table, plan, table.id(name), context, now))
    }

    /// Which flags answer some of the contexts differently in another environment, to whom, and
    /// which entries make them do so.
    ///
    /// Contexts are named by their index. Both are looked at as they are now.
    pub fn compare(&self, other: &Flags, contexts: &[Context]) -> FlagComparison {
        let (left, right) = (self.link.table(), other.link.table());
        compare(&left, &right, contexts)
    }
}

/// A verdict, noted where somebody observes flags.
#[inline]
fn decide_noted(flag: u32, scope: &Scope<'_>) -> Verdict {
    let verdict = decide(flag, scope);
    let observer = &scope.registry().project;
    if observer.is_on() {
        observer.note(flag, &verdict, scope);
    }
    verdict
}

/// A flag's plan and its table.
fn named<'h>(held: &'h Held<'_>, name: &str) -> Result<(&'h Table, &'h Plan)> {
    let table = held.table().ok_or_else(|| no_flag(name))?;
    match table.find(name).1 {
        Some(plan) => Ok((table, plan)),
        None => Err(unknown_flag(name, table)),
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = self.link.hold();
        f.debug_struct("Flags")
            .field("environment", &held.table().map(|table| table.environment.as_str()))
            .field("live", &self.is_live())
            .finish_non_exhaustive()
    }
}

fn no_flag(name: &str) -> Error {
    let shown: String = name.escape_debug().take(64).collect();
    Error::new(Code::UnknownFlag, format!("no flag is named `{shown}`"))
}

pub(super) fn unknown_flag(name: &str, table: &Table) -> Error {
    let error = no_flag(name);
    match closest(name, table.names()) {
        near if near.is_empty() => error.help(known(table)),
        near => error.suggest(near),
    }
}

/// The flags that there are, or the first of them.
fn known(table: &Table) -> String {
    const MOST: usize = 20;
    let mut names = table.names();
    let shown: Vec<String> =
        names.by_ref().take(MOST).map(|name| format!("`{}`", visible(name))).collect();
    match (shown.is_empty(), names.next()) {
        (true, _) => "the project has no flags".to_owned(),
        (false, None) => format!("known: {}", shown.join(", ")),
        (false, Some(_)) => format!("known: {}, …", shown.join(", ")),
    }
}
