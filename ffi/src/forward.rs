//! The `tracing` subscriber that feeds the log callback with the library's own events.
//!
//! Spans are not forwarded, nor events of other libraries, which may quote what must stay secret.

use std::fmt::{Debug, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicU8, Ordering};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber, callsite, dispatcher};

use crate::log::{self, LogLevel};

/// The most detailed level wanted, as the number of a [`LogLevel`]; 0 is none.
static LEVEL: AtomicU8 = AtomicU8::new(0);

/// Forwards events up to `level` from now on, or none.
pub(crate) fn set_level(level: Option<LogLevel>) {
    static INSTALL: Once = Once::new();
    LEVEL.store(level.map_or(0, |level| level as u8), Ordering::Relaxed);
    // The library has its own copy of `tracing`, so no one else can have set a subscriber.
    INSTALL.call_once(|| drop(dispatcher::set_global_default(dispatcher::Dispatch::new(Forward))));
    callsite::rebuild_interest_cache();
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
        let mut line = Line::default();
        event.record(&mut line);
        let metadata = event.metadata();
        log::emit(level_of(metadata.level()), metadata.target(), &line.finish());
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

fn level_of(level: &Level) -> LogLevel {
    match *level {
        Level::ERROR => LogLevel::Error,
        Level::WARN => LogLevel::Warn,
        Level::INFO => LogLevel::Info,
        Level::DEBUG => LogLevel::Debug,
        Level::TRACE => LogLevel::Trace,
    }
}

/// An event as one line: its message, then `name=value` for each field.
#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Line {
    fn finish(mut self) -> String {
        self.message.push_str(&self.fields);
        self.message
    }
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // Writing to a string cannot fail.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}
