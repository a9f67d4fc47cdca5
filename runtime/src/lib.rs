//! What acts for stageline: providers and drivers behind cargo features.
//!
//! | feature | what it brings |
//! | --- | --- |
//! | `live-files` | `FileLiveState` and `read_live`: what is running, from files |
//! | `watch` | `Watching`: projects that follow their files |
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "live-files")]
mod live;
#[cfg(feature = "watch")]
mod watch;

#[cfg(feature = "live-files")]
pub use live::{FileLiveState, read_live};
#[cfg(feature = "watch")]
pub use watch::{
    Reloaded, Watch, WatchEvent, WatchOptions, Watching, hold_watches, release_watches,
};
