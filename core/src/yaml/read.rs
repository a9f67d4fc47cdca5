//! Nodes into Rust types through serde, with the path and the place of whatever does not fit.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{Data, Entry, Map, Node};
use crate::error::{Code, Error, Place, closest};
use crate::source::Span;

/// Reads a node as a type.
///
/// # Errors
/// The first value that does not fit, with its path below `node` and its place.
pub fn read<T: de::DeserializeOwned>(node: &Node) -> Result<T, ReadError> {
    read_noting(node, &RefCell::new(Vec::new()))
}

fn read_noting<T: de::DeserializeOwned>(node: &Node, unknown: &Unknown) -> Result<T, ReadError> {
    T::deserialize(Reader { node, unknown }).map_err(|error| error.or_at(node.span))
}

/// What [`read_leniently`] made of a node.
#[derive(Debug)]
pub struct Reading<T> {
    /// The value, of whatever fitted; `None` when that makes no `T` at all.
    pub value: Option<T>,
    /// The values that did not fit and were left out.
    pub problems: Vec<ReadError>,
    /// Keys that no field of `T` takes.
    pub unknown: Vec<UnknownKey>,
}

/// A key that nothing reads.
#[derive(Debug, Clone)]
pub struct UnknownKey {
    /// The key.
    pub key: String,
    /// Where it stands.
    pub span: Span,
    /// The keys that are read there.
    pub known: &'static [&'static str],
}

type Unknown = RefCell<Vec<UnknownKey>>;

/// Reads what fits, and lists what does not and what nothing reads.
pub fn read_leniently<T: de::DeserializeOwned>(node: &Node) -> Reading<T> {
    /// More would only repeat what the first ones say.
    const MOST: usize = 100;
    let mut node = node.clone();
    let mut problems = Vec::new();
    loop {
        let unknown = Unknown::default();
        let (value, rest) = match read_noting(&node, &unknown) {
            Ok(value) => (Some(value), None),
            Err(problem) => {
                let rest = without(&node, &problem.path);
                problems.push(problem);
                (None, rest.filter(|_| problems.len() < MOST))
            }
        };
        match rest {
            Some(rest) => node = rest,
            None => return Reading { value, problems, unknown: unknown.into_inner() },
        }
    }
}

/// The node without the value at a path; `None` when the path is empty or leads nowhere.
fn without(node: &Node, path: &[String]) -> Option<Node> {
    let (key, rest) = path.split_first()?;
    let data = match &node.untagged().data {
        Data::Map(map) => {
            let at = map.position(key)?;
            let mut entries = map.entries().to_vec();
            match without(&entries[at].node, rest) {
                Some(child) => entries[at].node = child,
                None => {
                    entries.remove(at);
                }
            }
            Data::Map(Map::from_entries(entries).into())
        }
        Data::List(items) => {
            let at: usize = key.parse().ok().filter(|at| *at < items.len())?;
            let mut items = items.to_vec();
            match without(&items[at], rest) {
                Some(child) => items[at] = child,
                None => {
                    items.remove(at);
                }
            }
            Data::List(items.into())
        }
        _ => return None,
    };
    Some(Node { data, span: node.span })
}

