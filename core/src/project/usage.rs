//! Who has a say from one line of a file.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Serialize;
use smol_str::SmolStr;

use super::{Part, Snapshot};
use crate::config::{Effect, Layer, LayerKind, MergeKeys, Resolved, Word};
use crate::diff::entry_tree;
use crate::error::{Code, Error, Result, closest};
use crate::model::{Environment, Flag, FlagEntry};
use crate::source::{FileId, SourceFile, Span};
use crate::value::{KeyPath, leaves};

/// A value written on a line, where an environment has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Use {
    /// The environment.
    pub environment: String,
    /// The part of it.
    pub part: Part,
    /// The service, where the part is one.
    pub service: Option<String>,
    /// The path in the part; of a flag, its name and what lies below.
    pub path: KeyPath,
    /// Whether it counts there; otherwise something stronger says otherwise.
    pub wins: bool,
}

impl Snapshot {
    /// Every value that is written on a line (1-based), for each environment in which it has a
    /// say: in its record, its configuration, its services and its flags.
    ///
    /// A value over several lines, its key with it, is on each of them. A line that holds nothing
    /// but the key of a map or list has no value of its own. Environments whose parents cannot be
    /// told are left out.
    ///
    /// # Errors
    /// `E_FILE_NOT_FOUND` for a file that the project did not read.
    pub fn who_uses(&self, file: &str, line: u32) -> Result<Vec<Use>> {
        let Some(source) = self.sources().by_path(file) else {
            let paths = self.sources().files().map(|file| &**file.path());
            let message = "the project reads no such file".to_owned();
            let error = Error::new(Code::FileNotFound, message);
            return Err(match closest(file, paths) {
                near if near.is_empty() => error.help("name a file relative to the root"),
                near => error.suggest(near),
            });
        };
        let mut uses = Uses { line: Line { source, line }, found: Vec::new() };
        for environment in self.0.all.environments.values() {
            self.uses_in(environment, &mut uses);
        }
        Ok(uses.found)
    }

    fn uses_in(&self, environment: &Environment, uses: &mut Uses<'_>) {
        let name = &environment.name;
        let record = Layer::new(LayerKind::Record, name.clone(), environment.record_node.clone());
        let record = Resolved::new(Vec::new(), vec![record], &MergeKeys::new());
        uses.tree(environment, Part::Record, None, &record, &MergeKeys::new());
        if let Ok(layered) = self.0.layered_configuration(name) {
            uses.tree(environment, Part::Configuration, None, &layered, &self.0.keys);
        }
        for service in self.0.all.services.keys() {
            if let Ok(layered) = self.0.layered_service(name, service) {
                uses.tree(environment, Part::Service, Some(service), &layered, &self.0.keys);
            }
        }
        let Ok(mut nearest) = self.0.inheritance.lineage(name) else { return };
        nearest.reverse();
        for flag in self.0.all.flags.values() {
            uses.flag(environment, flag, &nearest);
        }
    }
}

/// A line of a file.
struct Line<'l> {
    source: &'l Arc<SourceFile>,
    line: u32,
}

impl Line<'_> {
    fn file(&self) -> FileId {
        self.source.id()
    }

    /// Whether a value, from its key to its end, stands on the line.
    fn holds(&self, key: Span, value: Span) -> bool {
        if value.file != self.file() {
            return false;
        }
        let own_key = key.file == value.file && key.end <= value.start;
        let start = if own_key { key.start } else { value.start };
        let text = self.source.text().get(value.start as usize..value.end as usize);
        let length = text.map_or(0, |text| text.trim_end().len() as u32);
        let place = self.source.place(start, value.start + length);
        place.line <= self.line && self.line <= place.end_line
    }
}

struct Uses<'l> {
    line: Line<'l>,
    found: Vec<Use>,
}

impl Uses<'_> {
    fn tree(
        &mut self,
        environment: &Environment,
        part: Part,
        service: Option<&SmolStr>,
        resolved: &Resolved,
        keys: &MergeKeys,
    ) {
        if !stands_in(resolved, self.line.file()) {
            return;
        }
        resolved.leaves(&KeyPath::root(), keys, &mut |leaf| {
            let here = |word: &&Word<'_>| word.is_said() && self.line.holds(word.key, word.span);
            let words: Vec<bool> = leaf
                .words
                .iter()
                .filter(here)
                .map(|word| word.effect != Effect::Overridden)
                .collect();
            if !words.is_empty() {
                let wins = words.contains(&true);
                self.add(environment, part, service, leaf.path.clone(), wins);
            }
        });
    }

    /// The entry of the nearest environment counts, else the flag's own.
    fn flag(&mut self, environment: &Environment, flag: &Flag, nearest: &[SmolStr]) {
        if flag.span.file != self.line.file() {
            return;
        }
        let own = nearest.iter().filter_map(|name| flag.environments.get(name));
        for (at, entry) in own.chain(flag.fallback.as_deref()).enumerate() {
            self.entry(environment, flag, entry, at == 0);
        }
        for (variant, node) in &flag.variants {
            if self.line.holds(Span::NONE, node.span) {
                let path = [flag.name.as_str(), "variants", variant].into_iter().collect();
                self.add(environment, Part::Flags, None, path, true);
            }
        }
    }

    fn entry(&mut self, environment: &Environment, flag: &Flag, entry: &FlagEntry, wins: bool) {
        let tree = entry_tree(entry);
        leaves(&tree, &mut |below, node| {
            let key = if below.is_empty() { entry.key_span } else { Span::NONE };
            if self.line.holds(key, node.span) {
                let path = std::iter::once(flag.name.as_str()).chain(below.keys()).collect();
                self.add(environment, Part::Flags, None, path, wins);
            }
        });
    }

    fn add(
        &mut self,
        environment: &Environment,
        part: Part,
        service: Option<&SmolStr>,
        path: KeyPath,
        wins: bool,
    ) {
        self.found.push(Use {
            environment: environment.name.to_string(),
            part,
            service: service.map(SmolStr::to_string),
            path,
            wins,
        });
    }
}

/// Whether a layer lies in a file.
fn stands_in(resolved: &Resolved, file: FileId) -> bool {
    let mut seen = HashSet::new();
    let mut waiting = vec![resolved];
    while let Some(next) = waiting.pop() {
        if next.own().iter().any(|layer| layer.node.span.file == file) {
            return true;
        }
        let parents = next.parents().iter().map(|parent| &**parent);
        waiting.extend(parents.filter(|parent| seen.insert(std::ptr::from_ref(*parent))));
    }
    false
}
