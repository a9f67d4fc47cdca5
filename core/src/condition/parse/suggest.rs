//! Suggestions for words that are no operator: foreign spellings by table, slips by edit distance.

use crate::condition::operator::OPERATORS;

/// What other languages call an operator, in lower case without underscores, and what it is here.
const FOREIGN: &[(&str, &str)] = &[
    ("is", "=="),
    ("eq", "=="),
    ("equal", "=="),
    ("equals", "=="),
    ("ne", "!="),
    ("neq", "!="),
    ("isnot", "!="),
    ("notequals", "!="),
    ("lt", "<"),
    ("le", "<="),
    ("lte", "<="),
    ("gt", ">"),
    ("ge", ">="),
    ("gte", ">="),
    ("oneof", "in"),
    ("anyof", "in"),
    ("notin", "not in"),
    ("has", "contains"),
    ("includes", "contains"),
    ("like", "matches"),
    ("regex", "matches"),
    ("startswith", "starts_with"),
    ("beginswith", "starts_with"),
    ("endswith", "ends_with"),
    ("iequals", "equals_ignore_case"),
    ("cidr", "in_cidr"),
    ("insubnet", "in_cidr"),
    ("defined", "exists"),
    ("present", "exists"),
    ("semver", "semver_eq"),
];

/// The operator or connective that `word` was probably meant to be.
pub(super) fn operator(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let bare: String = lower.chars().filter(|c| *c != '_' && *c != '-').collect();
    if let Some((_, native)) = FOREIGN.iter().find(|(foreign, _)| *foreign == bare) {
        return Some(native);
    }
    let words = OPERATORS.iter().map(|(text, _)| *text).filter(|text| text.len() > 2);
    words
        .chain(["AND", "OR"])
        .filter_map(|candidate| {
            let longest = candidate.len().max(lower.len());
            // A third of the word may differ, and never more than three letters.
            let limit = (longest / 3).min(3);
            let distance = edit_distance(&lower, &candidate.to_lowercase(), limit)?;
            Some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, remove, replace or swap with a neighbour, or `None` beyond `limit`.
fn edit_distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}
