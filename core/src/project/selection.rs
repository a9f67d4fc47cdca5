//! Which parts and paths of environments somebody wants compared, and which left out.

use std::cell::OnceCell;

use super::Snapshot;
use crate::config::Resolved;
use crate::diff::{Options, Section, Side, is_leaf, paths};
use crate::error::{Code, Error, Result, closest};
use crate::value::{KeyPath, KnownPath, Near, PathPattern, at, near_paths};
use crate::yaml::Node;

/// Parts of environments that can be named.
pub(super) const PARTS: [&str; 4] = ["record", "configuration", "services", "flags"];

/// What of values is never copied.
const SECRETS: &str = "secrets";

/// Parts, services and paths by which a comparison is limited.
#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    sections: Vec<String>,
    paths: Vec<PathPattern>,
    excluded: Vec<String>,
    excluded_paths: Vec<PathPattern>,
}

impl Selection {
    /// Reads what is selected and what is left out among some environments.
    ///
    /// # Errors
    /// `E_USAGE` for a name that is no part and no service, or a path that none of them has, and
    /// where nothing is left to compare of what is asked for.
    pub(super) fn read(
        now: &Snapshot,
        environments: &[&str],
        sections: &[String],
        exclude: &[String],
    ) -> Result<Self> {
        Self::read_beside(now, environments, sections, exclude, &[])
    }

    /// The same of values that are to be copied. Secrets never are, whether anybody leaves them out or
    /// not.
    ///
    /// # Errors
    /// As [`Selection::read`].
    pub(super) fn read_to_copy(
        now: &Snapshot,
        environments: &[&str],
        sections: &[String],
        exclude: &[String],
    ) -> Result<Self> {
        let exclude: Vec<String> = exclude
            .iter()
            .filter(|word| is_section(now, word) || *word != SECRETS)
            .cloned()
            .collect();
        Self::read(now, environments, sections, &exclude)
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
        for word in sections {
            match is_section(now, word) {
                true => selection.sections.push(word.clone()),
                false => selection.paths.push(pattern(now, environments, trees, word)?),
            }
        }
        for word in exclude {
            match is_section(now, word) {
                true => selection.excluded.push(word.clone()),
                false => selection.excluded_paths.push(pattern(now, environments, trees, word)?),
            }
        }
        let asked = Self { excluded: Vec::new(), excluded_paths: Vec::new(), ..selection.clone() };
        // A project without services has none to compare, and nobody left them out.
        match selection.is_empty(now) && !asked.is_empty(now) {
            true => {
                let error = Error::new(Code::Usage, "nothing is left to compare");
                Err(error.help("leave out less than what is asked for"))
            }
            false => Ok(selection),
        }
    }

    /// Whether everything that is asked for is left out, too.
    fn is_empty(&self, now: &Snapshot) -> bool {
        let left_out = |pattern: &PathPattern| {
            let text = pattern.to_string();
            let path = KeyPath::parse(&text).ok();
            let covers = |other: &PathPattern| {
                other.to_string() == text || path.as_ref().is_some_and(|path| other.covers(path))
            };
            self.excluded_paths.iter().any(covers)
        };
        let paths = !self.paths.is_empty() && self.paths.iter().all(left_out);
        paths || !now.sections().iter().any(|section| self.holds(section))
    }

    /// The parts and services that a rule names.
    ///
    /// # Errors
    /// `E_USAGE` for a name that is no part and no service.
    pub(super) fn check_sections(now: &Snapshot, sections: &[String]) -> Result<()> {
        match sections.iter().find(|name| !is_section(now, name)) {
            None => Ok(()),
            Some(name) => {
                let message = format!("`{name}` is no part of an environment and no service");
                let help = "name `record`, `configuration`, `services`, `flags` or a service";
                Err(Error::new(Code::Usage, message).help(help).suggest(near_sections(now, name)))
            }
        }
    }

