//! What a value means at its path, and when two spellings are one value.

use serde::{Deserialize, Serialize};

use super::quantity::is_the_applications_own;
use super::{KeyPath, Kind, Quantity, image, kind_of, url};
use crate::error::{Code, Error, Result, closest};
use crate::yaml::{Data, Node, TreeHash};

/// How two values are told to be the same.
///
/// A value that cannot be read in its meaning is compared exactly. Numbers are equal as numbers in
/// every meaning but [`Meaning::Exact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Meaning {
    /// Only the same data: `1` is not `1.0`.
    Exact,
    /// Processor time: `2 cores` is `2000m`.
    Cpu,
    /// Memory or storage: `1024Mi` is `1Gi`.
    Bytes,
    /// Time: `90s` is `1m30s`.
    Duration,
    /// A share: `70` is `70%`.
    Percent,
    /// A reference to a container image: `nginx` is `docker.io/library/nginx:latest`. Where both
    /// name a digest, it decides and the tag says nothing.
    Image,
    /// An address: `HTTP://Example.com:80` is `http://example.com/`. The order of a query counts.
    Url,
    /// A list in any order: the same items, each as often.
    Set,
    /// Text in which large and small letters are one.
    CaseInsensitive,
}

impl Meaning {
    /// Every meaning, in the order of the guide.
    pub const ALL: &'static [Self] = &[
        Self::Exact,
        Self::Cpu,
        Self::Bytes,
        Self::Duration,
        Self::Percent,
        Self::Image,
        Self::Url,
        Self::Set,
        Self::CaseInsensitive,
    ];

    /// The word for it in files and calls.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Cpu => Kind::Cpu.name(),
            Self::Bytes => Kind::Bytes.name(),
            Self::Duration => Kind::Duration.name(),
            Self::Percent => Kind::Percent.name(),
            Self::Image => "image",
            Self::Url => "url",
            Self::Set => "set",
            Self::CaseInsensitive => "case_insensitive",
        }
    }

    /// The meaning that a word names.
    ///
    /// # Errors
    /// `E_USAGE` for any other word.
    pub fn parse(word: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|meaning| meaning.name() == word);
        found.copied().ok_or_else(|| {
            let names = Self::ALL.iter().map(|meaning| meaning.name());
            let error = Error::new(Code::Usage, format!("`{word}` is no meaning of values"));
            let help = names.clone().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            error.help(format!("use one of {help}")).suggest(closest(word, names))
        })
    }

    /// What the keys of a path say about its value: the last key decides, and below `environment`,
    /// `env`, `labels` or `annotations` nothing is said.
    pub fn of(path: &KeyPath) -> Option<Self> {
        if let Some(kind) = kind_of(path.keys()) {
            return Some(kind.into());
        }
        let mut keys = path.keys().rev();
        let last = keys.next()?;
        let meaning = match last {
            "image" => Self::Image,
            _ if names_an_address(last) => Self::Url,
            _ => return None,
        };
        (!keys.any(is_the_applications_own)).then_some(meaning)
    }

    /// Whether two values are the same in this meaning.
    pub fn equal(self, left: &Node, right: &Node) -> bool {
        let (left, right) = (left.untagged(), right.untagged());
        if let (Self::Set, Data::List(left), Data::List(right)) = (self, &left.data, &right.data) {
            return left.len() == right.len() && counted(left) == counted(right);
        }
        left == right || self != Self::Exact && self.equal_scalars(&left.data, &right.data)
    }

    /// Whether two scalars that are not the same data are the same in this meaning.
    pub(crate) fn equal_scalars(self, left: &Data, right: &Data) -> bool {
        if self == Self::Exact {
            return false;
        }
        if let Some(equal) = equal_numbers(left, right) {
            return equal;
        }
        if let Some(kind) = self.kind() {
            let amounts = Quantity::read(left, kind).ok().zip(Quantity::read(right, kind).ok());
            return amounts.is_some_and(|(left, right)| left == right);
        }
        let (Data::Text(left), Data::Text(right)) = (left, right) else { return false };
        match self {
            Self::Image => image::equal(left, right),
            Self::Url => url::equal(left, right),
            Self::CaseInsensitive => small(left).eq(small(right)),
            _ => false,
        }
    }

    /// What it measures, if anything.
    pub(crate) fn kind(self) -> Option<Kind> {
        match self {
            Self::Cpu => Some(Kind::Cpu),
            Self::Bytes => Some(Kind::Bytes),
            Self::Duration => Some(Kind::Duration),
            Self::Percent => Some(Kind::Percent),
            _ => None,
        }
    }
}

impl From<Kind> for Meaning {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Cpu => Self::Cpu,
            Kind::Bytes => Self::Bytes,
            Kind::Duration => Self::Duration,
            Kind::Percent => Self::Percent,
        }
    }
}

/// Whether two numbers are equal as numbers; `None` where one is none. Integers that a float cannot
/// hold are equal to no float.
pub(crate) fn equal_numbers(left: &Data, right: &Data) -> Option<bool> {
    const EXACT: u64 = 1 << 53;
    let number = |data: &Data| match data {
        Data::Int(value) if value.unsigned_abs() <= EXACT => Some(*value as f64),
        Data::Float(value) => Some(*value),
        _ => None,
    };
    Some(number(left)? == number(right)?)
}

