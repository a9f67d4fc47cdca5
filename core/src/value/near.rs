//! What may have been meant by a path, or a pattern of paths, that fits nothing.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::{KeyPath, PathPattern};
use crate::error::closest;

/// So many answers are worth reading.
const MOST: usize = 3;

/// A path that something has.
pub(crate) struct KnownPath {
    /// The part it belongs to as rules name it: `configuration`, or a service.
    pub(crate) section: SmolStr,
    pub(crate) path: KeyPath,
    /// Whether nothing lies below it.
    pub(crate) is_leaf: bool,
}

/// What may have been meant.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Near {
    pub(crate) path: String,
    /// The part that was written as the path's beginning.
    pub(crate) section: Option<SmolStr>,
}

/// What may have been meant by a word, of which each fits a value that is known: another spelling of it,
/// what lies below, the same in the part that it begins with; else what is called nearly so or ends as
/// it does. What a pattern takes at its beginning (`**.`) and its end (`.*`, `.**`) stays.
pub(crate) fn near_paths(word: &str, known: &[KnownPath]) -> Vec<Near> {
    let everywhere = |path: String| Near { path, section: None };
    let quoted = known.iter().find(|it| it.is_leaf && is_joined_to(&it.path, word));
    if let Some(it) = quoted {
        return vec![everywhere(PathPattern::exact(&it.path).to_string())];
    }
    let spellings = spellings(word);
    if let Some(path) = spellings.iter().find_map(|word| fitting(word, None, known)) {
        return vec![everywhere(path)];
    }
    let sections: BTreeSet<&SmolStr> = known.iter().map(|it| &it.section).collect();
    for word in &spellings {
        let word = word.strip_prefix("services.").unwrap_or(word);
        for section in &sections {
            let below = word.strip_prefix(section.as_str()).and_then(|it| it.strip_prefix('.'));
            if let Some(path) = below.and_then(|word| fitting(word, Some(section), known)) {
                return vec![Near { path, section: Some((*section).clone()) }];
            }
        }
    }
    let alike = alike(word, known).into_iter();
    alike.filter_map(|word| fitting(&word, None, known)).map(everywhere).collect()
}

/// Whether a path is what was written but for quotes around keys with dots.
fn is_joined_to(path: &KeyPath, word: &str) -> bool {
    let mut rest = word;
    for (at, key) in path.keys().enumerate() {
        let after = if at == 0 { Some(rest) } else { rest.strip_prefix('.') };
        let Some(after) = after.and_then(|rest| rest.strip_prefix(key)) else { return false };
        rest = after;
    }
    rest.is_empty() && !path.is_empty()
}

/// The ways in which a word may have been meant: slashes for dots, an item without its dot, a position
/// or a key in brackets.
fn spellings(word: &str) -> Vec<String> {
    let dotted = word.trim_matches('/').replace('/', ".");
    let mut all = vec![word.to_owned()];
    for word in [word, &dotted] {
        let apart =
            word.replace("].", "]").replace(']', "].").replace(".[", "[").replace('[', ".[");
        let apart = apart.trim_matches('.').to_owned();
        let bare: Vec<&str> = apart.split('.').map(unbracketed).collect();
        let bare = bare.join(".");
        all.extend([word.to_owned(), apart, bare]);
    }
    let mut seen = BTreeSet::new();
    all.retain(|word| seen.insert(word.clone()));
    all
}

/// A key without brackets that name no item.
fn unbracketed(key: &str) -> &str {
    match key.strip_prefix('[').and_then(|key| key.strip_suffix(']')) {
        Some(inner) if !inner.is_empty() && !inner.contains(['=', '*', '"']) => inner,
        _ => key,
    }
}

/// The word as a pattern that fits a value, or what lies below it where that fits one.
fn fitting(word: &str, section: Option<&SmolStr>, known: &[KnownPath]) -> Option<String> {
    let deep = match word.strip_suffix(".*") {
        Some(above) => format!("{above}.**"),
        None => format!("{word}.**"),
    };
    let fits = |word: &String| {
        PathPattern::parse(word).is_ok_and(|pattern| {
            let mut here = known.iter().filter(|it| section.is_none_or(|name| it.section == *name));
            here.any(|it| it.is_leaf && pattern.matches(&it.path))
        })
    };
    let plain = (!word.ends_with(".*")).then(|| word.to_owned());
    plain.into_iter().chain([deep]).find(fits)
}

