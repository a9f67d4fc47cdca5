//! Handles: a flag bound once, with its kind and the caller's default.

use std::fmt;

use smol_str::SmolStr;

use super::context::Context;
use super::details::{Details, ErrorCode};
use super::evaluate::{Verdict, decide};
use super::flags::Link;
use super::scope::{NEVER, Scope};
use super::table::{Plan, Table};
use super::text::Text;
use crate::error::{Code, Error, Result};
use crate::yaml::{Data, Node};

/// A flag that is on or off.
pub type BooleanFlag = Handle<bool>;
/// A flag that is a text.
pub type TextFlag = Handle<Text>;
/// A flag that is an integer.
pub type IntegerFlag = Handle<i64>;
/// A flag that is a number, an integer too.
pub type NumberFlag = Handle<f64>;
/// A flag that is any value.
pub type JsonFlag = Handle<Node>;

/// The kinds of values that flags give. Nothing else implements it.
pub trait FlagValue: sealed::Kind + Clone + Send + Sync + 'static {}

impl<T: sealed::Kind + Clone + Send + Sync + 'static> FlagValue for T {}

pub(super) mod sealed {
    use crate::yaml::Node;

    pub trait Kind: Sized {
        const NAME: &'static str;

        fn read(node: &Node) -> Option<Self>;
    }
}

macro_rules! kinds {
    ($($kind:ty = $name:literal, $($pattern:pat => $value:expr),+;)+) => {
        $(impl sealed::Kind for $kind {
            const NAME: &'static str = $name;

            #[inline]
            fn read(node: &Node) -> Option<Self> {
                match &node.data {
                    $($pattern => Some($value),)+
                    _ => None,
                }
            }
        })+
    };
}

kinds! {
    bool = "a boolean", Data::Bool(value) => *value;
    Text = "text", Data::Text(text) => text.clone().into();
    i64 = "an integer", Data::Int(value) => *value;
    f64 = "a number",
        Data::Float(value) => *value, Data::Int(value) => *value as f64, Data::UInt(value) => *value as f64;
}

impl sealed::Kind for Node {
    const NAME: &'static str = "a value";

    #[inline]
    fn read(node: &Node) -> Option<Self> {
        Some(node.clone())
    }
}

/// A flag, found once and asked often: no lock, no allocation, and no error to handle.
///
/// It follows the project or stays with its snapshot, as the [`Flags`](super::Flags) that made it.
/// When the flag goes away or changes its kind later, it answers the default and says so in its
/// details.
#[derive(Clone)]
pub struct Handle<T> {
    link: Link,
    name: SmolStr,
    id: u32,
    default: T,
}

impl<T: FlagValue> Handle<T> {
    pub(super) fn bind(link: Link, table: &Table, name: &str, default: T) -> Result<Self> {
        let (id, plan) = table.find(name);
        let plan = plan.ok_or_else(|| super::flags::unknown_flag(name, table))?;
        for outcome in plan.all_outcomes() {
            if T::read(&outcome.value).is_none() {
                let kind = outcome.value.kind();
                let message = format!("the flag `{name}` holds {kind}, not {}", T::NAME);
                return Err(Error::new(Code::Type, message)
                    .help(format!("ask for {kind}"))
                    .at(table.place(outcome.span)));
            }
        }
        Ok(Self { link, name: name.into(), id, default })
    }

    /// The flag's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value for a context, or the default where the files do not say.
    #[inline]
    pub fn value(&self, context: &Context) -> T {
        match self.link.hold().table() {
            Some(table) => self.answer(table, &Scope::new(table, context)).0,
            None => self.default.clone(),
        }
    }

    /// The value with its reason and where it was set.
    #[inline]
    pub fn details(&self, context: &Context) -> Details<'_, T> {
        let held = self.link.hold();
        let (answer, until) = match held.table() {
            Some(table) => {
                let scope = Scope::lasting(table, context);
                (self.answer(table, &scope), scope.take_until())
            }
            None => ((self.default.clone(), Verdict::error(ErrorCode::FlagNotFound)), NEVER),
        };
        Details::new(held, &self.name, self.id, answer, until)
    }

    #[inline]
    fn answer(&self, table: &Table, scope: &Scope<'_>) -> (T, Verdict) {
        answer(table.plan(self.id), &self.name, scope, &self.default)
    }
}

/// The value of a plan as a kind, or the default.
#[inline]
pub(super) fn answer<T: FlagValue>(
    plan: Option<&Plan>,
    name: &str,
    scope: &Scope<'_>,
    default: &T,
) -> (T, Verdict) {
    let verdict = decide(plan, name, scope);
    match plan.and_then(|plan| plan.outcome(&verdict)) {
        None => (default.clone(), verdict),
        Some(outcome) => match T::read(&outcome.value) {
            Some(value) => (value, verdict),
            None => (default.clone(), Verdict::error(ErrorCode::TypeMismatch)),
        },
    }
}

impl<T: fmt::Debug> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").field("name", &self.name).finish_non_exhaustive()
    }
}
