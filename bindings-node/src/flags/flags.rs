//! Feature flags of an environment, seen from JavaScript.
//!
//! A call through the boundary costs more than a flag, so handles are not asked one by one: the
//! flags that handles were bound to are all answered in one crossing, for one context, from one
//! snapshot. `lib/flags.js` keeps those answers, and reads the clock.

use std::sync::{PoisonError, RwLock};

use napi_derive::napi;
use stageline::Result;
use stageline::flag::{self, Context, Text};
use stageline::yaml::{Data, Node};

use super::answers::Answers;
use super::asked::{self, Kind, time};
use super::told::{Values, told};
use crate::document::{Document, texts, written};
use crate::given;
use crate::guard::guarded;
use crate::json::Keys;
use crate::thrown::Thrown;

/// The flags of an environment, with those that handles were bound to.
#[napi]
pub struct Flags {
    flags: flag::Flags,
    bound: RwLock<Vec<(String, Kind)>>,
    /// What a test has flags answer.
    overrides: RwLock<Vec<(String, Node)>>,
}

/// A context that stays on this side of the boundary.
#[napi]
pub struct Prepared(Context);

impl Flags {
    pub(crate) fn new(flags: flag::Flags) -> Self {
        Self { flags, bound: RwLock::default(), overrides: RwLock::default() }
    }

    fn context(&self, attributes: &str, now: f64) -> Result<Context> {
        Ok(asked::context(&self.flags, attributes)?.at(time(now)))
    }

    fn push(&self, name: String, kind: Kind) -> u32 {
        let mut bound = self.bound.write().unwrap_or_else(PoisonError::into_inner);
        bound.push((name, kind));
        bound.len() as u32 - 1
    }

    /// One of the bound flags, as [`Answers`] has it.
    fn answered(&self, slot: u32, context: &Context) -> Result<String> {
        let bound = self.bound.read().unwrap_or_else(PoisonError::into_inner);
        let asked = bound.get(slot as usize).map_or(&[][..], std::slice::from_ref);
        written(&Answers::of(&self.asked(), asked, context), Keys::Canonical)
    }

    /// The flags that answer: these, or what a test has made of them.
    fn asked(&self) -> flag::Flags {
        let overrides = self.overrides.read().unwrap_or_else(PoisonError::into_inner);
        overrides.iter().fold(self.flags.clone(), |flags, (name, value)| {
            // A flag that a reload took away cannot be overridden any more.
            flags.with_override(name, value.clone()).unwrap_or(flags)
        })
    }
}

