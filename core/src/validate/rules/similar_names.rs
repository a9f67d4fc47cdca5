//! Names that people confuse.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::error::Place;

rule! {
    /// Two names of one kind are easily taken for each other.
    ///
    /// It compares the names of environments, services, tenants and flags, each among themselves,
    /// without regard to case and with look-alikes taken as equal: `0` and `o`, `1`, `i` and `l`,
    /// `rn` and `m`, `-` and `_`, and letters that are the same in Latin and Cyrillic print.
    ///
    /// # Why it matters
    ///
    /// A person who approves a promotion reads the name once.
    ///
    /// # Remedy
    ///
    /// Rename one of them.
    ///
    /// # Example
    ///
    /// `staging-1` and `staging-l`, or `new_checkout` and `new-checkout`.
    "similar-names" in Files, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    let environments = all.environments.values().map(|e| (e.name.as_str(), context.place(e.span)));
    pairs("environments", environments, found);
    let services = all.services.iter().map(|(name, service)| {
        let first = service.base.iter().chain(service.environments.values()).next();
        let file = first.map(|node| Place::file(context.path(node.span)));
        (name.as_str(), file)
    });
    pairs("services", services, found);
    let tenants = all.tenants.iter().map(|(name, (span, _))| (name.as_str(), context.place(*span)));
    pairs("tenants", tenants, found);
    let flags = all.flags.values().map(|flag| (flag.name.as_str(), context.place(flag.span)));
    pairs("flags", flags, found);
}

fn pairs<'n>(what: &str, names: impl Iterator<Item = (&'n str, Option<Place>)>, found: &mut Found) {
    let mut first: HashMap<String, (&str, Option<Place>)> = HashMap::new();
    for (name, place) in names {
        match first.get(&skeleton(name)) {
            Some((other, before)) => {
                let message = format!("the {what} `{other}` and `{name}` look alike");
                let finding = found.say(message).help("rename one of them");
                found.add(finding.at(place).at(before.clone()));
            }
            None => {
                first.insert(skeleton(name), (name, place));
            }
        }
    }
}

/// What a name looks like; names that look alike have the same.
fn skeleton(name: &str) -> String {
    let lower = name.chars().flat_map(char::to_lowercase).map(|c| match c {
        '0' | 'о' => 'o',
        '1' | 'i' | '|' | 'і' | 'ı' => 'l',
        '_' => '-',
        'а' => 'a',
        'с' => 'c',
        'е' => 'e',
        'р' => 'p',
        'х' => 'x',
        'у' => 'y',
        'ѕ' => 's',
        'ј' => 'j',
        other => other,
    });
    lower.collect::<String>().replace("rn", "m").replace("vv", "w")
}
