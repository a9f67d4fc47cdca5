//! `config/feature-flags.yaml`: flags, the segments they name, and the ramps they follow.
//!
//! It reads what is written and keeps its places. What a share, a time or a condition comes to is
//! told when the flags are compiled, so that one bad flag leaves the others as they are.

mod by_environment;
mod dialect;
mod entry;
mod file;
mod form;
mod one;
mod origin;
mod rollout;
mod rule;
mod segment;
mod split;

pub use by_environment::ByEnvironment;
pub use dialect::DialectSpec;
pub use entry::{ChangeSpec, ENTRY_KEYWORDS, EntryParts, FlagEntry};
pub use file::FlagsFile;
pub use one::{FLAG_KEYWORDS, Flag, FlagKeywords};
pub use origin::Origin;
pub use rollout::{RampSpec, RolloutSpec};
pub use rule::{RequireSpec, RuleSpec, TargetSpec, WhenSpec};
pub use segment::SegmentSpec;
pub use split::{ShardSpec, ShareSpec, SplitSpec};

#[cfg(feature = "schema")]
pub(super) use entry::EntryMap;
