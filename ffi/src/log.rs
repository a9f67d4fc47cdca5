//! The log callback: one sink for the process, set and replaced by the program.
//!
//! Without one the library is silent. It never writes to standard output or standard error.

use std::cell::Cell;
use std::ffi::c_void;
use std::sync::{Arc, PoisonError, RwLock};

use crate::error::Error;
use crate::status::Status;
use crate::text::Text;
use crate::{forward, guard};

/// How much an event matters. The higher the number, the more detailed the event.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    /// Something failed.
    Error = 1,
    /// Something will fail, or was put right on the way.
    Warn = 2,
    /// What happened, for people who run the program.
    Info = 3,
    /// Why it happened, for people who write the program.
    Debug = 4,
    /// Every step.
    Trace = 5,
}

/// Receives one event. `target` names the part of the library; both texts are valid during the
/// call only. It may run on any thread, several at a time. It may call the library, whose events
/// are then dropped on this thread until it returns.
pub type LogCallback =
    Option<extern "C" fn(user_data: *mut c_void, level: LogLevel, target: Text, message: Text)>;

/// Frees what the program gave along with a callback.
pub type Destructor = Option<extern "C" fn(user_data: *mut c_void)>;

/// Sends the library's events up to `max_level` (a `stageline_log_level`) to `callback`, and
/// replaces the callback that was set before. A null `callback` ends logging, whatever
/// `user_data` and `destructor` are.
///
/// `destructor`, unless null, is called with `user_data` once, after the last call of `callback`
/// has returned: when another one replaces it, possibly on another thread. When this function
/// fails it is not called, and what was set before stays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_log_set(
    max_level: i32,
    callback: LogCallback,
    user_data: *mut c_void,
    destructor: Destructor,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let level = LogLevel::from_c(max_level)?;
            replace(callback.map(|callback| Sink { level, callback, user_data, destructor }));
            Ok(())
        })
    }
}

impl LogLevel {
    fn from_c(number: i32) -> Result<Self, Error> {
        use LogLevel::{Debug, Error as Failure, Info, Trace, Warn};
        [Failure, Warn, Info, Debug, Trace]
            .into_iter()
            .find(|level| *level as i32 == number)
            .ok_or_else(|| {
                Error::usage(format!("`max_level` is {number}"))
                    .with_help("use a STAGELINE_LOG_LEVEL_ constant, 1 to 5")
            })
    }
}

/// A callback with what it needs; dropped when nobody can call it any more.
struct Sink {
    level: LogLevel,
    callback: extern "C" fn(*mut c_void, LogLevel, Text, Text),
    user_data: *mut c_void,
    destructor: Destructor,
}

// SAFETY: `user_data` is only handed back to the program, whose callback and destructor may run
// on any thread by the contract of `stageline_log_set`.
unsafe impl Send for Sink {}
// SAFETY: as above.
unsafe impl Sync for Sink {}

impl Drop for Sink {
    fn drop(&mut self) {
        if let Some(destructor) = self.destructor {
            destructor(self.user_data);
        }
    }
}

static SINK: RwLock<Option<Arc<Sink>>> = RwLock::new(None);

thread_local! {
    /// Whether this thread is inside the callback.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

fn replace(sink: Option<Sink>) {
    let level = sink.as_ref().map(|sink| sink.level);
    let mut slot = SINK.write().unwrap_or_else(PoisonError::into_inner);
    let before = std::mem::replace(&mut *slot, sink.map(Arc::new));
    // Inside the lock: of two calls at once, sink and level must be the same one's.
    forward::set_level(level);
    drop(slot);
    // Outside the lock: the destructor belongs to the program, and may call the library.
    drop(before);
}

/// Hands an event to the callback, if there is one that wants it.
pub(crate) fn emit(level: LogLevel, target: &str, message: &str) {
    let sink = SINK.read().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(sink) = sink.filter(|sink| level as i32 <= sink.level as i32) else { return };
    if INSIDE.replace(true) {
        return;
    }
    (sink.callback)(sink.user_data, level, Text::of(target), Text::of(message));
    // The last owner runs the destructor, still marked as inside: its events would go nowhere.
    drop(sink);
    INSIDE.set(false);
}
