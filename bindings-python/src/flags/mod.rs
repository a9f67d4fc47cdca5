//! Feature flags: `Flags` of an environment, and what comes of it.
//!
//! After a handle was made no answer raises, whatever it is asked with: a context that cannot be used
//! is `INVALID_CONTEXT`, a name that is none `FLAG_NOT_FOUND`, a default that no flag has
//! `TYPE_MISMATCH`, and the default is what they answer.

mod compare;
mod context;
mod details;
mod environment;
mod handle;
mod import;
mod kind;
mod observe;
mod testing;
mod time;

pub(crate) use self::compare::{FlagComparison, FlagDifference, FlagSide};
pub(crate) use self::context::Context;
pub(crate) use self::details::{Details, FlagExplanation};
pub(crate) use self::environment::{Flags, timed};
pub(crate) use self::handle::Flag;
pub(crate) use self::import::{ImportedFlags, import_flags};
pub(crate) use self::observe::{Exposure, Exposures, FlagCount};
pub(crate) use self::testing::{_give_flags, _stop_clock, now};
pub(crate) use self::time::{FlagForecast, FlagPreview, PreviewPart, PreviewShare, needed};
