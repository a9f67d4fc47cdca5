//! The time that flags are asked at: the machine's, a clock of the program, or one that stands still.

use std::ffi::c_void;
use std::time::SystemTime;

use stageline::flag;
use stageline::value::Timestamp;

use crate::error::Error;
use crate::flags::Flags;
use crate::log::Destructor;
use crate::status::Status;
use crate::{arg, guard};

/// The time in milliseconds since the start of 1970 in UTC. It may be called on any thread, on several
/// at once, wherever a flag that depends on time is asked.
pub type ClockCallback = Option<extern "C" fn(user_data: *mut c_void) -> i64>;

/// A clock of the program; dropped when nobody can ask it any more.
struct Clock {
    callback: extern "C" fn(*mut c_void) -> i64,
    user_data: *mut c_void,
    destructor: Destructor,
}

// SAFETY: `user_data` is only handed back to the program, whose callback and destructor may run on
// any thread by the contract of `stageline_flags_with_clock`.
unsafe impl Send for Clock {}
// SAFETY: as above.
unsafe impl Sync for Clock {}

impl Clock {
    fn read(&self) -> Timestamp {
        Timestamp::from_millis((self.callback)(self.user_data))
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        if let Some(destructor) = self.destructor {
            destructor(self.user_data);
        }
    }
}

/// Flags that read the machine's clock, where one of them depends on the time.
pub(crate) fn of_the_machine(flags: flag::Flags) -> flag::Flags {
    flags.with_clock(flag::Clock::new(|| SystemTime::now().into()))
}

/// The same flags with a clock of the program instead of the machine's. Contexts that are made from
/// them ask it where a flag depends on time, once for each question.
///
/// `destructor`, unless null, is called with `user_data` once, when these flags, all that was made from
/// them, and contexts too are freed, possibly on another thread. When this function fails it is not
/// called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_with_clock(
    flags: *const Flags,
    callback: ClockCallback,
    user_data: *mut c_void,
    destructor: Destructor,
    out: *mut *mut Flags,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = arg::handle(flags, "flags")?.0.clone();
            let callback = callback.ok_or_else(|| arg::null("callback"))?;
            let clock = Clock { callback, user_data, destructor };
            let clock = flag::Clock::new(move || clock.read());
            Ok(guard::give(Flags(flags.with_clock(clock))))
        })
    }
}

/// The same flags with a clock that stands still, in milliseconds since the start of 1970 in UTC: for
/// tests.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_flags_with_time(
    flags: *const Flags,
    time: i64,
    out: *mut *mut Flags,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let flags = arg::handle(flags, "flags")?.0.clone();
            let clock = flag::Clock::fixed(Timestamp::from_millis(time));
            Ok(guard::give(Flags(flags.with_clock(clock))))
        })
    }
}
