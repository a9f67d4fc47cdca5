//! Details: the value with its reason and where it was set.

use std::fmt;

use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};

use super::evaluate::{Choice, Verdict};
use super::flags::Held;
use super::table::{Outcome, Plan, Table};
use crate::error::Place;
use crate::yaml::Node;

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[doc = $doc])+ $variant,)+ }

        impl $name {
            /// The word OpenFeature has for it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

words! {
    /// Why a flag has its value; the reasons of OpenFeature.
    Reason {
        /// The entry is one value for everyone.
        Static = "STATIC",
        /// No rule matched, or no entry counts here: a default.
        Default = "DEFAULT",
        /// A rule matched.
        TargetingMatch = "TARGETING_MATCH",
        /// The bucket decided, in or out.
        Split = "SPLIT",
        /// The flag is switched off.
        Disabled = "DISABLED",
        /// It could not be decided; see the error code.
        Error = "ERROR",
    }
}

words! {
    /// Why a flag could not be decided; the codes of OpenFeature.
    ErrorCode {
        /// No flag has this name, or no longer.
        FlagNotFound = "FLAG_NOT_FOUND",
        /// The value is of another kind than was asked for.
        TypeMismatch = "TYPE_MISMATCH",
        /// The rollout hashes an attribute that the context does not hold.
        TargetingKeyMissing = "TARGETING_KEY_MISSING",
        /// The rollout hashes an attribute that is neither text nor an integer, or the context
        /// belongs to another project.
        InvalidContext = "INVALID_CONTEXT",
        /// The flag's entry cannot be read; see the problems of its snapshot.
        ParseError = "PARSE_ERROR",
        /// The flag uses what this version does not act on, or what its environment extends cannot
        /// be told.
        General = "GENERAL",
    }
}

/// A flag's value, why it has it, and where that was set.
///
/// Serialized as `flag`, `value`, `variant`, `reason`, `error_code`, `rule`, `bucket`, `threshold`,
/// `set_in`, `place`.
pub struct Details<'a, T = Node> {
    held: Held<'a>,
    flag: &'a str,
    id: u32,
    value: T,
    verdict: Verdict,
}

impl<'a, T> Details<'a, T> {
    #[inline]
    pub(super) fn new(
        held: Held<'a>,
        flag: &'a str,
        id: u32,
        (value, verdict): (T, Verdict),
    ) -> Self {
        Self { held, flag, id, value, verdict }
    }

