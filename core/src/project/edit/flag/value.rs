//! The value that a flag answers in an environment.

use super::FlagScope;
use super::said::{Counts, Said, one};
use super::schedule::Wanted;
use crate::error::{Code, Error, Result, closest};
use crate::flag::{alike, meant};
use crate::model::{ENTRY_KEYWORDS, Flag, FlagEntry, check_name};
use crate::project::Snapshot;
use crate::project::edit::slot::Slot;
use crate::value::{KeyPath, Timestamp};
use crate::yaml::{Change, Data, Node};

/// How a flag's value is set. Nothing is asked for unless it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SetValue {
    /// Makes the flag where there is none.
    pub create: bool,
    /// Of an entry with rules or shares, changes what everybody else gets, and leaves the rest.
    pub default_only: bool,
    /// Writes the value in the place of an entry with rules or shares.
    pub replace: bool,
}

impl SetValue {
    /// A value in the place of another one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the flag where there is none.
    #[must_use]
    pub fn create(self, create: bool) -> Self {
        Self { create, ..self }
    }

    /// Of an entry with rules or shares, changes what everybody else gets.
    #[must_use]
    pub fn default_only(self, default_only: bool) -> Self {
        Self { default_only, ..self }
    }

    /// Forgets the rules and shares of the entry.
    #[must_use]
    pub fn replace(self, replace: bool) -> Self {
        Self { replace, ..self }
    }
}

impl FlagScope<'_> {
    /// Lets the flag answer a value in an environment: a variant's name, a variant's value, or, where
    /// the flag has no variants, any value of the kind that it has elsewhere.
    ///
    /// The environment's own entry is written; other environments answer as before, but for those
    /// that extend it and say nothing themselves. What the flag requires still counts.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT` with the nearest names; `E_TYPE` for a value of
    /// another kind, for none of its variants and for null; `E_EDIT_REFUSED` where the environment's
    /// entry has rules, shares or other parts, and where the flag's kill switch is on.
    pub fn set_value(&mut self, environment: &str, value: impl Into<Node>) -> Result<&mut Self> {
        self.set_value_with(environment, value, &SetValue::new())
    }

    /// The same for a flag that is new, and for entries with rules or shares.
    ///
    /// # Errors
    /// As [`FlagScope::set_value`], but for what `options` allow; `E_USAGE` for options that
    /// contradict each other, `E_NAME` for a new name that is none.
    pub fn set_value_with(
        &mut self,
        environment: &str,
        value: impl Into<Node>,
        options: &SetValue,
    ) -> Result<&mut Self> {
        if options.default_only && options.replace {
            let message = "a value is either set for everybody else, or in the place of everything";
            return Err(Error::new(Code::Usage, message).help("ask for one of the two"));
        }
        let now = self.edit.now()?.snapshot.clone();
        let value = value.into();
        let (changes, remarks) = match now.0.all.flags.contains_key(self.name.as_str()) {
            false if options.create => {
                (created(&now, &self.name, environment, &value)?, Vec::new())
            }
            _ => {
                let said = Said::of(&now, &self.name, environment)?;
                let (changes, later) = set(&said, &value, options, self.now)?;
                let mut all = match options.default_only {
                    true => remarks(&said, &value),
                    false => Vec::new(),
                };
                all.extend(asks(&said).into_iter().chain(later));
                (changes, all)
            }
        };
        self.edit.write_flags(&changes)?;
        self.edit.remark(remarks);
        Ok(self)
    }
}

/// What a flag asks of others, whatever value it is set to.
fn asks(said: &Said<'_>) -> Option<String> {
    let required: Vec<String> =
        said.flag.requires.iter().map(|other| format!("`{}`", other.value.flag.value)).collect();
    let (flag, environment) = (&said.flag.name, &said.environment);
    (!required.is_empty()).then(|| {
        format!(
            "`{flag}` in `{environment}` still requires {}, and is off where that is not so",
            required.join(" and ")
        )
    })
}

/// A new flag, which says something for one environment.
fn created(now: &Snapshot, name: &str, environment: &str, value: &Node) -> Result<Vec<Change>> {
    check_name("flag", name)?;
    let environment = now.environment(environment)?;
    let value = usable(value)?;
    let path = ["feature_flags", name, environment.name()];
    let path = path.iter().map(|&key| key.into()).collect();
    let value = as_entry(None, value);
    Ok(vec![Change::Set { path, value }])
}

/// The changes, and a remark on what the schedule will make of them.
fn set(
    said: &Said<'_>,
    value: &Node,
    options: &SetValue,
    now: Option<Timestamp>,
) -> Result<(Vec<Change>, Option<String>)> {
    let value = stored(said, value)?;
    if said.flag.kill_switch.as_ref().is_some_and(|switch| switch.value) {
        let what = "is switched off everywhere, and would not answer the value";
        let help = unset(said, &["feature_flags", &said.flag.name, "kill_switch"]);
        return Err(said.refuse(what, &help));
    }
    let mut changes = said.room();
    let mut later = None;
    let parts = said.own().map(parts).unwrap_or_default();
    let change = match said.counts {
        Some(Counts::Own(entry)) if parts.is_empty() && !entry.is_bare() && !entry.is_neither() => {
            said.set(&["default"], value)
        }
        Some(Counts::Own(_)) if parts.is_empty() => said.set(&[], as_entry(Some(said.flag), value)),
        Some(Counts::Own(_)) if options.replace => said.set(&[], as_entry(Some(said.flag), value)),
        Some(Counts::Own(_)) if options.default_only => {
            later = said.unless_scheduled(Wanted::Default(&value), now)?;
            said.set(&["default"], value)
        }
        Some(Counts::Own(entry)) if is_off(entry) => {
            let path = ["feature_flags", &said.flag.name, &said.environment, "kill_switch"];
            let help = format!("{}, or `replace` it all by the value", unset(said, &path));
            return Err(said.refuse("is switched off", &help));
        }
        Some(Counts::Own(_)) => {
            let what = format!("says more than one value, by {},", parts.join(" and "));
            let help = "set the default alone (`default-only`) to change what everybody else \
                        gets, or `replace` it all by the value";
            return Err(said.refuse(&what, help));
        }
        Some(counts) if options.default_only && !counts.entry().is_value() => {
            let help = "copy what the environment inherits first, or set the value alone";
            return Err(said.refuse("inherits its rules and shares", help));
        }
        _ => said.set(&[], as_entry(Some(said.flag), value)),
    };
    changes.push(change);
    Ok((changes, later))
}

