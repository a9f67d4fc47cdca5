//! How files are watched.

use std::time::Duration;

/// How files are watched.
#[derive(Debug, Clone)]
pub struct WatchOptions {
    quiet: Duration,
    polling: Option<Duration>,
}

/// Whoever never pauses is waited for so many times as long.
const LONGEST: u32 = 10;

impl WatchOptions {
    /// Waits for 100 milliseconds of quiet, and is told of changes by the system.
    #[must_use]
    pub fn new() -> Self {
        Self { quiet: Duration::from_millis(100), polling: None }
    }

    /// How long nothing must change before files are read, so that what is saved together is read
    /// together. Changes that never pause are read after ten times as long.
    #[must_use]
    pub fn quiet(mut self, quiet: Duration) -> Self {
        self.quiet = quiet;
        self
    }

    /// Looks at all files in this interval, where the system does not tell of changes, as on network
    /// drives.
    #[must_use]
    pub fn poll(mut self, interval: Duration) -> Self {
        self.polling = Some(interval);
        self
    }

    pub(super) fn polling(&self) -> Option<Duration> {
        self.polling
    }

    pub(super) fn pause(&self) -> Duration {
        self.quiet
    }

    pub(super) fn longest(&self) -> Duration {
        self.quiet.saturating_mul(LONGEST)
    }
}

impl Default for WatchOptions {
    fn default() -> Self {
        Self::new()
    }
}
