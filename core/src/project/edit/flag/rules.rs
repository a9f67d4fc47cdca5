//! Targets and rules of entries: who gets what before any share is asked.

use rustc_hash::FxHashSet;

use super::FlagScope;
use super::said::Said;
use super::schedule::Wanted;
use super::value::stored;
use crate::condition::Condition;
use crate::error::{Code, Error, Result};
use crate::model::TargetSpec;
use crate::yaml::{Change, Data, Entry, Node, Spanned};

/// A rule of a flag: for whom, and what they get.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FlagRule {
    /// The condition; without one the rule counts for everyone.
    pub when: Option<String>,
    /// A variant's name, or a value.
    pub serve: Node,
    /// Before which rule it stands, from 0; behind the last one unless given.
    pub position: Option<usize>,
    /// What it is for.
    pub description: Option<String>,
}

impl FlagRule {
    /// A rule behind all others.
    #[must_use]
    pub fn new(when: impl Into<String>, serve: impl Into<Node>) -> Self {
        Self { when: Some(when.into()), serve: serve.into(), position: None, description: None }
    }

    /// A rule that counts for everyone, behind all others.
    #[must_use]
    pub fn for_everyone(serve: impl Into<Node>) -> Self {
        Self { when: None, serve: serve.into(), position: None, description: None }
    }

    /// Before the rule of this number, from 0.
    #[must_use]
    pub fn position(self, position: usize) -> Self {
        Self { position: Some(position), ..self }
    }

    /// What it is for.
    #[must_use]
    pub fn description(self, description: impl Into<String>) -> Self {
        Self { description: Some(description.into()), ..self }
    }
}

