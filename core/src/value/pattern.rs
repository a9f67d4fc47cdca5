//! Patterns of paths: `resources.**`, `*.timeout`, `labels."app.kubernetes.io/*"`.

use std::fmt;

use smol_str::SmolStr;

use super::KeyPath;
use super::path::{Step, steps};
use crate::error::Result;

/// What paths look like that a rule speaks of.
///
/// Written as a [`KeyPath`], with wildcards for what may vary:
///
/// | in a pattern | what it takes |
/// | --- | --- |
/// | `*` in a key | any characters of that key, also none |
/// | `?` in a key | one character |
/// | `**` as a key | any number of keys, also none |
/// | `[*]` as a key | any item of a list, by name or by position |
/// | `[name=*]` | any item that is known by its `name` |
///
/// A key in double quotes may hold dots, and `\*` and `\?` there are the characters themselves.
/// Matching takes no longer than the pattern's length times the path's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PathPattern(Vec<Piece<Key>>);

/// One place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Piece<T> {
    /// Anything, also nothing.
    Any,
    One(T),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Exact(SmolStr),
    /// Characters; `None` takes any one.
    Glob(Vec<Piece<Option<char>>>),
    /// `[*]`.
    Item,
}

impl PathPattern {
    /// Reads a pattern from its text.
    ///
    /// # Errors
    /// `E_USAGE` for an empty key without quotes or a quote that is not closed.
    pub fn parse(text: &str) -> Result<Self> {
        let piece = |step: Step<'_>| match step.raw {
            "**" if !step.quoted => Piece::Any,
            "[*]" => Piece::One(Key::Item),
            _ => Piece::One(Key::of(&step)),
        };
        Ok(Self(steps(text)?.into_iter().map(piece).collect()))
    }

    /// The pattern that only this path matches.
    pub fn exact(path: &KeyPath) -> Self {
        Self(path.as_slice().iter().map(|key| Piece::One(Key::Exact(key.clone()))).collect())
    }

    /// Whether the whole path is as the pattern says.
    pub fn matches(&self, path: &KeyPath) -> bool {
        wild(&self.0, path.as_slice().iter(), false, |key, step| key.matches(step))
    }

    /// Whether the path or one that it lies below is as the pattern says.
    pub fn covers(&self, path: &KeyPath) -> bool {
        wild(&self.0, path.as_slice().iter(), true, |key, step| key.matches(step))
    }

    /// Whether a path below this one may be as the pattern says.
    pub fn may_match_below(&self, path: &KeyPath) -> bool {
        let mut keys = path.as_slice().iter();
        for piece in &self.0 {
            match (piece, keys.next()) {
                (Piece::Any, _) | (Piece::One(_), None) => return true,
                (Piece::One(key), Some(step)) if key.matches(step) => {}
                (Piece::One(_), Some(_)) => return false,
            }
        }
        false
    }
}

impl Key {
    fn of(step: &Step<'_>) -> Self {
        let mut pieces = Vec::new();
        let mut plain = true;
        for (char, escaped) in step.chars() {
            let piece = match char {
                '*' if !escaped => Piece::Any,
                '?' if !escaped => Piece::One(None),
                char => Piece::One(Some(char)),
            };
            plain &= matches!(piece, Piece::One(Some(_)));
            // Several stars in a row say no more than one.
            if piece != Piece::Any || pieces.last() != Some(&Piece::Any) {
                pieces.push(piece);
            }
        }
        if plain { Self::Exact(step.key()) } else { Self::Glob(pieces) }
    }

    fn matches(&self, step: &str) -> bool {
        match self {
            Self::Exact(key) => key == step,
            Self::Glob(pieces) => {
                wild(pieces, step.chars(), false, |one, char| one.is_none_or(|one| one == char))
            }
            Self::Item => {
                step.starts_with('[') && step.ends_with(']')
                    || !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit())
            }
        }
    }
}