/// A value and the range it was written in.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T: Default> Default for Spanned<T> {
    fn default() -> Self {
        Self { value: T::default(), span: Span::NONE }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// Why a node is not the type that was asked for.
#[derive(Debug, Clone)]
pub struct ReadError {
    /// Keys and positions from the node that was read down to the value that does not fit.
    pub path: Vec<String>,
    span: Option<Span>,
    code: Code,
    message: String,
    help: Option<String>,
}

impl ReadError {
    /// The error with its path in words and its place; `place` is the source map's, or the file's.
    pub fn into_error(self, place: impl FnOnce(Span) -> Option<Place>) -> Error {
        let message = match self.path.is_empty() {
            true => self.message,
            false => format!("`{}`: {}", self.path.join("."), self.message),
        };
        let place = self.span.and_then(place);
        let error = Error::new(self.code, message).at(place);
        match self.help {
            Some(help) => error.help(help),
            None => error,
        }
    }

    /// The sentence, without path, place or remedy.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where the value stands.
    pub fn span(&self) -> Span {
        self.span.unwrap_or(Span::NONE)
    }

    fn new(code: Code, message: impl Into<String>) -> Self {
        Self { path: Vec::new(), span: None, code, message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn or_at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }

    fn within(mut self, key: &str, span: Span) -> Self {
        self.path.insert(0, key.to_owned());
        self.or_at(span)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

/// What serde calls an expectation, in the words of a person who writes YAML.
fn expected(expected: &dyn de::Expected) -> String {
    let text = expected.to_string();
    match text.as_str() {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative".to_owned(),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "a string" | "string" => "text".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        other if other.starts_with("struct ") => "a map".to_owned(),
        other if other.starts_with("enum ") => "one of its words".to_owned(),
        other if other.starts_with("tuple ") => "a list".to_owned(),
        _ => text,
    }
}

fn found(unexpected: &de::Unexpected<'_>) -> &'static str {
    use de::Unexpected as U;
    match unexpected {
        U::Bool(_) => "a boolean",
        U::Unsigned(_) | U::Signed(_) => "an integer",
        U::Float(_) => "a number",
        U::Char(_) | U::Str(_) => "text",
        U::Unit | U::Option => "nothing",
        U::Seq => "a list",
        U::Map => "a map",
        _ => "something else",
    }
}

/// Values are never quoted: the line may hold a secret.
impl de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Code::Type, message.to_string())
    }

    fn invalid_type(unexpected: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        let message = format!("expected {}, found {}", expected(wanted), found(&unexpected));
        Self::new(Code::Type, message).help("correct the value")
    }

    fn invalid_value(_: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        let message = format!("expected {}, and this value is out of range", expected(wanted));
        Self::new(Code::Type, message).help("correct the value")
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        let words = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let error = Self::new(Code::Type, format!("expected one of {words}"));
        match closest(variant, known.iter().copied()).first() {
            Some(best) => error.help(format!("did you mean `{best}`?")),
            None => error.help("correct the value"),
        }
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        let error = Self::new(Code::Type, format!("the key `{field}` is not known here"));
        match closest(field, known.iter().copied()).first() {
            Some(best) => error.help(format!("did you mean `{best}`?")),
            None => error.help("remove it"),
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Code::MissingKey, format!("the key `{field}` is missing")).help("add it")
    }
}

const NODE: &str = "$stageline::Node";
const SPANNED: &str = "$stageline::Spanned";

thread_local! {
    /// Hands what serde's data model has no word for, a node or a span, to the type that asks.
    static HANDED: RefCell<Option<Node>> = const { RefCell::new(None) };
}

fn take_handed() -> Node {
    HANDED.with(RefCell::take).unwrap_or_default()
}

impl<'de> de::Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;
        impl<'de> Visitor<'de> for Take {
            type Value = Node;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value of a project file")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(self, _: D) -> Result<Node, D::Error> {
                Ok(take_handed())
            }
        }
        deserializer.deserialize_newtype_struct(NODE, Take)
    }
}

impl<'de, T: de::Deserialize<'de>> de::Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take<T>(std::marker::PhantomData<T>);
        impl<'de, T: de::Deserialize<'de>> Visitor<'de> for Take<T> {
            type Value = Spanned<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                inner: D,
            ) -> Result<Spanned<T>, D::Error> {
                let span = take_handed().span;
                Ok(Spanned { value: T::deserialize(inner)?, span })
            }
        }
        deserializer.deserialize_newtype_struct(SPANNED, Take(std::marker::PhantomData))
    }
}

