//! Feature flags: compiled tables, contexts, evaluation with reasons.
//!
//! A flag answers for an environment and a context. It owns how entries are chosen and evaluated;
//! what a file may say is the model's affair, and when files are read again the project's.
//!
//! # Which entry counts
//!
//! | the environment has | what counts | `set_in` |
//! | --- | --- | --- |
//! | an entry of its own | that one | its name |
//! | none, but an environment it extends does, nearest first, a later parent before an earlier one | that one | the name of that environment |
//! | none, but the flag has `default`, `rules` or `rollout` | the flag's own | `default` |
//! | nothing | the caller's default | none |
//!
//! # What an entry answers
//!
//! Parts are asked in this order; the first that decides does.
//!
//! | part | decides when | value | reason |
//! | --- | --- | --- | --- |
//! | a bare value | always | it | `STATIC` |
//! | `rules`, in order | the condition is true; unknown is not | `serve` | `TARGETING_MATCH` |
//! | `rollout`, bucket below the threshold | always | `true`; with variants `on`, else the first | `SPLIT` |
//! | `rollout`, bucket not below | always | the entry's `default`, else the flag's, else `false`; with variants `off`, else the caller's default | `SPLIT` |
//! | `default` of the entry, else of the flag | always | it | `DEFAULT`; `STATIC` in an entry without rules |
//! | nothing | | the caller's default | `DEFAULT` |
//!
//! `serve`, `default` and bare values name a variant, where the flag has variants, or are a value. A
//! value that equals a variant's is that variant.
//!
//! # When it cannot be decided
//!
//! The reason is `ERROR` and the value the caller's default; [`Flags::evaluate`], which is given
//! none, takes the entry's `default`, else the flag's, else null.
//!
//! | error code | when |
//! | --- | --- |
//! | `FLAG_NOT_FOUND` | there is no such flag, or no longer |
//! | `TYPE_MISMATCH` | the value is of another kind; a number takes integers too |
//! | `TARGETING_KEY_MISSING` | the attribute that the rollout hashes is missing or null |
//! | `INVALID_CONTEXT` | that attribute is a boolean, a float or a list; or the context is another project's |
//! | `PARSE_ERROR` | the entry has a bad condition, percentage or variant: see [`FlagSet::problems`] |
//! | `GENERAL` | the flag has `segments`, `requires`, `kill_switch` or a ramp; or what its environment extends cannot be told |
//!
//! # Bucketing
//!
//! See [`bucket`]. The salt is the flag's name unless the rollout has one, the key is the attribute
//! that `by` names, or the targeting key. Text is hashed as it is, integers as decimal digits.

mod accessors;
mod bucket;
mod clock;
mod compare;
mod compile;
mod context;
mod details;
mod dialect;
mod evaluate;
mod explain;
mod flags;
mod forecast;
mod handle;
#[cfg(feature = "import")]
pub mod import;
mod keys;
mod observe;
mod overriding;
mod preview;
mod quick;
mod ramp;
mod registry;
mod scope;
mod segment;
mod share;
mod spoken;
mod table;
mod text;

pub use accessors::{Accessors, Language, Outdated};
pub use bucket::{Percentage, bucket};
pub use clock::Clock;
pub use compare::{FlagComparison, FlagDifference, FlagSide};
pub use context::{Attribute, Context};
pub use details::{Details, ErrorCode, Evaluations, Reason};
pub use explain::{Check, Explanation, Step};
pub use flags::{Flags, LiveFlags};
pub use forecast::Forecast;
pub use handle::{BooleanFlag, FlagValue, Handle, IntegerFlag, JsonFlag, NumberFlag, TextFlag};
pub use observe::{Exposure, Exposures, FlagCount};
pub(crate) use overriding::{alike, meant};
pub use preview::{Movement, Preview, PreviewPart, PreviewShare};
pub use spoken::in_words;
pub use table::FlagSet;
pub use text::Text;