#[napi]
impl Flags {
    /// The names of all flags.
    #[napi(catch_unwind)]
    pub fn names(&self) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| Ok(self.flags.names()))
    }

    /// Whether they follow the project.
    #[napi(catch_unwind)]
    pub fn is_live(&self) -> napi::Result<bool, Thrown> {
        guarded(|| Ok(self.flags.is_live()))
    }

    /// The same flags as they are now.
    #[napi(catch_unwind)]
    pub fn pinned(&self) -> napi::Result<Flags, Thrown> {
        guarded(|| Ok(Flags::new(self.asked().pinned())))
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
            Ok(self.push(name, kind))
        })
    }

    /// Binds a flag that is asked for by name; it may hold another kind, which then is an error of
    /// each answer. Of a name that is none there is no position.
    #[napi(catch_unwind)]
    pub fn note(&self, name: String, kind: String) -> napi::Result<Option<u32>, Thrown> {
        guarded(|| {
            let kind = Kind::named(&kind)?;
            Ok(self.flags.json(&name, Node::default()).is_ok().then(|| self.push(name, kind)))
        })
    }

    /// The bound flags for a context at a time, in their order; see [`Answers`].
    #[napi(catch_unwind)]
    pub fn answers(&self, attributes: String, now: f64) -> napi::Result<String, Thrown> {
        guarded(|| {
            let context = self.context(&attributes, now)?;
            let bound = self.bound.read().unwrap_or_else(PoisonError::into_inner);
            written(&Answers::of(&self.asked().pinned(), &bound, &context), Keys::Canonical)
        })
    }

    /// One of the bound flags for a context that asks for the first time.
    #[napi(catch_unwind)]
    pub fn one(&self, slot: u32, attributes: String, now: f64) -> napi::Result<String, Thrown> {
        guarded(|| self.answered(slot, &self.context(&attributes, now)?))
    }

    /// Prepares a context for [`Flags::answer`].
    #[napi(catch_unwind)]
    pub fn prepare(&self, attributes: String) -> napi::Result<Prepared, Thrown> {
        guarded(|| asked::context(&self.flags, &attributes).map(Prepared))
    }

    /// One of the bound flags for a context at a time, as [`Answers`] has it: asked for by itself,
    /// so that nothing else is noted where answers are observed.
    #[napi(catch_unwind)]
    pub fn answer(&self, slot: u32, context: &Prepared, now: f64) -> napi::Result<String, Thrown> {
        guarded(|| self.answered(slot, &context.0.clone().at(time(now))))
    }

    /// Has flags answer what a test says: names, and a list of values as JSON text. They take the
    /// place of all earlier ones.
    #[napi(catch_unwind)]
    pub fn replace(&self, names: Vec<String>, values: String) -> napi::Result<(), Thrown> {
        guarded(|| {
            let values = given::tree(&values)?;
            let values = values.as_list().unwrap_or_default().iter().cloned();
            let overrides: Vec<(String, Node)> = names.into_iter().zip(values).collect();
            for (name, value) in &overrides {
                self.flags.with_override(name, value.clone())?;
            }
            *self.overrides.write().unwrap_or_else(PoisonError::into_inner) = overrides;
            Ok(())
        })
    }

    /// A flag by name, with a default of the caller's as JSON text.
    #[napi(catch_unwind)]
    pub fn details(
        &self,
        name: String,
        attributes: String,
        now: f64,
        kind: String,
        default: String,
    ) -> napi::Result<String, Thrown> {
        guarded(|| {
            let (context, kind) = (self.context(&attributes, now)?, Kind::named(&kind)?);
            let default = given::tree(&default)?;
            let flags = self.asked();
            match (kind, &default.data) {
                (Kind::Boolean, Data::Bool(default)) => {
                    told(&flags.details(&name, &context, *default))
                }
                (Kind::Text, Data::Text(text)) => {
                    told(&flags.details(&name, &context, Text::from(text.as_str())))
                }
                (Kind::Integer, Data::Int(default)) => {
                    told(&flags.details(&name, &context, *default))
                }
                (Kind::Number, Data::Int(default)) => {
                    told(&flags.details(&name, &context, *default as f64))
                }
                (Kind::Number, Data::UInt(default)) => {
                    told(&flags.details(&name, &context, *default as f64))
                }
                (Kind::Number, Data::Float(default)) => {
                    told(&flags.details(&name, &context, *default))
                }
                _ => told(&flags.details(&name, &context, default)),
            }
        })
    }

    /// A flag by name, for a caller without a default.
    #[napi(catch_unwind)]
    pub fn evaluate(
        &self,
        name: String,
        attributes: String,
        now: f64,
    ) -> napi::Result<String, Thrown> {
        guarded(|| told(&self.asked().evaluate(&name, &self.context(&attributes, now)?)))
    }

    /// The values of all flags by name.
    #[napi(catch_unwind)]
    pub fn evaluate_all(&self, attributes: String, now: f64) -> napi::Result<String, Thrown> {
        guarded(|| {
            let flags = self.asked();
            let all = flags.evaluate_all(&self.context(&attributes, now)?);
            written(&Values(all), Keys::Canonical)
        })
    }

    /// These flags in the order asked for, from one state.
    #[napi(catch_unwind)]
    pub fn evaluate_many(
        &self,
        names: Vec<String>,
        attributes: String,
        now: f64,
    ) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let flags = self.asked();
            let all = flags.evaluate_many(&names, &self.context(&attributes, now)?)?;
            all.iter().map(|details| told(&details)).collect()
        })
    }

    /// Why a flag has its value; its parts are the steps.
    #[napi(catch_unwind)]
    pub fn explain(
        &self,
        name: String,
        attributes: String,
        now: f64,
    ) -> napi::Result<Document, Thrown> {
        guarded(|| {
            let explanation = self.asked().explain(&name, &self.context(&attributes, now)?)?;
            Ok(Document::listing(explanation, |found| texts(&found.steps)))
        })
    }

    /// How large the rollouts and splits of a flag are at a time.
    #[napi(catch_unwind)]
    pub fn preview(&self, name: String, at: f64) -> napi::Result<Document, Thrown> {
        guarded(|| Ok(Document::new(self.asked().preview(&name, time(at))?)))
    }

    /// What time alone will change of a flag's answer.
    #[napi(catch_unwind)]
    pub fn when_will(
        &self,
        name: String,
        attributes: String,
        now: f64,
    ) -> napi::Result<Vec<Document>, Thrown> {
        guarded(|| {
            let changes = self.asked().when_will(&name, &self.context(&attributes, now)?)?;
            Ok(changes.into_iter().map(Document::new).collect())
        })
    }

    /// Which flags answer some of the contexts differently in another environment. Each context is
    /// its attributes and its time.
    #[napi(catch_unwind)]
    pub fn compare(
        &self,
        other: &Flags,
        attributes: Vec<String>,
        times: Vec<f64>,
    ) -> napi::Result<Document, Thrown> {
        guarded(|| {
            let asked = attributes.iter().zip(times);
            let contexts: Vec<Context> =
                asked.map(|(text, now)| self.context(text, now)).collect::<Result<_>>()?;
            Ok(Document::new(self.asked().compare(&other.asked(), &contexts)))
        })
    }
}
