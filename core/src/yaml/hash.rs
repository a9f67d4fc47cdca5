//! One number for a subtree, the same for equal trees: how equal parts are told without a walk.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::node::{Data, Intent, Map, Node, Tagged};

/// 128 bits that equal trees share and others do not.
///
/// Keys of a map count in any order, places do not count, and NaN is NaN. The number is keyed by
/// the process, so that nobody can write files whose trees collide, and is good for nothing outside
/// it. What two processes are to agree about is a digest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeHash(u64, u64);

impl Node {
    /// The hash of this tree. Maps remember theirs, and clones share it: the first call visits the
    /// tree once, later ones only what no map holds.
    pub fn tree_hash(&self) -> TreeHash {
        let keys = keys();
        let mut open = Vec::new();
        let mut done = enter(self, &mut open, keys);
        while let Some(part) = open.last_mut() {
            if let Some(hash) = done.take() {
                part.add(hash, keys);
            }
            done = match part.next() {
                Some(child) => enter(child, &mut open, keys),
                None => {
                    let hash = part.close(keys);
                    open.pop();
                    Some(hash)
                }
            };
        }
        done.unwrap_or_default()
    }
}

impl TreeHash {
    /// The half that tables may begin their search with.
    pub(crate) fn low(self) -> u64 {
        self.0
    }
}

/// A hash that is known at once, or a part that is to be visited.
fn enter<'n>(node: &'n Node, open: &mut Vec<Part<'n>>, keys: &Keys) -> Option<TreeHash> {
    let inside = match &node.data {
        Data::Map(map) => match map.known_hash() {
            Some(hash) => return Some(hash),
            None => Inside::Map(map),
        },
        Data::List(items) => Inside::List(items),
        Data::Tagged(tagged) => Inside::Tagged(tagged),
        scalar => return Some(of_scalar(scalar, keys)),
    };
    open.push(Part { inside, next: 0, hash: TreeHash::default() });
    None
}

/// A container, how many of its children were visited, and what they come to.
struct Part<'n> {
    inside: Inside<'n>,
    next: usize,
    hash: TreeHash,
}

