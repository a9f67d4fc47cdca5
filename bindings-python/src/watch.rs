//! `Watch`: a project that follows its files, and `WatchEvent`, what it tells.

use std::sync::Arc;
use std::time::{Duration, Instant};

use pyo3::exceptions::PyStopIteration;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};
use stageline_runtime as runtime;
use stageline_runtime::Watching;

use crate::error::{Failure, exception};
use crate::guard::guarded;

/// Files were read again, or could not be. `str()` is one line.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct WatchEvent(runtime::WatchEvent);

#[pymethods]
impl WatchEvent {
    /// `reloaded` or `failed`.
    #[getter]
    fn kind(&self) -> PyResult<&'static str> {
        guarded(|| Ok(if self.reloaded().is_some() { "reloaded" } else { "failed" }))
    }

    /// The environments that may have changed; none where a failure was taken back.
    #[getter]
    fn environments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(texts(py, self.reloaded().map(|it| it.environments.as_slice()))?))
    }

    /// The files whose text is another one, new ones and deleted ones too.
    #[getter]
    fn paths<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guarded(|| Ok(texts(py, self.reloaded().map(|it| it.paths.as_slice()))?))
    }

    /// Why what changed cannot be loaded. The project stays as it was until it can.
    #[getter]
    fn error<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        guarded(|| match &self.0 {
            runtime::WatchEvent::Failed(error) => Ok(Some(exception(py, error)?)),
            _ => Ok(None),
        })
    }

    fn __str__(&self) -> PyResult<String> {
        guarded(|| Ok(self.0.to_string()))
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(format!("<WatchEvent {}>", self.0)))
    }
}

impl WatchEvent {
    fn reloaded(&self) -> Option<&runtime::Reloaded> {
        match &self.0 {
            runtime::WatchEvent::Reloaded(reloaded) => Some(reloaded),
            _ => None,
        }
    }
}

fn texts<'py>(py: Python<'py>, texts: Option<&[String]>) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, texts.unwrap_or_default())
}

/// A project's files, watched until this is stopped or forgotten, in the process that began it.
#[pyclass(frozen, module = "stageline")]
pub(crate) struct Watch(Arc<runtime::Watch>);

/// Python hears of signals at least this often.
const SLICE: Duration = Duration::from_millis(50);

impl Watch {
    pub(crate) fn new(
        py: Python<'_>,
        project: &stageline::Project,
        quiet: Option<f64>,
        poll: Option<f64>,
    ) -> Result<Self, Failure> {
        let mut options = runtime::WatchOptions::new();
        if let Some(quiet) = quiet {
            options = options.quiet(seconds(quiet)?);
        }
        if let Some(poll) = poll {
            options = options.poll(seconds(poll)?);
        }
        still_at_forks(py)?;
        Ok(Self(Arc::new(py.detach(|| project.watch_with(options))?)))
    }

    /// The next event; `None` where none comes in time or none will.
    fn next(
        &self,
        py: Python<'_>,
        within: Option<Duration>,
    ) -> Result<Option<runtime::WatchEvent>, Failure> {
        self.0.ensure_own()?;
        let until = within.and_then(|within| Instant::now().checked_add(within));
        loop {
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            let slice = left.map_or(SLICE, |left| left.min(SLICE));
            if let Some(event) = py.detach(|| self.0.next_within(slice)) {
                return Ok(Some(event));
            }
            if self.0.is_stopped() || left == Some(Duration::ZERO) {
                return Ok(None);
            }
            py.check_signals()?;
        }
    }
}

/// Has no watch reload anything while the process forks, so that no child inherits its locks.
fn still_at_forks(py: Python<'_>) -> PyResult<()> {
    static ASKED: PyOnceLock<()> = PyOnceLock::new();
    ASKED
        .get_or_try_init(py, || {
            let os = py.import("os")?;
            // Where there are no forks there is no need.
            let Some(register) = os.getattr_opt("register_at_fork")? else { return Ok(()) };
            let hooks = PyDict::new(py);
            let release = wrap_pyfunction!(release, py)?;
            hooks.set_item("before", wrap_pyfunction!(hold, py)?)?;
            hooks.set_item("after_in_parent", &release)?;
            hooks.set_item("after_in_child", &release)?;
            register.call((), Some(&hooks))?;
            Ok(())
        })
        .copied()
}

#[pyfunction]
fn hold(py: Python<'_>) -> PyResult<()> {
    guarded(|| {
        py.detach(runtime::hold_watches);
        Ok(())
    })
}

#[pyfunction]
fn release() -> PyResult<()> {
    guarded(|| {
        runtime::release_watches();
        Ok(())
    })
}

fn seconds(given: f64) -> Result<Duration, Failure> {
    Duration::try_from_secs_f64(given).map_err(|_| {
        let error = stageline::Error::new(stageline::Code::Usage, "this is no length of time");
        error.help("give a number of seconds from 0 on").into()
    })
}

#[pymethods]
impl Watch {
    /// Waits for the next event, or for so many seconds: `None` where none comes.
    #[pyo3(signature = (timeout=None))]
    fn wait(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Option<WatchEvent>> {
        guarded(|| {
            let within = timeout.map(seconds).transpose()?;
            Ok(self.next(py, within)?.map(WatchEvent))
        })
    }

    /// Ends it. Who waits for an event gets those that are there, and then none.
    fn stop(&self) -> PyResult<()> {
        guarded(|| {
            self.0.stop();
            Ok(())
        })
    }

    /// Whether it was stopped, or belongs to the process that this one was forked from.
    #[getter]
    fn is_stopped(&self) -> PyResult<bool> {
        guarded(|| Ok(self.0.is_stopped()))
    }

    /// How many events made room for newer ones before anybody took them.
    #[getter]
    fn missed(&self) -> PyResult<u64> {
        guarded(|| Ok(self.0.missed()))
    }

    fn __iter__(slf: Py<Self>) -> PyResult<Py<Self>> {
        guarded(|| Ok(slf))
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<WatchEvent> {
        guarded(|| match self.next(py, None)? {
            Some(event) => Ok(WatchEvent(event)),
            None => Err(PyStopIteration::new_err(()).into()),
        })
    }

    /// The events for asyncio, which has no thread wait for them.
    fn __aiter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| Ok(slf.py().import("stageline._watch")?.call_method1("events", (slf,))?))
    }

    fn __enter__(slf: Py<Self>) -> PyResult<Py<Self>> {
        guarded(|| Ok(slf))
    }

    #[pyo3(signature = (*_raised))]
    fn __exit__(&self, _raised: &Bound<'_, PyTuple>) -> PyResult<()> {
        guarded(|| {
            self.0.stop();
            Ok(())
        })
    }

    fn __repr__(&self) -> PyResult<String> {
        guarded(|| Ok(if self.0.is_stopped() { "<Watch: stopped>" } else { "<Watch>" }.to_owned()))
    }
}
