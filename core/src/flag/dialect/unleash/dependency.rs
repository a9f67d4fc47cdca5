//! Dependencies: other flags that must be on, off, or on with one of some variants.

use crate::flag::Check;
use crate::flag::dialect::asked::{Answer, answer};
use crate::flag::dialect::{Bad, told};
use crate::flag::scope::Scope;
use crate::yaml::{Data, Node};

/// Whether one of a flag's dependencies is not met.
#[derive(Debug, Clone)]
pub(in crate::flag) struct Unmet(Box<[Dependency]>);

#[derive(Debug, Clone)]
struct Dependency {
    flag: String,
    enabled: bool,
    /// The flag that answers the other one's variant, and those that will do.
    variants: Option<(String, Box<[String]>)>,
}

impl Unmet {
    /// Reads a list of maps of `flag`, `enabled`, `variant_flag` and `variants`.
    pub(in crate::flag) fn compile(data: &Node) -> Result<Self, Bad> {
        let items = data.as_list().ok_or_else(|| {
            Bad::new(data.span, format!("expected a list of dependencies, found {}", data.kind()))
        })?;
        items.iter().map(Dependency::read).collect::<Result<_, _>>().map(Self)
    }

    /// Each dependency, and whether it is met.
    pub(in crate::flag) fn checks(&self, asker: &str, scope: &Scope<'_>) -> Vec<Check> {
        let check = |dependency: &Dependency| {
            let is_met = dependency.is_met(asker, scope);
            let word = if dependency.enabled { "on" } else { "off" };
            let text = format!("the flag {} is {word}", dependency.flag);
            let why = if is_met { "the dependency is met" } else { "the dependency is not met" };
            told::said(text, why.to_owned(), is_met)
        };
        told::all(self.0.iter().map(check))
    }

    pub(in crate::flag) fn holds(&self, asker: &str, scope: &Scope<'_>) -> bool {
        !self.0.iter().all(|dependency| dependency.is_met(asker, scope))
    }
}

impl Dependency {
    fn read(node: &Node) -> Result<Self, Bad> {
        let text = |key: &str| node.child(key).and_then(Node::as_text).map(str::to_owned);
        let flag =
            text("flag").ok_or_else(|| Bad::new(node.span, "a dependency names its `flag`"))?;
        let enabled =
            node.child("enabled").is_none_or(|node| !matches!(node.data, Data::Bool(false)));
        let names = node.child("variants").and_then(Node::as_list).unwrap_or_default().iter();
        let names: Box<[String]> = names.filter_map(Node::as_text).map(str::to_owned).collect();
        let variants = text("variant_flag").zip((!names.is_empty()).then_some(names));
        Ok(Self { flag, enabled, variants })
    }

    fn is_met(&self, asker: &str, scope: &Scope<'_>) -> bool {
        let on = match answer(scope, asker, &self.flag) {
            Answer::Value(Some(value)) => matches!(value.data, Data::Bool(true)),
            Answer::Value(None) => false,
            Answer::Missing | Answer::Cycle => return false,
        };
        on == self.enabled
            && (!on
                || self.variants.as_ref().is_none_or(|(flag, names)| {
                    let Answer::Value(Some(value)) = answer(scope, asker, flag) else {
                        return false;
                    };
                    let name = value.child("name").and_then(Node::as_text);
                    name.is_some_and(|name| names.iter().any(|wanted| wanted == name))
                }))
    }
}
