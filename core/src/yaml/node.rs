//! The tree a document becomes: values with the range they were written in.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::{Arc, OnceLock};

use smol_str::SmolStr;

use super::hash::{KeyHasher, Memo, TreeHash};
use crate::source::Span;

/// A value and the range it was written in. Cloning shares lists, maps and long texts.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub data: Data,
    /// Where it was written; [`Span::NONE`] for values a caller made.
    pub span: Span,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum Data {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer that fits 64 signed bits.
    Int(i64),
    /// An integer above `i64::MAX`.
    UInt(u64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(SmolStr),
    /// A list.
    List(Arc<[Node]>),
    /// A map in the order it was written.
    Map(Arc<Map>),
    /// A value with a merge intention. Resolved trees hold none.
    Tagged(Arc<Tagged>),
}

/// A value marked with how it merges into what lies below it.
#[derive(Debug, Clone)]
pub struct Tagged {
    /// The intention.
    pub intent: Intent,
    /// The value it applies to.
    pub node: Node,
}

/// How an authored value merges, when not by the default rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// `!append`: after the items of the base.
    Append,
    /// `!prepend`: before the items of the base.
    Prepend,
    /// `!replace`: instead of the base, a map too.
    Replace,
    /// `!delete`: the key goes.
    Delete,
    /// `!merge_by:<key>`: items with the same value at the key merge in place.
    MergeBy(SmolStr),
}

impl Intent {
    /// The tag as it is written, with percent signs for what a tag cannot hold.
    pub fn tag(&self) -> String {
        match self {
            Intent::Append => "!append".into(),
            Intent::Prepend => "!prepend".into(),
            Intent::Replace => "!replace".into(),
            Intent::Delete => "!delete".into(),
            Intent::MergeBy(key) => format!("!merge_by:{}", percent_encoded(key)),
        }
    }
}

fn percent_encoded(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for byte in key.bytes() {
        match byte {
            b'-' | b'_' | b'.' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A key, where it was written, and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key's text.
    pub key: SmolStr,
    /// Where the key was written.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

type Index = HashMap<SmolStr, u32, BuildHasherDefault<KeyHasher>>;

/// Entries in the order they were written; keys are unique.
#[derive(Debug, Clone, Default)]
pub struct Map {
    entries: Vec<Entry>,
    /// Made when somebody first looks for a key; most maps are small and never have one.
    index: OnceLock<Box<Index>>,
    hash: Memo,
}

/// Below this a scan beats a hash.
const SCAN: usize = 16;

impl Map {
    /// A map of entries whose keys are unique.
    pub fn from_entries(entries: Vec<Entry>) -> Self {
        Self { entries, index: OnceLock::new(), hash: Memo::default() }
    }

    /// The entries in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.position(key).map(|at| &self.entries[at])
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The position of a key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.find(key)
    }

    /// Short keys are held against each other without a look at their text.
    fn find<K>(&self, key: &K) -> Option<usize>
    where
        K: AsRef<str> + ?Sized,
        SmolStr: PartialEq<K>,
    {
        if self.entries.len() <= SCAN {
            return self.entries.iter().position(|entry| entry.key == *key);
        }
        self.index().get(key.as_ref()).map(|at| *at as usize)
    }

    /// The position of a key that probably is this one: maps of one shape are walked side by
    /// side without a search.
    pub(crate) fn position_near<K>(&self, key: &K, at: usize) -> Option<usize>
    where
        K: AsRef<str> + ?Sized,
        SmolStr: PartialEq<K>,
    {
        let stands = self.entries.get(at).is_some_and(|entry| entry.key == *key);
        if stands { Some(at) } else { self.find(key) }
    }

    pub(crate) fn entry_near<K>(&self, key: &K, at: usize) -> Option<&Entry>
    where
        K: AsRef<str> + ?Sized,
        SmolStr: PartialEq<K>,
    {
        self.position_near(key, at).map(|at| &self.entries[at])
    }

    /// The hash of the map, if somebody has asked for it before.
    pub(crate) fn known_hash(&self) -> Option<TreeHash> {
        self.hash.get()
    }

    pub(super) fn remember_hash(&self, hash: TreeHash) -> TreeHash {
        self.hash.set(hash)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let at = |(entry, at): (&Entry, u32)| (entry.key.clone(), at);
            Box::new(self.entries.iter().zip(0..).map(at).collect())
        })
    }
}

impl Node {
    /// A value that stands in no file.
    pub fn detached(data: Data) -> Self {
        Self { data, span: Span::NONE }
    }

    /// The value behind a merge intention, if there is one.
    pub fn untagged(&self) -> &Node {
        match &self.data {
            Data::Tagged(tagged) => tagged.node.untagged(),
            _ => self,
        }
    }