    /// The flag's name.
    pub fn flag(&self) -> &str {
        self.flag
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value by itself.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The variant it is, if the flag has variants.
    pub fn variant(&self) -> Option<&str> {
        self.outcome()?.variant.as_deref()
    }

    /// Why it has this value.
    pub fn reason(&self) -> Reason {
        self.verdict.reason
    }

    /// Why it could not be decided; with the reason `ERROR`, and only then.
    pub fn error_code(&self) -> Option<ErrorCode> {
        self.verdict.error
    }

    /// The index of the rule that matched, from 0.
    pub fn rule(&self) -> Option<u32> {
        match self.verdict.choice {
            Choice::Rule(index) => Some(index),
            _ => None,
        }
    }

    /// The bucket, where the rollout decided.
    pub fn bucket(&self) -> Option<u32> {
        self.verdict.bucket
    }

    /// The first bucket that is out, from 0 to 2³², where the rollout decided.
    pub fn threshold(&self) -> Option<u64> {
        self.verdict.bucket?;
        self.plan()?.rollout.as_ref().map(|rollout| rollout.threshold)
    }

    /// The environment whose entry gave the value, or `default` for the flag's own; `None` for the
    /// caller's default.
    pub fn set_in(&self) -> Option<&str> {
        self.outcome().map(|outcome| outcome.set_in.as_str())
    }

    /// Where the value was written; for an error, the entry that cannot be decided.
    pub fn place(&self) -> Option<Place> {
        let span = match (self.outcome(), self.verdict.error) {
            (Some(outcome), _) => outcome.span,
            (None, Some(_)) => self.plan()?.span,
            (None, None) => return None,
        };
        self.table()?.place(span)
    }

    /// What went wrong, as a sentence; only with the reason `ERROR`.
    pub fn error_message(&self) -> Option<String> {
        let flag = self.flag.escape_debug();
        Some(match self.verdict.error? {
            ErrorCode::FlagNotFound => format!("no flag is named `{flag}`"),
            ErrorCode::TypeMismatch => {
                format!("the flag `{flag}` holds another kind of value than was asked for")
            }
            ErrorCode::TargetingKeyMissing => {
                format!("the flag `{flag}` is rolled out by {}, which is missing", self.hashed())
            }
            ErrorCode::InvalidContext if self.plan().is_some_and(|plan| plan.rollout.is_some()) => {
                format!(
                    "the flag `{flag}` is rolled out by {}, which is neither text nor an integer",
                    self.hashed()
                )
            }
            ErrorCode::InvalidContext => "the context belongs to another project".to_owned(),
            ErrorCode::ParseError => format!("the entry of the flag `{flag}` cannot be read"),
            ErrorCode::General => format!("the flag `{flag}` cannot be decided by this version"),
        })
    }

    fn hashed(&self) -> String {
        let rollout = self.plan().and_then(|plan| plan.rollout.as_ref());
        match (rollout, self.table()) {
            (Some(rollout), Some(table)) if !rollout.by_targeting_key() => {
                format!("`{}`", table.registry.attributes.name(rollout.by))
            }
            _ => "the targeting key".to_owned(),
        }
    }

    fn table(&self) -> Option<&Table> {
        self.held.table()
    }

    fn plan(&self) -> Option<&Plan> {
        self.table()?.plan(self.id)
    }

    fn outcome(&self) -> Option<&Outcome> {
        self.plan()?.outcome(self.verdict.choice)
    }
}

/// One line: `search = true (STATIC, from production at config/feature-flags.yaml:3:17)`.
impl<T: Serialize> fmt::Display for Details<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = serde_json::to_string(&self.value).map_err(|_| fmt::Error)?;
        write!(f, "{} = {value} ({}", self.flag.escape_debug(), self.reason())?;
        if let Some(code) = self.error_code() {
            write!(f, " {code}")?;
        }
        if let Some(variant) = self.variant() {
            write!(f, ", variant {variant}")?;
        }
        match self.set_in() {
            Some(set_in) => write!(f, ", from {set_in}")?,
            None => f.write_str(", the caller's default")?,
        }
        if let Some(place) = self.place() {
            write!(f, " at {place}")?;
        }
        f.write_str(")")
    }
}

impl<T: fmt::Debug> fmt::Debug for Details<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Details")
            .field("flag", &self.flag)
            .field("value", &self.value)
            .field("reason", &self.reason())
            .field("error_code", &self.error_code())
            .finish_non_exhaustive()
    }
}

impl<T: Serialize> Serialize for Details<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Details", 10)?;
        out.serialize_field("flag", self.flag)?;
        out.serialize_field("value", &self.value)?;
        out.serialize_field("variant", &self.variant())?;
        out.serialize_field("reason", &self.reason())?;
        out.serialize_field("error_code", &self.error_code())?;
        out.serialize_field("rule", &self.rule())?;
        out.serialize_field("bucket", &self.bucket())?;
        out.serialize_field("threshold", &self.threshold())?;
        out.serialize_field("set_in", &self.set_in())?;
        out.serialize_field("place", &self.place())?;
        out.end()
    }
}

/// All flags of an environment, evaluated for one context from one snapshot.
pub struct Evaluations<'a> {
    pub(super) held: Held<'a>,
    pub(super) verdicts: Vec<(u32, Verdict)>,
}

impl Evaluations<'_> {
    /// How many flags there are.
    pub fn len(&self) -> usize {
        self.verdicts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.verdicts.is_empty()
    }

    /// The details of each flag, in the order the flags were first seen.
    pub fn iter(&self) -> impl Iterator<Item = Details<'_>> {
        let table = self.held.table();
        table.into_iter().flat_map(move |table| {
            self.verdicts.iter().map(move |(id, verdict)| {
                let value = table.plan(*id).map(|plan| value_or_default(plan, *verdict));
                let name = table.registry.flags.name(*id);
                let value = value.unwrap_or_default();
                Details::new(Held::Pinned(table), name, *id, (value, *verdict))
            })
        })
    }
}

impl Serialize for Evaluations<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(Some(self.len()))?;
        for details in self.iter() {
            out.serialize_element(&details)?;
        }
        out.end()
    }
}

impl fmt::Debug for Evaluations<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// The value for a caller without a default: where nothing was decided, the entry's, else null.
#[inline]
pub(super) fn value_or_default(plan: &Plan, verdict: Verdict) -> Node {
    let outcome = plan.outcome(verdict.choice).or(plan.otherwise.as_ref());
    outcome.map(|outcome| outcome.value.clone()).unwrap_or_default()
}
