//! What is running, as files say it, held against what is declared.

use std::ffi::c_char;

use stageline::provider::LiveEnvironment;
use stageline::value::SecretKey;

use crate::comparison::Comparison;
use crate::drift_options::DriftOptions;
use crate::error::{Error, Place};
use crate::names::Names;
use crate::options::Files;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::text::Text;
use crate::value::Value;
use crate::{arg, guard, live_options};

/// What is running in one environment, with the place of every value in the file that says so. It never
/// changes, and threads share it freely. It belongs to the caller, who frees it with
/// `stageline_live_free`; what is asked of it lives as long as it does. Values of Kubernetes' Secrets are
/// compared and never shown.
pub struct Live(pub(crate) LiveEnvironment);

/// Something about a live state that no comparison says, borrowed from it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct LiveNote {
    /// One sentence.
    pub message: Text,
    /// Where in the live file; its `file` is empty where there is no place.
    pub place: Place,
}

impl LiveNote {
    const NOTHING: Self = LiveNote { message: Text::EMPTY, place: Place::NOWHERE };
}

/// Reads what is running from one file, JSON or YAML: a map with `services` and `configuration`, or
/// Kubernetes objects as `kubectl get -o yaml` and `-o json` print them. What the server added to them is
/// left out. `file` is what places call the file.
///
/// `options` is a JSON object, or null: `environment`, whose state it is; `namespace`, whose objects
/// count; `service_labels`, a list of the labels that say which service an object belongs to
/// (`app.kubernetes.io/name` and `app` unless given, else the object's name); `workloads`, a map from their names
/// to services; `partial`, whether it shows only a part of what runs.
///
/// Errors: `E_LIVE` with the place of what cannot be understood; what a file of a project fails with that
/// is no YAML or too large; `E_USAGE` for options that are none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_read(
    file: *const c_char,
    text: *const c_char,
    options: *const c_char,
    out: *mut *mut Live,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_live_read_n(
            file,
            arg::STAGELINE_NUL,
            text,
            arg::STAGELINE_NUL,
            options,
            arg::STAGELINE_NUL,
            out,
            err,
        )
    }
}

/// `stageline_live_read` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_read_n(
    file: *const c_char,
    file_len: usize,
    text: *const c_char,
    text_len: usize,
    options: *const c_char,
    options_len: usize,
    out: *mut *mut Live,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let file = arg::text(file, file_len, "file")?;
            let text = arg::text(text, text_len, "text")?;
            let options = arg::optional_text(options, options_len, "options")?;
            let options = live_options::read(options)?;
            Ok(guard::give(Live(LiveEnvironment::read(file, text, &options)?)))
        })
    }
}

/// Reads several files as one state, as where deployments and autoscalers were written apart. `options`
/// are those of `stageline_live_read`.
///
/// Errors: as `stageline_live_read`; `E_USAGE` without a file, and for one that is not UTF-8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_read_files(
    files: *const Files,
    options: *const c_char,
    out: *mut *mut Live,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_live_read_files_n(files, options, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_live_read_files` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_read_files_n(
    files: *const Files,
    options: *const c_char,
    options_len: usize,
    out: *mut *mut Live,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let files = arg::handle(files, "files")?.list().map(|(path, text)| {
                let text = String::from_utf8(text).map_err(|_| {
                    Error::usage(format!("`{path}` is not UTF-8"))
                        .with_help("convert the file to UTF-8 before the call")
                })?;
                Ok((path, text))
            });
            let files = files.collect::<Result<Vec<_>, Error>>()?;
            let options = arg::optional_text(options, options_len, "options")?;
            let options = live_options::read(options)?;
            Ok(guard::give(Live(LiveEnvironment::read_files(files, &options)?)))
        })
    }
}

/// The environment whose state it is; empty where nobody said, or when `live` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_environment(live: *const Live) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || Ok(Text::optional(arg::handle(live, "live")?.0.environment())))
    }
}

/// Whether it shows only a part of what runs; false when `live` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_is_partial(live: *const Live) -> bool {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(false, || Ok(arg::handle(live, "live")?.0.is_partial())) }
}

/// The names of the services that run, sorted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_service_names(
    live: *const Live,
    out: *mut *mut Names,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Names::of(&arg::handle(live, "live")?.0.service_names())))
        })
    }
}

/// A service as it runs, in the shape of a project's services, without its secrets.
///
/// Errors: `E_UNKNOWN_SERVICE` for one that does not run.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_service(
    live: *const Live,
    service: *const c_char,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_live_service_n(live, service, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_live_service` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_service_n(
    live: *const Live,
    service: *const c_char,
    service_len: usize,
    out: *mut *mut Value,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let live = &arg::handle(live, "live")?.0;
            let name = arg::text(service, service_len, "service")?;
            Ok(guard::give(Value::plain(live_options::service(live, name)?)))
        })
    }
}

/// How many notes there are on what was left out or taken for granted; 0 when `live` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_note_count(live: *const Live) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::read(0, || Ok(arg::handle(live, "live")?.0.notes().len())) }
}

/// The note at `index`, in the order of the files. Past the last one, or when `live` is null, its texts
/// are empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_note(live: *const Live, index: usize) -> LiveNote {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(LiveNote::NOTHING, || {
            let note = arg::handle(live, "live")?.0.notes().get(index);
            Ok(note.map_or(LiveNote::NOTHING, |note| LiveNote {
                message: Text::of(&note.message),
                place: Place::of(note.place.as_ref()),
            }))
        })
    }
}

/// What differs between this state and a later one: the configuration and each service that both say
/// something of. With a key of `key_len` bytes, at least 16, secrets that differ have their marks; `key`
/// may be null.
///
/// Errors: `E_USAGE` for a shorter key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_diff(
    live: *const Live,
    after: *const Live,
    key: *const u8,
    key_len: usize,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let (live, after) = (&arg::handle(live, "live")?.0, &arg::handle(after, "after")?.0);
            let key = match key.is_null() {
                true => None,
                false => Some(SecretKey::new(arg::bytes(key.cast(), key_len, "key")?)?),
            };
            let sources = (live.sources(), after.sources());
            Ok(guard::give(Comparison::of_diff(live.diff(after, key.as_ref()), sources)))
        })
    }
}

/// How what runs in an environment differs from what is declared for it: its services, and its
/// configuration where the live state says it. The baseline is what is declared, the target is called
/// `live`. What the live state cannot tell is unknown and no drift; see
/// `stageline_comparison_unknown_count`. `options` may be null.
///
/// Errors: as `stageline_snapshot_drift`, and `E_USAGE` for the live state of another environment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_drift_live(
    snapshot: *const Snapshot,
    environment: *const c_char,
    live: *const Live,
    options: *const DriftOptions,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_snapshot_drift_live_n(
            snapshot,
            environment,
            arg::STAGELINE_NUL,
            live,
            options,
            out,
            err,
        )
    }
}

/// `stageline_snapshot_drift_live` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_snapshot_drift_live_n(
    snapshot: *const Snapshot,
    environment: *const c_char,
    environment_len: usize,
    live: *const Live,
    options: *const DriftOptions,
    out: *mut *mut Comparison,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let snapshot = &arg::handle(snapshot, "snapshot")?.0;
            let environment = arg::text(environment, environment_len, "environment")?;
            let live = &arg::handle(live, "live")?.0;
            let options = DriftOptions::of(options)?;
            let report = snapshot.drift_live(environment, live, &options)?;
            let sources = (snapshot.sources(), live.sources());
            Ok(guard::give(Comparison::of_drift(report, sources)))
        })
    }
}

/// Frees `live`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_live_free(live: *mut Live) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(live) }
}
