//! What a part in another language chooses.

use crate::flag::details::ErrorCode;

/// What a program chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flag) enum Choice {
    /// Nothing: the next rule is asked.
    Next,
    /// A variant, by its index.
    Variant(u32),
    /// The caller's default.
    Caller,
    /// It cannot be decided.
    Failed(ErrorCode),
}