    /// Whether a value is among those that are compared: it lies at a path that is asked for, or
    /// below one, or one of its sides holds what lies there.
    pub(super) fn is_about<'n>(
        &self,
        path: &KeyPath,
        sides: impl Iterator<Item = Option<&'n Node>>,
    ) -> bool {
        // Of a service that is missing as a whole, every path is missing.
        if path.is_empty() || self.is_exactly_about(path) {
            return true;
        }
        let sides: Vec<&Node> = sides.flatten().collect();
        self.paths.iter().any(|pattern| {
            pattern.may_match_below(path)
                && sides.iter().any(|side| holds_below(side, path, pattern))
        })
    }

    /// Whether a value lies at a path that is asked for, or below one.
    pub(super) fn is_exactly_about(&self, path: &KeyPath) -> bool {
        self.paths.is_empty() || self.paths.iter().any(|pattern| pattern.covers(path))
    }

    /// Whether a difference is left out, or none that is asked for.
    pub(super) fn leaves_out(
        &self,
        section: &Section,
        path: &KeyPath,
        sides: [Option<&Side>; 2],
    ) -> bool {
        let values = sides.map(|side| side.and_then(|side| side.value.as_ref()));
        self.excludes(section, path) || !self.is_about(path, values.into_iter())
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

/// Reads a pattern that must fit something in one of these environments, or in a tree beside them.
///
/// # Errors
/// `E_USAGE` for what is none, and for one that fits nothing.
fn pattern(
    now: &Snapshot,
    environments: &[&str],
    trees: &[&Node],
    word: &str,
) -> Result<PathPattern> {
    let (pattern, path) = (PathPattern::parse(word)?, KeyPath::parse(word)?);
    let mut found = trees.iter().any(|tree| fits(tree, &path, &pattern, &Options::default()));
    if !found {
        each_tree(now, environments, &mut |section, tree| {
            found = fits(tree, &path, &pattern, &now.options_of(section));
            !found
        })?;
    }
    if found {
        return Ok(pattern);
    }
    let message = format!("`{word}` is no part, no service and no path of what is compared");
    if word == SECRETS {
        return Err(Error::new(Code::Usage, message).help("name their paths, as in `**.password`"));
    }
    let help = "name `record`, `configuration`, `services`, `flags`, a service, or a path";
    let near = match near_sections(now, word) {
        near if near.is_empty() => {
            let near = near_paths(word, &known_paths(now, environments)?);
            near.into_iter().map(|near| near.path).collect()
        }
        near => near,
    };
    Err(Error::new(Code::Usage, message).help(help).suggest(near))
}

fn near_sections(now: &Snapshot, name: &str) -> Vec<String> {
    closest(name, PARTS.into_iter().chain(now.service_names()))
}

/// What of the paths that some environments have may be meant by one that fits nothing.
pub(super) fn near_known<'n>(
    now: &'n Snapshot,
    environments: &'n [&'n str],
) -> impl Fn(&PathPattern) -> Option<Near> + 'n {
    let known = OnceCell::new();
    move |pattern| {
        let known: &Vec<KnownPath> =
            known.get_or_init(|| known_paths(now, environments).unwrap_or_default());
        // What stands there is only the same everywhere.
        if known.iter().any(|it| it.is_leaf && pattern.matches(&it.path)) {
            return None;
        }
        near_paths(&pattern.to_string(), known).into_iter().next()
    }
}

/// The paths of everything that these environments have.
fn known_paths(now: &Snapshot, environments: &[&str]) -> Result<Vec<KnownPath>> {
    /// Nobody mistyped one of more than these.
    const MOST: usize = 100_000;
    let mut known = Vec::new();
    each_tree(now, environments, &mut |section, tree| {
        let name = section.name();
        paths(tree, &now.options_of(section), &mut |path, node| {
            let is_leaf = is_leaf(node);
            known.push(KnownPath { section: name.clone(), path: path.clone(), is_leaf });
            known.len() < MOST
        });
        known.len() < MOST
    })?;
    Ok(known)
}