/// Whether a pattern takes all of `rest`, or with `open` a beginning of it. Only the last wildcard
/// ever needs to take more than it first did, so nothing is tried twice.
fn wild<T, I: Iterator + Clone>(
    pattern: &[Piece<T>],
    mut rest: I,
    open: bool,
    takes: impl Fn(&T, I::Item) -> bool,
) -> bool {
    let mut at = 0;
    let mut last: Option<(usize, I)> = None;
    loop {
        match pattern.get(at) {
            Some(Piece::Any) if at + 1 == pattern.len() => return true,
            Some(Piece::Any) => {
                at += 1;
                last = Some((at, rest.clone()));
                continue;
            }
            Some(Piece::One(one)) => {
                let mut ahead = rest.clone();
                let Some(item) = ahead.next() else { return false };
                if takes(one, item) {
                    (at, rest) = (at + 1, ahead);
                    continue;
                }
            }
            None if open || rest.clone().next().is_none() => return true,
            None => {}
        }
        let Some((behind, from)) = &mut last else { return false };
        if from.next().is_none() {
            return false;
        }
        (at, rest) = (*behind, from.clone());
    }
}

/// The pattern as text that reads back the same.
impl fmt::Display for PathPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, piece) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            match piece {
                Piece::Any => f.write_str("**")?,
                Piece::One(Key::Item) => f.write_str("[*]")?,
                Piece::One(Key::Exact(key)) => {
                    let pieces: Vec<_> = key.chars().map(|char| Piece::One(Some(char))).collect();
                    write_key(f, &pieces)?;
                }
                Piece::One(Key::Glob(pieces)) => write_key(f, pieces)?,
            }
        }
        Ok(())
    }
}

fn write_key(f: &mut fmt::Formatter<'_>, pieces: &[Piece<Option<char>>]) -> fmt::Result {
    let special = |piece: &Piece<_>| matches!(piece, Piece::One(Some('.' | '"' | '*' | '?')));
    let quoted = pieces.is_empty() || pieces.iter().any(special);
    let quote = if quoted { "\"" } else { "" };
    f.write_str(quote)?;
    for piece in pieces {
        match piece {
            Piece::Any => f.write_str("*")?,
            Piece::One(None) => f.write_str("?")?,
            Piece::One(Some(char @ ('"' | '\\' | '*' | '?'))) if quoted => write!(f, "\\{char}")?,
            Piece::One(Some(char)) => write!(f, "{char}")?,
        }
    }
    f.write_str(quote)
}

