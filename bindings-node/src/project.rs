//! A project, seen from JavaScript: opening, finding, reloading, at once or as a promise.

use std::path::PathBuf;

use napi::Either;
use napi::bindgen_prelude::{AsyncTask, Function, Uint8Array};
use napi_derive::napi;
use stageline::yaml::Limits;
use stageline::{OpenOptions, Result};

use crate::comparison::{FixPlan, Judging};
use crate::document::written;
use crate::edit::Edit;
use crate::flags::{Exposures, Flags};
use crate::guard::guarded;
use crate::json::Keys;
use crate::snapshot::Snapshot;
use crate::thrown::Thrown;
use crate::watch::{Watch, WatchAsked};
use crate::work::{Work, promise};

/// How a project is opened; `lib/project.js` has checked the numbers.
#[napi(object)]
pub struct Options {
    /// Opens what it can.
    pub lenient: Option<bool>,
    /// Bytes of one file.
    pub file_bytes: Option<f64>,
    /// Values in one document.
    pub nodes: Option<f64>,
    /// Levels of nesting.
    pub depth: Option<f64>,
    /// Reads one person's own layers.
    pub local: Option<bool>,
    /// The names of what `${env:NAME}` may read.
    pub variable_names: Option<Vec<String>>,
    /// The text of each.
    pub variable_texts: Option<Vec<String>>,
    /// Takes those that are named like values as a layer.
    pub variable_overrides: Option<bool>,
}

impl Options {
    fn open(self) -> OpenOptions {
        // The numbers are safe integers that are not negative, so each cast keeps them.
        let mut limits = Limits::default();
        limits.file_bytes = self.file_bytes.map_or(limits.file_bytes, |n| n as u64);
        limits.nodes = self.nodes.map_or(limits.nodes, |n| n as u64);
        limits.depth = self.depth.map_or(limits.depth, |n| n as usize);
        let mut options = OpenOptions::new()
            .lenient(self.lenient.unwrap_or(false))
            .local(self.local.unwrap_or(false))
            .variable_overrides(self.variable_overrides.unwrap_or(false));
        options.limits = limits;
        match (self.variable_names, self.variable_texts) {
            (Some(names), Some(texts)) => options.variables(names.into_iter().zip(texts)),
            _ => options,
        }
    }
}

/// A project.
#[napi]
pub struct Project(stageline::Project);

/// Opens a folder.
#[napi(catch_unwind)]
pub fn open(root: String, options: Options) -> AsyncTask<Work<Project>> {
    promise(move || options.open().open(root).map(Project))
}

/// Opens a folder, at once.
#[napi(catch_unwind)]
pub fn open_sync(root: String, options: Options) -> napi::Result<Project, Thrown> {
    guarded(|| options.open().open(root).map(Project))
}

/// Finds a project from a folder upward. `variable` is what `STAGELINE_ROOT` says.
#[napi(catch_unwind)]
pub fn find(start: String, variable: Option<String>, options: Options) -> AsyncTask<Work<Project>> {
    promise(move || found(start, variable, options))
}

/// Finds a project, at once.
#[napi(catch_unwind)]
pub fn find_sync(
    start: String,
    variable: Option<String>,
    options: Options,
) -> napi::Result<Project, Thrown> {
    guarded(|| found(start, variable, options))
}

fn found(start: String, variable: Option<String>, options: Options) -> Result<Project> {
    let start = PathBuf::from(start);
    options.open().find_from(&start, variable.map(PathBuf::from)).map(Project)
}

/// Opens a project held as texts: paths, and the text of each.
#[napi(catch_unwind)]
pub fn from_files(
    paths: Vec<String>,
    texts: Vec<Either<String, Uint8Array>>,
    options: Options,
) -> napi::Result<Project, Thrown> {
    guarded(|| {
        let texts = texts.into_iter().map(|text| match text {
            Either::A(text) => text.into_bytes(),
            Either::B(bytes) => bytes.to_vec(),
        });
        let files = paths.into_iter().zip(texts);
        stageline::Project::from_files_with(files, options.open()).map(Project)
    })
}

#[napi]
impl Project {
    /// Where it lies, and how it was found.
    #[napi(catch_unwind)]
    pub fn root(&self) -> napi::Result<String, Thrown> {
        guarded(|| written(self.0.root(), Keys::Camel))
    }

    /// The current state.
    #[napi(catch_unwind)]
    pub fn snapshot(&self) -> napi::Result<Snapshot, Thrown> {
        guarded(|| Ok(Snapshot(self.0.snapshot())))
    }

    /// The feature flags of an environment; they follow reloads.
    #[napi(catch_unwind)]
    pub fn flags(&self, environment: String) -> napi::Result<Flags, Thrown> {
        guarded(|| Ok(Flags::new(self.0.environment(&environment)?.flags())))
    }

    /// Notes who is given what by flags, for a new reader alone.
    #[napi(catch_unwind)]
    pub fn exposures(&self, capacity: u32) -> napi::Result<Exposures, Thrown> {
        guarded(|| Ok(Exposures::new(self.0.exposures(capacity as usize))))
    }

    /// Begins or ends counting what flags give.
    #[napi(catch_unwind)]
    pub fn count_flags(&self, on: bool) -> napi::Result<(), Thrown> {
        guarded(|| {
            self.0.count_flags(on);
            Ok(())
        })
    }

    /// How often each flag gave what.
    #[napi(catch_unwind)]
    pub fn flag_counts(&self) -> napi::Result<String, Thrown> {
        guarded(|| written(&self.0.flag_counts(), Keys::Camel))
    }

    /// Follows the files; `heard` is told of each event on its event loop.
    #[napi(catch_unwind)]
    pub fn watch(
        &self,
        asked: WatchAsked,
        heard: Function<'_, String, ()>,
    ) -> napi::Result<Watch, Thrown> {
        Watch::begin(&self.0, &asked, heard)
    }

    /// Begins an edit.
    #[napi(catch_unwind)]
    pub fn edit(&self) -> napi::Result<Edit, Thrown> {
        guarded(|| Ok(Edit::of(&self.0)))
    }

    /// Plans how one environment can be made to say what another one says.
    #[napi(catch_unwind)]
    pub fn plan_fix(
        &self,
        from: String,
        to: String,
        asked: Judging,
    ) -> napi::Result<FixPlan, Thrown> {
        guarded(|| self.0.plan_fix(&from, &to, &asked.options()?).map(FixPlan::new))
    }

    /// Reads all files again, or the given ones.
    #[napi(catch_unwind)]
    pub fn reload(&self, paths: Option<Vec<String>>) -> AsyncTask<Work<Snapshot>> {
        let project = self.0.clone();
        promise(move || reloaded(&project, paths))
    }

    /// Reads all files again, or the given ones, at once.
    #[napi(catch_unwind)]
    pub fn reload_sync(&self, paths: Option<Vec<String>>) -> napi::Result<Snapshot, Thrown> {
        guarded(|| reloaded(&self.0, paths))
    }
}

fn reloaded(project: &stageline::Project, paths: Option<Vec<String>>) -> Result<Snapshot> {
    match paths {
        Some(paths) => project.reload_paths(&paths).map(Snapshot),
        None => project.reload().map(Snapshot),
    }
}
