//! Exposures: who was given what, in a queue that drops what nobody drains.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use serde::Serialize;
use smol_str::SmolStr;

use super::observer::Observer;
use crate::flag::bucket::Digits;
use crate::flag::context::Attribute;
use crate::flag::details::{ErrorCode, Reason};
use crate::flag::evaluate::Verdict;
use crate::flag::registry::TARGETING_KEY;
use crate::flag::scope::Scope;
use crate::flag::table::Plan;
use crate::flag::text::Text;
use crate::value::Timestamp;
use crate::yaml::Node;

/// Somebody was given a flag's answer.
#[derive(Clone, Serialize)]
#[non_exhaustive]
pub struct Exposure {
    /// The environment that was asked.
    pub environment: String,
    /// The flag.
    pub flag: String,
    /// The variant that was given, if the flag has variants.
    pub variant: Option<String>,
    /// The value that was given; null for the caller's default.
    pub value: Node,
    /// Why.
    pub reason: Reason,
    /// Why it could not be decided.
    pub error_code: Option<ErrorCode>,
    /// The context's targeting key as text.
    pub targeting_key: Option<String>,
    /// The time that the context asked for, or its clock's; `None` where it has none.
    pub at: Option<Timestamp>,
}

/// The targeting key is not shown: it is about people.
impl fmt::Debug for Exposure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exposure")
            .field("environment", &self.environment)
            .field("flag", &self.flag)
            .field("variant", &self.variant)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

/// An exposure on its way, which most often holds nothing that must be allocated.
struct Raw {
    environment: SmolStr,
    flag: SmolStr,
    variant: Option<SmolStr>,
    value: Node,
    reason: Reason,
    error: Option<ErrorCode>,
    key: Option<Key>,
    at: Option<Timestamp>,
}

enum Key {
    Text(Text),
    Integer { magnitude: u64, negative: bool },
}

impl Key {
    fn of(attribute: &Attribute) -> Option<Self> {
        match attribute {
            Attribute::Text(text) => Some(Self::Text(text.clone())),
            Attribute::Int(value) => {
                Some(Self::Integer { magnitude: value.unsigned_abs(), negative: *value < 0 })
            }
            Attribute::UInt(value) => Some(Self::Integer { magnitude: *value, negative: false }),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer { magnitude, negative } => {
                f.write_str(Digits::of(*magnitude, *negative).as_str())
            }
        }
    }
}

/// The end of the queue that evaluation puts into: it never waits.
pub(super) struct Sink {
    queue: SyncSender<Raw>,
    dropped: AtomicU64,
}

impl Sink {
    pub(super) fn put(&self, flag: u32, plan: &Plan, verdict: &Verdict, scope: &Scope<'_>) {
        let outcome = plan.outcome(verdict);
        let key = scope.attribute(TARGETING_KEY).and_then(Key::of);
        let raw = Raw {
            environment: scope.table.environment.clone(),
            flag: scope.table.registry.flags.shared_name(flag),
            variant: outcome.and_then(|outcome| outcome.variant.clone()),
            value: outcome.map(|outcome| outcome.value.clone()).unwrap_or_default(),
            reason: verdict.reason,
            error: verdict.error,
            key,
            at: scope.now().map(Timestamp::from_millis),
        };
        if self.queue.try_send(raw).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The exposures of a project's flags, noted for as long as this is there.
///
/// They wait in a queue of fixed length until they are drained. Evaluation never waits for it: what
/// does not fit is dropped and counted. Somebody drains from time to time, as from a thread or a
/// timer of the host.
///
/// ```
/// # fn main() -> stageline::Result<()> {
/// let project = stageline::Project::from_files([
///     ("config/environments.yaml", "environments: {production: {}}"),
///     ("config/feature-flags.yaml", "feature_flags: {search: true}"),
/// ])?;
/// let exposures = project.exposures(1000);
/// let flags = project.environment("production")?.flags();
/// assert!(flags.boolean_value("search", &flags.context("user-1"), false));
///
/// let seen = exposures.drain();
/// assert_eq!(seen[0].flag, "search");
/// assert_eq!(seen[0].targeting_key.as_deref(), Some("user-1"));
/// assert!(exposures.drain().is_empty());
/// # Ok(())
/// # }
/// ```
pub struct Exposures {
    queue: Mutex<Receiver<Raw>>,
    sink: Arc<Sink>,
    observer: Weak<Observer>,
    capacity: usize,
}

impl Exposures {
    /// The most that may wait.
    pub const MOST: usize = 1 << 17;

    pub(super) fn new(capacity: usize, observer: &Arc<Observer>) -> (Arc<Sink>, Self) {
        let capacity = capacity.clamp(1, Self::MOST);
        let (sender, receiver) = sync_channel(capacity);
        let sink = Arc::new(Sink { queue: sender, dropped: AtomicU64::new(0) });
        let observer = Arc::downgrade(observer);
        let exposures =
            Self { queue: Mutex::new(receiver), sink: sink.clone(), observer, capacity };
        (sink, exposures)
    }

    /// Takes what waits, oldest first, up to [`Exposures::capacity`] at once.
    pub fn drain(&self) -> Vec<Exposure> {
        self.drain_up_to(self.capacity)
    }

    /// Takes what waits, oldest first, but no more than so many.
    pub fn drain_up_to(&self, most: usize) -> Vec<Exposure> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.try_iter().take(most).map(Exposure::from).collect()
    }

    /// How many were dropped because the queue was full.
    pub fn dropped(&self) -> u64 {
        self.sink.dropped.load(Ordering::Relaxed)
    }

    /// How many may wait.
    pub fn capacity(&self) -> usize {
        self.capacity
    }
}

impl Drop for Exposures {
    fn drop(&mut self) {
        if let Some(observer) = self.observer.upgrade() {
            observer.conceal(&self.sink);
        }
    }
}

impl fmt::Debug for Exposures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exposures")
            .field("capacity", &self.capacity)
            .field("dropped", &self.dropped())
            .finish_non_exhaustive()
    }
}

impl From<Raw> for Exposure {
    fn from(raw: Raw) -> Self {
        Self {
            environment: raw.environment.to_string(),
            flag: raw.flag.to_string(),
            variant: raw.variant.map(|variant| variant.to_string()),
            value: raw.value,
            reason: raw.reason,
            error_code: raw.error,
            targeting_key: raw.key.map(|key| key.to_string()),
            at: raw.at,
        }
    }
}
