//! Contexts: who asks, as attributes prepared for evaluation.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use super::clock::{Clock, Now};
use super::observe::Observer;
use super::registry::{Names, Registry, TARGETING_KEY, spelled, spelled_path};
use super::text::Text;
use crate::condition::{Attributes, Items, Operand, Path};
use crate::value::Timestamp;
use crate::yaml::{Data, Node};

/// So many attributes that no condition asks for are looked through one by one.
const MANY: usize = 64;

/// The value of an attribute.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Attribute {
    /// Present, and explicitly nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    Int(i64),
    /// An integer above `i64::MAX`.
    UInt(u64),
    /// A binary floating-point number.
    Float(f64),
    /// Text.
    Text(Text),
    /// A list; conditions compare its scalars.
    List(Vec<Attribute>),
    /// Attributes below this one: `plan` in `user` is `user.plan`.
    Map(Vec<(String, Attribute)>),
}

/// Who asks: a targeting key and attributes, prepared once for many evaluations.
///
/// It stays valid when the project is reloaded, and belongs to the project whose flags made it:
/// elsewhere flags with rules or rollouts answer `INVALID_CONTEXT`. `Debug` shows no values.
///
/// The value of an attribute has up to [`Context::DEEPEST`] levels of maps and lists. With a deeper one all
/// flags answer `INVALID_CONTEXT`.
#[derive(Clone)]
pub struct Context {
    project: Arc<Observer>,
    names: Arc<Names>,
    /// By id; what conditions of the project ask for.
    known: Vec<Option<Attribute>>,
    /// By registered name; what none asked for when the context was made.
    others: Vec<(SmolStr, Attribute)>,
    /// Where each of the others stands, once they are too many to be looked through.
    places: Option<HashMap<SmolStr, usize>>,
    now: Now,
    /// Whether an attribute was nested too deep, and was not kept.
    too_deep: bool,
    /// Maps without anything in them, by registered name: nothing else tells that they are there.
    empty: Vec<String>,
    /// Maps as they were given, by registered name; conditions of ours never ask for them.
    #[cfg(feature = "import")]
    trees: Vec<(String, Attribute)>,
}

impl Context {
    /// The most levels of maps and lists that the value of an attribute has, an empty one counted.
    pub const DEEPEST: usize = 32;

    pub(super) fn new(registry: &Registry, clock: Option<&Clock>) -> Self {
        let (project, names) = (registry.project.clone(), registry.attributes.clone());
        let now = clock.map_or(Now::Unknown, |clock| Now::Clock(clock.clone()));
        Self {
            project,
            names,
            known: Vec::new(),
            others: Vec::new(),
            places: None,
            now,
            too_deep: false,
            empty: Vec::new(),
            #[cfg(feature = "import")]
            trees: Vec::new(),
        }
    }

