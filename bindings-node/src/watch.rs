//! Projects that follow their files, seen from JavaScript.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use napi::Status;
use napi::bindgen_prelude::Function;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use serde::Serialize;
use stageline::{Code, Error, Result};
use stageline_runtime::{WatchEvent, WatchOptions, Watching};

use crate::document::written;
use crate::guard::guarded;
use crate::json::Keys;
use crate::thrown::{self, Thrown, thrown};

/// How files are watched, in milliseconds.
#[napi(object)]
pub struct WatchAsked {
    /// How long nothing must change before files are read.
    pub quiet: Option<u32>,
    /// How often to look, where the system does not tell of changes.
    pub poll: Option<u32>,
}

impl WatchAsked {
    fn options(&self) -> WatchOptions {
        let millis = |time: u32| Duration::from_millis(time.into());
        let mut options = WatchOptions::new();
        if let Some(quiet) = self.quiet {
            options = options.quiet(millis(quiet));
        }
        if let Some(interval) = self.poll {
            options = options.poll(millis(interval));
        }
        options
    }
}

/// Keeps no process alive.
type Heard = ThreadsafeFunction<String, (), String, Status, false, true>;

/// A project's files, watched until it is stopped.
#[napi]
pub struct Watch(Arc<stageline_runtime::Watch>);

impl Watch {
    pub(crate) fn begin(
        project: &stageline::Project,
        asked: &WatchAsked,
        heard: Function<'_, String, ()>,
    ) -> napi::Result<Self, Thrown> {
        let heard = heard.build_threadsafe_function().weak::<true>().build().map_err(|error| {
            thrown(&Error::new(Code::Internal, "a watch could not be kept").cause(error.reason))
        })?;
        guarded(|| {
            let watch = Arc::new(project.watch_with(asked.options())?);
            let told = Arc::clone(&watch);
            thread::Builder::new()
                .name("stageline-told".to_owned())
                .spawn(move || tell(&told, &heard))
                .map_err(|cause| {
                    Error::new(Code::Io, "the thread that tells of changes cannot be started")
                        .cause(cause)
                })?;
            Ok(Self(watch))
        })
    }
}

/// Hands events on until the watch is stopped, or the event loop has ended.
fn tell(watch: &stageline_runtime::Watch, heard: &Heard) {
    for event in watch {
        let Ok(text) = document(&event) else { continue };
        let status = heard.call(text, ThreadsafeFunctionCallMode::NonBlocking);
        if status == Status::Closing {
            watch.stop();
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Told<'e> {
    Reloaded { environments: &'e [String], paths: &'e [String], text: String },
    Failed { error: thrown::Document<'e>, text: String },
    Unknown {},
}

fn document(event: &WatchEvent) -> Result<String> {
    let text = event.to_string();
    let told = match event {
        WatchEvent::Reloaded(reloaded) => {
            let (environments, paths) = (&reloaded.environments, &reloaded.paths);
            Told::Reloaded { environments, paths, text }
        }
        WatchEvent::Failed(error) => Told::Failed { error: thrown::Document::of(error), text },
        _ => Told::Unknown {},
    };
    written(&told, Keys::Camel)
}

#[napi]
impl Watch {
    /// Stops watching.
    #[napi(catch_unwind)]
    pub fn stop(&self) -> napi::Result<(), Thrown> {
        guarded(|| {
            self.0.stop();
            Ok(())
        })
    }
}