/// What is called nearly as a path, or ends as it does; a pattern with other signs is near to nothing.
fn alike(word: &str, known: &[KnownPath]) -> Vec<String> {
    let (head, core) = word.strip_prefix("**.").map_or(("", word), |core| ("**.", core));
    let tail = [".**", ".*"].into_iter().find(|tail| core.ends_with(tail)).unwrap_or_default();
    let core = &core[..core.len() - tail.len()];
    let (Ok(wanted), false) = (KeyPath::parse(core), core.contains(['*', '?'])) else {
        return Vec::new();
    };
    let wanted = wanted.as_slice();
    if wanted.is_empty() {
        return Vec::new();
    }
    let (mut alike, mut ending) = (BTreeSet::new(), BTreeSet::new());
    for KnownPath { path, .. } in known {
        let keys = path.as_slice();
        let Some(above) = keys.len().checked_sub(wanted.len()) else { continue };
        if above == 0 || !head.is_empty() {
            let last: KeyPath = keys[above..].iter().cloned().collect();
            alike.insert(PathPattern::exact(&last).to_string());
        } else if keys[above..] == *wanted && ending.len() < MOST {
            ending.insert(PathPattern::exact(path).to_string());
        }
    }
    let near = closest(core, alike.iter().map(String::as_str));
    let near = if near.is_empty() { ending.into_iter().collect() } else { near };
    near.into_iter().map(|near| format!("{head}{near}{tail}")).collect()
}

impl Near {
    /// As a remedy says it, in backticks.
    pub(crate) fn said(&self) -> String {
        match &self.section {
            Some(section) => format!("`{}` with `sections: [{section}]`", self.path),
            None => format!("`{}`", self.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<KnownPath> {
        let all = [
            ("api", "resources", false),
            ("api", "resources.limits", false),
            ("api", "resources.limits.cpu", true),
            ("api", "replicas", true),
            ("configuration", "database", false),
            ("configuration", "database.pool_size", true),
            ("configuration", "carriers", false),
            ("configuration", "carriers.[name=post]", false),
            ("configuration", "carriers.[name=post].cutoff", true),
            ("configuration", "items", false),
            ("configuration", "items.0", false),
            ("configuration", "items.0.v", true),
            ("configuration", "labels", false),
            ("configuration", "labels.\"app.kubernetes.io/name\"", true),
        ];
        let path = |text| KeyPath::parse(text).unwrap();
        let known = all.map(|(section, text, is_leaf)| KnownPath {
            section: section.into(),
            path: path(text),
            is_leaf,
        });
        known.into()
    }

    #[test]
    fn the_nearest_path_keeps_what_the_pattern_takes_around_it() {
        for (word, near) in [
            ("databse.pool_size", &["`database.pool_size`"][..]),
            ("resorces.**", &["`resources.**`"]),
            ("**.pol_size", &["`**.pool_size`"]),
            ("pool_size", &["`database.pool_size`"]),
            ("limits.cpu", &["`resources.limits.cpu`"]),
            ("nothing.alike", &[]),
            ("rexo*rces.**", &[]),
            ("\"", &[]),
            ("**", &["`**`"]),
        ] {
            let told: Vec<String> = near_paths(word, &known()).iter().map(Near::said).collect();
            assert_eq!(told, near, "{word}");
        }
    }

    #[test]
    fn other_spellings_are_understood_and_always_fit_something() {
        for (word, near) in [
            (
                "configuration.database.pool_size",
                "`database.pool_size` with `sections: [configuration]`",
            ),
            ("configuration.database", "`database.**` with `sections: [configuration]`"),
            ("api.replicas", "`replicas` with `sections: [api]`"),
            ("services.api.replicas", "`replicas` with `sections: [api]`"),
            ("carriers[name=post].cutoff", "`carriers.[name=post].cutoff`"),
            ("carriers[name=post]", "`carriers.[name=post].**`"),
            ("items[0].v", "`items.0.v`"),
            ("items.[0].v", "`items.0.v`"),
            ("database/*", "`database.**`"),
            ("database/pool_size", "`database.pool_size`"),
            ("/database/pool_size", "`database.pool_size`"),
            ("database", "`database.**`"),
            ("resources.*", "`resources.**`"),
            ("[database]", "`database.**`"),
            ("datbase", "`database.**`"),
            ("labels.app.kubernetes.io/name", "`labels.\"app.kubernetes.io/name\"`"),
        ] {
            let told: Vec<String> = near_paths(word, &known()).iter().map(Near::said).collect();
            assert_eq!(told, [near], "{word}");
        }
        for word in [
            "configuration",
            "api.database",
            "carriers[name=dhl].other.deep.x",
            "[]",
            "",
            "/",
            "a/**",
        ] {
            assert_eq!(near_paths(word, &known()), [], "{word}");
        }
    }
}
