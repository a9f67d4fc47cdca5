//! Events, and the queue in which they wait.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use stageline::error::Error;

/// What a watch tells.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum WatchEvent {
    /// Files have changed, and the project has what they say now.
    Reloaded(Reloaded),
    /// What changed cannot be loaded. The project stays as it was until it can.
    Failed(Arc<Error>),
}

/// A reload.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reloaded {
    /// The environments that may have changed, by name; none where a failure was taken back.
    pub environments: Vec<String>,
    /// The files whose text is another one, new ones and deleted ones too, by path.
    pub paths: Vec<String>,
}

/// `reloaded 2 files; production, staging may have changed`
impl fmt::Display for Reloaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.paths.len() {
            0 => return f.write_str("reloaded what was there before"),
            1 => write!(f, "reloaded `{}`", self.paths[0])?,
            count => write!(f, "reloaded {count} files")?,
        }
        match self.environments.as_slice() {
            [] => f.write_str("; no environment reads it"),
            names => write!(f, "; {} may have changed", names.join(", ")),
        }
    }
}

impl fmt::Display for WatchEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reloaded(reloaded) => reloaded.fmt(f),
            Self::Failed(error) => write!(f, "not reloaded: {error}"),
        }
    }
}

/// Events that nobody has taken yet.
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    most: usize,
}

#[derive(Default)]
struct State {
    events: VecDeque<WatchEvent>,
    stopped: bool,
    missed: u64,
}

impl Queue {
    pub(super) fn new(most: usize) -> Self {
        Self { state: Mutex::default(), changed: Condvar::new(), most }
    }

    pub(super) fn put(&self, event: WatchEvent) {
        let mut state = self.state();
        if state.events.len() >= self.most {
            state.events.pop_front();
            state.missed += 1;
        }
        state.events.push_back(event);
        drop(state);
        self.changed.notify_one();
    }

    /// The next event; `None` when no more come, or none in time.
    pub(super) fn take(&self, time: Option<Duration>) -> Option<WatchEvent> {
        let until = time.and_then(|time| Instant::now().checked_add(time));
        let mut state = self.state();
        loop {
            if let Some(event) = state.events.pop_front() {
                return Some(event);
            }
            if state.stopped {
                return None;
            }
            state = match until {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(until) => {
                    let left = until.checked_duration_since(Instant::now())?;
                    let waited = self.changed.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    pub(super) fn stop(&self) {
        self.state().stopped = true;
        self.changed.notify_all();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.state().stopped
    }

    pub(super) fn missed(&self) -> u64 {
        self.state().missed
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change of the state is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(path: &str) -> WatchEvent {
        let paths = vec![path.to_owned()];
        WatchEvent::Reloaded(Reloaded { environments: Vec::new(), paths })
    }

    #[test]
    fn the_oldest_events_make_room_for_new_ones() {
        let queue = Queue::new(2);
        ["a", "b", "c"].into_iter().for_each(|path| queue.put(event(path)));
        assert_eq!(queue.missed(), 1);
        queue.stop();
        let rest = std::iter::from_fn(|| queue.take(None)).map(|event| event.to_string());
        let line = |path: &str| format!("reloaded `{path}`; no environment reads it");
        assert_eq!(rest.collect::<Vec<_>>(), ["b", "c"].map(line));
    }
}
