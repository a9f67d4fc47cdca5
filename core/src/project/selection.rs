//! Which parts of environments somebody wants compared, and which left out.

use super::Snapshot;
use crate::config::Resolved;
use crate::diff::{Options, Section, paths};
use crate::error::{Code, Error, Result, closest};
use crate::value::{KeyPath, PathPattern, at};
use crate::yaml::Node;

/// Parts of environments that can be named.
pub(super) const PARTS: [&str; 4] = ["record", "configuration", "services", "flags"];

/// Parts, services and paths by which a comparison is limited.
#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    sections: Vec<String>,
    excluded: Vec<String>,
    excluded_paths: Vec<PathPattern>,
}

impl Selection {
    /// Reads what is selected and what is left out among some environments.
    ///
    /// # Errors
    /// `E_USAGE` for a name that is no part and no service, or a path that none of them has.
    pub(super) fn read(
        now: &Snapshot,
        environments: &[&str],
        sections: &[String],
        exclude: &[String],
    ) -> Result<Self> {
        Self::read_beside(now, environments, sections, exclude, &[])
    }

    /// The same where paths may also be those of trees that no file of the project holds.
    ///
    /// # Errors
    /// As [`Selection::read`].
    pub(super) fn read_beside(
        now: &Snapshot,
        environments: &[&str],
        sections: &[String],
        exclude: &[String],
        trees: &[&Node],
    ) -> Result<Self> {
        let mut selection = Self::default();
        for name in sections {
            if !is_section(now, name) {
                let message = format!("`{name}` is no part of an environment and no service");
                return Err(unknown(
                    now,
                    name,
                    message,
                    "name `record`, `configuration`, `services`, `flags` or a service",
                ));
            }
            selection.sections.push(name.clone());
        }
        for word in exclude {
            // Secrets are never copied, whether anybody asks for that or not.
            if is_section(now, word) || word == "secrets" {
                selection.excluded.push(word.clone());
                continue;
            }
            let pattern = PathPattern::parse(word)?;
            let path = KeyPath::parse(word)?;
            let beside = trees.iter().any(|tree| fits(tree, &path, &pattern, &Options::default()));
            if !beside && !is_somewhere(now, environments, &path, &pattern)? {
                let message =
                    format!("`{word}` is no part, no service and no path of what is compared");
                return Err(unknown(
                    now,
                    word,
                    message,
                    "name `configuration`, `services`, `flags`, a service, or a path",
                ));
            }
            selection.excluded_paths.push(pattern);
        }
        Ok(selection)
    }

    /// Whether a section is among those that are compared, left out or not.
    pub(super) fn names(&self, section: &Section) -> bool {
        self.sections.is_empty() || self.sections.iter().any(|name| section.is_called(name))
    }

    /// Whether anything of a section is compared.
    pub(super) fn holds(&self, section: &Section) -> bool {
        self.names(section) && !self.excluded.iter().any(|name| section.is_called(name))
    }

    /// Whether a value is left out.
    pub(super) fn excludes(&self, section: &Section, path: &KeyPath) -> bool {
        !self.holds(section) || self.excluded_paths.iter().any(|pattern| pattern.covers(path))
    }
}

/// Whether a name means a part of environments, or a service.
pub(super) fn is_section(now: &Snapshot, name: &str) -> bool {
    PARTS.contains(&name)
        || now.0.all.services.contains_key(name.strip_prefix("service ").unwrap_or(name))
}

fn unknown(now: &Snapshot, name: &str, message: String, help: &str) -> Error {
    let services = now.service_names();
    let known = PARTS.into_iter().chain(services);
    let error = Error::new(Code::Usage, message).help(help);
    match closest(name, known) {
        near if near.is_empty() => error,
        near => error.suggest(near),
    }
}

/// Whether a pattern fits a value in the configuration, a service or the flags of one of these.
fn is_somewhere(
    now: &Snapshot,
    environments: &[&str],
    path: &KeyPath,
    pattern: &PathPattern,
) -> Result<bool> {
    for environment in environments {
        for section in now.sections() {
            let options = now.options_of(&section);
            let found = match &section {
                Section::Record => continue,
                Section::Flags => fits(&now.flags_of(environment)?, path, pattern, &options),
                Section::Configuration => {
                    let resolved = now.0.merged_environment(environment)?;
                    fits(resolved.merged(), path, pattern, &options)
                }
                Section::Service(name) => match now.0.merged_service(environment, name) {
                    Ok(resolved) => fits(Resolved::merged(&resolved), path, pattern, &options),
                    Err(error) if error.code() == Code::ServiceAbsent => false,
                    Err(error) => return Err(error),
                },
            };
            if found {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn fits(root: &Node, path: &KeyPath, pattern: &PathPattern, options: &Options) -> bool {
    let mut found = at(root, path).is_some();
    paths(root, options, &mut |path, _| {
        found |= pattern.matches(path);
        !found && pattern.may_match_below(path)
    });
    found
}