    /// The map, if it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.untagged().data {
            Data::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.untagged().data {
            Data::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.untagged().data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is a scalar other than `null`.
    pub fn is_scalar(&self) -> bool {
        !matches!(self.untagged().data, Data::Null | Data::List(_) | Data::Map(_))
    }

    /// The child at a key of a map or a position of a list.
    pub fn child(&self, key: &str) -> Option<&Node> {
        match &self.untagged().data {
            Data::Map(map) => map.get(key),
            Data::List(items) => items.get(index(key)?),
            _ => None,
        }
    }

    /// A map of other entries in the place of this one.
    pub fn with_entries(&self, entries: Vec<Entry>) -> Node {
        Node { data: Data::Map(Map::from_entries(entries).into()), span: self.span }
    }

    /// What people call this kind of value: `text`, `a list`, ….
    pub fn kind(&self) -> &'static str {
        match &self.data {
            Data::Null => "null",
            Data::Bool(_) => "a boolean",
            Data::Int(_) | Data::UInt(_) => "an integer",
            Data::Float(_) => "a number",
            Data::Text(_) => "text",
            Data::List(_) => "a list",
            Data::Map(_) => "a map",
            Data::Tagged(tagged) => tagged.node.kind(),
        }
    }
}

/// A list position: decimal digits without a leading zero.
fn index(key: &str) -> Option<usize> {
    let canonical = key == "0" || !key.starts_with(['0', '+']);
    canonical.then(|| key.parse().ok()).flatten()
}

impl Default for Node {
    fn default() -> Self {
        Node::detached(Data::Null)
    }
}

macro_rules! from_scalars {
    ($($type:ty => $data:expr;)+) => {
        $(impl From<$type> for Node {
            fn from(value: $type) -> Self {
                Node::detached($data(value))
            }
        })+
    };
}

from_scalars! {
    bool => Data::Bool;
    i32 => |value| Data::Int(i64::from(value));
    i64 => Data::Int;
    u32 => |value| Data::Int(i64::from(value));
    u64 => |value| i64::try_from(value).map_or(Data::UInt(value), Data::Int);
    f64 => Data::Float;
    &str => |value| Data::Text(SmolStr::new(value));
    String => |value| Data::Text(SmolStr::from(value));
}

impl<T: Into<Node>> From<Vec<T>> for Node {
    fn from(items: Vec<T>) -> Self {
        Node::detached(Data::List(items.into_iter().map(Into::into).collect()))
    }
}

/// A map; of a key that is given twice, the first counts.
impl<K: Into<SmolStr>, T: Into<Node>> FromIterator<(K, T)> for Node {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
        let mut made: indexmap::IndexMap<SmolStr, Node> = indexmap::IndexMap::new();
        for (key, value) in entries {
            made.entry(key.into()).or_insert_with(|| value.into());
        }
        let entry = |(key, node)| Entry { key, key_span: Span::NONE, node };
        Node::detached(Data::Map(Map::from_entries(made.into_iter().map(entry).collect()).into()))
    }
}

/// Equal values are equal wherever they were written; maps are equal in any order of keys.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data
    }
}

impl PartialEq for Data {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Data::Null, Data::Null) => true,
            (Data::Bool(a), Data::Bool(b)) => a == b,
            (Data::Int(a), Data::Int(b)) => a == b,
            (Data::UInt(a), Data::UInt(b)) => a == b,
            (Data::Float(a), Data::Float(b)) => a == b || (a.is_nan() && b.is_nan()),
            (Data::Text(a), Data::Text(b)) => a == b,
            (Data::List(a), Data::List(b)) => Arc::ptr_eq(a, b) || a[..] == b[..],
            (Data::Map(a), Data::Map(b)) => Arc::ptr_eq(a, b) || a == b,
            (Data::Tagged(a), Data::Tagged(b)) => a.intent == b.intent && a.node == b.node,
            _ => false,
        }
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        if let (Some(hash), Some(other)) = (self.known_hash(), other.known_hash()) {
            return hash == other;
        }
        let equal = |(at, entry): (usize, &Entry)| {
            other.entry_near(&entry.key, at).is_some_and(|other| entry.node == other.node)
        };
        self.len() == other.len() && self.entries.iter().enumerate().all(equal)
    }
}

/// The word for a number that JSON has none for, as YAML spells it.
pub(crate) fn number_word(value: f64) -> Option<&'static str> {
    match value {
        f64::INFINITY => Some(".inf"),
        f64::NEG_INFINITY => Some("-.inf"),
        value => value.is_nan().then_some(".nan"),
    }
}

/// The value as JSON; a number that JSON has no word for stands bare if it stands alone.
impl std::fmt::Display for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Data::Float(value) = self.untagged().data
            && let Some(word) = number_word(value)
        {
            return f.write_str(word);
        }
        f.write_str(&serde_json::to_string(self).map_err(|_| std::fmt::Error)?)
    }
}

/// Forms for people, JSON among them, get `.nan`, `.inf` and `-.inf` as texts; others the numbers.
impl serde::Serialize for Node {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.data {
            Data::Null => serializer.serialize_unit(),
            Data::Bool(value) => serializer.serialize_bool(*value),
            Data::Int(value) => serializer.serialize_i64(*value),
            Data::UInt(value) => serializer.serialize_u64(*value),
            Data::Float(value) => match number_word(*value) {
                Some(word) if serializer.is_human_readable() => serializer.serialize_str(word),
                _ => serializer.serialize_f64(*value),
            },
            Data::Text(text) => serializer.serialize_str(text),
            Data::List(items) => serializer.collect_seq(items.iter()),
            Data::Map(map) => {
                serializer.collect_map(map.entries.iter().map(|e| (e.key.as_str(), &e.node)))
            }
            Data::Tagged(tagged) => tagged.node.serialize(serializer),
        }
    }
}