impl FlagScope<'_> {
    /// Serves a value to listed keys whatever the rules say. `by` is the attribute that the keys are
    /// of, the targeting key unless given. A key that another target of that attribute lists goes
    /// from there.
    ///
    /// # Errors
    /// As [`FlagScope::set_value`] for the value; `E_TYPE` for a key that is neither text nor an integer,
    /// `E_USAGE` without any.
    pub fn target(
        &mut self,
        environment: &str,
        serve: impl Into<Node>,
        keys: &[Node],
        by: Option<&str>,
    ) -> Result<&mut Self> {
        let now = self.edit.now()?.snapshot.clone();
        let said = Said::of(&now, &self.name, environment)?;
        let later = said.unless_scheduled(Wanted::Part("targets"), self.now)?;
        let serve = stored(&said, &serve.into())?;
        let names = names(keys)?;
        let listed = listed(&said, by);
        let goal = listed.iter().find(|(_, target)| said.is_same(&target.serve.value, &serve));
        let mut changes = said.base();
        let new = |known: &[Node]| {
            let mut known: FxHashSet<String> = known.iter().filter_map(name_of).collect();
            let new = names.iter().zip(keys).filter(|(name, _)| known.insert((*name).clone()));
            new.map(|(_, key)| key.clone()).collect::<Vec<Node>>()
        };
        match goal {
            Some((at, target)) => {
                let known = target.keys.value.as_list().unwrap_or_default();
                let new = new(known);
                if !new.is_empty() {
                    let keys: Vec<Node> = known.iter().cloned().chain(new).collect();
                    changes.push(said.set(&["targets", &at.to_string(), "keys"], Node::from(keys)));
                }
            }
            None => {
                let mut parts = vec![part("serve", serve), part("keys", Node::from(new(&[])))];
                parts.extend(by.map(|by| part("by", Node::from(by))));
                let item = Node::default().with_entries(parts);
                changes.push(Change::Append { path: said.path(&["targets"]), item });
            }
        }
        let others = listed.iter().filter(|(at, _)| goal.is_none_or(|(goal, _)| at != goal));
        changes.extend(without(&said, others, &names).0);
        self.edit.write_flags(&changes)?;
        self.edit.remark(later);
        Ok(self)
    }

    /// Takes listed keys out of all targets of an attribute; see [`FlagScope::target`].
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT`; `E_UNKNOWN_PATH` where none of them is listed.
    pub fn untarget(
        &mut self,
        environment: &str,
        keys: &[Node],
        by: Option<&str>,
    ) -> Result<&mut Self> {
        let now = self.edit.now()?.snapshot.clone();
        let said = Said::of(&now, &self.name, environment)?;
        let names = names(keys)?;
        let listed = listed(&said, by);
        let (removed, emptied) = without(&said, listed.iter(), &names);
        if removed.is_empty() {
            let what = format!("lists none of these keys in `{}`", said.environment);
            return Err(said.wrong(Code::UnknownPath, &what, "name keys that are targeted"));
        }
        let later = said.unless_scheduled(Wanted::Part("targets"), self.now)?;
        let all = said.entry().map_or(0, |entry| entry.targets.len());
        let changes = match emptied == all {
            true => said.without("targets")?,
            false => [said.base(), removed].concat(),
        };
        self.edit.write_flags(&changes)?;
        self.edit.remark(later);
        Ok(self)
    }

    /// Adds a rule to what the flag says for an environment.
    ///
    /// # Errors
    /// As [`FlagScope::set_value`] for the value; `E_CONDITION` for a condition that is none, with the
    /// place in its text; `E_USAGE` for a position beyond the last rule.
    pub fn add_rule(&mut self, environment: &str, rule: &FlagRule) -> Result<&mut Self> {
        let now = self.edit.now()?.snapshot.clone();
        let said = Said::of(&now, &self.name, environment)?;
        let later = said.unless_scheduled(Wanted::Part("rules"), self.now)?;
        let mut parts: Vec<Entry> = Vec::new();
        if let Some(description) = &rule.description {
            parts.push(part("description", Node::from(description.as_str())));
        }
        if let Some(when) = &rule.when {
            readable(when)?;
            parts.push(part("when", Node::from(when.as_str())));
        }
        parts.push(part("serve", stored(&said, &rule.serve)?));
        let count = said.entry().map_or(0, |entry| entry.rules.len());
        let (path, item) = (said.path(&["rules"]), Node::default().with_entries(parts));
        let change = match rule.position {
            Some(at) if at > count => {
                let what = format!("has {} in `{}`", only(count), said.environment);
                let help = "leave out before which one it stands, to put it behind them all";
                return Err(said.wrong(Code::Usage, &what, help));
            }
            Some(at) if at < count => {
                let rules = said.entry().and_then(|entry| entry.node.child("rules"));
                let rules = rules.and_then(Node::as_list).unwrap_or_default();
                let rules = rules[..at].iter().chain([&item]).chain(&rules[at..]).cloned();
                Change::Set { path, value: Node::from(rules.collect::<Vec<Node>>()) }
            }
            _ => Change::Append { path, item },
        };
        let mut changes = said.base();
        changes.push(change);
        self.edit.write_flags(&changes)?;
        self.edit.remark(later);
        Ok(self)
    }

    /// Takes a rule away, by its number from 0.
    ///
    /// # Errors
    /// `E_UNKNOWN_FLAG` and `E_UNKNOWN_ENVIRONMENT`; `E_UNKNOWN_PATH` where there is no such rule.
    pub fn remove_rule(&mut self, environment: &str, index: usize) -> Result<&mut Self> {
        let now = self.edit.now()?.snapshot.clone();
        let said = Said::of(&now, &self.name, environment)?;
        let count = said.entry().map_or(0, |entry| entry.rules.len());
        if index >= count {
            let what = format!("has {} in `{}`", only(count), said.environment);
            let help = "`explain` tells of each of its rules";
            return Err(said.wrong(Code::UnknownPath, &what, help));
        }
        let later = said.unless_scheduled(Wanted::Part("rules"), self.now)?;
        let changes = match count {
            1 => said.without("rules")?,
            _ => {
                let path = said.path(&["rules", &index.to_string()]);
                [said.base(), vec![Change::Remove { path }]].concat()
            }
        };
        self.edit.write_flags(&changes)?;
        self.edit.remark(later);
        Ok(self)
    }
}

/// How many rules there are, for who counts beyond them: some count from 0, others from 1.
fn only(count: usize) -> String {
    match count {
        0 => "no rules".to_owned(),
        1 => "only one rule".to_owned(),
        _ => format!("only {count} rules"),
    }
}

fn part(key: &str, node: Node) -> Entry {
    Entry { key: key.into(), key_span: node.span, node }
}

/// The targets of an attribute, with their numbers.
fn listed<'s>(said: &Said<'s>, by: Option<&str>) -> Vec<(usize, &'s Spanned<TargetSpec>)> {
    let targets = said.entry().map(|entry| &*entry.targets).unwrap_or_default();
    let same = |target: &&Spanned<TargetSpec>| target.by.as_ref().map(|by| by.value.as_str()) == by;
    targets.iter().enumerate().filter(|(_, target)| same(target)).collect()
}

/// The changes that take keys out of targets, from the last to the first, and how many of those
/// targets are left without any key.
fn without<'t>(
    said: &Said<'_>,
    targets: impl DoubleEndedIterator<Item = &'t (usize, &'t Spanned<TargetSpec>)>,
    names: &[String],
) -> (Vec<Change>, usize) {
    let names: FxHashSet<&str> = names.iter().map(String::as_str).collect();
    let (mut changes, mut emptied) = (Vec::new(), 0);
    for (at, target) in targets.rev() {
        let at = at.to_string();
        let keys = target.keys.value.as_list().unwrap_or_default();
        let is_gone = |key: &Node| name_of(key).is_some_and(|name| names.contains(name.as_str()));
        let left: Vec<Node> = keys.iter().filter(|key| !is_gone(key)).cloned().collect();
        match left.len() {
            0 if !keys.is_empty() => {
                emptied += 1;
                changes.push(Change::Remove { path: said.path(&["targets", &at]) });
            }
            count if count < keys.len() => {
                changes.push(said.set(&["targets", &at, "keys"], Node::from(left)));
            }
            _ => {}
        }
    }
    (changes, emptied)
}

/// Keys by their text, each once.
///
/// # Errors
/// `E_TYPE` for one that is neither text nor an integer, `E_USAGE` without any.
fn names(keys: &[Node]) -> Result<Vec<String>> {
    if keys.is_empty() {
        return Err(Error::new(Code::Usage, "no key is given").help("give the keys as a list"));
    }
    let name = |key| {
        name_of(key).ok_or_else(|| {
            let message = format!("a key is {}, neither text nor an integer", key.kind());
            Error::new(Code::Type, message).help("give it as text")
        })
    };
    keys.iter().map(name).collect()
}

fn name_of(key: &Node) -> Option<String> {
    match &key.untagged().data {
        Data::Text(text) => Some(text.to_string()),
        Data::Int(number) => Some(number.to_string()),
        Data::UInt(number) => Some(number.to_string()),
        _ => None,
    }
}

/// # Errors
/// `E_CONDITION` with the column of what is wrong.
fn readable(when: &str) -> Result<()> {
    let Err(problem) = Condition::parse(when) else { return Ok(()) };
    let before = when.get(..problem.offset).unwrap_or(when);
    let column = before.chars().count() + 1;
    let error =
        Error::new(Code::Condition, format!("at character {column} of the condition: {problem}"));
    Err(match &problem.help {
        Some(help) => error.help(help),
        None => error.help("write it as the guide of conditions says"),
    })
}