enum Inside<'n> {
    Map(&'n Map),
    List(&'n [Node]),
    Tagged(&'n Tagged),
}

impl<'n> Part<'n> {
    fn next(&mut self) -> Option<&'n Node> {
        let at = self.next;
        self.next += 1;
        match self.inside {
            Inside::Map(map) => map.entries().get(at).map(|entry| &entry.node),
            Inside::List(items) => items.get(at),
            Inside::Tagged(tagged) => (at == 0).then_some(&tagged.node),
        }
    }

    /// Takes in the child that [`Part::next`] gave last.
    fn add(&mut self, child: TreeHash, keys: &Keys) {
        match self.inside {
            Inside::Map(map) => {
                let key = of_text(KEY, &map.entries()[self.next - 1].key, keys);
                let entry = keys.fold(key, child);
                // A sum, so that the order of keys does not count.
                self.hash.0 = self.hash.0.wrapping_add(entry.0);
                self.hash.1 = self.hash.1.wrapping_add(entry.1);
            }
            Inside::List(_) | Inside::Tagged(_) => self.hash = keys.fold(self.hash, child),
        }
    }

    fn close(&self, keys: &Keys) -> TreeHash {
        match self.inside {
            Inside::Map(map) => {
                let hash = keys.fold(self.hash, keys.of(MAP, map.len() as u64));
                map.remember_hash(hash)
            }
            Inside::List(items) => keys.fold(self.hash, keys.of(LIST, items.len() as u64)),
            Inside::Tagged(tagged) => {
                let merge_by = if let Intent::MergeBy(key) = &tagged.intent { key } else { "" };
                let intent = match &tagged.intent {
                    Intent::Append => 0,
                    Intent::Prepend => 1,
                    Intent::Replace => 2,
                    Intent::Delete => 3,
                    Intent::MergeBy(_) => 4,
                };
                let intent = keys.fold(of_text(KEY, merge_by, keys), keys.of(TAGGED, intent));
                keys.fold(self.hash, intent)
            }
        }
    }
}

const NULL: u64 = 1;
const BOOL: u64 = 2;
const INT: u64 = 3;
const UINT: u64 = 4;
const FLOAT: u64 = 5;
const TEXT: u64 = 6;
const KEY: u64 = 7;
const LIST: u64 = 8;
const MAP: u64 = 9;
const TAGGED: u64 = 10;

fn of_scalar(data: &Data, keys: &Keys) -> TreeHash {
    match data {
        Data::Bool(value) => keys.of(BOOL, u64::from(*value)),
        Data::Int(value) => keys.of(INT, value.cast_unsigned()),
        Data::UInt(value) => keys.of(UINT, *value),
        // As floats are equal: zero has no sign, and NaN is one value.
        Data::Float(value) if *value == 0.0 => keys.of(FLOAT, 0),
        Data::Float(value) if value.is_nan() => keys.of(FLOAT, f64::NAN.to_bits()),
        Data::Float(value) => keys.of(FLOAT, value.to_bits()),
        Data::Text(text) => of_text(TEXT, text, keys),
        Data::Null | Data::List(_) | Data::Map(_) | Data::Tagged(_) => keys.of(NULL, 0),
    }
}

fn of_text(kind: u64, text: &str, keys: &Keys) -> TreeHash {
    let mut hash = keys.of(kind, text.len() as u64);
    let mut blocks = text.as_bytes().chunks_exact(16);
    for block in &mut blocks {
        hash = keys.fold(hash, TreeHash(word(&block[..8]), word(&block[8..])));
    }
    match blocks.remainder() {
        [] => hash,
        rest => {
            let (low, high) = rest.split_at(rest.len().min(8));
            keys.fold(hash, TreeHash(word(low), word(high)))
        }
    }
}

/// Up to eight bytes as a number; the length of the whole text is hashed apart.
fn word(bytes: &[u8]) -> u64 {
    if let Ok(bytes) = bytes.try_into() {
        return u64::from_le_bytes(bytes);
    }
    bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// What the process keys its hashes with.
struct Keys([u64; 8]);

fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| {
        let state = RandomState::new();
        Keys(std::array::from_fn(|at| state.hash_one(at)))
    })
}

impl Keys {
    fn of(&self, kind: u64, value: u64) -> TreeHash {
        self.fold(TreeHash(kind, kind), TreeHash(value, value))
    }

    /// Two hashes as one, in this order: two halves that share no key, each a folded product.
    fn fold(&self, a: TreeHash, b: TreeHash) -> TreeHash {
        let Self(k) = self;
        TreeHash(
            folded(a.0 ^ k[0], b.0 ^ k[1]) ^ folded(a.1 ^ k[2], b.1 ^ k[3]),
            folded(a.1 ^ k[4], b.0 ^ k[5]) ^ folded(a.0 ^ k[6], b.1 ^ k[7]),
        )
    }
}

/// The two halves of a product, put together.
fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Room for a hash that a map may remember. Two words without a lock: whoever fills it fills in the
/// same, so a reader meets nothing, or all of it, or one half, which it takes for nothing.
#[derive(Debug, Default)]
pub(super) struct Memo(AtomicU64, AtomicU64);

impl Memo {
    pub(super) fn get(&self) -> Option<TreeHash> {
        let hash = TreeHash(self.0.load(Ordering::Relaxed), self.1.load(Ordering::Relaxed));
        (hash.0 != 0 && hash.1 != 0).then_some(hash)
    }

    /// Keeps the hash and gives it as it is from now on: no half is zero.
    pub(super) fn set(&self, hash: TreeHash) -> TreeHash {
        let hash = TreeHash(hash.0.max(1), hash.1.max(1));
        self.0.store(hash.0, Ordering::Relaxed);
        self.1.store(hash.1, Ordering::Relaxed);
        hash
    }
}

impl Clone for Memo {
    fn clone(&self) -> Self {
        let hash = self.get().unwrap_or_default();
        Self(AtomicU64::new(hash.0), AtomicU64::new(hash.1))
    }
}