/// `url`, `callback_url`, `base-uri`, `callbackUrl`.
fn names_an_address(key: &str) -> bool {
    ["url", "uri"].iter().any(|word| {
        let Some((head, tail)) = key.split_at_checked(key.len().saturating_sub(word.len())) else {
            return false;
        };
        let starts = head.is_empty() || head.ends_with(['_', '-', '.']);
        tail.eq_ignore_ascii_case(word) && (starts || tail.starts_with('U'))
    })
}

/// The items in an order that equal lists share.
fn counted(items: &[Node]) -> Vec<TreeHash> {
    let mut hashes: Vec<_> = items.iter().map(|item| item.untagged().tree_hash()).collect();
    hashes.sort_unstable();
    hashes
}

fn small(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str) -> Option<Meaning> {
        Meaning::of(&KeyPath::parse(path).unwrap())
    }

    #[test]
    fn the_path_says_what_a_value_means() {
        for (path, meaning) in [
            ("resources.cpu", Some(Meaning::Cpu)),
            ("cache.ttl", Some(Meaning::Duration)),
            ("image", Some(Meaning::Image)),
            ("database.url", Some(Meaning::Url)),
            ("callback_url", Some(Meaning::Url)),
            ("base-uri", Some(Meaning::Url)),
            ("callbackUrl", Some(Meaning::Url)),
            ("publicURL", Some(Meaning::Url)),
            ("curl", None),
            ("image_tag", None),
            ("images", None),
            ("", None),
            ("environment.url", None),
            ("env.image", None),
            ("metadata.labels.image", None),
            ("annotations.cpu", None),
        ] {
            assert_eq!(of(path), meaning, "{path}");
        }
    }

    #[test]
    fn every_meaning_is_known_by_its_word_in_files_and_calls() {
        for meaning in Meaning::ALL {
            assert_eq!(Meaning::parse(meaning.name()).unwrap(), *meaning);
            let word = serde_json::to_value(meaning).unwrap();
            assert_eq!(word, meaning.name());
            assert_eq!(serde_json::from_value::<Meaning>(word).unwrap(), *meaning);
        }
        let error = Meaning::parse("duratoin").unwrap_err();
        assert_eq!(error.code(), Code::Usage);
        assert_eq!(error.suggestions(), ["duration"]);
    }

    #[test]
    fn what_cannot_be_read_in_a_meaning_is_compared_exactly() {
        let (many, few) = (Node::from("many"), Node::from("few"));
        for meaning in Meaning::ALL {
            assert!(meaning.equal(&many, &many) && !meaning.equal(&many, &few), "{meaning:?}");
            assert!(meaning.equal(&Node::default(), &Node::default()));
            assert!(!meaning.equal(&Node::default(), &Node::from(0)));
        }
        assert!(!Meaning::Image.equal(&Node::from("A//b"), &Node::from("a//b")));
    }

    #[test]
    fn only_exact_tells_numbers_apart_by_their_spelling() {
        let (int, float) = (Node::from(1), Node::from(1.0));
        for meaning in Meaning::ALL {
            assert_eq!(meaning.equal(&int, &float), *meaning != Meaning::Exact, "{meaning:?}");
        }
        let (large, near) =
            (Node::from(9_007_199_254_740_993_i64), Node::from(9_007_199_254_740_992.0));
        assert!(!Meaning::Cpu.equal_scalars(&Data::Null, &near.data));
        assert_eq!(equal_numbers(&large.data, &near.data), None);
    }

    #[test]
    fn a_set_has_the_same_items_each_as_often() {
        let list = |items: &[i64]| Node::from(items.to_vec());
        assert!(Meaning::Set.equal(&list(&[1, 2, 2]), &list(&[2, 1, 2])));
        assert!(!Meaning::Set.equal(&list(&[1, 2, 2]), &list(&[2, 1, 1])));
        assert!(!Meaning::Set.equal(&list(&[1]), &list(&[1, 1])));
        let nested = |a: &[i64], b: &[i64]| Node::from(vec![list(a), list(b)]);
        assert!(Meaning::Set.equal(&nested(&[1], &[2]), &nested(&[2], &[1])));
        // Only the list itself is a set, not what is in it.
        assert!(!Meaning::Set.equal(&nested(&[1, 2], &[]), &nested(&[2, 1], &[])));
        let many: Vec<i64> = (0..1_000_000).collect();
        let turned: Vec<i64> = many.iter().rev().copied().collect();
        assert!(Meaning::Set.equal(&list(&many), &list(&turned)));
    }

    #[test]
    fn letters_are_one_in_both_sizes_where_it_is_said() {
        let equal = |a: &str, b: &str| Meaning::CaseInsensitive.equal(&a.into(), &b.into());
        assert!(equal("Always", "ALWAYS") && equal("Ünïcode", "üNÏCODE"));
        assert!(!equal("ss", "ß") && !equal("a", "b"));
    }
}
