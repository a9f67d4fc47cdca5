//! How a project is opened, and projects held in memory: what is built before one is opened.

use std::ffi::c_char;

use stageline::OpenOptions;

use crate::error::Error;
use crate::status::Status;
use crate::{arg, guard};

/// How a project is opened. It may be used for several projects, and freed after each opening; one
/// thread at a time may set it.
pub struct Options(OpenOptions);

/// Files of a project in memory, by path relative to its root. They may be used for several
/// projects, and freed after each opening; one thread at a time may add to them.
pub struct Files(Vec<(String, Vec<u8>)>);

impl Options {
    /// A copy of what the caller set; null means the defaults.
    ///
    /// # Safety
    /// As [`arg::handle`].
    pub(crate) unsafe fn of(options: *const Options) -> Result<OpenOptions, Error> {
        // SAFETY: the contract is the same.
        match options.is_null() {
            true => Ok(OpenOptions::new()),
            false => unsafe { arg::handle(options, "options") }.map(|options| options.0.clone()),
        }
    }
}

impl Files {
    pub(crate) fn list(&self) -> impl Iterator<Item = (String, Vec<u8>)> {
        self.0.iter().cloned()
    }
}

/// Makes the options that a project is opened with when none are given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_options_new(
    out: *mut *mut Options,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || Ok(guard::give(Options(OpenOptions::new())))) }
}

/// Opens what can be opened; what cannot becomes findings of `stageline_project_validate_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_options_set_lenient(
    options: *mut Options,
    lenient: bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            arg::handle_mut(options, "options")?.0.lenient = lenient;
            Ok(())
        })
    }
}

/// Bounds what a file may hold: `limit` is `file_bytes`, `nodes` or `depth` (at most 255). What
/// the project's `stageline.yaml` says comes before it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_options_set_limit(
    options: *mut Options,
    limit: *const c_char,
    value: u64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_options_set_limit_n(options, limit, arg::STAGELINE_NUL, value, err) }
}

/// `stageline_options_set_limit` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_options_set_limit_n(
    options: *mut Options,
    limit: *const c_char,
    limit_len: usize,
    value: u64,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let limits = &mut arg::handle_mut(options, "options")?.0.limits;
            match arg::text(limit, limit_len, "limit")? {
                "file_bytes" => limits.file_bytes = value,
                "nodes" => limits.nodes = value,
                "depth" if value <= 255 => limits.depth = value as usize,
                "depth" => {
                    return Err(Error::usage(format!("the depth {value} is too large"))
                        .with_help("stay at or below 255"));
                }
                _ => {
                    return Err(Error::usage("`limit` names no limit".to_owned())
                        .with_help("use `file_bytes`, `nodes` or `depth`"));
                }
            }
            Ok(())
        })
    }
}

/// Reads `config/local/<environment>.yaml` and `config/local/all.yaml`, one person's own layers;
/// otherwise they are not there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_options_set_local(
    options: *mut Options,
    local: bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            arg::handle_mut(options, "options")?.0.local = local;
            Ok(())
        })
    }
}

/// Gives a variable that `${env:NAME}` may read, or replaces it. The process's own variables are
/// never read: a program that wants them gives them here. Both texts are copied.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_options_set_variable(
    options: *mut Options,
    name: *const c_char,
    value: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_options_set_variable_n(
            options,
            name,
            arg::STAGELINE_NUL,
            value,
            arg::STAGELINE_NUL,
            err,
        )
    }
}

/// `stageline_options_set_variable` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_options_set_variable_n(
    options: *mut Options,
    name: *const c_char,
    name_len: usize,
    value: *const c_char,
    value_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let options = &mut arg::handle_mut(options, "options")?.0;
            let (name, value) =
                (arg::text(name, name_len, "name")?, arg::text(value, value_len, "value")?);
            let given = options.variables.take().unwrap_or_default();
            options.variables = Some(given.iter().chain([(name, value)]).collect());
            Ok(())
        })
    }
}

/// Takes those of the variables that are named like values as a layer: `STAGELINE_CONFIG__A__B`
/// sets `a.b` of every environment's configuration, `STAGELINE_SERVICE__API__A__B` sets `a.b` of
/// the service `api`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_options_set_variable_overrides(
    options: *mut Options,
    overrides: bool,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            arg::handle_mut(options, "options")?.0.variable_overrides = overrides;
            Ok(())
        })
    }
}

/// Frees `options`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_options_free(options: *mut Options) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(options) }
}

/// Makes an empty set of files for `stageline_project_from_files`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_files_new(out: *mut *mut Files, err: *mut *mut Error) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || Ok(guard::give(Files(Vec::new())))) }
}

/// Adds a file, or replaces the one that was added at the same path. Both texts are copied.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_files_add(
    files: *mut Files,
    path: *const c_char,
    content: *const c_char,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe {
        stageline_files_add_n(files, path, arg::STAGELINE_NUL, content, arg::STAGELINE_NUL, err)
    }
}

/// `stageline_files_add` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_files_add_n(
    files: *mut Files,
    path: *const c_char,
    path_len: usize,
    content: *const c_char,
    content_len: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let files = &mut arg::handle_mut(files, "files")?.0;
            let path = arg::text(path, path_len, "path")?;
            // Whether the content is UTF-8 is said on opening, with the file's name.
            let content = arg::bytes(content, content_len, "content")?;
            files.retain(|(taken, _)| taken != path);
            files.push((path.to_owned(), content.to_owned()));
            Ok(())
        })
    }
}

/// Frees `files`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_files_free(files: *mut Files) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(files) }
}
