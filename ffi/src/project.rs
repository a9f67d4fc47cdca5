//! A project: opening it, reading it again, and pinning its state.

use std::ffi::c_char;
use std::path::Path;

use stageline::project::RootReason;

use crate::error::Error;
use crate::options::{Files, Options};
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::text::Text;
use crate::{arg, guard};

/// A project: its files, read, checked, and followed through reloads. Every function that takes
/// one may run on several threads at once, `stageline_project_reload` among them; readers never
/// wait. What was asked of it stays valid when it is freed.
pub struct Project(pub(crate) stageline::Project);

/// How a project's root was found.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootFound {
    /// In no way that this header knows.
    Other = 0,
    /// The caller named it.
    Given = 1,
    /// `STAGELINE_ROOT` names it.
    Variable = 2,
    /// The nearest folder upward that holds a project.
    Ancestor = 3,
    /// The project is held in memory.
    Memory = 4,
}

/// Opens the project in the folder `root`. It never searches; see `stageline_project_find`.
///
/// Errors: `E_PROJECT_NOT_FOUND`; that of the one file that cannot be read; or `E_LOAD` with all
/// of them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_open(
    root: *const c_char,
    out: *mut *mut Project,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_project_open_n(root, arg::STAGELINE_NUL, out, err) }
}

/// `stageline_project_open` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_open_n(
    root: *const c_char,
    root_len: usize,
    out: *mut *mut Project,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let root = arg::text(root, root_len, "root")?;
            Ok(guard::give(Project(stageline::Project::open(root)?)))
        })
    }
}

/// Opens the project in the folder `root` with `options`, which may be null.
///
/// Errors: as `stageline_project_open`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_open_with(
    root: *const c_char,
    options: *const Options,
    out: *mut *mut Project,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_project_open_with_n(root, arg::STAGELINE_NUL, options, out, err) }
}

/// `stageline_project_open_with` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_open_with_n(
    root: *const c_char,
    root_len: usize,
    options: *const Options,
    out: *mut *mut Project,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let root = arg::text(root, root_len, "root")?;
            Ok(guard::give(Project(Options::of(options)?.open(root)?)))
        })
    }
}

/// Opens the nearest project: `STAGELINE_ROOT` if it is set, else from the working folder upward,
/// as far as the repository reaches.
///
/// Errors: `E_PROJECT_NOT_FOUND` naming the folders that were searched, or as
/// `stageline_project_open`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_find(
    out: *mut *mut Project,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::call(out, err, || Ok(guard::give(Project(stageline::Project::find()?)))) }
}

/// Opens the nearest project from the folder `start` upward with `options`, which may be null.
/// `STAGELINE_ROOT` is not asked.
///
/// Errors: as `stageline_project_find`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_find_from(
    start: *const c_char,
    options: *const Options,
    out: *mut *mut Project,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the contract is the same.
    unsafe { stageline_project_find_from_n(start, arg::STAGELINE_NUL, options, out, err) }
}

/// `stageline_project_find_from` for text with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_find_from_n(
    start: *const c_char,
    start_len: usize,
    options: *const Options,
    out: *mut *mut Project,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let start = arg::text(start, start_len, "start")?;
            let options = Options::of(options)?;
            Ok(guard::give(Project(options.find_from(Path::new(start), None)?)))
        })
    }
}

/// Opens a project held in memory with `options`, which may be null. `files` stays the caller's.
///
/// Errors: as `stageline_project_open`, and `E_PATH_OUTSIDE` for a path that leaves the root.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_from_files(
    files: *const Files,
    options: *const Options,
    out: *mut *mut Project,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            let files = arg::handle(files, "files")?.list();
            let options = Options::of(options)?;
            Ok(guard::give(Project(stageline::Project::from_files_with(files, options)?)))
        })
    }
}

/// Reads the whole project again. Questions asked afterwards are answered from the new state.
///
/// Errors: as `stageline_project_open`; the state that was read before then stays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_reload(
    project: *const Project,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            arg::handle(project, "project")?.0.reload()?;
            Ok(())
        })
    }
}

/// Reads the files again that lie at `count` paths relative to the root; the rest stays as it is.
///
/// Errors: as `stageline_project_reload`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_reload_paths(
    project: *const Project,
    paths: *const Text,
    count: usize,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::run(err, || {
            let project = arg::handle(project, "project")?;
            let paths = arg::texts(paths, count, "paths")?;
            project.0.reload_paths(&paths.into_iter().map(str::to_owned).collect::<Vec<_>>())?;
            Ok(())
        })
    }
}

/// The folder the project lies in, or `memory`; empty when `project` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_root(project: *const Project) -> Text {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(Text::EMPTY, || Ok(Text::of(&arg::handle(project, "project")?.0.root().path)))
    }
}

/// How the root was found; `STAGELINE_ROOT_FOUND_OTHER` when `project` is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_root_found(project: *const Project) -> RootFound {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::read(RootFound::Other, || {
            Ok(match arg::handle(project, "project")?.0.root().reason {
                RootReason::Given => RootFound::Given,
                RootReason::Variable => RootFound::Variable,
                RootReason::Ancestor => RootFound::Ancestor,
                RootReason::Memory => RootFound::Memory,
                _ => RootFound::Other,
            })
        })
    }
}

/// Pins the current state: the snapshot stays as it is, whatever happens to the files.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_snapshot(
    project: *const Project,
    out: *mut *mut Snapshot,
    err: *mut *mut Error,
) -> Status {
    // SAFETY: the caller keeps the contract of the header.
    unsafe {
        guard::call(out, err, || {
            Ok(guard::give(Snapshot(arg::handle(project, "project")?.0.snapshot())))
        })
    }
}

/// Frees `project`; does nothing when it is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn stageline_project_free(project: *mut Project) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { guard::take(project) }
}
