//! The engine's `tracing` events in `logging.getLogger("stageline")`.
//!
//! Events are kept while the engine works, without the interpreter's lock, and handed over when it
//! is done: a handler may call stageline again. Where `logging` was never imported, or the logger
//! is not enabled for `DEBUG`, nothing is kept.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::error::Failure;

/// Runs `work` without the interpreter's lock, then hands its events to the logger.
pub(crate) fn listening<T: Send>(
    py: Python<'_>,
    work: impl Send + FnOnce() -> Result<T, stageline::Error>,
) -> Result<T, Failure> {
    let Some(logger) = logger(py)? else { return Ok(py.detach(work)?) };
    let kept = Arc::new(Kept::default());
    let done = py.detach(|| tracing::subscriber::with_default(Ear(kept.clone()), work));
    let lines = std::mem::take(&mut *lock(&kept.lines));
    for (level, line) in lines {
        logger.call_method1("log", (level, "%s", line))?;
    }
    Ok(done?)
}

/// The logger, if somebody reads what it is told.
fn logger(py: Python<'_>) -> PyResult<Option<Bound<'_, PyAny>>> {
    static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let logger = match LOGGER.get(py) {
        Some(logger) => logger.bind(py).clone(),
        None => {
            let modules = py.import("sys")?.getattr("modules")?;
            if !modules.contains("logging")? {
                return Ok(None);
            }
            let logging = py.import("logging")?;
            let logger = logging.call_method1("getLogger", ("stageline",))?;
            // A library's logger stays silent until the host says otherwise.
            logger.call_method1("addHandler", (logging.call_method0("NullHandler")?,))?;
            LOGGER.get_or_init(py, || logger.unbind()).bind(py).clone()
        }
    };
    let enabled = logger.call_method1("isEnabledFor", (DEBUG,))?.is_truthy()?;
    Ok(enabled.then_some(logger))
}

const DEBUG: u8 = 10;

fn level(level: &Level) -> u8 {
    match *level {
        Level::ERROR => 40,
        Level::WARN => 30,
        Level::INFO => 20,
        _ => DEBUG,
    }
}

#[derive(Default)]
struct Kept {
    lines: Mutex<Vec<(u8, String)>>,
    /// What was said of each span that is open, in the order they were opened.
    spans: Mutex<Vec<(u64, String)>>,
    next: AtomicU64,
}

struct Ear(Arc<Kept>);

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Subscriber for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::DEBUG
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let id = self.0.next.fetch_add(1, Ordering::Relaxed) + 1;
        let mut line = Line::default();
        span.record(&mut line);
        let name = span.metadata().name();
        lock(&self.0.spans).push((id, format!("{name}{}: ", line.fields)));
        Id::from_u64(id)
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::default();
        event.record(&mut line);
        let spans: String = lock(&self.0.spans).iter().map(|(_, said)| said.as_str()).collect();
        let text = format!("{spans}{}{}", line.message, line.fields);
        lock(&self.0.lines).push((level(event.metadata().level()), text));
    }

    fn try_close(&self, id: Id) -> bool {
        lock(&self.0.spans).retain(|(open, _)| *open != id.into_u64());
        true
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// A message and its fields, as one reads them.
#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        // Writing into a text does not fail.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}
