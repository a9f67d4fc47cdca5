//! `production >= staging > testing`: environments in the order in which their values must stand.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use smol_str::SmolStr;

use crate::error::{Code, Error, Result};

/// Environments joined by relations. A name with spaces or signs stands in double quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Each link: the relation of an environment's value to that of the one before it, which the
    /// first has not.
    links: Vec<(Option<Relation>, SmolStr)>,
}

/// How one value stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `==`
    Equal,
    /// `!=`
    Different,
}

impl Relation {
    /// Longer signs first, since the shorter ones begin them.
    const ALL: [Relation; 6] = [
        Relation::AtLeast,
        Relation::AtMost,
        Relation::Equal,
        Relation::Different,
        Relation::Greater,
        Relation::Less,
    ];

    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Relation::Greater => ">",
            Relation::AtLeast => ">=",
            Relation::Less => "<",
            Relation::AtMost => "<=",
            Relation::Equal => "==",
            Relation::Different => "!=",
        }
    }

    /// The relation seen from the other value.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Relation::Greater => Relation::Less,
            Relation::AtLeast => Relation::AtMost,
            Relation::Less => Relation::Greater,
            Relation::AtMost => Relation::AtLeast,
            same => same,
        }
    }

    /// What follows from `a self b` and `b next c` for `a` and `c`; `None` where nothing does.
    fn then(self, next: Self) -> Option<Self> {
        use Relation::{AtLeast, AtMost, Different, Equal, Greater, Less};
        match (self, next) {
            (Equal, other) | (other, Equal) => Some(other),
            (Greater, Greater | AtLeast) | (AtLeast, Greater) => Some(Greater),
            (AtLeast, AtLeast) => Some(AtLeast),
            (Less, Less | AtMost) | (AtMost, Less) => Some(Less),
            (AtMost, AtMost) => Some(AtMost),
            (Different | Greater | AtLeast | Less | AtMost, _) => None,
        }
    }
}

impl Expectation {
    /// Reads an expectation.
    ///
    /// # Errors
    /// `E_USAGE` for fewer than two environments, one that is named twice, or a relation that is
    /// none.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text).map_err(|problem| {
            let help = "join environments by `>`, `>=`, `<`, `<=`, `==` or `!=`, as in \
                        `production >= staging`";
            Error::new(Code::Usage, problem).help(help)
        })
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        let mut links: Vec<(Option<Relation>, SmolStr)> = Vec::new();
        let mut rest = text.trim_start();
        loop {
            let relation = match links.is_empty() {
                true => None,
                false => {
                    let found =
                        Relation::ALL.iter().find(|relation| rest.starts_with(relation.sign()));
                    let found = *found.ok_or("no relation stands between two environments")?;
                    rest = rest[found.sign().len()..].trim_start();
                    Some(found)
                }
            };
            let (name, behind) = name(rest)?;
            if links.iter().any(|(_, known)| *known == name) {
                return Err("an environment is named twice");
            }
            links.push((relation, name.into()));
            rest = behind.trim_start();
            if rest.is_empty() {
                break;
            }
        }
        match links.len() {
            1 => Err("only one environment is named"),
            _ => Ok(Self { links }),
        }
    }

    /// The environments, in order.
    pub fn environments(&self) -> impl Iterator<Item = &str> {
        self.links.iter().map(|(_, name)| name.as_str())
    }

    /// What must hold among some of the environments: for each neighbouring two that are `there`,
    /// their positions in the order of the expectation and the relation that follows for them.
    pub(crate) fn among(&self, there: impl Fn(&str) -> bool) -> Vec<(usize, Relation, usize)> {
        let mut found = Vec::new();
        let mut last: Option<(usize, Option<Relation>)> = None;
        for (at, (relation, name)) in self.links.iter().enumerate() {
            // What holds between the last one there and this one.
            let follows = match (last, relation) {
                (Some((from, so_far)), Some(relation)) => {
                    let direct = from + 1 == at;
                    if direct { Some(*relation) } else { so_far.and_then(|r| r.then(*relation)) }
                }
                _ => None,
            };
            if there(name) {
                if let (Some((from, _)), Some(relation)) = (last, follows) {
                    found.push((from, relation, at));
                }
                last = Some((at, None));
            } else if let Some((from, _)) = last {
                last = Some((from, follows));
            }
        }
        found
    }

    /// What must hold between two environments, in the order in which they stand here.
    pub(crate) fn of_two(&self, one: &str, other: &str) -> Option<(&str, Relation, &str)> {
        let (left, relation, right) = *self.among(|name| name == one || name == other).first()?;
        Some((&self.links[left].1, relation, &self.links[right].1))
    }

    /// What must hold between two environments, seen from the first.
    pub(crate) fn between(&self, left: &str, right: &str) -> Option<Relation> {
        let (from, relation, _) = self.of_two(left, right)?;
        Some(if from == left { relation } else { relation.turned() })
    }
}

/// An environment's name at the beginning of a text, and what follows it.
fn name(text: &str) -> Result<(&str, &str), &'static str> {
    let (name, rest) = match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').ok_or("a quote is not closed")?,
        None => {
            let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '=' | '!' | '"');
            text.split_at(text.find(ends).unwrap_or(text.len()))
        }
    };
    if name.is_empty() { Err("an environment is missing") } else { Ok((name, rest)) }
}

/// The expectation as text that reads back the same.
impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (relation, name) in &self.links {
            if let Some(relation) = relation {
                write!(f, " {} ", relation.sign())?;
            }
            let plain = !name.contains(|c: char| c.is_whitespace() || "<>=!".contains(c));
            if plain { f.write_str(name)? } else { write!(f, "\"{name}\"")? }
        }
        Ok(())
    }
}

impl serde::Serialize for Expectation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Expectation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl de::Visitor<'_> for Read {
            type Value = Expectation;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("environments joined by relations, as in `production >= staging`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Expectation, E> {
                Expectation::read(text).map_err(|problem| {
                    E::custom(format!("{problem}; write it as in `production >= staging`"))
                })
            }
        }
        deserializer.deserialize_str(Read)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Expectation {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Expectation".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "examples": ["production >= staging"]})
    }
}