/// Calls `visit` with what is written in each part of some environments, until it has seen enough.
fn each_tree(
    now: &Snapshot,
    environments: &[&str],
    visit: &mut dyn FnMut(&Section, &Node) -> bool,
) -> Result<()> {
    for environment in environments {
        for section in now.sections() {
            let goes_on = match &section {
                Section::Record => visit(&section, now.record_of(environment)?.root()),
                Section::Flags => visit(&section, &now.flags_of(environment)?),
                Section::Configuration => {
                    visit(&section, now.0.merged_environment(environment)?.merged())
                }
                Section::Service(name) => match now.0.merged_service(environment, name) {
                    Ok(resolved) => visit(&section, Resolved::merged(&resolved)),
                    Err(error) if error.code() == Code::ServiceAbsent => true,
                    Err(error) => return Err(error),
                },
            };
            if !goes_on {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Whether what stands at a path holds something, below it, that a pattern fits.
fn holds_below(root: &Node, at: &KeyPath, pattern: &PathPattern) -> bool {
    let mut found = false;
    paths(root, &Options::default(), &mut |below, _| {
        let path: KeyPath = at.keys().chain(below.keys()).collect();
        found |= pattern.matches(&path);
        !found && pattern.may_match_below(&path)
    });
    found
}

fn fits(root: &Node, path: &KeyPath, pattern: &PathPattern, options: &Options) -> bool {
    let mut found = at(root, path).is_some();
    paths(root, options, &mut |path, _| {
        found |= pattern.matches(path);
        !found && pattern.may_match_below(path)
    });
    found
}

#[cfg(test)]
mod tests {
    use crate::diff::DiffOptions;
    use crate::drift::DriftOptions;
    use crate::{Code, Project, Snapshot};

    fn snapshot() -> Snapshot {
        let project = Project::from_files([
            ("config/environments.yaml", "environments: {a: {tier: x}, b: {tier: y}, c: {}}"),
            (
                "config/a.yaml",
                "overrides: {retry: {times: 1, wait: 2}, pool: {size: 1, limits: {cpu: 1}}}",
            ),
            ("config/b.yaml", "overrides: {retry: {times: 3, wait: 4}}"),
            ("config/services/api/a.yaml", "api: {replicas: 1, retry: {times: 1}}"),
            ("config/services/api/b.yaml", "api: {replicas: 2, retry: {times: 2}}"),
            ("config/services/web/a.yaml", "web: {replicas: 1}"),
            (
                "stageline.yaml",
                "drift: {rules: [{path: rety.times, expected: true, reason: r}, {path: times, expected: true, reason: r}, {path: tier, environments: [c], expected: true, reason: r}]}",
            ),
        ]);
        project.unwrap().snapshot()
    }

    fn differences(options: &DiffOptions) -> Vec<String> {
        let diff = snapshot().diff_where("a", "b", options).unwrap();
        let told = diff.sections.iter().flat_map(|section| {
            let missing = section.missing_in.iter().map(|_| section.section.to_string());
            let found = section.differences.iter();
            missing.chain(found.map(|found| format!("{} {}", section.section, found.path)))
        });
        told.collect()
    }

    #[test]
    fn parts_and_paths_that_are_asked_for_are_compared_alone() {
        let only = |words: &[&str]| differences(&DiffOptions::new().sections(words.to_vec()));
        let all = only(&[]);
        assert_eq!(all.len(), 7, "{all:?}");
        // A service that is missing as a whole lacks every path.
        let retry = ["configuration retry.times", "service api retry.times", "service web"];
        assert_eq!(only(&["**.times"]), retry);
        assert_eq!(only(&["retry.times", "configuration"]), retry[..1]);
        assert_eq!(only(&["tier"]), ["record tier", "service web"]);
        // What is missing with its parent is told by the parent.
        assert_eq!(only(&["pool.limits.cpu", "configuration"]), ["configuration pool"]);
        let without = DiffOptions::new().exclude(["web", "retry", "record", "**.replicas"]);
        assert_eq!(differences(&without), ["configuration pool"]);
        let drift = DriftOptions::new().sections(["retry.*"]);
        let report = snapshot().drift_with("a", &["b"], &drift).unwrap();
        assert_eq!(report.items.iter().filter(|item| !item.path.is_empty()).count(), 3);
        let survey = snapshot().compare_with(&["a", "b"], &drift).unwrap();
        assert_eq!(survey.rows.iter().filter(|row| !row.path.is_empty()).count(), 3);
    }

    #[test]
    fn what_fits_nothing_is_refused_with_what_may_be_meant() {
        for (word, near) in [
            ("retyr.times", &["retry.times"][..]),
            ("rety.**", &["retry.**"]),
            ("size", &["pool.size"]),
            ("servces", &["services"]),
            ("nothing", &[]),
        ] {
            for options in [DiffOptions::new().sections([word]), DiffOptions::new().exclude([word])]
            {
                let error = snapshot().diff_where("a", "b", &options).unwrap_err();
                assert_eq!(error.code(), Code::Usage);
                assert_eq!(error.suggestions(), near, "{word}");
            }
        }
    }

    #[test]
    fn what_leaves_nothing_to_compare_is_refused() {
        let every = ["record", "configuration", "services", "flags"];
        for (only, without) in [
            (&["configuration", "record"][..], &["record", "configuration"][..]),
            (&["api"], &["services"]),
            (&[], &every),
            (&["retry.times"], &["retry"]),
            (&["retry.**"], &["retry.**"]),
        ] {
            let options = DiffOptions::new().sections(only.to_vec()).exclude(without.to_vec());
            let error = snapshot().diff_where("a", "b", &options).unwrap_err();
            assert_eq!(error.code(), Code::Usage, "{only:?}");
            assert_eq!(error.message(), "nothing is left to compare", "{only:?}");
            let drift = DriftOptions::new().sections(only.to_vec()).exclude(without.to_vec());
            assert!(snapshot().drift_with("a", &["b"], &drift).is_err(), "{only:?}");
            assert!(snapshot().compare_with(&["a", "b"], &drift).is_err(), "{only:?}");
        }
        for (only, without) in [(&["retry"][..], &["retry.times"][..]), (&["services"], &["api"])] {
            let options = DiffOptions::new().sections(only.to_vec()).exclude(without.to_vec());
            assert!(!differences(&options).is_empty(), "{only:?}");
        }
        // Only a copy knows of secrets.
        let secrets = DiffOptions::new().exclude(["secrets"]);
        assert_eq!(snapshot().diff_where("a", "b", &secrets).unwrap_err().code(), Code::Usage);
    }

    #[test]
    fn a_rule_that_fits_nothing_says_what_may_be_meant() {
        let findings = snapshot().drift("a", &["b"]).unwrap().findings;
        let told: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            told,
            [
                "the rule `project/1` fits nothing that was compared; did you mean `retry.times`?",
                "the rule `project/2` fits nothing that was compared; did you mean `retry.times`?",
            ]
        );
    }
}
