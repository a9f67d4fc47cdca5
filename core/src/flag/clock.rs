//! The time that flags are asked for: a point given, or a clock that is read when one depends on it.

use std::fmt;
use std::sync::Arc;

use crate::value::Timestamp;

/// A clock that the host lends. It is read only where a flag depends on time, once for each question.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock that asks the host.
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use stageline::flag::Clock;
    ///
    /// let clock = Clock::new(|| SystemTime::now().into());
    /// ```
    pub fn new(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// A clock that stands still, for tests.
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self::new(move || at)
    }

    pub(super) fn read(&self) -> Timestamp {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Where a context has its time from.
#[derive(Clone, Default)]
pub(super) enum Now {
    /// Nowhere: what depends on time cannot be decided.
    #[default]
    Unknown,
    At(Timestamp),
    Clock(Clock),
}

impl Now {
    pub(super) fn read(&self) -> Option<Timestamp> {
        match self {
            Self::Unknown => None,
            Self::At(at) => Some(*at),
            Self::Clock(clock) => Some(clock.read()),
        }
    }
}
