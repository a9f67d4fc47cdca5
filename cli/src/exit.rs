//! What the end of a command tells the shell.

/// How a command ended; its number is the process's exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Exit {
    /// Done, and there is nothing to report.
    Done = 0,
    /// An error: the question could not be answered.
    Failed = 1,
    /// The words make no command.
    Usage = 2,
    /// Differences, drift, or findings at or above the threshold.
    Findings = 3,
    /// Blocked, waiting or inconclusive.
    Blocked = 4,
}

impl Exit {
    /// The exit code.
    pub const fn code(self) -> u8 {
        self as u8
    }
}
