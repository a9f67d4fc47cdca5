//! A project that follows its files.

use std::sync::Arc;
use std::time::Duration;

use stageline_runtime::{WatchEvent as Engine, Watching};

use crate::error::{ErrorDetails, StagelineError, guard};
use crate::project::Project;
use crate::watch_options;

/// A project's files, watched for as long as this is there.
#[derive(uniffi::Object)]
pub struct Watch(stageline_runtime::Watch);

/// What a watch tells: files were read again, or could not be.
#[derive(Clone, Debug, uniffi::Record)]
pub struct WatchEvent {
    /// The event as a line for people.
    pub text: String,
    /// The environments that may have changed.
    pub environments: Vec<String>,
    /// The files whose text is another one, new ones and deleted ones too.
    pub paths: Vec<String>,
    /// What cannot be loaded, if that is it. The project then stays as it was, and all of it is tried again
    /// with the next change.
    pub error: Option<ErrorDetails>,
}

type Answer<T> = Result<T, StagelineError>;

impl From<Engine> for WatchEvent {
    fn from(event: Engine) -> Self {
        let text = event.to_string();
        let (environments, paths, error) = match event {
            Engine::Reloaded(reloaded) => (reloaded.environments, reloaded.paths, None),
            Engine::Failed(error) => {
                let error = StagelineError::from(error.again());
                (Vec::new(), Vec::new(), Some(error.details().clone()))
            }
            _ => (Vec::new(), Vec::new(), None),
        };
        WatchEvent { text, environments, paths, error }
    }
}

#[uniffi::export]
impl Project {
    /// Follows the project's files from now on: what changes in its folder is read again after a moment of
    /// quiet, and live flags and new snapshots have it, whether or not anybody takes the events.
    ///
    /// `options` is a JSON object: `quiet_ms`, how long nothing must change before files are read, 100
    /// unless given; `poll_ms`, to look at all files in this interval, where the system does not tell of
    /// changes, as on network drives.
    ///
    /// # Errors
    /// `E_USAGE` for a project that does not lie in a folder and for options that are none; `E_IO` where the
    /// folder cannot be watched.
    #[uniffi::method(default(options = None))]
    pub fn watch(&self, options: Option<String>) -> Answer<Arc<Watch>> {
        guard(|| {
            let options = watch_options::read(options.as_deref())?;
            Ok(Arc::new(Watch(self.0.watch_with(options)?)))
        })
    }
}

#[uniffi::export]
impl Watch {
    /// The next event, waited for so many milliseconds at most; absent where none came in time, or where
    /// the watch was stopped and all were taken. In a process that was forked from the one that began it
    /// nothing follows the files: an event with the error `E_USAGE` says so once.
    pub fn next_within(&self, timeout_ms: u64) -> Option<WatchEvent> {
        self.0.next_within(Duration::from_millis(timeout_ms)).map(WatchEvent::from)
    }

    /// Stops watching. Who waits for an event gets those that are there, and then none.
    pub fn stop(&self) {
        self.0.stop();
    }

    /// Whether it was stopped.
    pub fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }

    /// How many events made room for newer ones before anybody took them.
    pub fn missed(&self) -> u64 {
        self.0.missed()
    }
}
