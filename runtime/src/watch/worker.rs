//! The thread: it waits for quiet, reloads, and tells what came of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Instant;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use stageline::error::{Error, Result};
use stageline::{Project, Snapshot};

use super::changes::{Changes, FOLDERS, changed, environments};
use super::events::{Queue, Reloaded, WatchEvent};
use super::links::Links;
use super::look::Look;
use super::options::WatchOptions;
use super::{still, unwatched};

/// What the thread waits for.
pub(super) enum Signal {
    /// The system tells of files.
    Files(notify::Result<notify::Event>),
    Stop,
}

pub(super) struct Worker {
    project: Project,
    /// Without links, as the system names files.
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    options: WatchOptions,
    /// What all files looked like, where the system does not tell of changes.
    look: Look,
    queue: Arc<Queue>,
    /// What the project does not have yet: it grows until a reload succeeds.
    pending: Changes,
    has_failed: bool,
    /// Folders of files that others name or lead to, beside the project's own.
    beside: BTreeSet<String>,
    /// What links lead to.
    links: Links,
}

impl Worker {
    /// Watches the folders; the rest is done by [`Worker::run`].
    pub(super) fn new(
        project: Project,
        root: PathBuf,
        watcher: Option<RecommendedWatcher>,
        options: &WatchOptions,
        queue: Arc<Queue>,
    ) -> Result<Self> {
        let mut worker = Self {
            project,
            root,
            watcher,
            options: options.clone(),
            look: Look::default(),
            queue,
            // Files may have changed since they were read.
            pending: Changes::everything(),
            has_failed: false,
            beside: BTreeSet::new(),
            links: Links::default(),
        };
        if let Some(watcher) = &mut worker.watcher {
            watcher.watch(&worker.root, RecursiveMode::NonRecursive).map_err(unwatched)?;
        }
        worker.watch_folders()?;
        worker.watch_beside(&worker.project.snapshot());
        Ok(worker)
    }

    /// Works until it is told to stop. However it ends, nobody waits for events any longer.
    pub(super) fn run(mut self, signals: &Receiver<Signal>) {
        struct End(Arc<Queue>);
        impl Drop for End {
            fn drop(&mut self) {
                self.0.stop();
            }
        }
        let _end = End(self.queue.clone());
        loop {
            still::work(|| {
                if !self.queue.is_stopped() {
                    self.reload();
                }
            });
            if !self.wait(signals) {
                return;
            }
        }
    }

    /// Waits for changes and for the quiet after them; whether there is something to do.
    fn wait(&mut self, signals: &Receiver<Signal>) -> bool {
        let mut first = None;
        let mut quiet = None;
        loop {
            let left = |until: Instant| until.saturating_duration_since(Instant::now());
            let signal = match quiet.map(left).or(self.options.polling()) {
                None => signals.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(time) => signals.recv_timeout(time),
            };
            match signal {
                Ok(Signal::Files(told)) => {
                    if self.pending.add(told, &self.root, &self.links) {
                        let now = Instant::now();
                        let longest = *first.get_or_insert(now) + self.options.longest();
                        quiet = Some((now + self.options.pause()).min(longest));
                    }
                }
                Err(RecvTimeoutError::Timeout) if quiet.is_some() => return true,
                Err(RecvTimeoutError::Timeout) => {
                    if self.look != Look::at(&self.root, &self.project.snapshot()) {
                        self.pending = Changes::everything();
                        quiet = Some(Instant::now() + self.options.pause());
                    }
                }
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    fn reload(&mut self) {
        // Before files are read, so that what comes into a new folder afterwards is told.
        if self.pending.everything
            && let Err(error) = self.watch_folders()
        {
            self.queue.put(WatchEvent::Failed(Arc::new(error)));
        }
        let before = self.project.snapshot();
        if self.options.polling().is_some() {
            self.look = Look::at(&self.root, &before);
        }
        match self.read() {
            Ok(after) => self.succeeded(&before, &after),
            Err(error) => {
                self.has_failed = true;
                self.queue.put(WatchEvent::Failed(Arc::new(error)));
            }
        }
    }

    fn read(&self) -> Result<Snapshot, Error> {
        match self.pending.everything {
            true => self.project.reload(),
            false => {
                let paths: Vec<String> = self.pending.paths.iter().cloned().collect();
                self.project.reload_paths(&paths)
            }
        }
    }

    fn succeeded(&mut self, before: &Snapshot, after: &Snapshot) {
        self.pending = Changes::default();
        let paths = changed(before, after);
        let was_failed = std::mem::take(&mut self.has_failed);
        // A link may lead to another file by now that says the same.
        self.watch_beside(after);
        if !paths.is_empty() || was_failed {
            let environments = environments(before, after, &paths);
            self.queue.put(WatchEvent::Reloaded(Reloaded { environments, paths }));
        }
    }

    /// Watches the project's folders. One that is there already is watched as before.
    fn watch_folders(&mut self) -> Result<()> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        for folder in FOLDERS {
            let folder = self.root.join(folder);
            if folder.is_dir() {
                watcher.watch(&folder, RecursiveMode::Recursive).map_err(unwatched)?;
            }
        }
        Ok(())
    }

    /// Watches the folders of files that others name, as by `extends`, and of those that links lead to.
    fn watch_beside(&mut self, snapshot: &Snapshot) {
        let Some(watcher) = &mut self.watcher else { return };
        self.links = Links::of(&self.root, snapshot);
        let files: Vec<_> = snapshot.sources().files().map(|file| file.path().clone()).collect();
        let folders = files.iter().filter_map(|file| file.rsplit_once('/'));
        for folder in folders.map(|(folder, _)| folder).chain(self.links.folders()) {
            let first = folder.split('/').next().unwrap_or_default();
            if FOLDERS.contains(&first) || !self.beside.insert(folder.to_owned()) {
                continue;
            }
            let folder: &Path = &self.root.join(folder);
            // It was read a moment ago; if it is gone, its file is told to be missing.
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
    }
}
