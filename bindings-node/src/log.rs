//! The engine's events, handed to the functions that subscribed, on the event loop of each.
//!
//! A subscription keeps no process alive. Events of other libraries are not handed on: they may
//! quote what must stay secret.

use std::fmt::Debug;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::{Once, PoisonError, RwLock};

use napi::Status;
use napi::bindgen_prelude::Function;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use serde_json::{Map, Value, json};
use stageline::{Code, Error};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber, callsite, dispatcher};

use crate::guard::guarded;
use crate::thrown::{Thrown, thrown};

/// Events that may wait for one subscriber; what comes beyond them is dropped.
const WAITING: usize = 4096;

type Listener = ThreadsafeFunction<String, (), String, Status, false, true, WAITING>;

struct Subscription {
    id: u32,
    level: u8,
    listener: Listener,
}

static SUBSCRIPTIONS: RwLock<Vec<Subscription>> = RwLock::new(Vec::new());
/// The most detailed level wanted: 0 is none, 1 errors, 5 everything.
static LEVEL: AtomicU8 = AtomicU8::new(0);

/// Hands events up to `level` (1 errors … 5 everything) to `listener`; the answer ends it.
#[napi(catch_unwind)]
pub fn subscribe(listener: Function<'_, String, ()>, level: u8) -> napi::Result<u32, Thrown> {
    static INSTALL: Once = Once::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let listener = listener
        .build_threadsafe_function()
        .weak::<true>()
        .max_queue_size::<WAITING>()
        .build()
        .map_err(|error| {
            thrown(&Error::new(Code::Internal, "a listener could not be kept").cause(error.reason))
        })?;
    guarded(|| {
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        change(|all| all.push(Subscription { id, level, listener }));
        // This addon has its own copy of `tracing`, so no one else can have set a subscriber.
        INSTALL.call_once(|| {
            drop(dispatcher::set_global_default(dispatcher::Dispatch::new(Forward)));
        });
        callsite::rebuild_interest_cache();
        Ok(id)
    })
}

/// Ends a subscription; one that has ended stays so.
#[napi(catch_unwind)]
pub fn unsubscribe(id: u32) -> napi::Result<(), Thrown> {
    guarded(|| {
        change(|all| all.retain(|one| one.id != id));
        callsite::rebuild_interest_cache();
        Ok(())
    })
}

fn change(change: impl FnOnce(&mut Vec<Subscription>)) {
    let mut all = SUBSCRIPTIONS.write().unwrap_or_else(PoisonError::into_inner);
    change(&mut all);
    LEVEL.store(all.iter().map(|one| one.level).max().unwrap_or(0), Ordering::Relaxed);
}

struct Forward;

impl Subscriber for Forward {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && is_ours(metadata.target()) && *metadata.level() <= wanted()
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(wanted())
    }

    fn event(&self, event: &Event<'_>) {
        let (level, word) = level_of(event.metadata().level());
        let mut fields = Fields::default();
        event.record(&mut fields);
        let target = event.metadata().target();
        let Fields { message, fields } = fields;
        let document =
            json!({"level": word, "target": target, "message": message, "fields": fields});
        let text = document.to_string();
        let all = SUBSCRIPTIONS.read().unwrap_or_else(PoisonError::into_inner);
        for one in all.iter().filter(|one| level <= one.level) {
            // A full queue drops the event; a loop that has ended takes none.
            one.listener.call(text.clone(), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }

    // No span is enabled, so one number does for all, and nothing is recorded.
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Events of the engine and of the crates around it, all named `stageline` or `stageline_…`.
fn is_ours(target: &str) -> bool {
    target
        .strip_prefix("stageline")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::") || rest.starts_with('_'))
}

fn wanted() -> LevelFilter {
    match LEVEL.load(Ordering::Relaxed) {
        0 => LevelFilter::OFF,
        1 => LevelFilter::ERROR,
        2 => LevelFilter::WARN,
        3 => LevelFilter::INFO,
        4 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    }
}

fn level_of(level: &Level) -> (u8, &'static str) {
    match *level {
        Level::ERROR => (1, "error"),
        Level::WARN => (2, "warn"),
        Level::INFO => (3, "info"),
        Level::DEBUG => (4, "debug"),
        Level::TRACE => (5, "trace"),
    }
}

#[derive(Default)]
struct Fields {
    message: String,
    fields: Map<String, Value>,
}

impl Fields {
    fn put(&mut self, field: &Field, value: Value) {
        self.fields.insert(field.name().to_owned(), value);
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "message" => self.message = format!("{value:?}"),
            _ => self.put(field, format!("{value:?}").into()),
        }
    }
}
