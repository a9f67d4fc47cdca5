//! *Did you mean*: the known names nearest to a mistyped one.

/// The names within a third of the word's length of edits, nearest first, then by name.
///
/// At most three; a name that shares nothing is never suggested.
pub fn closest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    // Long words are hostile input, not typing errors, and the distance is quadratic.
    if word.len() > 256 {
        return Vec::new();
    }
    let cap = (word.chars().count().max(3) / 3).min(4);
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter(|name| name.len() <= 256)
        .filter(|name| {
            // Further apart in length than the cap, they are further apart in edits.
            word.chars().count().abs_diff(name.chars().count()) <= cap
                || is_abbreviation(word, name)
        })
        .map(|name| (distance(word, name), name))
        .filter(|(distance, name)| *distance <= cap || is_abbreviation(word, name))
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// `prod` for `production`: a prefix of at least three letters.
fn is_abbreviation(word: &str, name: &str) -> bool {
    word.chars().count() >= 3 && name.starts_with(word)
}

/// Edits (insert, delete, replace, swap of neighbours) between two words, ignoring case.
fn distance(a: &str, b: &str) -> usize {
    let fold = |s: &str| s.chars().flat_map(char::to_lowercase).collect::<Vec<_>>();
    let (a, b) = (fold(a), fold(b));
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let mut best =
                (last[j] + usize::from(a[i] != b[j])).min(row[j] + 1).min(last[j + 1] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let names = ["development", "testing", "staging", "production", "production-eu"];
        assert_eq!(closest("prodcution", names), ["production"]);
        assert_eq!(closest("prod", names), ["production", "production-eu"]);
        assert_eq!(closest("Staging", names), ["staging"]);
        assert!(closest("qa", names).is_empty());
    }
}
