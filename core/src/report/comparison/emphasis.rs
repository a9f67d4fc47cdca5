//! What of two texts is their own, for formats that can stress it.

use std::ops::Range;

use super::model::Cell;
use crate::error::visible;

/// A text as it is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) text: String,
    /// The part that the other text does not have, in bytes; empty where all or nothing is its own.
    pub(super) own: Range<usize>,
}

impl Shown {
    /// What stands before its own part, this, and what stands behind.
    pub(super) fn parts(&self) -> [&str; 3] {
        let Range { start, end } = self.own;
        [&self.text[..start], &self.text[start..end], &self.text[end..]]
    }
}

/// The texts of cells, each with at most `limit` characters around what is its own.
pub(super) fn shown(cells: &[Cell], limit: usize) -> Vec<Shown> {
    let texts: Vec<String> = cells.iter().map(|cell| visible(&cell.to_string())).collect();
    let own = match &texts[..] {
        [a, b] if cells.iter().all(|cell| cell.side.is_some()) => differing(a, b),
        _ => vec![0..0; texts.len()],
    };
    texts.into_iter().zip(own).map(|(text, own)| cut(text, own, limit)).collect()
}

/// The parts in which two texts differ, widened to whole words.
fn differing(a: &str, b: &str) -> Vec<Range<usize>> {
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = a.chars().zip(b.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (rest_a, rest_b) = (&a[head..], &b[head..]);
    let tails = rest_a.chars().rev().zip(rest_b.chars().rev());
    let tail: usize = tails.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    // A word that goes on differently in one of the two is no shared word.
    let word = |c: char| c.is_alphanumeric();
    let [a_own, b_own] = [a, b].map(|text| &text[head..text.len() - tail]);
    let broken = a_own.starts_with(word) || b_own.starts_with(word);
    let head = if broken { a[..head].trim_end_matches(word).len() } else { head };
    let broken = a_own.ends_with(word) || b_own.ends_with(word);
    let end = &a[a.len() - tail..];
    let tail = if broken { end.trim_start_matches(word).len() } else { tail };
    [a, b].into_iter().map(|text| own(text, head, tail)).collect()
}

fn own(text: &str, head: usize, tail: usize) -> Range<usize> {
    // A quotation mark alone is nothing in common.
    let shared = text[..head].chars().chain(text[text.len() - tail..].chars());
    match shared.filter(|c| c.is_alphanumeric()).count() {
        0 => 0..0,
        _ => head..text.len() - tail,
    }
}

fn cut(text: String, own: Range<usize>, limit: usize) -> Shown {
    let count = text.chars().count();
    if count <= limit {
        return Shown { text, own };
    }
    let before = text[..own.start].chars().count();
    // What is its own stands a third from the start; the ends are marked.
    let first = before.saturating_sub(limit / 3).min(count - limit);
    let at = |chars: usize| text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
    let (start, end) = (at(first), at(first + limit));
    let left = if first > 0 { "…" } else { "" };
    let right = if end < text.len() { "…" } else { "" };
    let shift = |at: usize| at.clamp(start, end) - start + left.len();
    let own = if own.is_empty() { 0..0 } else { shift(own.start)..shift(own.end) };
    Shown { text: format!("{left}{}{right}", &text[start..end]), own }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stressed(a: &str, b: &str) -> (String, String) {
        let parts = differing(a, b);
        (a[parts[0].clone()].to_owned(), b[parts[1].clone()].to_owned())
    }

    #[test]
    fn whole_words_are_stressed_and_never_the_whole_text() {
        for (a, b, left, right) in [
            ("https://shop.example/a", "https://staging.example/a", "shop", "staging"),
            ("orders-failed", "orders", "-failed", ""),
            ("true", "false", "", ""),
            ("\"8000\"", "\"5000\"", "", ""),
            ("größe-1", "größe-2", "1", "2"),
            ("a b c", "a b c", "", ""),
            ("aa aa", "aa", " aa", ""),
            ("", "x y", "", ""),
        ] {
            let (one, other) = stressed(a, b);
            assert!(one == left && other == right, "{a} | {b}: {one} | {other}");
        }
    }

    #[test]
    fn a_long_text_is_cut_around_what_is_its_own() {
        let text = format!("{}X{}", "é".repeat(100), "ü".repeat(100));
        let shown = cut(text, 200..201, 20);
        assert_eq!(shown.text.chars().count(), 22);
        assert_eq!(shown.parts()[1], "X");
        assert_eq!(cut("abcdef".into(), 0..0, 3).text, "abc…");
    }
}