    /// Asks for this time, instead of the time of the flags' clock.
    ///
    /// Only flags that depend on time look at it; without any time they answer `GENERAL`.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        self.now = Now::At(now);
        self
    }

    /// Whether an attribute was nested deeper than [`Context::DEEPEST`]: all flags answer
    /// `INVALID_CONTEXT`.
    #[inline]
    pub fn is_too_deep(&self) -> bool {
        self.too_deep
    }

    /// The time that is asked for; a clock is read.
    pub(super) fn now(&self) -> Option<Timestamp> {
        self.now.read()
    }

    /// Sets the targeting key: text, or an integer, which counts as its decimal digits.
    #[must_use]
    pub fn with_targeting_key(mut self, key: impl Into<Attribute>) -> Self {
        match key.into() {
            Attribute::Null => {}
            key if !key.is_within(Self::DEEPEST) => self.too_deep = true,
            key => self.set(TARGETING_KEY, key),
        }
        self
    }

    /// Adds an attribute by its dotted path; a later one replaces an earlier one.
    ///
    /// A map adds an attribute for each value below it, and is none itself: conditions ask it for
    /// nothing but `exists`. `targeting_key` and `targetingKey` are the targeting key.
    #[must_use]
    pub fn with(mut self, path: &str, value: impl Into<Attribute>) -> Self {
        self.insert(path, value);
        self
    }

    /// Adds an attribute as [`Context::with`] does, in place.
    pub fn insert(&mut self, path: &str, value: impl Into<Attribute>) {
        match value.into() {
            value if !value.is_within(Self::DEEPEST) => self.too_deep = true,
            Attribute::Map(entries) => {
                let segments: Vec<&str> = path.split('.').collect();
                #[cfg(feature = "import")]
                self.add_tree(&spelled(segments.iter().copied()), &entries);
                self.add_map(&segments, entries);
            }
            value if path.contains('`') => self.add(&spelled(path.split('.')), value),
            value => self.add(path, value),
        }
    }

    /// Takes all attributes away and keeps the room they had, for one question after another. The
    /// time that it asks for stays.
    ///
    /// ```
    /// # fn main() -> stageline::Result<()> {
    /// # let project = stageline::Project::from_files([
    /// #     ("config/environments.yaml", "environments: {production: {}}"),
    /// #     ("config/feature-flags.yaml", "feature_flags: {search: {default: false, rules: [
    /// #         {when: \"user.plan == 'pro'\", serve: true}]}}"),
    /// # ])?;
    /// # let flags = project.environment("production")?.flags();
    /// let search = flags.boolean("search", false)?;
    /// let mut context = flags.context_without_key();
    /// for (plan, expected) in [("pro", true), ("free", false)] {
    ///     context.insert("user.plan", plan);
    ///     assert_eq!(search.value(&context), expected);
    ///     context.clear();
    ///     assert!(!search.value(&context));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn clear(&mut self) {
        self.known.iter_mut().for_each(|known| *known = None);
        self.others.clear();
        self.places = None;
        self.too_deep = false;
        // What one huge context took is not kept for all small ones.
        self.others.shrink_to(64);
        self.empty.clear();
        #[cfg(feature = "import")]
        self.trees.clear();
    }

    fn add_map(&mut self, path: &[&str], entries: Vec<(String, Attribute)>) {
        if entries.is_empty() {
            self.empty.push(spelled(path.iter().copied()));
        }
        for (key, value) in entries {
            let mut segments = path.to_vec();
            segments.push(key.as_str());
            match value {
                Attribute::Map(entries) => self.add_map(&segments, entries),
                value => self.add(&spelled(segments.into_iter()), value),
            }
        }
    }

    fn add(&mut self, name: &str, value: Attribute) {
        if let Some(id) = self.names.id(name) {
            return self.set(id, value);
        }
        match self.place(name) {
            Some(at) => self.others[at].1 = value,
            None => {
                let name = SmolStr::from(name);
                let at = self.others.len();
                match &mut self.places {
                    Some(places) => drop(places.insert(name.clone(), at)),
                    None if at == MANY => {
                        let all = self.others.iter().map(|(name, _)| name).chain([&name]).cloned();
                        self.places = Some(all.zip(0..).collect());
                    }
                    None => {}
                }
                self.others.push((name, value));
            }
        }
    }

    /// Where one of the others stands.
    fn place(&self, name: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(name).copied(),
            None => self.others.iter().position(|(known, _)| known == name),
        }
    }

    fn set(&mut self, id: u32, value: Attribute) {
        let at = id as usize;
        if self.known.len() <= at {
            if self.known.capacity() == 0 {
                // Most often room for all, without growing step by step.
                self.known.reserve_exact(self.names.len().clamp(at + 1, at + 8));
            }
            self.known.resize_with(at + 1, || None);
        }
        self.known[at] = Some(value);
    }

    #[cfg(feature = "import")]
    fn add_tree(&mut self, name: &str, entries: &[(String, Attribute)]) {
        self.trees.retain(|(known, _)| known != name);
        self.trees.push((name.to_owned(), Attribute::Map(entries.to_vec())));
    }

    /// A map as it was given, by its registered name.
    #[cfg(feature = "import")]
    pub(super) fn tree(&self, name: &str) -> Option<&Attribute> {
        self.trees.iter().find(|(known, _)| known == name).map(|(_, tree)| tree)
    }

    #[cfg(feature = "import")]
    pub(super) fn targeting_key(&self) -> Option<&Attribute> {
        self.known.get(TARGETING_KEY as usize)?.as_ref()
    }

    /// All attributes but the targeting key, as one map in which maps hold what is below them.
    #[cfg(feature = "import")]
    pub(super) fn everything(&self) -> Attribute {
        let mut whole = Vec::new();
        let known = self.known.iter().zip(self.names.iter()).skip(TARGETING_KEY as usize + 1);
        let known = known.filter_map(|(value, name)| Some((name, value.as_ref()?)));
        let others = self.others.iter().map(|(name, value)| (name.as_str(), value));
        for (name, value) in known.chain(others) {
            put(&mut whole, &segments(name), value);
        }
        // Maps without anything in them have left no attribute.
        for (name, tree) in &self.trees {
            if matches!(tree, Attribute::Map(entries) if entries.is_empty()) {
                put(&mut whole, &segments(name), tree);
            }
        }
        Attribute::Map(whole)
    }

    /// Whether the context was made by flags of this project.
    #[inline]
    pub(super) fn is_of(&self, registry: &Registry) -> bool {
        Arc::ptr_eq(&self.project, &registry.project)
    }

    /// The attribute of an id, or that it is missing; `None` where only a longer look can tell.
    #[inline]
    pub(super) fn known(&self, id: u32) -> Option<Option<&Attribute>> {
        match self.known.get(id as usize) {
            Some(Some(value)) => Some(Some(value)),
            _ if self.others.is_empty() || (id as usize) < self.names.len() => Some(None),
            _ => None,
        }
    }

    /// The attribute of an id, whose registered name `name` gives.
    #[inline]
    pub(super) fn attribute(&self, id: u32, name: impl FnOnce() -> String) -> Option<&Attribute> {
        match self.known.get(id as usize) {
            Some(Some(value)) => Some(value),
            // Only a name that was registered after the context was made can be among the others.
            _ if self.others.is_empty() || (id as usize) < self.names.len() => None,
            _ => self.other(&name()),
        }
    }

    /// Whether a map of this registered name is among what was given.
    fn holds_map(&self, name: &str) -> bool {
        let is_below = |other: &str| {
            let rest = other.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with('.'))
        };
        let known = self.known.iter().zip(self.names.iter());
        let mut known = known.filter(|(value, _)| value.is_some());
        known.any(|(_, other)| is_below(other))
            || self.others.iter().any(|(other, _)| is_below(other))
            || self.empty.iter().any(|other| other == name || is_below(other))
    }

    #[cold]
    fn other(&self, name: &str) -> Option<&Attribute> {
        self.place(name).map(|at| &self.others[at].1)
    }
}

