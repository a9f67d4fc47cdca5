//! Handles: a flag bound once, with its kind and the caller's default.

use std::fmt;

use smol_str::SmolStr;

use super::context::Context;
use super::details::{Details, ErrorCode};
use super::evaluate::{Verdict, decide};
use super::flags::Link;
use super::quick::Quick;
use super::scope::{NEVER, Scope};
use super::table::Table;
use super::text::Text;
use crate::error::{Code, Error, Result};
use crate::yaml::{Data, Node};

/// A flag that is on or off.
pub type BooleanFlag = Handle<bool>;
/// A flag that is a text.
pub type TextFlag = Handle<Text>;
/// A flag that is an integer.
pub type IntegerFlag = Handle<i64>;
/// A flag that is a number: an integer too, up to 2⁵³ − 1 on either side of 0; beyond that a number would
/// round it.
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

        /// The value that a boolean is, without a look at the node.
        #[inline]
        fn of_boolean(_: bool) -> Option<Self> {
            None
        }
    }
}

macro_rules! kinds {
    ($($kind:ty = $name:literal, $($pattern:pat $(if $guard:expr)? => $value:expr),+;)+) => {
        $(impl sealed::Kind for $kind {
            const NAME: &'static str = $name;

            #[inline]
            fn read(node: &Node) -> Option<Self> {
                match &node.data {
                    $($pattern $(if $guard)? => Some($value),)+
                    _ => None,
                }
            }
        })+
    };
}

kinds! {
    Text = "text", Data::Text(text) => text.clone().into();
    i64 = "an integer", Data::Int(value) => *value;
    f64 = "a number",
        Data::Float(value) => *value,
        // What a number would round is an integer and nothing else.
        Data::Int(value) if value.unsigned_abs() <= EXACT => *value as f64;
}

/// The greatest integer that every language's number holds exactly, with all below it.
pub(super) const EXACT: u64 = (1 << 53) - 1;

impl sealed::Kind for bool {
    const NAME: &'static str = "a boolean";

    #[inline]
    fn read(node: &Node) -> Option<Self> {
        match node.data {
            Data::Bool(value) => Some(value),
            _ => None,
        }
    }

    #[inline]
    fn of_boolean(value: bool) -> Option<Self> {
        Some(value)
    }
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
                let (what, instead) = match (&outcome.value.data, T::NAME) {
                    (Data::Int(_) | Data::UInt(_), "a number") => {
                        ("an integer that a number would round".to_owned(), "an integer")
                    }
                    (Data::UInt(_), "an integer") => {
                        ("an integer above those of 64 bits with a sign".to_owned(), "any value")
                    }
                    (_, wanted) => {
                        let kind = outcome.value.kind();
                        (format!("{kind}, not {wanted}"), kind)
                    }
                };
                return Err(Error::new(Code::Type, format!("the flag `{name}` holds {what}"))
                    .help(format!("ask for {instead}"))
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
            Some(table) => value(self.id, &Scope::new(table, context), &self.default),
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
                (noted(self.id, &scope, &self.default), scope.take_until())
            }
            None => ((self.default.clone(), Verdict::error(ErrorCode::FlagNotFound)), NEVER),
        };
        Details::new(held, &self.name, self.id, answer, until)
    }
}

/// The value of a flag as a kind, or the default.
#[inline]
pub(super) fn value<T: FlagValue>(flag: u32, scope: &Scope<'_>, default: &T) -> T {
    if scope.registry().project.is_on() || scope.context.is_too_deep() {
        return noted(flag, scope, default).0;
    }
    let quick = scope.table.quick(flag);
    let boolean = match quick {
        Quick::Settled(serves, _) => serves.boolean(true),
        Quick::Gone | Quick::Plan => None,
        _ if scope.context.is_of(scope.registry()) => {
            quick.look(scope.context).and_then(|(serves, look)| serves.boolean(look.is_taken))
        }
        _ => None,
    };
    match boolean.and_then(T::of_boolean) {
        Some(value) => value,
        None => answer(flag, scope, default).0,
    }
}

/// The value of a flag as a kind, or the default, with the verdict. Where somebody observes flags, it
/// is noted.
#[inline]
pub(super) fn noted<T: FlagValue>(flag: u32, scope: &Scope<'_>, default: &T) -> (T, Verdict) {
    let answer = answer(flag, scope, default);
    let observer = &scope.registry().project;
    if observer.is_on() {
        observer.note(flag, &answer.1, scope);
    }
    answer
}

/// The value of a flag as a kind, or the default, with the verdict.
#[inline]
pub(super) fn answer<T: FlagValue>(flag: u32, scope: &Scope<'_>, default: &T) -> (T, Verdict) {
    let verdict = decide(flag, scope);
    let plan = scope.table.plan(flag);
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
