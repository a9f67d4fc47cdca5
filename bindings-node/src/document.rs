//! An answer of the engine that is more than a value: read as an object, as the canonical
//! document, or as text for people.

use std::fmt::Display;

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

impl<T: Serialize + Display + Send + Sync> Answer for T {
    fn write(&self, keys: Keys) -> Result<String> {
        written(self, keys)
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

/// An answer, kept until JavaScript asks for a form of it.
#[napi]
pub struct Document(Box<dyn Answer>);

impl Document {
    pub(crate) fn new(answer: impl Serialize + Display + Send + Sync + 'static) -> Self {
        Self(Box::new(answer))
    }
}

#[napi]
impl Document {
    /// The object, its fields in camel case.
    #[napi(catch_unwind)]
    pub fn read(&self) -> napi::Result<String, Thrown> {
        guarded(|| self.0.write(Keys::Camel))
    }

    /// The canonical document, its fields in snake case.
    #[napi(catch_unwind)]
    pub fn canonical(&self) -> napi::Result<String, Thrown> {
        guarded(|| self.0.write(Keys::Canonical))
    }

    /// The text for people.
    #[napi(catch_unwind)]
    pub fn text(&self) -> napi::Result<String, Thrown> {
        guarded(|| Ok(self.0.text()))
    }
}

/// A value as JSON text.
pub(crate) fn written<T: Serialize + ?Sized>(value: &T, keys: Keys) -> Result<String> {
    json::write(value, keys)
        .map_err(|error| Error::new(Code::Internal, "an answer could not be written").cause(error))
}
