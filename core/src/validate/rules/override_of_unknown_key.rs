//! Overrides of keys that are mistyped.

use super::super::context::Context;
use super::super::overrides::{Override, Owner};
use super::super::rule::{Found, rule};
use crate::value::{KeyPath, at};
use crate::yaml::{Data, Entry, Map, Node};

rule! {
    /// An override sets a key that nothing else has, one slip away from a key it inherits.
    ///
    /// Configuration may have any keys, so only near misses are told: one letter too many, too few,
    /// wrong or exchanged in a word of five letters or more, or another case or hyphen. Both keys
    /// must hold a value of one kind, and no other environment may use the new one.
    ///
    /// # Why it matters
    ///
    /// The override is a key that no application reads, and the inherited value stays in force.
    ///
    /// # Remedy
    ///
    /// Correct the key.
    ///
    /// # Example
    ///
    /// ```yaml
    /// # config/base.yaml
    /// base: {database: {pool_size: 10}}
    /// # config/production.yaml
    /// extends: base
    /// overrides: {database: {pool-size: 80}}   # meant: pool_size
    /// ```
    "override-of-unknown-key" in Layers, Warning, check
}

/// A map that gains more keys than this is data, and its keys are names.
const MOST_NEW_KEYS: usize = 16;

fn check(context: &Context<'_>, found: &mut Found) {
    for each in context.overrides() {
        walk(context, found, each, &each.over, &each.below, &mut KeyPath::root());
    }
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn walk(
    context: &Context<'_>,
    found: &mut Found,
    each: &Override<'_>,
    over: &Node,
    below: &Node,
    path: &mut KeyPath,
) {
    let (Data::Map(above), Data::Map(inherited)) = (&over.data, &below.data) else { return };
    let new = above.entries().iter().filter(|entry| inherited.get(&entry.key).is_none());
    if new.clone().count() <= MOST_NEW_KEYS {
        for entry in new {
            let Some(meant) = meant(entry, above, inherited) else { continue };
            path.push(entry.key.clone());
            if !is_used_elsewhere(context, each, path) {
                let message = format!("`{path}` of {} overrides nothing", each.owner);
                let finding = found.say(message).help(format!("did you mean `{}`?", meant.key));
                let finding = finding.within(&each.environment.name);
                let finding = finding.at(context.place(entry.key_span));
                let fix = context.respell(entry.key_span, &meant.key);
                found.add(finding.at(context.place(meant.key_span)).fix(fix));
            }
            path.pop();
        }
    }
    for entry in above.entries() {
        if let Some(beneath) = inherited.get(&entry.key) {
            path.push(entry.key.clone());
            walk(context, found, each, &entry.node, beneath, path);
            path.pop();
        }
    }
}

/// The inherited key that a new one is a slip of.
fn meant<'m>(entry: &Entry, above: &Map, inherited: &'m Map) -> Option<&'m Entry> {
    let fits = |known: &&Entry| {
        above.get(&known.key).is_none()
            && kind(&known.node) == kind(&entry.node)
            && is_slip(&entry.key, &known.key)
    };
    inherited.entries().iter().find(fits)
}

fn kind(node: &Node) -> u8 {
    match node.untagged().data {
        Data::Int(_) | Data::UInt(_) | Data::Float(_) => 0,
        Data::Bool(_) => 1,
        Data::Text(_) => 2,
        Data::List(_) => 3,
        Data::Map(_) => 4,
        Data::Null | Data::Tagged(_) => 5,
    }
}

/// Whether another environment has the key too, so that somebody means it.
fn is_used_elsewhere(context: &Context<'_>, each: &Override<'_>, path: &KeyPath) -> bool {
    let is_here = |node: &Node| each.over.span.contains(node.span);
    let elsewhere = |root: &Node| at(root, path).is_some_and(|node| !is_here(node));
    match each.owner {
        Owner::Service(name) => context.all().services.get(name).is_some_and(|service| {
            service.base.iter().chain(service.environments.values()).any(elsewhere)
        }),
        _ => context
            .configurations()
            .any(|(_, resolved)| resolved.is_ok_and(|resolved| elsewhere(resolved.root()))),
    }
}

/// Whether two keys differ by one slip of the keyboard, or only in case and hyphens.
fn is_slip(a: &str, b: &str) -> bool {
    let words =
        |key: &str| -> Vec<String> { key.split(['_', '-']).map(str::to_ascii_lowercase).collect() };
    let (a, b) = (words(a), words(b));
    if a.concat() == b.concat() {
        return true;
    }
    if a.len() != b.len() {
        return false;
    }
    let mut different = a.iter().zip(&b).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (different.next(), different.next()) else { return false };
    let long = a.chars().count().min(b.chars().count()) >= 5;
    long && is_one_edit(a, b)
}

/// One letter more, less, other, or two neighbours exchanged; digits and plurals are meant.
fn is_one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (a, b) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    if a.iter().chain(b).any(char::is_ascii_digit) {
        return false;
    }
    match a.len() - b.len() {
        0 => {
            let exchanged = a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
            a[1..] == b[1..] || exchanged
        }
        1 => a[1..] == *b && !(b.is_empty() && matches!(a, ['s'])),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_words() {
        for (a, b) in [
            ("pool-size", "pool_size"),
            ("poolSize", "pool_size"),
            ("tiemout", "timeout"),
            ("timeuot", "timeout"),
            ("replcas", "replicas"),
            ("max_reqests", "max_requests"),
        ] {
            assert!(is_slip(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("max_size", "min_size"),
            ("http_url", "https_url"),
            ("replica", "replicas"),
            ("host1", "host2"),
            ("primary1", "primary2"),
            ("cpu", "gpu"),
            ("read_timeout", "write_timeout"),
        ] {
            assert!(!is_slip(a, b), "{a} {b}");
        }
    }
}
