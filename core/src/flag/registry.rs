//! Ids: small numbers for the names of flags, attributes and environments.
//!
//! Names are only ever added, so an id means the same name in every snapshot of a project, and
//! what holds ids (handles, contexts) survives a reload.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;
use smol_str::SmolStr;

use super::observe::Observer;
use crate::condition::Path;

/// Names and their ids, which count from 0 in the order they were added.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    ids: HashMap<SmolStr, u32, FxBuildHasher>,
    names: Vec<SmolStr>,
}

impl Names {
    #[inline]
    pub(super) fn id(&self, name: &str) -> Option<u32> {
        self.ids.get(name).copied()
    }

    pub(super) fn name(&self, id: u32) -> &str {
        self.names.get(id as usize).map_or("", SmolStr::as_str)
    }

    /// The same, to be kept.
    pub(super) fn shared_name(&self, id: u32) -> SmolStr {
        self.names.get(id as usize).cloned().unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.iter().map(SmolStr::as_str)
    }
}

/// The id of a name, added if it is new.
pub(super) fn intern(names: &mut Arc<Names>, name: &str) -> u32 {
    if let Some(id) = names.id(name) {
        return id;
    }
    // Copies only where an older snapshot still reads it.
    let names = Arc::make_mut(names);
    let id = names.names.len() as u32;
    let name = SmolStr::from(name);
    names.names.push(name.clone());
    names.ids.insert(name, id);
    id
}

/// Makes room for so many names in all.
pub(super) fn reserve(names: &mut Arc<Names>, count: usize) {
    if let Some(more) = count.checked_sub(names.len()).filter(|more| *more > 0) {
        let names = Arc::make_mut(names);
        names.names.reserve(more);
        names.ids.reserve(more);
    }
}

/// The ids of one project.
#[derive(Debug, Clone)]
pub(super) struct Registry {
    pub(super) flags: Arc<Names>,
    pub(super) attributes: Arc<Names>,
    pub(super) environments: Arc<Names>,
    /// What the project notes of its answers. Its address says which project the ids belong to.
    pub(super) project: Arc<Observer>,
}

/// The id of the targeting key among the attributes.
pub(super) const TARGETING_KEY: u32 = 0;

/// What conditions and `by` call the targeting key.
pub(super) const TARGETING_KEY_NAME: &str = "targeting_key";

/// What OpenFeature calls it; the same attribute, so that one context means the same user anywhere.
const TARGETING_KEY_ALIAS: &str = "targetingKey";

impl Default for Registry {
    fn default() -> Self {
        let mut attributes = Arc::default();
        let id = intern(&mut attributes, TARGETING_KEY_NAME);
        Arc::make_mut(&mut attributes).ids.insert(TARGETING_KEY_ALIAS.into(), id);
        let empty = Arc::<Names>::default;
        Self { flags: empty(), attributes, environments: empty(), project: Arc::default() }
    }
}

/// The name an attribute's path is registered by: its segments joined by dots, where a segment that
/// holds a dot or a backtick itself is set apart.
pub(super) fn spelled<'s>(segments: impl Iterator<Item = &'s str>) -> String {
    let mut name = String::new();
    for segment in segments {
        if !name.is_empty() {
            name.push('.');
        }
        if segment.contains(['.', '`']) {
            name.extend(["`", &segment.replace('`', "``"), "`"]);
        } else {
            name.push_str(segment);
        }
    }
    name
}

/// The registered name of a condition's path.
pub(super) fn spelled_path(path: &Path) -> String {
    spelled(path.segments())
}
