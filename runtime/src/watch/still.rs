//! Watches that stand still while their process forks.
//!
//! A fork copies memory and one thread. Had another one just been reloading, the child would have its locks, held
//! by nobody. So who forks has watches begin nothing and waits for what has begun. Numbers do for it: a
//! lock could itself be held by a thread that is left behind.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

/// Who asks for stillness.
static ASKED: AtomicU32 = AtomicU32::new(0);
/// How many threads are at work, or about to find out that they may not be.
static BUSY: AtomicU32 = AtomicU32::new(0);
/// The process in which somebody asked last.
static ASKED_IN: AtomicU32 = AtomicU32::new(0);

/// So short that nobody feels it, and long enough to keep no processor busy.
const MOMENT: Duration = Duration::from_millis(1);

/// Has all watches of the process begin no reload from now on, and waits for those that have begun. For
/// hosts to call before a fork; [`release_watches`] belongs after it, in both processes.
pub fn hold_watches() {
    ASKED_IN.store(process::id(), Ordering::SeqCst);
    ASKED.fetch_add(1, Ordering::SeqCst);
    while BUSY.load(Ordering::SeqCst) > 0 {
        thread::sleep(MOMENT);
    }
}

/// Lets watches go on that [`hold_watches`] holds.
pub fn release_watches() {
    if ASKED_IN.load(Ordering::SeqCst) != process::id() {
        // A child: who else asked or worked is not here.
        ASKED.store(0, Ordering::SeqCst);
        BUSY.store(0, Ordering::SeqCst);
        return;
    }
    let less = |asked: u32| asked.checked_sub(1);
    // Without a call to the other one there is nothing to take back.
    let _ = ASKED.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less);
}

/// Does some work of a watch, once nobody asks for stillness.
pub(super) fn work<T>(task: impl FnOnce() -> T) -> T {
    struct Busy;
    impl Drop for Busy {
        fn drop(&mut self) {
            BUSY.fetch_sub(1, Ordering::SeqCst);
        }
    }
    loop {
        BUSY.fetch_add(1, Ordering::SeqCst);
        let busy = Busy;
        if ASKED.load(Ordering::SeqCst) == 0 {
            let done = task();
            drop(busy);
            return done;
        }
        drop(busy);
        thread::sleep(MOMENT);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[test]
    fn nothing_begins_while_watches_are_held_and_it_goes_on_afterwards() {
        static DONE: AtomicBool = AtomicBool::new(false);
        hold_watches();
        let worker = thread::spawn(|| work(|| DONE.store(true, Ordering::SeqCst)));
        thread::sleep(Duration::from_millis(50));
        assert!(!DONE.load(Ordering::SeqCst));
        release_watches();
        worker.join().unwrap();
        assert!(DONE.load(Ordering::SeqCst));
    }
}
