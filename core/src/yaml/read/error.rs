//! Why a node is not the type that was asked for, without quoting its value.

use std::fmt;

use serde::de;

use crate::error::{Code, Error, Place, closest};
use crate::source::Span;

/// Why a node is not the type that was asked for.
#[derive(Debug, Clone)]
pub struct ReadError {
    /// Keys and positions from the node that was read down to the value that does not fit.
    pub path: Vec<String>,
    span: Option<Span>,
    code: Code,
    message: String,
    /// The key that is missing, if that is what is wrong.
    missing: Option<&'static str>,
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

    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            path: Vec::new(),
            span: None,
            code,
            message: message.into(),
            missing: None,
            help: None,
        }
    }

    /// Whether it is the value at a path that is missing.
    pub(super) fn is_missing(&self, path: &[String]) -> bool {
        path.split_last().is_some_and(|(last, parent)| {
            self.missing == Some(last.as_str()) && *parent == *self.path
        })
    }

    /// The same with a remedy.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a place, where it has none.
    pub(crate) fn or_at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }

    pub(super) fn within(mut self, key: &str, span: Span) -> Self {
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
        let error = Self::new(Code::MissingKey, format!("the key `{field}` is missing"));
        Self { missing: Some(field), ..error }.help("add it")
    }
}
