//! Feature flags of an environment, seen from JavaScript.
//!
//! A call through the boundary costs more than a flag, so handles are not asked one by one: the
//! flags that handles were bound to are all answered in one crossing, for one context, from one
//! snapshot. `lib/flags.js` keeps those answers.

use std::sync::{PoisonError, RwLock};
use std::time::SystemTime;

use napi_derive::napi;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use stageline::flag::{self, Attribute, Context, Details, Evaluations, FlagValue, Text};
use stageline::yaml::{Data, Node};
use stageline::{Code, Error, Result};

use crate::document::{Document, written};
use crate::given;
use crate::guard::guarded;
use crate::json::Keys;
use crate::thrown::Thrown;

/// Flags that read the machine's clock, where one of them depends on the time.
pub(crate) fn timed(flags: flag::Flags) -> flag::Flags {
    flags.with_clock(flag::Clock::new(|| SystemTime::now().into()))
}

/// The kinds of flags, by the default that a caller gives.
#[derive(Clone, Copy)]
enum Kind {
    Boolean,
    Text,
    Integer,
    Number,
    Json,
}

impl Kind {
    fn named(name: &str) -> Result<Self> {
        match name {
            "boolean" => Ok(Self::Boolean),
            "string" => Ok(Self::Text),
            "bigint" => Ok(Self::Integer),
            "number" => Ok(Self::Number),
            "object" => Ok(Self::Json),
            _ => Err(Error::new(Code::Usage, format!("no flag is of the kind `{name}`"))),
        }
    }
}

/// The flags of an environment, with those that handles were bound to.
#[napi]
pub struct Flags {
    flags: flag::Flags,
    bound: RwLock<Vec<(String, Kind)>>,
}

impl Flags {
    pub(crate) fn new(flags: flag::Flags) -> Self {
        Self { flags, bound: RwLock::default() }
    }

    fn context(&self, attributes: &str) -> Result<Context> {
        let tree = given::tree(attributes)?;
        let entries = tree.as_map().map_or(&[][..], |map| map.entries());
        let context = self.flags.context_without_key();
        Ok(entries.iter().fold(context, |context, entry| {
            let value = Attribute::from(&entry.node);
            match entry.key.as_str() {
                "targetingKey" => context.with_targeting_key(value),
                path => context.with(path, value),
            }
        }))
    }
}

#[napi]
impl Flags {
    /// The names of all flags.
    #[napi(catch_unwind)]
    pub fn names(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.flags.names()))
    }

    /// The same flags as they are now.
    #[napi(catch_unwind)]
    pub fn pinned(&self) -> napi::Result<Flags, Thrown> {
        guarded(|| Ok(Flags::new(self.flags.pinned())))
    }

    /// Binds a flag of a kind; the answer is its position among the bound ones.
    #[napi(catch_unwind)]
    pub fn bind(&self, name: String, kind: String) -> napi::Result<u32, Thrown> {
        guarded(|| {
            let kind = Kind::named(&kind)?;
            match kind {
                Kind::Boolean => drop(self.flags.boolean(&name, false)?),
                Kind::Text => drop(self.flags.text(&name, "")?),
                Kind::Integer => drop(self.flags.integer(&name, 0)?),
                Kind::Number => drop(self.flags.number(&name, 0.0)?),
                Kind::Json => drop(self.flags.json(&name, Node::default())?),
            }
            let mut bound = self.bound.write().unwrap_or_else(PoisonError::into_inner);
            bound.push((name, kind));
            Ok(bound.len() as u32 - 1)
        })
    }

    /// The bound flags for a context, in their order: a list of the value, or 0 where the caller's
    /// default counts.
    #[napi(catch_unwind)]
    pub fn answers(&self, attributes: String) -> napi::Result<String, Thrown> {
        guarded(|| {
            let context = self.context(&attributes)?;
            let flags = self.flags.pinned();
            let bound = self.bound.read().unwrap_or_else(PoisonError::into_inner);
            let answers: Vec<Answer> = bound
                .iter()
                .map(|(name, kind)| match kind {
                    Kind::Boolean => {
                        Answer::of(flags.details(name, &context, false), Answer::Boolean)
                    }
                    Kind::Text => {
                        Answer::of(flags.details(name, &context, Text::default()), Answer::Text)
                    }
                    Kind::Integer => Answer::of(flags.details(name, &context, 0), Answer::Integer),
                    Kind::Number => Answer::of(flags.details(name, &context, 0.0), Answer::Number),
                    Kind::Json => {
                        Answer::of(flags.details(name, &context, Node::default()), Answer::Json)
                    }
                })
                .collect();
            written(&answers, Keys::Canonical)
        })
    }

    /// A flag by name, with a default of the caller's as JSON text.
    #[napi(catch_unwind)]
    pub fn details(
        &self,
        name: String,
        attributes: String,
        kind: String,
        default: String,
    ) -> napi::Result<Document, Thrown> {
        guarded(|| {
            let (context, kind) = (self.context(&attributes)?, Kind::named(&kind)?);
            let default = given::tree(&default)?;
            let flags = &self.flags;
            match (kind, &default.data) {
                (Kind::Boolean, Data::Bool(default)) => {
                    said(flags.details(&name, &context, *default))
                }
                (Kind::Text, Data::Text(text)) => {
                    said(flags.details(&name, &context, Text::from(text.as_str())))
                }
                (Kind::Integer, Data::Int(default)) => {
                    said(flags.details(&name, &context, *default))
                }
                (Kind::Number, Data::Int(default)) => {
                    said(flags.details(&name, &context, *default as f64))
                }
                (Kind::Number, Data::UInt(default)) => {
                    said(flags.details(&name, &context, *default as f64))
                }
                (Kind::Number, Data::Float(default)) => {
                    said(flags.details(&name, &context, *default))
                }
                _ => said(flags.details(&name, &context, default)),
            }
        })
    }

    /// A flag by name, for a caller without a default.
    #[napi(catch_unwind)]
    pub fn evaluate(&self, name: String, attributes: String) -> napi::Result<Document, Thrown> {
        guarded(|| said(self.flags.evaluate(&name, &self.context(&attributes)?)))
    }

    /// The values of all flags by name.
    #[napi(catch_unwind)]
    pub fn evaluate_all(&self, attributes: String) -> napi::Result<String, Thrown> {
        guarded(|| {
            let all = self.flags.evaluate_all(&self.context(&attributes)?);
            written(&Values(all), Keys::Canonical)
        })
    }

    /// Why a flag has its value.
    #[napi(catch_unwind)]
    pub fn explain(&self, name: String, attributes: String) -> napi::Result<Document, Thrown> {
        guarded(|| Ok(Document::new(self.flags.explain(&name, &self.context(&attributes)?)?)))
    }
}

/// What a handle answers: a value of the files, or its default.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Boolean([bool; 1]),
    Text([Text; 1]),
    Integer([i64; 1]),
    Number([f64; 1]),
    Json([Node; 1]),
    Default(u8),
}

impl Answer {
    fn of<T: FlagValue>(details: Details<'_, T>, value: fn([T; 1]) -> Self) -> Self {
        match details.error_code().is_none() && details.set_in().is_some() {
            true => value([details.into_value()]),
            false => Answer::Default(0),
        }
    }
}

/// The values of all flags by name.
struct Values<'a>(Evaluations<'a>);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for details in self.0.iter() {
            map.serialize_entry(details.flag(), details.value())?;
        }
        map.end()
    }
}

/// Details borrow from the flags, so all their forms are made at once.
fn said<T: Serialize>(details: Details<'_, T>) -> Result<Document> {
    Document::said(&details)
}