/// Puts a value at a path of maps.
#[cfg(feature = "import")]
fn put(entries: &mut Vec<(String, Attribute)>, path: &[String], value: &Attribute) {
    let Some((first, rest)) = path.split_first() else { return };
    let at = entries.iter().position(|(key, _)| key == first).unwrap_or_else(|| {
        entries.push((first.clone(), Attribute::Map(Vec::new())));
        entries.len() - 1
    });
    match (rest, &mut entries[at].1) {
        ([], slot) => *slot = value.clone(),
        (rest, Attribute::Map(below)) => put(below, rest, value),
        // A value and a map of the same name: the map is what paths lead through.
        (rest, slot) => {
            let mut below = Vec::new();
            put(&mut below, rest, value);
            *slot = Attribute::Map(below);
        }
    }
}

/// The segments of a registered name, the other way round than `spelled`.
#[cfg(feature = "import")]
fn segments(name: &str) -> Vec<String> {
    let mut segments = vec![String::new()];
    let mut quoted = false;
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let last = segments.last_mut();
        match (c, last) {
            ('`', Some(last)) if quoted && chars.peek() == Some(&'`') => {
                chars.next();
                last.push('`');
            }
            ('`', _) => quoted = !quoted,
            ('.', _) if !quoted => segments.push(String::new()),
            (c, Some(last)) => last.push(c),
            (_, None) => {}
        }
    }
    segments
}

