//! What has to be read again, as what the system tells adds up.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};
use std::sync::Arc;

use notify::EventKind;
use stageline::Snapshot;
use stageline::source::SourceFile;

use super::links::Links;

/// Files, or everything.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub(super) everything: bool,
    pub(super) paths: BTreeSet<String>,
}

impl Changes {
    pub(super) fn everything() -> Self {
        Self { everything: true, paths: BTreeSet::new() }
    }

    /// Takes in what the system tells; whether it concerns the project.
    pub(super) fn add(
        &mut self,
        told: notify::Result<notify::Event>,
        root: &Path,
        links: &Links,
    ) -> bool {
        let event = match told {
            Ok(event) => event,
            // Something was missed.
            Err(_) => return self.add_everything(),
        };
        if event.need_rescan() {
            return self.add_everything();
        }
        if let EventKind::Access(_) = event.kind {
            return false;
        }
        let mut concerns = false;
        for path in &event.paths {
            concerns |= self.add_path(path, root, links);
        }
        concerns
    }

    fn add_path(&mut self, path: &Path, root: &Path, links: &Links) -> bool {
        let Some(path) = relative(path, root) else { return self.add_everything() };
        let name = path.rsplit('/').next().unwrap_or_default();
        if let Some(names) = links.names(&path, root) {
            self.paths.extend(names.iter().cloned());
            return true;
        }
        // Hidden files are nobody's, but `..data` is how whole folders are exchanged at once.
        if name.starts_with('.') && !name.starts_with("..") {
            return false;
        }
        if name.ends_with(".yaml") || name.ends_with(".yml") {
            self.paths.insert(path);
            return true;
        }
        // Perhaps a folder that came or went. Beside the project's folders there is much else.
        let beside = !path.contains('/') && !FOLDERS.contains(&path.as_str());
        !beside && self.add_everything()
    }

    fn add_everything(&mut self) -> bool {
        self.everything = true;
        true
    }
}

/// The folders that a project's files lie in, or beside.
pub(super) const FOLDERS: [&str; 2] = ["config", "workflows"];

/// The path below the root, with `/`.
pub(super) fn relative(path: &Path, root: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let names = below.components().map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    Some(names.collect::<Option<Vec<_>>>()?.join("/"))
}

/// The paths of files that two snapshots read otherwise, in order.
pub(super) fn changed(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let files = |snapshot: &Snapshot| -> BTreeMap<Arc<str>, Arc<SourceFile>> {
        snapshot.sources().files().map(|file| (file.path().clone(), file.clone())).collect()
    };
    let (mut old, new) = (files(before), files(after));
    let mut changed: BTreeSet<String> = BTreeSet::new();
    for (path, file) in new {
        let same = |old: Arc<SourceFile>| Arc::ptr_eq(&old, &file) || old.text() == file.text();
        if !old.remove(&path).is_some_and(same) {
            changed.insert(path.to_string());
        }
    }
    changed.extend(old.into_keys().map(|path| path.to_string()));
    changed.into_iter().collect()
}

/// The environments that a change may reach, as they were and as they are.
pub(super) fn environments(before: &Snapshot, after: &Snapshot, paths: &[String]) -> Vec<String> {
    let entries = [before, after].map(|snapshot| snapshot.affected(paths).entries);
    let names: BTreeSet<String> =
        entries.into_iter().flatten().map(|entry| entry.environment).collect();
    names.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, Flag};
    use notify::{Event, EventKind};

    use super::*;

    fn told(path: &str) -> Event {
        Event::new(EventKind::Create(CreateKind::Any)).add_path(Path::new(path).to_owned())
    }

    fn added(event: Event) -> (bool, Changes) {
        let mut changes = Changes::default();
        let concerns = changes.add(Ok(event), Path::new("/p"), &Links::default());
        (concerns, changes)
    }

    #[test]
    fn files_are_read_by_path_and_folders_with_everything() {
        for (path, paths, everything) in [
            ("/p/config/a.yaml", vec!["config/a.yaml"], false),
            ("/p/stageline.yaml", vec!["stageline.yaml"], false),
            ("/p/config/services/api/a.yml", vec!["config/services/api/a.yml"], false),
            ("/p/config", vec![], true),
            ("/p/config/services/api", vec![], true),
            ("/p/config/..data", vec![], true),
            ("/elsewhere/a.yaml", vec![], true),
        ] {
            let (concerns, changes) = added(told(path));
            assert!(concerns, "{path}");
            let paths = paths.into_iter().map(str::to_owned).collect();
            assert_eq!(changes, Changes { everything, paths }, "{path}");
        }
    }

    #[test]
    fn what_is_nobodys_is_left_alone() {
        for path in ["/p/config/.a.yaml.swp", "/p/.git", "/p/README.md", "/p/target"] {
            assert_eq!(added(told(path)), (false, Changes::default()), "{path}");
        }
        let read = Event::new(EventKind::Access(AccessKind::Any));
        assert!(!added(read.add_path("/p/config/a.yaml".into())).0);
    }

    #[test]
    fn what_the_system_missed_is_read_with_everything() {
        let missed = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(added(missed), (true, Changes::everything()));
        let mut changes = Changes::default();
        assert!(changes.add(
            Err(notify::Error::generic("lost")),
            Path::new("/p"),
            &Links::default()
        ));
        assert!(changes.everything);
    }
}
