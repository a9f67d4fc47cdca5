//! Fields of Unleash's context, found in ours.

use std::borrow::Cow;

use crate::flag::Attribute;
use crate::flag::dialect::asked::Lookup;
use crate::flag::dialect::{Frame, js};
use crate::flag::scope::Scope;
use crate::value::Timestamp;

/// What Unleash keeps beside a context's `properties`.
const KNOWN: [&str; 6] =
    ["userId", "sessionId", "remoteAddress", "environment", "appName", "currentTime"];

/// A field of the context, by its name in Unleash.
///
/// A known field is the attribute of that name, else the property; `userId` is the targeting key
/// where there is neither, and `currentTime` the time of the evaluation. Any other field is the
/// property of that name, else the attribute.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: Box<str>,
    ways: Box<[Lookup]>,
    otherwise: Otherwise,
}

#[derive(Debug, Clone, Copy)]
enum Otherwise {
    Nothing,
    TargetingKey,
    Time,
}

impl Field {
    pub(super) fn named(name: &str, frame: &mut Frame<'_>) -> Self {
        let top = Lookup::new([name], frame);
        let property = Lookup::new(["properties", name], frame);
        let known = KNOWN.contains(&name);
        let mut ways = if known { vec![top, property] } else { vec![property, top] };
        if name.contains('.') {
            ways.push(Lookup::dotted(&format!("properties.{name}"), frame));
            ways.push(Lookup::dotted(name, frame));
        }
        let otherwise = match name {
            "userId" => Otherwise::TargetingKey,
            "currentTime" => Otherwise::Time,
            _ => Otherwise::Nothing,
        };
        Self { name: name.into(), ways: ways.into(), otherwise }
    }

    /// Its text; numbers and booleans count as theirs, nothing else does.
    pub(super) fn text<'c>(&self, scope: &Scope<'c>) -> Option<Cow<'c, str>> {
        let found = self.ways.iter().find_map(|way| text(way.find(scope.context)?));
        match self.otherwise {
            Otherwise::TargetingKey => found.or_else(|| text(scope.context.targeting_key()?)),
            Otherwise::Time => {
                found.or_else(|| Some(Timestamp::from_millis(scope.now()?).to_string().into()))
            }
            Otherwise::Nothing => found,
        }
    }
}

fn text(value: &Attribute) -> Option<Cow<'_, str>> {
    match value {
        Attribute::Null | Attribute::List(_) | Attribute::Map(_) => None,
        Attribute::Int(value) => Some(value.to_string().into()),
        Attribute::UInt(value) => Some(value.to_string().into()),
        value => Some(js::text(value)),
    }
}

/// What keeps a key where it is: the first of these fields that is there.
#[derive(Debug, Clone)]
pub(super) struct Stickiness(Box<[Field]>);

impl Stickiness {
    /// `default` is `userId`, then `sessionId`; `random` is nothing, and so a draw; any other name
    /// is that field.
    pub(super) fn named(name: &str, frame: &mut Frame<'_>) -> Self {
        let fields: &[&str] = match name {
            "default" => &["userId", "sessionId"],
            "random" => &[],
            name => &[name],
        };
        Self(fields.iter().map(|field| Field::named(field, frame)).collect())
    }

    pub(super) fn key<'c>(&self, scope: &Scope<'c>) -> Option<Cow<'c, str>> {
        self.0.iter().find_map(|field| field.text(scope))
    }

    /// The field that gave the key, or those that could have.
    pub(super) fn names(&self, scope: &Scope<'_>) -> String {
        match self.0.iter().find(|field| field.text(scope).is_some()) {
            Some(field) => field.name.to_string(),
            None if self.0.is_empty() => "a draw".to_owned(),
            None => self.0.iter().map(|field| &*field.name).collect::<Vec<_>>().join(", "),
        }
    }
}

/// A draw from 1 to `of`. The engine has no dice: each evaluation draws from its time, and always
/// the same where there is none.
pub(super) fn draw(scope: &Scope<'_>, of: u32) -> u32 {
    let millis = scope.now().unwrap_or_default();
    // The answer stays for no longer than the moment it was drawn in.
    scope.turns_at(millis.saturating_add(1));
    let hash = crate::flag::dialect::hash::murmur3(0, [millis.to_string().as_str()]);
    ((u64::from(hash) * u64::from(of)) >> 32) as u32 + 1
}
