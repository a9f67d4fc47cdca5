//! What a function that can fail returns.

/// What a function that can fail returns. Zero is success, so `if (stageline_...(...)) goto failed;`
/// reads well. A status says whose move it is; `stageline_error_code` says what happened.
///
/// Later versions may add values: treat an unknown one as `STAGELINE_STATUS_ERROR`.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Done; the out-parameters are set.
    Ok = 0,
    /// The question could not be answered; the error object says why.
    Error = 1,
    /// The call itself is wrong: a null pointer, text that is not UTF-8, a number out of range.
    Usage = 2,
    /// A fault inside the library. Only this call failed; other handles stay usable.
    Internal = 3,
}