/// A hasher of keys with the same protection: nobody can write a map whose keys collide.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct KeyHasher(TreeHash);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let keys = keys();
        self.0.0 = self.0.0.wrapping_add(bytes.len() as u64);
        for block in bytes.chunks(16) {
            let (low, high) = block.split_at(block.len().min(8));
            self.0 = keys.fold(self.0, TreeHash(word(low), word(high)));
        }
    }

    // Says that a text has ended, which its length has said.
    fn write_u8(&mut self, _: u8) {}
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::node::Entry;
    use super::*;
    use crate::source::Span;

    fn map(entries: Vec<(String, Node)>) -> Node {
        let entry =
            |(key, node): (String, Node)| Entry { key: key.into(), key_span: Span::NONE, node };
        Node::detached(Data::Map(
            Map::from_entries(entries.into_iter().map(entry).collect()).into(),
        ))
    }

    /// Trees over so few values that equal ones are met.
    fn tree() -> impl Strategy<Value = Node> {
        let scalar = prop_oneof![
            Just(Data::Null),
            any::<bool>().prop_map(Data::Bool),
            (0i64..2).prop_map(Data::Int),
            prop_oneof![Just(0.0), Just(-0.0), Just(1.0), Just(f64::NAN)].prop_map(Data::Float),
            "[a\\x00]{0,2}".prop_map(|text| Data::Text(text.into())),
        ];
        scalar.prop_map(Node::detached).prop_recursive(3, 8, 2, |inner| {
            let entries = prop::collection::btree_map("[ab]", inner.clone(), 0..3);
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3)
                    .prop_map(|items| Node::detached(Data::List(items.into()))),
                entries.prop_map(|entries| map(entries.into_iter().collect())),
                (inner, any::<bool>()).prop_map(|(node, append)| {
                    let intent = if append { Intent::Append } else { Intent::Replace };
                    Node::detached(Data::Tagged(Tagged { intent, node }.into()))
                }),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn trees_are_equal_where_their_hashes_are(a in tree(), b in tree()) {
            let equal = a == b;
            prop_assert_eq!(a.tree_hash() == b.tree_hash(), equal);
            // Once more with the hashes known.
            prop_assert_eq!(a == b, equal);
        }

        #[test]
        fn texts_of_any_length_have_their_own_hash(a in ".{0,40}", b in ".{0,40}") {
            let hash = |text: &str| Node::from(text).tree_hash();
            prop_assert_eq!(hash(&a) == hash(&b), a == b);
            prop_assert_ne!(hash(&a), hash(&format!("{a}\0")));
        }
    }

    #[test]
    fn the_order_of_keys_does_not_count_and_that_of_items_does() {
        let one = |key: &str| (key.to_owned(), Node::from(1));
        let (left, right) = (map(vec![one("a"), one("b")]), map(vec![one("b"), one("a")]));
        assert_eq!(left.tree_hash(), right.tree_hash());
        assert_ne!(Node::from(vec![1, 2]).tree_hash(), Node::from(vec![2, 1]).tree_hash());
    }

    #[test]
    fn a_hash_is_made_once_and_shared_by_clones() {
        let tree = map(vec![("a".to_owned(), Node::from("x"))]);
        let shared = tree.clone();
        assert_eq!(tree.as_map().unwrap().known_hash(), None);
        let hash = tree.tree_hash();
        assert_eq!(shared.as_map().unwrap().known_hash(), Some(hash));
        assert_eq!(Map::clone(tree.as_map().unwrap()).known_hash(), Some(hash));
    }

    #[test]
    fn a_tree_deeper_than_any_stack_has_a_hash() {
        let deep = |leaf: i64| {
            (0..200_000).fold(Node::from(leaf), |node, at| match at % 2 {
                0 => map(vec![("k".to_owned(), node)]),
                _ => Node::detached(Data::List(Arc::from([node]))),
            })
        };
        let (left, right) = (deep(1), deep(2));
        assert_ne!(left.tree_hash(), right.tree_hash());
        // Dropping it would need the stack that hashing does without.
        std::mem::forget((left, right));
    }
}
