//! Patterns of paths: `*` and `?` within a folder's or file's name, `**` for any number of folders.

use regex::{Regex, RegexBuilder};

/// A pattern of paths relative to the root. Other signs stand for themselves.
#[derive(Debug)]
pub(in crate::validate) struct Glob(Option<Regex>);

/// Bytes of a compiled pattern; one that needs more matches nothing.
const MOST: usize = 1 << 20;

impl Glob {
    pub(in crate::validate) fn new(pattern: &str) -> Self {
        let mut text = String::from("^");
        let parts: Vec<&str> = pattern.trim_start_matches("./").split('/').collect();
        for (at, part) in parts.iter().enumerate() {
            let last = at + 1 == parts.len();
            match (*part, last) {
                ("**", false) => text.push_str("(?:[^/]+/)*"),
                ("**", true) => text.push_str(".+"),
                (part, last) => {
                    part.chars().for_each(|char| match char {
                        '*' => text.push_str("[^/]*"),
                        '?' => text.push_str("[^/]"),
                        char => text.push_str(&regex::escape(char.encode_utf8(&mut [0; 4]))),
                    });
                    text.push_str(if last { "" } else { "/" });
                }
            }
        }
        text.push('$');
        Self(RegexBuilder::new(&text).dot_matches_new_line(true).size_limit(MOST).build().ok())
    }

    pub(in crate::validate) fn matches(&self, path: &str) -> bool {
        self.0.as_ref().is_some_and(|pattern| pattern.is_match(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stay_within_a_name_and_two_stars_cross_folders() {
        for (pattern, path, matches) in [
            ("config/base.yaml", "config/base.yaml", true),
            ("config/base.yaml", "config/base-yaml", false),
            ("config/*.yaml", "config/base.yaml", true),
            ("config/*.yaml", "config/services/api/base.yaml", false),
            ("config/**", "config/services/api/base.yaml", true),
            ("config/**", "config", false),
            ("**/base.yaml", "base.yaml", true),
            ("**/base.yaml", "config/services/api/base.yaml", true),
            ("**/base.yaml", "config/a-base.yaml", false),
            ("config/**/p?.yaml", "config/services/api/pé.yaml", true),
            ("config/**/p?.yaml", "config/pp.yaml", true),
            ("**", "stageline.yaml", true),
            ("./stageline.yaml", "stageline.yaml", true),
            ("config/[a].yaml", "config/a.yaml", false),
            ("config/[a].yaml", "config/[a].yaml", true),
            ("", "config/a.yaml", false),
        ] {
            assert_eq!(Glob::new(pattern).matches(path), matches, "{pattern} {path}");
        }
        assert!(!Glob::new(&"*".repeat(1 << 20)).matches("a"));
    }
}