/// Whether an entry is switched off.
fn is_off(entry: &FlagEntry) -> bool {
    entry.kill_switch.as_ref().is_some_and(|switch| switch.value)
}

/// How a value of the flags' file is taken away.
fn unset(said: &Said<'_>, path: &[&str]) -> String {
    let path: KeyPath = path.iter().copied().collect();
    format!("unset `{path}` of `{}` first", Slot::flag("", said.now).path)
}

/// What is allowed and seldom meant of a value that is set beside other parts.
fn remarks(said: &Said<'_>, value: &Node) -> Vec<String> {
    let Some(Counts::Own(entry)) = said.counts else { return Vec::new() };
    let name = format!("`{}` in `{}`", said.flag.name, said.environment);
    let mut remarks = Vec::new();
    if is_off(entry) {
        remarks.push(format!("{name} is switched off, whatever its default"));
    }
    if entry.rollout.is_some() && entry.split.is_none() && said.is_same(value, &said.on()) {
        remarks.push(format!(
            "the rollout of {name} means nothing any more: whom it takes and whom it leaves out get the same"
        ));
    }
    remarks
}

/// The parts that an entry has beside its value.
fn parts(entry: &FlagEntry) -> Vec<String> {
    let map = entry.node.as_map().filter(|_| !entry.is_bare());
    let keys = map.into_iter().flat_map(|map| map.entries()).map(|part| part.key.as_str());
    let keys = keys.filter(|key| *key != "default" && ENTRY_KEYWORDS.contains(key));
    keys.map(|key| format!("`{key}`")).collect()
}

/// A value as the flag's file has it: a variant's name, or a value of the kind that it has elsewhere.
///
/// # Errors
/// `E_TYPE`, or `E_NUMBER_RANGE` for a number that is none.
pub(super) fn stored(said: &Said<'_>, value: &Node) -> Result<Node> {
    let (flag, value) = (said.flag, usable(value)?);
    if !flag.variants.is_empty() {
        return match meant(flag, &value) {
            Some((name, _)) => Ok(Node::from(name)),
            None => Err(no_variant(said, &value)),
        };
    }
    let known: Vec<Node> = kinds(flag);
    match known.first() {
        Some(first) if !known.iter().any(|known| alike(known, &value)) => {
            let what = format!("holds {}, not {}", first.kind(), value.kind());
            let is_switch = known.iter().all(|known| matches!(known.data, Data::Bool(_)));
            let help = match value.as_text().filter(|_| is_switch) {
                Some("on" | "yes") => "did you mean `true`?",
                Some("off" | "no") => "did you mean `false`?",
                _ if is_switch => "give it `true` or `false`",
                _ => "give it a value of that kind",
            };
            Err(said.wrong(Code::Type, &what, help))
        }
        _ => Ok(value),
    }
}

/// What a flag without variants answers anywhere; where a share decides alone, booleans.
pub(super) fn kinds(flag: &Flag) -> Vec<Node> {
    let served = flag.entries().flat_map(FlagEntry::served).map(|node| node.untagged().clone());
    let mut known: Vec<Node> = served.filter(|node| !matches!(node.data, Data::Null)).collect();
    let is_switch = |entry: &FlagEntry| {
        let of_rule = entry
            .rules
            .iter()
            .any(|rule| rule.rollout.is_some() && rule.serve.is_none() && rule.split.is_none());
        of_rule || entry.rollout.is_some() && entry.split.is_none()
    };
    if flag.entries().any(is_switch) {
        known.push(Node::from(true));
    }
    known
}

/// A value that a flag can answer.
fn usable(value: &Node) -> Result<Node> {
    let value = Node::detached(value.untagged().data.clone());
    match value.data {
        Data::Null => Err(Error::new(Code::Type, "null is no value of a flag")
            .help("unset the entry to let the flag's own default count")),
        Data::Float(number) if !number.is_finite() => {
            Err(Error::new(Code::NumberRange, "the value is a number beyond all others, or none")
                .help("give it a finite number"))
        }
        _ => Ok(value),
    }
}

fn no_variant(said: &Said<'_>, value: &Node) -> Error {
    let names = said.flag.variants.keys().map(String::as_str);
    let known: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
    let help = format!("its variants are {}", known.join(", "));
    let error = said.wrong(Code::Type, "has no variant of this name or value", &help);
    match value.as_text().map(|name| closest(name, names)) {
        Some(near) if !near.is_empty() => error.suggest(near),
        _ => error,
    }
}

/// A value as an environment's entry; a map that would not be read as one stands below `default`.
pub(super) fn as_entry(flag: Option<&Flag>, value: Node) -> Node {
    let is_bare = match flag {
        Some(flag) => flag.is_bare_value(&value),
        None => value.as_map().is_none(),
    };
    if is_bare { value } else { one("default", value) }
}
