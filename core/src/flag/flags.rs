//! The flags of one environment: live, following its project, or pinned to a snapshot.

use std::fmt;
use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};

use super::context::{Attribute, Context};
use super::details::{Details, ErrorCode, Evaluations, value_or_default};
use super::evaluate::{Verdict, decide};
use super::explain::Explanation;
use super::handle::{
    BooleanFlag, FlagValue, Handle, IntegerFlag, JsonFlag, NumberFlag, TextFlag, answer,
};
use super::table::{FlagSet, Table};
use super::text::Text;
use crate::error::{Code, Error, Result, closest};
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
        Flags { link: Link::Live(self.clone(), environment) }
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
        Flags { link: Link::Pinned(table.unwrap_or_else(|| self.no_table(name))) }
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
}

impl Flags {
    /// The same flags as they are now, for answers that must agree with each other.
    #[must_use]
    pub fn pinned(&self) -> Flags {
        match &self.link {
            Link::Pinned(_) => self.clone(),
            Link::Live(live, environment) => {
                let set = live.0.load();
                let table = set.table(*environment).cloned();
                Flags { link: Link::Pinned(table.unwrap_or_else(|| set.no_table(""))) }
            }
        }
    }

    /// Whether they follow the project.
    pub fn is_live(&self) -> bool {
        matches!(self.link, Link::Live(..))
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
            Held::Pinned(table) => Context::new(&table.registry),
            Held::Live(set, _) => Context::new(&set.registry),
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

    /// A handle on a flag of numbers, integers too.
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
            None => Err(Error::new(Code::UnknownFlag, format!("no flag is named `{name}`"))),
        }
    }

    /// The value of a flag by name, or the default where the files do not say.
    #[inline]
    pub fn value<T: FlagValue>(&self, name: &str, context: &Context, default: T) -> T {
        match self.link.hold().table() {
            Some(table) => answer(table.find(name).1, &table.registry, context, &default).0,
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

    /// The value of a number flag by name.
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
        let (id, answer) = match held.table() {
            Some(table) => {
                let (id, plan) = table.find(name);
                (id, answer(plan, &table.registry, context, &default))
            }
            None => (u32::MAX, (default, Verdict::error(ErrorCode::FlagNotFound))),
        };
        Details::new(held, name, id, answer)
    }

    /// A flag as it is, for a caller without a default: where nothing was decided, the value is
    /// that of the entry's `default`, else of the flag's, else null.
    #[inline]
    pub fn evaluate<'a>(&'a self, name: &'a str, context: &Context) -> Details<'a> {
        let held = self.link.hold();
        let found = held.table().map(|table| (table, table.find(name)));
        let (id, answer) = match found {
            Some((table, (id, Some(plan)))) => {
                let verdict = decide(Some(plan), &table.registry, context);
                (id, (value_or_default(plan, verdict), verdict))
            }
            _ => (u32::MAX, (Node::default(), Verdict::error(ErrorCode::FlagNotFound))),
        };
        Details::new(held, name, id, answer)
    }

    /// Every flag for one context, from one snapshot.
    pub fn evaluate_all(&self, context: &Context) -> Evaluations<'_> {
        let held = self.link.hold();
        let mut verdicts = Vec::new();
        if let Some(table) = held.table() {
            verdicts.reserve_exact(table.plans.len());
            let decided = |id| (id, decide(table.plan(id), &table.registry, context));
            verdicts.extend(table.ids().map(decided));
        }
        Evaluations { held, verdicts }
    }

    /// Why a flag has its value, and why every other part of it did not decide.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` with the nearest names.
    pub fn explain(&self, name: &str, context: &Context) -> Result<Explanation> {
        let held = self.link.hold();
        match held.table().map(|table| (table, table.find(name).1)) {
            Some((table, Some(plan))) => Ok(Explanation::new(table, plan, name, context)),
            Some((table, None)) => Err(unknown_flag(name, table)),
            None => Err(Error::new(Code::UnknownFlag, format!("no flag is named `{name}`"))),
        }
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

pub(super) fn unknown_flag(name: &str, table: &Table) -> Error {
    let shown: String = name.escape_debug().take(64).collect();
    let error = Error::new(Code::UnknownFlag, format!("no flag is named `{shown}`"));
    match closest(name, table.names()) {
        near if near.is_empty() => error.help("name a key of `config/feature-flags.yaml`"),
        near => error.suggest(near),
    }
}
