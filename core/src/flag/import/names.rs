//! Names of flags: those that we do not allow, made so.

use std::borrow::Cow;
use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::Renamed;
use crate::model::check_name;

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    renamed: Vec<Renamed>,
}

impl Names {
    /// The name that a flag has here, and whether it is another one.
    pub(super) fn give(&mut self, name: &str) -> (String, bool) {
        let plain = plain(name);
        let here = self.free(plain);
        let renamed = here != name;
        if renamed {
            self.renamed.push(Renamed { from: name.to_owned(), to: here.clone() });
        }
        (here, renamed)
    }

    /// A name that none has yet.
    pub(super) fn free(&mut self, name: String) -> String {
        let mut candidate = name.clone();
        let mut number = 2u64;
        while !self.taken.insert(candidate.clone()) {
            candidate = format!("{name}-{number}");
            number += 1;
        }
        candidate
    }

    pub(super) fn renamed(self) -> Vec<Renamed> {
        self.renamed
    }
}

/// The same name where it is allowed, else the nearest that is.
pub(super) fn plain(name: &str) -> String {
    if check_name("flag", name).is_ok() {
        return name.to_owned();
    }
    let kept = |c: char| if check_name("flag", &format!("a{c}a")).is_ok() { c } else { '-' };
    let mut plain: String = name.nfc().map(kept).collect();
    while plain.len() > 200 {
        plain.pop();
    }
    let plain = plain.trim().trim_start_matches(['-', '.']).to_owned();
    match check_name("flag", &plain) {
        Ok(()) => plain,
        Err(_) => format!(
            "flag-{}",
            plain.chars().filter(char::is_ascii_alphanumeric).collect::<String>()
        ),
    }
}

/// What a key may take of a file's text; the reader refuses longer ones.
const KEY: usize = 1000;

/// The same name where it can be the key of a map, else so much of its beginning as can.
pub(super) fn key(name: &str) -> Cow<'_, str> {
    // What is not sure to be written as it is may be written as ten characters.
    let written =
        |c: char| if c.is_alphanumeric() || c == ' ' || c.is_ascii_graphic() { 1 } else { 10 };
    match name.chars().map(written).sum::<usize>() {
        ..=KEY => Cow::Borrowed(name),
        _ => name.chars().take(KEY / 10).collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_where_they_may_and_are_made_so_elsewhere() {
        let mut names = Names::default();
        assert_eq!(names.give("new-checkout.v2"), ("new-checkout.v2".to_owned(), false));
        assert_eq!(names.give("team/search:beta"), ("team-search-beta".to_owned(), true));
        assert_eq!(names.give("team-search-beta").0, "team-search-beta-2");
        for name in ["", "/", "-", "\u{200b}", "..", &"x".repeat(400)] {
            let (here, _) = names.give(name);
            assert!(check_name("flag", &here).is_ok(), "{name:?} became {here:?}");
        }
    }
}