impl serde::Serialize for PathPattern {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PathPattern {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl serde::de::Visitor<'_> for Read {
            type Value = PathPattern;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a pattern of paths such as `resources.**`")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<PathPattern, E> {
                PathPattern::parse(text).map_err(|error| E::custom(error.message()))
            }
        }
        deserializer.deserialize_str(Read)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for PathPattern {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PathPattern".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "examples": ["resources.**"]})
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::error::Code;

    fn pattern(text: &str) -> PathPattern {
        PathPattern::parse(text).unwrap()
    }

    fn matches(text: &str, path: &str) -> bool {
        pattern(text).matches(&KeyPath::parse(path).unwrap())
    }

    #[test]
    fn wildcards_take_characters_keys_and_items() {
        for (text, yes, no) in [
            ("a.b", &["a.b"][..], &["a", "a.b.c", "b", ""][..]),
            ("a.*", &["a.b", "a.0", "a.[name=x]"], &["a", "a.b.c"]),
            ("a.b*d?", &["a.bde", "a.bxdx", "a.bddd"], &["a.bd", "a.b", "a.bdex.y"]),
            ("**", &["", "a", "a.b.c"], &[]),
            ("a.**", &["a", "a.b", "a.b.c"], &["", "b.a"]),
            ("**.cpu", &["cpu", "a.b.cpu"], &["cpu.a", "xcpu"]),
            ("a.**.b.**.c", &["a.b.c", "a.x.b.b.y.c", "a.b.c.c"], &["a.c", "a.b", "a.b.c.d"]),
            ("l.[*].x", &["l.0.x", "l.12.x", "l.[name=a].x"], &["l.a.x", "l.x", "l.\"\".x"]),
            ("l.[name=*]", &["l.[name=a]", "l.[name=]"], &["l.0", "l.[id=a]"]),
            ("l.[name=blue]", &["l.[name=blue]"], &["l.[name=blu]", "l.0"]),
            ("l.0", &["l.0"], &["l.1", "l.[name=a]"]),
            ("labels.\"app.io/*\"", &["labels.\"app.io/name\""], &["labels.app.io/name"]),
            (r#""\*".x"#, &["*.x"], &["a.x"]),
            (r#""[\*]""#, &["[*]"], &["0"]),
            ("", &[""], &["a"]),
        ] {
            for path in yes {
                assert!(matches(text, path), "`{text}` takes `{path}`");
            }
            for path in no {
                assert!(!matches(text, path), "`{text}` does not take `{path}`");
            }
        }
    }

    #[test]
    fn a_pattern_covers_what_lies_below_its_matches() {
        let covers = |text, path| pattern(text).covers(&KeyPath::parse(path).unwrap());
        assert!(covers("a.*", "a.b") && covers("a.*", "a.b.c.d") && covers("", "a"));
        assert!(covers("**.b", "x.b.c") && covers("**.b.c", "b.x.b.c.d"));
        assert!(!covers("a.*", "a") && !covers("**.b", "x.c"));
    }

    #[test]
    fn what_cannot_match_below_a_path_is_known_there() {
        let below = |text, path| pattern(text).may_match_below(&KeyPath::parse(path).unwrap());
        assert!(below("a.b", "a") && below("a.b", "") && below("*.b", "x") && below("**", "a"));
        assert!(below("a.**", "a") && below("a.**.z", "a.b.c") && below("l.[*].x", "l.[name=a]"));
        assert!(!below("a.b", "a.b") && !below("a.b", "b") && !below("", "") && !below("a", "a"));
    }

    #[test]
    fn text_that_is_no_pattern_is_refused() {
        for text in [".a", "a.", "a..b", "\"a", "\"a\"b", "."] {
            let error = PathPattern::parse(text).unwrap_err();
            assert_eq!(error.code(), Code::Usage, "{text}");
            assert!(error.help_text().is_some());
        }
    }

    #[test]
    fn many_wildcards_take_no_time() {
        let path: KeyPath = (0..20_000).map(|_| "a").collect();
        assert!(!pattern(&format!("{}b", "**.a.".repeat(50))).matches(&path));
        let path: KeyPath = ["a".repeat(100_000)].into_iter().collect();
        assert!(!pattern(&format!("{}b", "*a".repeat(50))).matches(&path));
    }

    /// What the table of the type says, told without regard to time.
    fn slow(pattern: &[Piece<Key>], keys: &[SmolStr]) -> bool {
        match (pattern.split_first(), keys.split_first()) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some((Piece::Any, behind)), _) => (0..=keys.len()).any(|at| slow(behind, &keys[at..])),
            (Some((Piece::One(key), behind)), Some((first, rest))) => {
                key.matches(first) && slow(behind, rest)
            }
            (Some(_), None) => false,
        }
    }

    proptest! {
        #[test]
        fn matching_agrees_with_the_definition(
            text in prop::collection::vec(prop_oneof!["[ab*?]{1,3}", Just("**".to_owned())], 0..5),
            keys in prop::collection::vec("[ab]{1,3}", 0..5),
        ) {
            let pattern = pattern(&text.join("."));
            let path: KeyPath = keys.iter().map(String::as_str).collect();
            prop_assert_eq!(pattern.matches(&path), slow(&pattern.0, path.as_slice()));
            for end in 0..keys.len() {
                let above: KeyPath = keys[..end].iter().map(String::as_str).collect();
                let matches = pattern.matches(&path);
                prop_assert!(!matches || pattern.may_match_below(&above), "{} {}", path, above);
            }
            let above = (0..=keys.len()).any(|at| slow(&pattern.0, &path.as_slice()[..at]));
            prop_assert_eq!(pattern.covers(&path), above);
        }

        #[test]
        fn a_pattern_reads_back_as_it_was_written(text in "[a*?.\"\\\\\\[\\]=]{0,12}") {
            if let Ok(pattern) = PathPattern::parse(&text) {
                prop_assert_eq!(PathPattern::parse(&pattern.to_string()).unwrap(), pattern);
            }
        }

        #[test]
        fn the_exact_pattern_of_a_path_takes_that_path_alone(
            keys in prop::collection::vec(".{0,4}", 0..4),
            other in prop::collection::vec("[a*]{0,2}", 0..4),
        ) {
            let path: KeyPath = keys.iter().map(String::as_str).collect();
            let other: KeyPath = other.iter().map(String::as_str).collect();
            let exact = PathPattern::exact(&path);
            prop_assert!(exact.matches(&path));
            prop_assert_eq!(exact.matches(&other), path == other);
            prop_assert_eq!(PathPattern::parse(&exact.to_string()).unwrap(), exact);
        }
    }
}
