//! What may have been meant by a path, or a pattern of paths, that fits nothing.

use std::collections::BTreeSet;

use super::{KeyPath, PathPattern};
use crate::error::closest;

/// So many answers are worth reading.
const MOST: usize = 3;

/// What is called nearly as a path among those that are known, or ends as it does. What a pattern takes
/// at its beginning (`**.`) and its end (`.*`, `.**`) stays; another pattern is near to nothing.
pub(crate) fn near_paths<'p>(
    word: &str,
    known: impl IntoIterator<Item = &'p KeyPath>,
) -> Vec<String> {
    let (head, core) = word.strip_prefix("**.").map_or(("", word), |core| ("**.", core));
    let tail = [".**", ".*"].into_iter().find(|tail| core.ends_with(tail)).unwrap_or_default();
    let core = &core[..core.len() - tail.len()];
    let (Ok(wanted), false) = (KeyPath::parse(core), core.contains(['*', '?'])) else {
        return Vec::new();
    };
    let wanted = wanted.as_slice();
    let (mut alike, mut ending) = (BTreeSet::new(), BTreeSet::new());
    for path in known {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_path_keeps_what_the_pattern_takes_around_it() {
        let known = ["resources", "resources.limits.cpu", "database.pool_size", "replicas"];
        let known = known.map(|path| KeyPath::parse(path).unwrap());
        for (word, near) in [
            ("databse.pool_size", &["database.pool_size"][..]),
            ("resorces.**", &["resources.**"]),
            ("**.pol_size", &["**.pool_size"]),
            ("pool_size", &["database.pool_size"]),
            ("limits.cpu", &["resources.limits.cpu"]),
            ("nothing.alike", &[]),
            ("res*rces.**", &[]),
            ("\"", &[]),
            ("**", &[]),
        ] {
            assert_eq!(near_paths(word, &known), near, "{word}");
        }
    }
}
