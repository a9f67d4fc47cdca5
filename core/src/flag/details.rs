//! Details: the value with its reason and where it was set.

use std::fmt;

use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};

use super::compile::DEFAULT;
use super::context::Context;
use super::evaluate::{Part, Verdict};
use super::flags::Held;
use super::scope::NEVER;
use super::share::By;
use super::table::{Give, Outcome, Plan, Share, Table, Then};
use crate::error::{Place, visible};
use crate::source::{FileId, SourceFile, Span};
use crate::value::{Timestamp, WITHHELD, shown};
use crate::yaml::{Limits, Node, parse};

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
        /// The bucket decided, in or out of a rollout or between the variants of a split.
        Split = "SPLIT",
        /// The flag is switched off, or a flag that it requires does not answer as it must.
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
        /// The rollout or split hashes an attribute that the context does not hold.
        TargetingKeyMissing = "TARGETING_KEY_MISSING",
        /// The rollout hashes an attribute that is neither text nor an integer, the context belongs
        /// to another project, or one of its attributes is nested deeper than contexts may be.
        InvalidContext = "INVALID_CONTEXT",
        /// The flag's entry cannot be read; see the problems of its snapshot.
        ParseError = "PARSE_ERROR",
        /// The flag depends on time and none was given, or what its environment extends cannot be
        /// told.
        General = "GENERAL",
    }
}

/// A flag's value, why it has it, and where that was set.
///
/// Serialized as `flag`, `value`, `variant`, `reason`, `error_code`, `rule`, `target`, `unmet`,
/// `bucket`, `threshold`, `set_in`, `place`, `valid_until`.
pub struct Details<'a, T = Node> {
    held: Held<'a>,
    flag: &'a str,
    id: u32,
    value: T,
    verdict: Verdict,
    /// In milliseconds, or [`NEVER`].
    until: i64,
}

