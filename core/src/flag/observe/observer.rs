//! The observer of a project: a switch that every question looks at, and what stands behind it.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwapOption;

use super::counts::{Book, FlagCount};
use super::exposures::{Exposures, Sink};
use crate::flag::evaluate::Verdict;
use crate::flag::scope::Scope;

/// What a project notes of its flags' answers. All tables of a project share it, and contexts know
/// by it whose they are.
#[derive(Default)]
pub(in crate::flag) struct Observer {
    /// Which of the two is on. It is all that is looked at while none is.
    switch: AtomicU8,
    book: Mutex<Book>,
    sink: ArcSwapOption<Sink>,
}

const COUNTING: u8 = 1;
const EXPOSING: u8 = 2;

impl Observer {
    /// Whether anything is noted.
    #[inline]
    pub(in crate::flag) fn is_on(&self) -> bool {
        self.switch.load(Ordering::Relaxed) != 0
    }

    /// Notes what a flag answered.
    #[cold]
    pub(in crate::flag) fn note(&self, flag: u32, verdict: &Verdict, scope: &Scope<'_>) {
        let Some(plan) = scope.table.plan(flag) else { return };
        let on = self.switch.load(Ordering::Relaxed);
        if on & COUNTING != 0 {
            let enter = |counts| self.book().enter(counts);
            scope.table.counts.of(scope.table, enter).add(flag, plan, verdict);
        }
        if on & EXPOSING != 0
            && let Some(sink) = &*self.sink.load()
        {
            sink.put(flag, plan, verdict, scope);
        }
    }

    /// Begins or ends counting; what was counted stays.
    pub(in crate::flag) fn count(&self, on: bool) {
        self.turn(COUNTING, on);
    }

    /// What was counted, by environment, flag and what it gave.
    pub(in crate::flag) fn counted(&self) -> Vec<FlagCount> {
        self.book().counted()
    }

    /// Begins to note exposures, for a new reader alone.
    pub(in crate::flag) fn expose(self: &Arc<Self>, capacity: usize) -> Exposures {
        let (sink, exposures) = Exposures::new(capacity, self);
        // Readers come and go one after the other.
        let _turn = self.book();
        self.sink.store(Some(sink));
        self.turn(EXPOSING, true);
        exposures
    }

    /// Ends it, unless another reader has come.
    pub(super) fn conceal(&self, sink: &Arc<Sink>) {
        let _turn = self.book();
        let before = self.sink.load_full();
        if before.is_some_and(|current| Arc::ptr_eq(&current, sink)) {
            self.turn(EXPOSING, false);
            self.sink.store(None);
        }
    }

    fn turn(&self, which: u8, on: bool) {
        match on {
            true => self.switch.fetch_or(which, Ordering::Relaxed),
            false => self.switch.fetch_and(!which, Ordering::Relaxed),
        };
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        // A panic leaves counters as they are.
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Observer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Observer").field("on", &self.is_on()).finish_non_exhaustive()
    }
}
