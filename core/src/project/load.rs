//! Reading and parsing a project's files, side by side.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use rustc_hash::FxHashMap;

use super::OpenOptions;
use super::discover::MARKERS;
use crate::error::{Code, Error, Place, Result};
use crate::model::{Content, FileKind, ParsedFile};
use crate::source::{FOLDERS, FileId, Source, SourceFile};
use crate::yaml::{Limits, parse};

/// The files of a project as they were last read, and the ids their paths have for good.
#[derive(Debug, Clone, Default)]
pub(super) struct Files {
    pub(super) parsed: BTreeMap<Arc<str>, Arc<ParsedFile>>,
    ids: FxHashMap<Arc<str>, FileId>,
    /// Files that were read only since an `extends` names them.
    extended: BTreeSet<Arc<str>>,
    /// Files that could not be read or parsed.
    pub(super) failed: BTreeMap<Arc<str>, Failed>,
}

/// A file that could not be read or parsed: why, and its text where there is one to show.
#[derive(Debug, Clone)]
pub(super) struct Failed {
    pub(super) error: Arc<Error>,
    pub(super) file: Option<Arc<SourceFile>>,
}

/// Below this many files a second thread costs more than it brings.
const FILES_PER_THREAD: usize = 32;

impl Files {
    /// Reads every file of a source.
    ///
    /// # Errors
    /// `E_PROJECT_NOT_FOUND` when the source holds no project, or why it cannot be listed. Errors
    /// in single files are kept in `failed`.
    pub(super) fn load(source: &dyn Source, options: &OpenOptions) -> Result<Self> {
        Self::default().load_again(source, options)
    }

    /// Reads every file of the source anew; paths keep their ids.
    pub(super) fn load_again(&self, source: &dyn Source, options: &OpenOptions) -> Result<Self> {
        let mut paths = source.list()?;
        if !paths.iter().any(|path| MARKERS.contains(&path.as_str())) {
            let message = format!("`{}` holds no project", source.name());
            return Err(Error::new(Code::ProjectNotFound, message)
                .help("create `config/environments.yaml`, or name another folder"));
        }
        paths.retain(|path| options.local || !FileKind::is_local(path));
        paths.sort_unstable();
        let mut files = Self { ids: self.ids.clone(), ..Self::default() };
        files.read(source, options, paths);
        Ok(files)
    }

    /// Reads some paths again; those that are gone are forgotten. Settings say how large any file may
    /// be, so with them everything is read again.
    pub(super) fn reload(
        &mut self,
        source: &dyn Source,
        options: &OpenOptions,
        paths: &[String],
    ) -> Result<()> {
        if paths.iter().any(|path| FileKind::of(path) == FileKind::Settings) {
            *self = self.load_again(source, options)?;
            return Ok(());
        }
        let ours = |path: &String| options.local || !FileKind::is_local(path);
        let belongs = |path: &String| FileKind::of(path) != FileKind::Other || may_belong(path);
        let known = paths.iter().filter(|path| belongs(path) && ours(path));
        let also = paths.iter().filter(|path| {
            self.parsed.contains_key(path.as_str()) || self.failed.contains_key(path.as_str())
        });
        let mut paths: Vec<String> = known.chain(also).cloned().collect();
        paths.sort_unstable();
        paths.dedup();
        for path in &paths {
            self.parsed.remove(path.as_str());
            self.failed.remove(path.as_str());
        }
        self.read(source, options, paths);
        self.failed.retain(|_, failed| failed.error.code() != Code::FileNotFound);
        self.forget_unextended();
        Ok(())
    }

    /// Forgets files that were read only since an `extends` named them, where none does any more.
    fn forget_unextended(&mut self) {
        loop {
            let named: HashSet<String> =
                self.parsed.values().flat_map(|file| file.extended_paths()).collect();
            let gone = |path: &Arc<str>| !named.contains(&**path);
            let gone: Vec<Arc<str>> =
                self.extended.iter().filter(|path| gone(path)).cloned().collect();
            if gone.is_empty() {
                return;
            }
            for path in gone {
                self.extended.remove(&path);
                self.parsed.remove(&path);
                self.failed.remove(&path);
            }
        }
    }

