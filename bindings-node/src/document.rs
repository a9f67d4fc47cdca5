//! An answer of the engine that is more than a value: read as an object, as the canonical
//! document, or as text for people.

use std::fmt::Display;
use std::sync::Arc;

use napi_derive::napi;
use serde::Serialize;
use stageline::{Code, Error, Result};

use crate::guard::guarded;
use crate::json::{self, Keys};
use crate::thrown::Thrown;

/// What every answer can do.
trait Answer: Send + Sync {
    fn write(&self, keys: Keys) -> Result<String>;
    fn text(&self) -> String;
}

/// An answer that is kept as it is.
struct Kept<T>(Arc<T>);

impl<T: Serialize + Display + Send + Sync> Answer for Kept<T> {
    fn write(&self, keys: Keys) -> Result<String> {
        written(&*self.0, keys)
    }

    fn text(&self) -> String {
        self.0.to_string()
    }
}

/// An answer of which only the forms are left.
struct Said {
    camel: String,
    canonical: String,
    text: String,
}

impl Answer for Said {
    fn write(&self, keys: Keys) -> Result<String> {
        Ok(match keys {
            Keys::Camel => self.camel.clone(),
            Keys::Canonical => self.canonical.clone(),
        })
    }

    fn text(&self) -> String {
        self.text.clone()
    }
}

type Parts = Box<dyn Fn() -> Vec<String> + Send + Sync>;

/// An answer, kept until JavaScript asks for a form of it.
#[napi]
pub struct Document {
    answer: Arc<dyn Answer>,
    parts: Option<Parts>,
}

impl Document {
    pub(crate) fn new(answer: impl Serialize + Display + Send + Sync + 'static) -> Self {
        Self { answer: Arc::new(Kept(Arc::new(answer))), parts: None }
    }

    /// An answer that people are told in a word, such as its name. Its forms are made at once.
    pub(crate) fn with_text(answer: &impl Serialize, text: String) -> Result<Self> {
        Ok(Self {
            answer: Arc::new(Said {
                camel: written(answer, Keys::Camel)?,
                canonical: written(answer, Keys::Canonical)?,
                text,
            }),
            parts: None,
        })
    }

    /// An answer with parts that have a text of their own.
    pub(crate) fn listing<T: Serialize + Display + Send + Sync + 'static>(
        answer: T,
        parts: impl Fn(&T) -> Vec<String> + Send + Sync + 'static,
    ) -> Self {
        Self::shared(Arc::new(answer), parts)
    }

    /// The same of an answer that somebody else keeps too.
    pub(crate) fn shared<T: Serialize + Display + Send + Sync + 'static>(
        answer: Arc<T>,
        parts: impl Fn(&T) -> Vec<String> + Send + Sync + 'static,
    ) -> Self {
        let listed = Arc::clone(&answer);
        let answer = Arc::new(Kept(answer));
        Self { answer, parts: Some(Box::new(move || parts(&listed))) }
    }
}

#[napi]
impl Document {
    /// The object, its fields in camel case.
    #[napi(catch_unwind)]
    pub fn read(&self) -> napi::Result<String, Thrown> {
        guarded(|| self.answer.write(Keys::Camel))
    }

    /// The canonical document, its fields in snake case.
    #[napi(catch_unwind)]
    pub fn canonical(&self) -> napi::Result<String, Thrown> {
        guarded(|| self.answer.write(Keys::Canonical))
    }

    /// The text for people.
    #[napi(catch_unwind)]
    pub fn text(&self) -> napi::Result<String, Thrown> {
        guarded(|| Ok(self.answer.text()))
    }

    /// The texts of its parts, in their order.
    #[napi(catch_unwind)]
    pub fn parts(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.parts.as_ref().map_or_else(Vec::new, |parts| parts())))
    }
}

/// A value as JSON text.
pub(crate) fn written<T: Serialize + ?Sized>(value: &T, keys: Keys) -> Result<String> {
    json::write(value, keys)
        .map_err(|error| Error::new(Code::Internal, "an answer could not be written").cause(error))
}

/// The texts of a list.
pub(crate) fn texts<T: Display>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}
