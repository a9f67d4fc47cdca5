//! How a flag is changed through its scope.

use std::time::SystemTime;

use stageline::project::edit::{FlagScope, Target};
use stageline::value::Timestamp;

use crate::error::Error;
use crate::scope::Scope;
use crate::status::Status;
use crate::{arg, guard};

pub(super) type Change<'a> = &'a mut dyn FnMut(&mut FlagScope<'_>) -> stageline::Result<()>;

/// Changes the flag of a scope.
///
/// # Safety
/// As [`arg::handle`].
pub(super) unsafe fn change(scope: *const Scope, change: Change<'_>) -> Result<(), Error> {
    // SAFETY: the contract is the same.
    let scope = unsafe { arg::handle(scope, "scope") }?;
    let Target::Flag { name } = &scope.target else {
        return Err(no_flag());
    };
    let now = scope.now.map_or_else(second, Timestamp::from_millis);
    Ok(change(&mut scope.edit.lock().flag(name).now(now))?)
}

/// The second that it is: nobody reads the fraction of one in a file.
fn second() -> Timestamp {
    let now = Timestamp::from(SystemTime::now()).as_millis();
    Timestamp::from_millis(now - now.rem_euclid(1000))
}

fn no_flag() -> Error {
    Error::usage("`scope` is no flag".to_owned()).with_help("pass a scope of `stageline_edit_flag`")
}

/// Says what time it is, in milliseconds since the start of 1970 in UTC, for what the scope of a flag is told from then
/// on: it tells whether a schedule has the say, and where a ramp begins. Until then it is the time by the machine's
/// clock.
///
/// Errors: `E_USAGE` for a scope that is no flag.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_scope_flag_now(
    scope: *mut Scope,
    now: i64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let scope = arg::handle_mut(scope, "scope")?;
            match &scope.target {
                Target::Flag { .. } => scope.now = Some(now),
                _ => return Err(no_flag()),
            }
            Ok(())
        })
    }
}