    /// The text of a file, as it was read.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        let parsed = self.parsed.get(path).map(|parsed| &parsed.file);
        let failed = || self.failed.get(path)?.file.as_ref();
        parsed.or_else(failed).map(|file| file.text())
    }

    /// The files at some paths as they were and as they are now, if all of them are service files
    /// that were there, are still there, and hold nothing that does not fit.
    pub(super) fn changed_services(
        &self,
        source: &dyn Source,
        options: &OpenOptions,
        paths: &[String],
    ) -> Option<Vec<(Arc<ParsedFile>, Arc<ParsedFile>)>> {
        let fits = |file: &ParsedFile| {
            matches!(file.content, Content::Service(_)) && file.problems.is_empty()
        };
        let limits = self.settings(source, &options.limits, &[]);
        let changed = paths.iter().map(|path| {
            let (path, before) = self.parsed.get_key_value(path.as_str())?;
            let id = self.ids.get(path)?;
            let now = fits(before).then(|| read_file(source, path, *id, &limits).ok()).flatten()?;
            fits(&now).then(|| (before.clone(), Arc::new(now)))
        });
        changed.collect()
    }

    /// Keeps what [`Self::changed_services`] found.
    pub(super) fn replace(&mut self, changed: Vec<(Arc<ParsedFile>, Arc<ParsedFile>)>) {
        for (_, file) in changed {
            self.parsed.insert(file.file.path().clone(), file);
        }
    }

    fn read(&mut self, source: &dyn Source, options: &OpenOptions, paths: Vec<String>) {
        let limits = self.settings(source, &options.limits, &paths);
        let numbered: Vec<(Arc<str>, FileId)> =
            paths.into_iter().map(|path| self.number(path.into())).collect();
        let processors = || thread::available_parallelism().map_or(1, NonZero::get);
        let threads = options.threads.unwrap_or_else(processors);
        let threads = threads.min(numbered.len() / FILES_PER_THREAD).clamp(1, 8);
        let chunk = numbered.len().div_ceil(threads).max(1);
        let read = |files: &[(Arc<str>, FileId)]| -> Vec<_> {
            files
                .iter()
                .map(|(path, id)| (path.clone(), read_file(source, path, *id, &limits)))
                .collect()
        };
        let results: Vec<_> = match threads {
            1 => read(&numbered),
            _ => thread::scope(|scope| {
                let running: Vec<_> =
                    numbered.chunks(chunk).map(|files| scope.spawn(|| read(files))).collect();
                running
                    .into_iter()
                    .flat_map(|thread| match thread.join() {
                        Ok(results) => results,
                        Err(panic) => std::panic::resume_unwind(panic),
                    })
                    .collect()
            }),
        };
        for (path, result) in results {
            self.keep(path, result);
        }
        self.read_extended(source, options, &limits);
    }

    /// Reads files that `extends` names and no list holds, until none is missing.
    fn read_extended(&mut self, source: &dyn Source, options: &OpenOptions, limits: &Limits) {
        let mut absent: HashSet<String> = HashSet::new();
        loop {
            let mut missing: Vec<String> = Vec::new();
            for file in self.parsed.values() {
                missing.extend(file.extended_paths());
            }
            missing.retain(|path| {
                (options.local || !FileKind::is_local(path))
                    && !self.parsed.contains_key(path.as_str())
                    && !self.failed.contains_key(path.as_str())
                    && !absent.contains(path)
            });
            missing.sort_unstable();
            missing.dedup();
            if missing.is_empty() {
                return;
            }
            for path in missing {
                let (path, id) = self.number(path.into());
                match read_file(source, &path, id, limits) {
                    // The `extends` that names it says so, for its environment alone.
                    Err(failed) if failed.error.code() == Code::FileNotFound => {
                        absent.insert(path.to_string());
                    }
                    result => {
                        self.extended.insert(path.clone());
                        self.keep(path, result);
                    }
                }
            }
        }
    }

    fn keep(&mut self, path: Arc<str>, result: Result<ParsedFile, Failed>) {
        match result {
            Ok(file) => {
                self.parsed.insert(path, Arc::new(file));
            }
            Err(failed) => {
                self.failed.insert(path, failed);
            }
        }
    }

    /// The limits, with what `stageline.yaml` says of them.
    fn settings(&self, source: &dyn Source, limits: &Limits, paths: &[String]) -> Limits {
        let parsed = |content: &Content| match content {
            Content::Settings(settings) => Some(settings.limits.over(limits)),
            _ => None,
        };
        if paths.iter().any(|path| path == MARKERS[0]) {
            let read = read_file(source, &MARKERS[0].into(), FileId::NONE, limits);
            return read.ok().and_then(|file| parsed(&file.content)).unwrap_or(limits.clone());
        }
        let known = self.parsed.get(MARKERS[0]);
        known.and_then(|file| parsed(&file.content)).unwrap_or_else(|| limits.clone())
    }

    fn number(&mut self, path: Arc<str>) -> (Arc<str>, FileId) {
        let next = FileId(self.ids.len() as u32);
        let id = *self.ids.entry(path.clone()).or_insert(next);
        (path, id)
    }
}

/// Whether a folder would list a file: what is odd is told, wherever it turns up.
fn may_belong(path: &str) -> bool {
    let listed = FOLDERS
        .iter()
        .any(|folder| path.strip_prefix(folder).is_some_and(|below| below.starts_with('/')));
    listed && (path.ends_with(".yaml") || path.ends_with(".yml"))
}

fn read_file(
    source: &dyn Source,
    path: &Arc<str>,
    id: FileId,
    limits: &Limits,
) -> Result<ParsedFile, Failed> {
    let unread = |error: Error| Failed { error: Arc::new(error), file: None };
    let limit = limits.file_bytes.min(u64::from(u32::MAX - 1));
    let bytes = source.read(path, limit).map_err(unread)?;
    let text = String::from_utf8(bytes).map_err(|e| unread(not_utf8(path, e.as_bytes())))?;
    let file = Arc::new(SourceFile::new(id, path.clone(), text));
    match parse(&file, limits) {
        Ok(root) => Ok(Content::read(file, root)),
        Err(error) => Err(Failed { error: Arc::new(error), file: Some(file) }),
    }
}

fn not_utf8(path: &Arc<str>, bytes: &[u8]) -> Error {
    let utf16 = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let message = match utf16 {
        true => format!("the file `{path}` is UTF-16"),
        false => format!("the file `{path}` is not UTF-8"),
    };
    // The line of the first bad byte; its column has no meaning in another encoding.
    let good = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let line = good.matches('\n').count() as u32 + 1;
    Error::new(Code::Encoding, message).help("save it as UTF-8").at(Place::range(
        path.clone(),
        (line, 1),
        (line, 1),
    ))
}
