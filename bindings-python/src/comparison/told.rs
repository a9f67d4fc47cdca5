//! An answer together with the files that its places point into, so that it can be reported.

use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use serde::{Serialize, Serializer};
use stageline::provider::LiveEnvironment;
use stageline::report::Sources;
use stageline::source::SourceMap;

/// An answer, and the files it speaks of. Everywhere but in reports it is the answer alone.
pub(crate) struct Told<T> {
    found: T,
    files: Files,
}

/// The files of both sides of a comparison.
#[derive(Clone, Default)]
pub(crate) struct Files {
    left: Option<Holder>,
    right: Option<Holder>,
}

/// Who holds the files of a side.
#[derive(Clone)]
pub(crate) enum Holder {
    Snapshot(stageline::Snapshot),
    Live(Arc<LiveEnvironment>),
}

impl From<&stageline::Snapshot> for Holder {
    fn from(snapshot: &stageline::Snapshot) -> Self {
        Self::Snapshot(snapshot.clone())
    }
}

impl From<&Arc<LiveEnvironment>> for Holder {
    fn from(live: &Arc<LiveEnvironment>) -> Self {
        Self::Live(live.clone())
    }
}

impl Holder {
    fn sources(&self) -> &SourceMap {
        match self {
            Self::Snapshot(snapshot) => snapshot.sources(),
            Self::Live(live) => live.sources(),
        }
    }
}

impl Files {
    /// The files that all sides stand in.
    pub(crate) fn of(both: &stageline::Snapshot) -> Self {
        Self::between(both, both)
    }

    /// The files of the left side and of the others.
    pub(crate) fn between(left: impl Into<Holder>, right: impl Into<Holder>) -> Self {
        Self { left: Some(left.into()), right: Some(right.into()) }
    }
}

impl<T> Told<T> {
    pub(crate) fn new(found: T, files: Files) -> Self {
        Self { found, files }
    }

    /// A part of it, which speaks of the same files.
    pub(crate) fn part<P>(&self, part: P) -> Told<P> {
        Told { found: part, files: self.files.clone() }
    }

    pub(crate) fn sources(&self) -> Sources<'_> {
        static NONE: LazyLock<SourceMap> = LazyLock::new(SourceMap::default);
        let of = |side| Option::map_or(side, &*NONE, Holder::sources);
        (of(self.files.left.as_ref()), of(self.files.right.as_ref())).into()
    }
}

impl<T> From<T> for Told<T> {
    /// An answer about files that are not at hand: reports have places, and not their lines.
    fn from(found: T) -> Self {
        Self::new(found, Files::default())
    }
}

impl<T> Deref for Told<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.found
    }
}

impl<T: Serialize> Serialize for Told<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.found.serialize(serializer)
    }
}