impl Attributes for Context {
    #[inline]
    fn get(&self, path: &Path) -> Option<Operand<'_>> {
        self.attribute(path.slot(), || spelled_path(path)).map(Attribute::operand)
    }

    fn holds(&self, path: &Path) -> bool {
        self.get(path).is_some()
            || match (path.slot() as usize) < self.names.len() {
                true => self.holds_map(self.names.name(path.slot())),
                false => self.holds_map(&spelled_path(path)),
            }
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.known.iter().zip(self.names.iter());
        let known = known.filter(|(value, _)| value.is_some()).map(|(_, name)| name);
        let names = known.chain(self.others.iter().map(|(name, _)| name.as_str()));
        f.debug_tuple("Context").field(&names.collect::<Vec<_>>()).finish()
    }
}

impl Attribute {
    /// Stands for a value with more than [`Context::DEEPEST`] levels: for hosts that look no deeper into
    /// what they are given.
    pub fn too_deep() -> Self {
        (0..=Context::DEEPEST).fold(Self::Null, |inner, _| Self::List(vec![inner]))
    }

    /// Whether it has at most so many levels of maps and lists, which also bounds the recursion.
    #[inline]
    fn is_within(&self, levels: usize) -> bool {
        match self {
            Self::List(_) | Self::Map(_) => self.is_nested_within(levels),
            _ => true,
        }
    }

    fn is_nested_within(&self, levels: usize) -> bool {
        let Some(below) = levels.checked_sub(1) else { return false };
        match self {
            Self::List(items) => items.iter().all(|item| item.is_within(below)),
            Self::Map(entries) => entries.iter().all(|(_, value)| value.is_within(below)),
            _ => true,
        }
    }

    /// Whether it can be hashed into our buckets: text and integers can.
    pub(super) fn is_hashable(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Int(_) | Self::UInt(_))
    }

    #[inline]
    fn operand(&self) -> Operand<'_> {
        match self {
            // Contexts take maps apart; inside a list they compare with nothing, as lists do.
            Self::Map(_) => Operand::List(&NOTHING),
            Self::Null => Operand::Null,
            Self::Bool(value) => Operand::Bool(*value),
            Self::Int(value) => Operand::Int(*value),
            Self::UInt(value) => Operand::UInt(*value),
            Self::Float(value) => Operand::Float(*value),
            Self::Text(text) => Operand::Text(text),
            Self::List(items) => Operand::List(items),
        }
    }
}

const NOTHING: [Operand<'static>; 0] = [];

impl Items for Vec<Attribute> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn item(&self, index: usize) -> Operand<'_> {
        self[index].operand()
    }
}

/// Values are not shown: they are about people.
impl fmt::Debug for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attribute({})", self.operand().kind())
    }
}

macro_rules! attribute_from {
    ($($from:ty => $value:ident $make:expr;)+) => {
        $(impl From<$from> for Attribute {
            fn from($value: $from) -> Self {
                $make
            }
        })+
    };
}

attribute_from! {
    bool => value Self::Bool(value);
    i64 => value Self::Int(value);
    i32 => value Self::Int(value.into());
    u32 => value Self::Int(value.into());
    u64 => value i64::try_from(value).map_or(Self::UInt(value), Self::Int);
    f64 => value Self::Float(value);
    &str => value Self::Text(value.into());
    &String => value Self::Text(value.as_str().into());
    String => value Self::Text(value.as_str().into());
}

impl<T: Into<Attribute>> From<Option<T>> for Attribute {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Attribute>> From<Vec<T>> for Attribute {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// A tree of values; merge intentions do not count.
impl From<&Node> for Attribute {
    fn from(node: &Node) -> Self {
        match &node.untagged().data {
            Data::Null | Data::Tagged(_) => Self::Null,
            Data::Bool(value) => Self::Bool(*value),
            Data::Int(value) => Self::Int(*value),
            Data::UInt(value) => Self::UInt(*value),
            Data::Float(value) => Self::Float(*value),
            Data::Text(text) => Self::Text(text.clone().into()),
            Data::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Data::Map(map) => Self::Map(
                map.entries().iter().map(|e| (e.key.to_string(), Self::from(&e.node))).collect(),
            ),
        }
    }
}
