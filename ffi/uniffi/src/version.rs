//! The version of the library, and whether it is the one a program needs.

use crate::error::{ErrorDetails, StagelineError, guard};

const THIS: &str = env!("CARGO_PKG_VERSION");

/// The version of the library, such as `1.4.2`.
#[uniffi::export]
pub fn version() -> String {
    THIS.to_owned()
}

/// Fails unless the library is `at_least` that version, such as `1.4.2`.
///
/// # Errors
/// `E_ARGUMENT`: the text is no version. `E_VERSION`: the library is older.
#[uniffi::export]
pub fn require_version(at_least: &str) -> Result<(), StagelineError> {
    guard(|| {
        let Some(wanted) = numbers(at_least) else {
            return Err(StagelineError::usage(
                format!("`{at_least}` is not a version"),
                "write three numbers, such as `1.4.2`",
            ));
        };
        // A pre-release counts as the version it leads to.
        let (this, _) = THIS.split_once('-').unwrap_or((THIS, ""));
        if numbers(this) >= Some(wanted) {
            return Ok(());
        }
        let details = ErrorDetails {
            code: "E_VERSION".to_owned(),
            message: format!("the library is `{THIS}`, older than `{at_least}`"),
            help: "install a newer library, or the bindings that belong to this one".to_owned(),
            ..Default::default()
        };
        Err(StagelineError::Failed { details })
    })
}

/// `1.4.2` as three numbers, which compare as versions do.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let number = |part: &str| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|_| digits)
    };
    let numbers: Option<Vec<u64>> = version.split('.').map(number).collect();
    numbers?.try_into().ok()
}