impl<'a, T> Details<'a, T> {
    #[inline]
    pub(super) fn new(
        held: Held<'a>,
        flag: &'a str,
        id: u32,
        (value, verdict): (T, Verdict),
        until: i64,
    ) -> Self {
        Self { held, flag, id, value, verdict, until }
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

    /// The index of the rule that decided, from 0.
    pub fn rule(&self) -> Option<u32> {
        match self.verdict.part {
            Part::Rule(index) => Some(index),
            _ => None,
        }
    }

    /// The index of the target that decided, from 0.
    pub fn target(&self) -> Option<u32> {
        match self.verdict.part {
            Part::Target(index) => Some(index),
            _ => None,
        }
    }

    /// The part that decided: `rule 0`, `target 0`, `rollout`, `split`, `default`, `kill_switch`,
    /// `requires`, or `nothing`.
    pub fn decided_by(&self) -> String {
        let word = match self.verdict.part {
            Part::Rule(index) => return format!("rule {index}"),
            Part::Target(index) => return format!("target {index}"),
            Part::Off => "kill_switch",
            Part::Unmet(_) => "requires",
            Part::Share => match self.phase().and_then(|plan| plan.share.as_deref()) {
                Some(Share { rollout: Some(_), give: Give::One(_) }) => "rollout",
                // Whoever is left out by the rollout is not asked for the split.
                Some(Share { rollout: Some(_), .. }) if self.is_left_out() => "rollout",
                _ => "split",
            },
            Part::Otherwise if self.outcome().is_some() => "default",
            Part::Otherwise | Part::Context => "nothing",
        };
        word.to_owned()
    }

    /// The flag that this one requires and that does not answer as it must; with the reason
    /// `DISABLED`.
    pub fn unmet(&self) -> Option<&str> {
        let Part::Unmet(index) = self.verdict.part else { return None };
        let required = self.phase()?.requires.get(index as usize)?;
        Some(self.table()?.registry.flags.name(required.flag))
    }

    /// The bucket, where a rollout or a split decided, or a share in another tool's language, also one
    /// that left the key out. In those that were imported it is one of as many as their tool has, from 0.
    pub fn bucket(&self) -> Option<u32> {
        self.verdict.share().map(|(bucket, _)| bucket)
    }

    /// The first bucket that is out, from 0 to 2³², where a rollout decided; where a split did, the
    /// first behind those that get the same.
    pub fn threshold(&self) -> Option<u64> {
        self.verdict.share().map(|(_, threshold)| threshold)
    }

    fn is_left_out(&self) -> bool {
        self.verdict.share().is_some_and(|(bucket, threshold)| u64::from(bucket) >= threshold)
    }

    /// When the answer next changes with time; `None` where it stays.
    ///
    /// Between now and then the same context gets the same answer from the same files.
    pub fn valid_until(&self) -> Option<Timestamp> {
        (self.until != NEVER).then(|| Timestamp::from_millis(self.until))
    }

    /// The environment whose entry gave the value, or `default` for the flag's own; `None` for the
    /// caller's default.
    pub fn set_in(&self) -> Option<&str> {
        match self.outcome()? {
            Outcome { is_own: true, .. } => Some(DEFAULT),
            _ => self.plan()?.set_in.as_deref(),
        }
    }

    /// Where the value was written; for a flag that is off, what switches it off; for an error, the
    /// entry that cannot be decided.
    pub fn place(&self) -> Option<Place> {
        self.table()?.place(self.span()?)
    }

    fn span(&self) -> Option<Span> {
        let plan = self.phase()?;
        match (self.verdict.part, self.outcome(), self.verdict.error) {
            (Part::Off, ..) => plan.kill,
            (Part::Unmet(index), ..) => Some(plan.requires.get(index as usize)?.span),
            (_, Some(outcome), _) => Some(outcome.span),
            (_, None, Some(_)) => Some(plan.span),
            // What leaves the value to the caller.
            (Part::Rule(index), None, None) => Some(plan.rules.get(index as usize)?.span),
            (_, None, None) => None,
        }
    }

    /// What the flag's `metadata` says, if it has any.
    pub fn metadata(&self) -> Option<&Node> {
        self.table()?.metadata.get(self.id as usize)?.as_ref()
    }

    /// What went wrong, as a sentence; only with the reason `ERROR`.
    pub fn error_message(&self) -> Option<String> {
        let flag = self.flag.escape_debug();
        Some(match self.verdict.error? {
            ErrorCode::FlagNotFound => format!("no flag is named `{flag}`"),
            ErrorCode::TypeMismatch => {
                format!("the flag `{flag}` holds another kind of value than was asked for")
            }
            ErrorCode::InvalidContext if self.verdict.part == Part::Context => {
                let most = Context::DEEPEST;
                format!("an attribute of the context is nested deeper than {most} levels")
            }
            ErrorCode::TargetingKeyMissing => {
                format!("the flag `{flag}` is shared out by {}, which is missing", self.hashed())
            }
            ErrorCode::InvalidContext if self.by().is_some() => {
                format!(
                    "the flag `{flag}` is shared out by {}, which is neither text nor an integer",
                    self.hashed()
                )
            }
            ErrorCode::InvalidContext => "the context belongs to another project".to_owned(),
            ErrorCode::ParseError => self.parse_error(),
            ErrorCode::General if self.plan().is_some_and(|plan| plan.settled.is_none()) => {
                format!("the flag `{flag}` depends on time, and none was given")
            }
            ErrorCode::General => {
                format!("what the environment of the flag `{flag}` extends cannot be told")
            }
        })
    }

    /// What is wrong with the entry, and what mends it where that is short.
    fn parse_error(&self) -> String {
        /// Longer ones list what there is; who reads logs finds them in the report.
        const SHORT: usize = 100;
        let Some(problem) = self.plan().and_then(|plan| plan.problem.as_ref()) else {
            return format!("the entry of the flag `{}` cannot be read", self.flag.escape_debug());
        };
        let message = visible(problem.message());
        match problem.help_text().filter(|help| help.len() <= SHORT) {
            Some(help) => format!("{message}; {}", visible(help)),
            None => message,
        }
    }

    /// What the share hashes that could not decide.
    fn by(&self) -> Option<&By> {
        let plan = self.phase()?;
        let share: &Share = match self.verdict.part {
            Part::Share => plan.share.as_deref()?,
            Part::Rule(index) => match &plan.rules.get(index as usize)?.then {
                Then::Share(share) => share,
                _ => return None,
            },
            _ => return None,
        };
        match (&share.rollout, &share.give) {
            (Some(rollout), _) => Some(&rollout.by),
            (None, Give::Split(split)) => Some(&split.by),
            (None, Give::One(_)) => None,
        }
    }

    fn hashed(&self) -> String {
        match (self.by(), self.table()) {
            (Some(by), Some(table)) if !by.is_targeting_key() => {
                format!("`{}`", by.names(&table.registry))
            }
            _ => "the targeting key".to_owned(),
        }
    }

    fn phase(&self) -> Option<&Plan> {
        self.plan().map(|plan| plan.phase(self.verdict.phase))
    }

    fn table(&self) -> Option<&Table> {
        self.held.table()
    }

    fn plan(&self) -> Option<&Plan> {
        self.table()?.plan(self.id)
    }

    fn outcome(&self) -> Option<&Outcome> {
        self.plan()?.outcome(&self.verdict)
    }
}

/// One line: `search = true (STATIC, from production at config/feature-flags.yaml:3:17)`.
impl<T: Serialize> fmt::Display for Details<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut value = serde_json::to_string(&self.value).map_err(|_| fmt::Error)?;
        let keys = [self.flag()].into_iter();
        // JSON is YAML; a value that cannot be read back is not shown.
        let file = SourceFile::new(FileId::NONE, "value", value.clone());
        match parse(&file, &Limits::default()) {
            Ok(node) => {
                let shown = shown(keys, &node);
                if shown != node {
                    value = shown.to_string();
                }
            }
            Err(_) => value = WITHHELD.to_owned(),
        }
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
        let fields = 13 + usize::from(self.metadata().is_some());
        let mut out = serializer.serialize_struct("Details", fields)?;
        out.serialize_field("flag", self.flag)?;
        out.serialize_field("value", &self.value)?;
        out.serialize_field("variant", &self.variant())?;
        out.serialize_field("reason", &self.reason())?;
        out.serialize_field("error_code", &self.error_code())?;
        out.serialize_field("rule", &self.rule())?;
        out.serialize_field("target", &self.target())?;
        out.serialize_field("unmet", &self.unmet())?;
        out.serialize_field("bucket", &self.bucket())?;
        out.serialize_field("threshold", &self.threshold())?;
        out.serialize_field("set_in", &self.set_in())?;
        out.serialize_field("place", &self.place())?;
        out.serialize_field("valid_until", &self.valid_until())?;
        // Few flags have any, and what has none says nothing of it.
        match self.metadata() {
            Some(metadata) => out.serialize_field("metadata", metadata)?,
            None => out.skip_field("metadata")?,
        }
        out.end()
    }
}

/// All flags of an environment, evaluated for one context from one snapshot.
pub struct Evaluations<'a> {
    pub(super) held: Held<'a>,
    pub(super) verdicts: Vec<(u32, Verdict, i64)>,
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
            self.verdicts.iter().map(move |(id, verdict, until)| {
                let value = table.plan(*id).map(|plan| value_or_default(plan, *verdict));
                let name = table.registry.flags.name(*id);
                let value = value.unwrap_or_default();
                Details::new(Held::Pinned(table), name, *id, (value, *verdict), *until)
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

/// The value for a caller without a default: where nothing was decided, the entry's, else null. A
/// flag that is off has no other value than the one for that.
#[inline]
pub(super) fn value_or_default(plan: &Plan, verdict: Verdict) -> Node {
    // A part that leaves the value to the caller has spoken, and the entry's value is not its.
    let chosen = matches!(verdict.part, Part::Rule(_)) && verdict.error.is_none();
    let fallback = || plan.fallback().filter(|_| verdict.reason != Reason::Disabled && !chosen);
    let outcome = plan.outcome(&verdict).or_else(fallback);
    outcome.map(|outcome| outcome.value.clone()).unwrap_or_default()
}
