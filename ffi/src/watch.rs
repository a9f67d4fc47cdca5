//! A project that follows its files, and what it tells of them.

use std::ffi::c_char;
use std::time::Duration;

use stageline_runtime::{Reloaded, WatchEvent as Engine, Watching};

use crate::error::Error;
use crate::project::Project;
use crate::status::Status;
use crate::text::{Bytes, Text};
use crate::{arg, guard, watch_options};

/// A project's files, watched for as long as this is there. Threads share it freely: one may wait while
/// another stops it. It belongs to the caller, who frees it with `stageline_watch_free` when none waits.
pub struct Watch(stageline_runtime::Watch);

/// What a watch tells: files were read again, or could not be. It belongs to the caller, who frees it with
/// `stageline_watch_event_free`; what is asked of it lives as long as it does.
pub struct WatchEvent(Engine);

impl WatchEvent {
    fn reloaded(&self) -> Option<&Reloaded> {
        match &self.0 {
            Engine::Reloaded(reloaded) => Some(reloaded),
            _ => None,
        }
    }
}

/// Follows a project's files from now on: what changes in its folder is read again after a moment of
/// quiet, and live flags and new snapshots have it, whether or not anybody takes the events. It takes a
/// thread of the library's own, which keeps no process alive.
///
/// `options` is a JSON object, null for the usual: `quiet_ms`, how long nothing must change before files
/// are read, 100 unless given; `poll_ms`, to look at all files in this interval, where the system does not
/// tell of changes, as on network drives.
///
/// Errors: `E_USAGE` for a project that does not lie in a folder and for options that are none; `E_IO`
/// where the folder cannot be watched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_watch(
    project: *const Project,
    options: *const c_char,
    out: *mut *mut Watch,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_project_watch_n(project, options, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_project_watch` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_watch_n(
    project: *const Project,
    options: *const c_char,
    options_len: usize,
    out: *mut *mut Watch,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let project = &arg::handle(project, "project")?.0;
            let options = arg::optional_text(options, options_len, "options")?;
            let options = watch_options::read(options)?;
            Ok(guard::give(Watch(project.watch_with(options)?)))
        })
    }
}

/// The next event, waited for `timeout_ms` milliseconds at most, or for as long as it takes when that is
/// below 0. `*out` is null where none came in time, or where the watch was stopped and all were taken.
///
/// Errors: `E_USAGE` in a process that was forked from the one that began the watch: nothing follows the
/// files there. Freeing the watch is safe, and the project can be watched anew.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_next(
    watch: *const Watch,
    timeout_ms: i64,
    out: *mut *mut WatchEvent,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let mut watch = &arg::handle(watch, "watch")?.0;
            watch.ensure_own()?;
            let event = match u64::try_from(timeout_ms) {
                Ok(time) => watch.next_within(Duration::from_millis(time)),
                Err(_) => watch.next(),
            };
            Ok(event.map_or(std::ptr::null_mut(), |event| guard::give(WatchEvent(event))))
        })
    }
}

/// Stops watching. Who waits for an event gets those that are there, and then none. Does nothing when
/// `watch` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_stop(watch: *const Watch) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read((), || {
            arg::handle(watch, "watch")?.0.stop();
            Ok(())
        });
    }
}

/// Whether it was stopped, or belongs to the process that this one was forked from; true when `watch` is
/// null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_is_stopped(watch: *const Watch) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(true, || Ok(arg::handle(watch, "watch")?.0.is_stopped())) }
}

/// How many events made room for newer ones before anybody took them; 0 when `watch` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_missed(watch: *const Watch) -> u64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(watch, "watch")?.0.missed())) }
}

/// Frees `watch`, which ends its thread; a reload that has begun is waited for. Does nothing when it is
/// null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_free(watch: *mut Watch) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(watch) }
}

/// Whether what changed cannot be loaded; false when `event` is null. The project then stays as it was,
/// and all of it is tried again with the next change.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_event_has_failed(event: *const WatchEvent) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(false, || Ok(arg::handle(event, "event")?.reloaded().is_none())) }
}

/// Gives what cannot be loaded as an error of its own; null where nothing failed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_event_error(
    event: *const WatchEvent,
    out: *mut *mut Error,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(match &arg::handle(event, "event")?.0 {
                Engine::Failed(error) => guard::give(Error(error.again())),
                _ => std::ptr::null_mut(),
            })
        })
    }
}

/// How many environments may have changed; 0 when `event` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_event_environment_count(
    event: *const WatchEvent,
) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            let reloaded = arg::handle(event, "event")?.reloaded();
            Ok(reloaded.map_or(0, |reloaded| reloaded.environments.len()))
        })
    }
}

/// The environment at `index`, by name; empty past the last one, or when `event` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_event_environment(
    event: *const WatchEvent,
    index: usize,
) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let reloaded = arg::handle(event, "event")?.reloaded();
            let name = reloaded.and_then(|reloaded| reloaded.environments.get(index));
            Ok(Text::optional(name.map(String::as_str)))
        })
    }
}

/// How many files have another text, new ones and deleted ones too; 0 when `event` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_event_path_count(event: *const WatchEvent) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(0, || {
            let reloaded = arg::handle(event, "event")?.reloaded();
            Ok(reloaded.map_or(0, |reloaded| reloaded.paths.len()))
        })
    }
}

/// The file at `index`, by path; empty past the last one, or when `event` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_event_path(
    event: *const WatchEvent,
    index: usize,
) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || {
            let reloaded = arg::handle(event, "event")?.reloaded();
            let path = reloaded.and_then(|reloaded| reloaded.paths.get(index));
            Ok(Text::optional(path.map(String::as_str)))
        })
    }
}

/// Writes the event as a line for people.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_event_to_text(
    event: *const WatchEvent,
    out: *mut *mut Bytes,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Bytes::from(arg::handle(event, "event")?.0.to_string())))
        })
    }
}

/// Frees `event`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_watch_event_free(event: *mut WatchEvent) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(event) }
}
