//! Which tool a file looks like, for those who name another one.

use super::Format;
use crate::yaml::{Data, Entry, Node};

/// The tool whose file this seems to be.
pub(super) fn guess(root: &Node) -> Option<Format> {
    if let Some(features) = root.child("features") {
        return match features.data {
            Data::List(_) => Some(Format::Unleash),
            Data::Map(_) => Some(Format::GrowthBook),
            _ => None,
        };
    }
    let flags = root.child("flags")?;
    if flags.as_list().is_some() {
        return Some(Format::Flagd);
    }
    let mut flags = flags.as_map()?.entries().iter();
    flags.find_map(|Entry { node: flag, .. }| {
        let has = |keys: [&str; 2]| keys.into_iter().any(|key| flag.child(key).is_some());
        match (has(["allocations", "variationType"]), has(["state", "variants"])) {
            (true, false) => Some(Format::Eppo),
            (false, true) => Some(Format::Flagd),
            _ => None,
        }
    })
}
