//! Patterns of paths that the settings name, held against everything that environments have.

use std::collections::HashSet;

use super::context::Context;
use crate::config::merge_keys;
use crate::diff::{Options, Section, flag_tree, paths};
use crate::value::{KnownPath, PathPattern, near_paths};
use crate::yaml::{Node, Spanned};

/// A pattern, and where what it fits may stand.
pub(super) struct Wanted<'w> {
    pub(super) pattern: &'w PathPattern,
    /// Parts and services; all where none is named.
    pub(super) sections: &'w [Spanned<String>],
    /// Environments; all where none is named.
    pub(super) environments: Vec<&'w str>,
}

/// Parts of environments that can be named.
pub(super) const PARTS: [&str; 4] = ["record", "configuration", "services", "flags"];

/// Whether a name means a part of environments, or a service.
pub(super) fn is_section(context: &Context<'_>, name: &str) -> bool {
    let service = name.strip_prefix("service ").unwrap_or(name);
    PARTS.contains(&name) || context.all().services.contains_key(service)
}

impl Wanted<'_> {
    fn is_known(&self, context: &Context<'_>) -> bool {
        let environments = &context.all().environments;
        self.sections.iter().all(|name| is_section(context, name))
            && self.environments.iter().all(|name| environments.contains_key(*name))
    }

    fn is_about(&self, environment: &str, section: &Section) -> bool {
        (self.environments.is_empty() || self.environments.contains(&environment))
            && (self.sections.is_empty()
                || self.sections.iter().any(|name| section.is_called(name)))
    }
}

/// The remedy for a pattern that fits nothing where it should: what may have been meant among all paths
/// of all environments, or else what is given. `is_fitted` knows which values a pattern is to fit.
pub(super) fn or_near(
    context: &Context<'_>,
    pattern: &PathPattern,
    is_fitted: fn(&Node) -> bool,
    else_say: &str,
) -> String {
    /// Nobody mistyped one of more than these.
    const MOST: usize = 100_000;
    let (mut known, mut seen) = (Vec::new(), HashSet::new());
    let mut look = |section: Section, root: &Node| {
        let section = section.name();
        paths(root, &Options::default(), &mut |path, node| {
            // Environments mostly have the same.
            if seen.insert((section.clone(), path.clone())) {
                let (section, path) = (section.clone(), path.clone());
                known.push(KnownPath { section, path, is_leaf: is_fitted(node) });
            }
            known.len() < MOST
        });
    };
    for (environment, configuration) in context.configurations() {
        look(Section::Record, &environment.record_node);
        let configuration = configuration.iter();
        configuration.for_each(|resolved| look(Section::Configuration, resolved.root()));
        if let Ok(mut nearest) = context.inheritance().lineage(&environment.name) {
            nearest.reverse();
            look(Section::Flags, &flag_tree(context.all().flags.values(), &nearest));
        }
    }
    let services = context.services();
    services
        .for_each(|service| look(Section::Service(service.name.into()), service.resolved.root()));
    if known.iter().any(|it| pattern.matches(&it.path)) {
        return "such a value stands elsewhere: correct the sections or environments that it is \
                about, or remove it"
            .to_owned();
    }
    match near_paths(&pattern.to_string(), &known).first() {
        Some(near) => format!("did you mean {}?", near.said()),
        None => else_say.to_owned(),
    }
}

/// The positions of those patterns that fit nothing. None where something could not be read or
/// resolved: it may hold what they fit.
pub(super) fn unused(context: &Context<'_>, wanted: &[Wanted<'_>]) -> Vec<usize> {
    let unread = || context.is_unread(|path| path.starts_with("config/"));
    if wanted.is_empty() || unread() || context.lacks_service_file(|_| true) {
        return Vec::new();
    }
    let keys = merge_keys(context.all(), context.sources()).unwrap_or_default();
    let options = Options { merge_keys: keys, ..Options::default() };
    // Names that are not known are told by rules of their own.
    let known = |at: &usize| wanted[*at].is_known(context);
    let mut left: Vec<usize> = (0..wanted.len()).filter(known).collect();
    let mut look = |environment: &str, section: Section, root: &Node| {
        let about = |at: &usize| wanted[*at].is_about(environment, &section);
        let mut here: Vec<usize> = left.iter().copied().filter(about).collect();
        paths(root, &options, &mut |path, _| {
            here.retain(|at| !wanted[*at].pattern.matches(path));
            here.iter().any(|at| wanted[*at].pattern.may_match_below(path))
        });
        left.retain(|at| !wanted[*at].is_about(environment, &section) || here.contains(at));
        left.is_empty()
    };
    for (environment, configuration) in context.configurations() {
        let name = environment.name.as_str();
        let Ok(configuration) = configuration else { return Vec::new() };
        let Ok(mut nearest) = context.inheritance().lineage(name) else { return Vec::new() };
        nearest.reverse();
        let flags = flag_tree(context.all().flags.values(), &nearest);
        if look(name, Section::Record, &environment.record_node)
            || look(name, Section::Configuration, configuration.root())
            || look(name, Section::Flags, &flags)
        {
            return Vec::new();
        }
    }
    for service in context.services() {
        let section = Section::Service(service.name.into());
        if look(&service.environment.name, section, service.resolved.root()) {
            return Vec::new();
        }
    }
    if context.service_errors().next().is_some() { Vec::new() } else { left }
}
