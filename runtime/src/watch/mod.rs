//! Following a project's files: who changes one sees the project reloaded, and hears what of.

mod changes;
mod events;
mod links;
mod look;
mod options;
mod still;
mod worker;

use std::mem;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use notify::{ErrorKind, RecommendedWatcher};
use stageline::Project;
use stageline::error::{Code, Error, Result};
use stageline::project::RootReason;

use self::events::Queue;
pub use self::events::{Reloaded, WatchEvent};
pub use self::options::WatchOptions;
pub use self::still::{hold_watches, release_watches};
use self::worker::{Signal, Worker};

/// Projects that are watched.
///
/// ```no_run
/// use stageline::Project;
/// use stageline_runtime::{WatchEvent, Watching};
///
/// # fn main() -> stageline::Result<()> {
/// let project = Project::open("deploy")?;
/// for event in project.watch()? {
///     match event {
///         WatchEvent::Reloaded(reloaded) => println!("{reloaded}"),
///         WatchEvent::Failed(error) => eprintln!("{error}"),
///         _ => {}
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub trait Watching {
    /// Follows the project's files until the watch is dropped: what changes is read again, and live
    /// flags and new snapshots have it, whether or not anybody takes the events.
    ///
    /// # Errors
    /// `E_USAGE` for a project that does not lie in a folder; `E_IO` where the folder cannot be watched.
    fn watch(&self) -> Result<Watch> {
        self.watch_with(WatchOptions::new())
    }

    /// The same with options.
    ///
    /// # Errors
    /// As [`Watching::watch`].
    fn watch_with(&self, options: WatchOptions) -> Result<Watch>;
}

impl Watching for Project {
    fn watch_with(&self, options: WatchOptions) -> Result<Watch> {
        Watch::new(self, &options)
    }
}

/// A project's files, watched for as long as this is there.
///
/// As an iterator it waits for the next event, and ends when the watch is stopped. Its thread does not
/// keep the process alive, and dropping it ends the thread. Up to [`Watch::MOST`] events wait; the oldest
/// make room for new ones.
///
/// It belongs to the process that began it. In one that is forked from that, no thread follows the files: the
/// project stays as it is there until it is reloaded or watched anew. What is left of the watch says so once,
/// as an event that has failed, and is stopped.
pub struct Watch {
    queue: Arc<Queue>,
    /// Gone once it has ended.
    worker: Option<Thread>,
    /// The process that began it.
    process: u32,
    /// Whether another process was told that it has no part in it.
    told: AtomicBool,
}

/// The thread that follows the files.
struct Thread {
    signals: Sender<Signal>,
    handle: JoinHandle<()>,
}

impl Watch {
    /// The most events that wait for somebody to take them.
    pub const MOST: usize = 1024;

    fn new(project: &Project, options: &WatchOptions) -> Result<Self> {
        let root = folder(project)?;
        let (signals, received) = channel();
        let watcher = watcher(options, signals.clone())?;
        let queue = Arc::new(Queue::new(Self::MOST));
        let worker = Worker::new(project.clone(), root, watcher, options, queue.clone())?;
        let handle = thread::Builder::new()
            .name("stageline-watch".to_owned())
            .spawn(move || worker.run(&received))
            .map_err(|cause| {
                Error::new(Code::Io, "the thread that watches files cannot be started").cause(cause)
            })?;
        let worker = Some(Thread { signals, handle });
        Ok(Self { queue, worker, process: process::id(), told: AtomicBool::new(false) })
    }

    /// Makes sure that this is the process that began the watch.
    ///
    /// # Errors
    /// `E_USAGE` in a process that was forked from it.
    pub fn ensure_own(&self) -> Result<()> {
        match self.is_own() {
            true => Ok(()),
            false => Err(Error::new(
                Code::Usage,
                "this watch belongs to the process that this one was forked from",
            )
            .help("watch the project anew in this process")),
        }
    }

    fn is_own(&self) -> bool {
        self.process == process::id()
    }

    /// The next event; `None` when no more come, or none in time. Elsewhere nothing of the watch is touched:
    /// its locks may be held for good by a thread that is not there.
    fn hear(&self, time: Option<Duration>) -> Option<WatchEvent> {
        match self.ensure_own() {
            Ok(()) => self.queue.take(time),
            Err(error) => {
                let is_told = self.told.swap(true, Ordering::Relaxed);
                (!is_told).then(|| WatchEvent::Failed(Arc::new(error)))
            }
        }
    }

    /// The next event, waited for this long at most. `None` then, or when the watch is stopped.
    pub fn next_within(&self, time: Duration) -> Option<WatchEvent> {
        self.hear(Some(time))
    }

    /// An event that is there already.
    pub fn try_next(&self) -> Option<WatchEvent> {
        self.next_within(Duration::ZERO)
    }

    /// Stops watching. Who waits for an event gets those that are there, and then none.
    pub fn stop(&self) {
        if !self.is_own() {
            return;
        }
        self.queue.stop();
        if let Some(worker) = &self.worker {
            // The thread may have ended already.
            let _ = worker.signals.send(Signal::Stop);
        }
    }

    /// Whether it was stopped, or belongs to another process.
    pub fn is_stopped(&self) -> bool {
        !self.is_own() || self.queue.is_stopped()
    }

    /// How many events made room for newer ones before anybody took them.
    pub fn missed(&self) -> u64 {
        if self.is_own() { self.queue.missed() } else { 0 }
    }
}

impl Iterator for Watch {
    type Item = WatchEvent;

    fn next(&mut self) -> Option<WatchEvent> {
        self.hear(None)
    }
}

impl Iterator for &Watch {
    type Item = WatchEvent;

    fn next(&mut self) -> Option<WatchEvent> {
        self.hear(None)
    }
}

/// Ends the thread. A reload that has begun is waited for.
impl Drop for Watch {
    fn drop(&mut self) {
        self.stop();
        match self.worker.take() {
            Some(worker) if self.is_own() => {
                // A panic there has ended the events already.
                let _ = worker.handle.join();
            }
            // Its thread is another process's: there is none to join, to detach, or to send to.
            worker => mem::forget(worker),
        }
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("stopped", &self.is_stopped()).finish_non_exhaustive()
    }
}

/// The project's folder, without links.
fn folder(project: &Project) -> Result<PathBuf> {
    let shown = &project.root().path;
    let in_memory = project.root().reason == RootReason::Memory;
    match Path::new(shown).canonicalize() {
        Ok(folder) if folder.is_dir() && !in_memory => Ok(folder),
        _ => Err(Error::new(Code::Usage, format!("`{shown}` is no folder that can be watched"))
            .help("open the project from its folder")),
    }
}

/// What tells of changes; nothing where files are looked at from time to time.
fn watcher(options: &WatchOptions, signals: Sender<Signal>) -> Result<Option<RecommendedWatcher>> {
    if options.polling().is_some() {
        return Ok(None);
    }
    let tell = move |event| {
        // The thread may have ended already.
        let _ = signals.send(Signal::Files(event));
    };
    notify::recommended_watcher(tell).map(Some).map_err(unwatched)
}

/// Why files cannot be watched.
fn unwatched(cause: notify::Error) -> Error {
    let help = match cause.kind {
        ErrorKind::MaxFilesWatch => "raise `fs.inotify.max_user_watches`, or watch by polling",
        _ => "watch by polling",
    };
    Error::new(Code::Io, "the project's files cannot be watched").help(help).cause(cause)
}