#[derive(Clone, Copy)]
struct Reader<'n> {
    node: &'n Node,
    unknown: &'n Unknown,
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let node = self.node.untagged();
        match &node.data {
            Data::Null => visitor.visit_unit(),
            Data::Bool(value) => visitor.visit_bool(*value),
            Data::Int(value) => visitor.visit_i64(*value),
            Data::UInt(value) => visitor.visit_u64(*value),
            Data::Float(value) => visitor.visit_f64(*value),
            Data::Text(text) => visitor.visit_str(text),
            Data::List(items) => visitor.visit_seq(Items { items, at: 0, unknown: self.unknown }),
            Data::Map(map) => {
                visitor.visit_map(Entries { entries: map.entries(), at: 0, unknown: self.unknown })
            }
            Data::Tagged(_) => visitor.visit_unit(),
        }
        .map_err(|error: ReadError| error.or_at(node.span))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node.data {
            Data::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        if name == NODE || name == SPANNED {
            HANDED.with(|handed| handed.replace(Some(self.node.clone())));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let (name, content) = match &self.node.untagged().data {
            Data::Text(text) => (text.as_str(), None),
            Data::Map(map) if map.len() == 1 => {
                (map.entries()[0].key.as_str(), Some(&map.entries()[0].node))
            }
            _ => {
                let _ = (name, variants);
                return self.deserialize_any(visitor);
            }
        };
        visitor
            .visit_enum(Variant { name, content, unknown: self.unknown })
            .map_err(|e| e.or_at(self.node.span))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        if let Some(map) = self.node.as_map() {
            let unread = map.entries().iter().filter(|entry| !known.contains(&entry.key.as_str()));
            self.unknown.borrow_mut().extend(unread.map(|entry| UnknownKey {
                key: entry.key.to_string(),
                span: entry.key_span,
                known,
            }));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        seq tuple tuple_struct map identifier ignored_any
    }
}

struct Items<'n> {
    items: &'n [Node],
    at: usize,
    unknown: &'n Unknown,
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let Some(node) = self.items.get(self.at) else { return Ok(None) };
        let key = self.at.to_string();
        self.at += 1;
        seed.deserialize(Reader { node, unknown: self.unknown })
            .map(Some)
            .map_err(|e| e.within(&key, node.span))
    }
}

struct Entries<'n> {
    entries: &'n [Entry],
    at: usize,
    unknown: &'n Unknown,
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        let Some(entry) = self.entries.get(self.at) else { return Ok(None) };
        let key = de::value::StrDeserializer::new(&entry.key);
        seed.deserialize(key).map(Some).map_err(|e: ReadError| e.within(&entry.key, entry.key_span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        let Some(Entry { key, node, .. }) = self.entries.get(self.at) else {
            return Err(ReadError::new(Code::Internal, "a value was asked for after the last one"));
        };
        self.at += 1;
        let reader = Reader { node, unknown: self.unknown };
        seed.deserialize(reader).map_err(|e| e.within(key, node.span))
    }
}

struct Variant<'n> {
    name: &'n str,
    content: Option<&'n Node>,
    unknown: &'n Unknown,
}

impl<'n, 'de> EnumAccess<'de> for Variant<'n> {
    type Error = ReadError;
    type Variant = Content<'n>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Content<'n>), ReadError> {
        let name = seed.deserialize(de::value::StrDeserializer::new(self.name))?;
        Ok((name, Content(self.content, self.unknown)))
    }
}

struct Content<'n>(Option<&'n Node>, &'n Unknown);

impl<'de> VariantAccess<'de> for Content<'_> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        match self.0 {
            None => Ok(()),
            Some(_) => Err(ReadError::new(Code::Type, "expected a word, found a map")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, ReadError> {
        match self.0 {
            Some(node) => seed.deserialize(Reader { node, unknown: self.1 }),
            None => Err(ReadError::new(Code::Type, "expected a map with this key, found a word")),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, ReadError> {
        let node = self.0.ok_or_else(|| ReadError::new(Code::Type, "expected a list"))?;
        Reader { node, unknown: self.1 }.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let node = self.0.ok_or_else(|| ReadError::new(Code::Type, "expected a map"))?;
        Reader { node, unknown: self.1 }.deserialize_any(visitor)
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator};

    use super::{Node, Spanned};

    impl JsonSchema for Node {
        fn schema_name() -> Cow<'static, str> {
            "Value".into()
        }
        fn inline_schema() -> bool {
            true
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            true.into()
        }
    }

    impl<T: JsonSchema> JsonSchema for Spanned<T> {
        fn schema_name() -> Cow<'static, str> {
            T::schema_name()
        }
        fn inline_schema() -> bool {
            T::inline_schema()
        }
        fn schema_id() -> Cow<'static, str> {
            T::schema_id()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            T::json_schema(generator)
        }
    }
}
