//! How a flag is changed through its scope.

use stageline::project::edit::{FlagScope, Target};

use crate::arg;
use crate::error::Error;
use crate::scope::Scope;

pub(super) type Change<'a> = &'a mut dyn FnMut(&mut FlagScope<'_>) -> stageline::Result<()>;

/// Changes the flag of a scope.
///
/// # Safety
/// As [`arg::handle`].
pub(super) unsafe fn change(scope: *const Scope, change: Change<'_>) -> Result<(), Error> {
    // SAFETY: the contract is the same.
    let scope = unsafe { arg::handle(scope, "scope") }?;
    let Target::Flag { name } = &scope.target else {
        return Err(Error::usage("`scope` is no flag".to_owned())
            .with_help("pass a scope of `stageline_edit_flag`"));
    };
    Ok(change(&mut scope.edit.lock().flag(name))?)
}
