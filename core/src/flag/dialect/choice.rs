//! What a part in another language chooses.

use crate::flag::details::ErrorCode;

/// What a program chooses.
#[cfg_attr(
    not(feature = "import"),
    expect(dead_code, reason = "only the languages behind the feature `import` make it")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flag) enum Choice {
    /// Nothing: the next rule is asked.
    Next,
    /// A variant, by its index.
    Variant(u32),
    /// The caller's default.
    Caller,
    /// The flag is off, and its value the caller's default.
    Off,
    /// It cannot be decided.
    Failed(ErrorCode),
}
