//! Outcomes: variants by their names, values, and what is served where nothing says it.

use super::entry::Compiler;
use super::{Bad, Owner, Workshop};
use crate::error::{Code, Error, closest};
use crate::flag::keys::Keys;
use crate::flag::table::{NOTHING, Outcome};
use crate::model::FlagEntry;
use crate::source::Span;
use crate::yaml::{Data, Node, Spanned};

/// The outcomes of one plan, while it is compiled.
pub(super) struct Serving {
    pub(super) outcomes: Vec<Outcome>,
}

impl Serving {
    pub(super) fn new() -> Self {
        // What is served, and what everyone else gets: there is seldom more.
        Self { outcomes: Vec::with_capacity(2) }
    }

    /// Adds an outcome and gives its index.
    pub(super) fn add(&mut self, outcome: Outcome) -> u32 {
        self.outcomes.push(outcome);
        self.outcomes.len() as u32 - 1
    }

    pub(super) fn add_any(&mut self, outcome: Option<Outcome>) -> u32 {
        outcome.map_or(NOTHING, |outcome| self.add(outcome))
    }
}

impl Compiler<'_, '_> {
    /// A variant by its name, or a value.
    pub(super) fn outcome(&mut self, node: &Node, span: Span) -> Result<Outcome, Bad> {
        let (node, variants) = (node.untagged(), &self.flag.variants);
        let named = match &node.data {
            _ if variants.is_empty() => None,
            Data::Text(name) => match variants.get_key_value(name.as_str()) {
                Some(found) => Some(found),
                None => return Err(self.no_variant(name, span)),
            },
            _ => variants.iter().find(|(_, value)| value.untagged() == node),
        };
        Ok(match named {
            Some((name, value)) => variant(name, value, span),
            None => Outcome { value: node.clone(), variant: None, span, is_own: false },
        })
    }

    /// The variant of a name that a split gives a weight; without variants `true` and `false` are
    /// the booleans.
    pub(super) fn named(&mut self, name: &str, span: Span) -> Result<Outcome, Bad> {
        match (self.flag.variants.get_key_value(name), name) {
            (Some((name, value)), _) => Ok(variant(name, value, span)),
            (None, "true" | "false") if self.flag.variants.is_empty() => {
                Ok(boolean(name == "true", span))
            }
            _ => Err(self.no_variant(name, span)),
        }
    }

    fn no_variant(&mut self, name: &str, span: Span) -> Bad {
        let names = self.flag.variants.keys().map(String::as_str);
        let message = format!("the flag `{}` has no such variant", self.flag.name);
        let known: Vec<_> = names.clone().map(|name| format!("`{name}`")).collect();
        let problem = Error::new(Code::Type, message).help(match known.as_slice() {
            [] => "declare it below `variants`".to_owned(),
            _ => format!("its variants are {}", known.join(", ")),
        });
        let problem = match closest(name, names) {
            near if near.is_empty() => problem,
            near => problem.suggest(near),
        };
        self.problem(problem, span)
    }

    /// What those get whom a rollout takes, when nothing says it.
    pub(super) fn on(&self, span: Span) -> Outcome {
        let variants = &self.flag.variants;
        match variants.get_key_value("on").or_else(|| variants.first()) {
            Some((name, value)) => variant(name, value, span),
            None => boolean(true, span),
        }
    }

    /// What those get whom a rollout leaves out, when nothing says it.
    pub(super) fn out(&self, span: Span) -> Option<Outcome> {
        if self.flag.variants.is_empty() {
            return Some(boolean(false, span));
        }
        let off = self.flag.variants.get_key_value("off");
        off.map(|(name, value)| variant(name, value, span))
    }

    /// What everybody gets while the flag is off: `off`, or `false` where it is on or off, else the
    /// flag's own default. A flag from elsewhere says it with the value of its entry.
    pub(super) fn off(&self, span: Span, value: Option<Outcome>) -> Option<Outcome> {
        match self.flag.variants.get_key_value("off") {
            _ if self.flag.origin.is_some() => value,
            Some((name, value)) => Some(variant(name, value, span)),
            None if self.is_switch() => Some(boolean(false, span)),
            None => self.own.clone(),
        }
    }

    /// Whether all values of the flag are booleans, as far as they are written.
    fn is_switch(&self) -> bool {
        let is_boolean = |node: &Node| matches!(node.untagged().data, Data::Bool(_));
        self.flag.variants.is_empty()
            && self.flag.entries().flat_map(FlagEntry::served).all(is_boolean)
    }
}

impl Workshop<'_> {
    /// Adds listed keys under a number.
    pub(super) fn keys(
        &mut self,
        owner: Owner<'_>,
        keys: &mut Keys,
        listed: &Spanned<Node>,
        number: u32,
    ) -> Result<Keys, Bad> {
        let Some(items) = listed.value.untagged().as_list() else {
            let message = format!("the keys of {owner} are {}, not a list", listed.value.kind());
            let problem = Error::new(Code::Type, message).help("write them in brackets");
            return Err(self.problem(problem, listed.span));
        };
        for item in items {
            if !keys.add(item, number) {
                let message = format!("a key of {owner} is neither text nor an integer");
                let problem = Error::new(Code::Type, message).help("write it in quotes");
                return Err(self.problem(problem, item.span));
            }
        }
        Ok(std::mem::take(keys))
    }
}

fn variant(name: &str, value: &Node, span: Span) -> Outcome {
    let (value, variant) = (value.untagged().clone(), Some(name.into()));
    Outcome { value, variant, span, is_own: false }
}

fn boolean(value: bool, span: Span) -> Outcome {
    let value = Node::detached(Data::Bool(value));
    Outcome { value, variant: None, span, is_own: false }
}
