//! How each section of this project is compared: what its settings and schemas say values mean.

use std::collections::HashMap;
use std::sync::Arc;

use super::Snapshot;
use crate::diff::{Options, Section};
use crate::source::relative_to;
use crate::validate::meanings;
use crate::value::{Meaning, PathPattern};

/// How to compare the sections of a project.
#[derive(Debug)]
pub(super) struct Comparing {
    common: Arc<Options>,
    /// Sections that something is said of that does not hold for all.
    own: HashMap<Section, Arc<Options>>,
}

impl Comparing {
    pub(super) fn of(now: &Snapshot) -> Self {
        let settings = &now.0.all.settings;
        let common = Options {
            merge_keys: now.0.keys.clone(),
            meanings: declared(now, |sections| sections.is_empty()),
            ..Options::default()
        };
        let limited = settings.compare.iter().any(|setting| !setting.sections.is_empty());
        let mut own = HashMap::new();
        for section in now.sections() {
            let schema = of_schema(now, &section);
            if schema.is_empty() && !limited {
                continue;
            }
            let named = declared(now, |sections| {
                sections.is_empty() || sections.iter().any(|name| section.is_called(name))
            });
            // What the settings say comes last, so that it counts.
            let meanings = schema.into_iter().chain(named).collect();
            own.insert(section, Arc::new(Options { meanings, ..common.clone() }));
        }
        Self { common: Arc::new(common), own }
    }

    pub(super) fn options(&self, section: &Section) -> &Arc<Options> {
        self.own.get(section).unwrap_or(&self.common)
    }
}

/// What the settings say values mean, in some sections.
fn declared(
    now: &Snapshot,
    about: impl Fn(&[crate::yaml::Spanned<String>]) -> bool,
) -> Vec<(PathPattern, Meaning)> {
    let settings = now.0.all.settings.compare.iter();
    let about = settings.filter(|setting| about(&setting.sections));
    about.map(|setting| (setting.path.value.clone(), setting.meaning)).collect()
}

/// What a service's schema says its values mean. A schema that cannot be used is a finding of
/// validation, and says nothing here.
fn of_schema(now: &Snapshot, section: &Section) -> Vec<(PathPattern, Meaning)> {
    let Section::Service(name) = section else { return Vec::new() };
    let path = now.0.all.settings.validation.schemas.get(name.as_str());
    let path = path.and_then(|path| relative_to("", &path.value).ok());
    let root = path.and_then(|path| now.0.all.trees.get(path.as_str()));
    root.map(meanings).unwrap_or_default()
}
