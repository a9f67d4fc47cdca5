//! Variants by weight, with overrides.

use super::field::{Field, Stickiness, draw};
use crate::flag::dialect::told::{self, compared};
use crate::flag::dialect::{Bad, Frame, hash, js};
use crate::flag::scope::Scope;
use crate::flag::{Attribute, Check};
use crate::yaml::Node;

/// The variants that one strategy gives.
#[derive(Debug, Clone)]
pub(in crate::flag) struct Variants {
    group: String,
    by: Stickiness,
    total: u32,
    choices: Box<[Choice]>,
    /// The variant where there is none to choose.
    none: u32,
}

#[derive(Debug, Clone)]
struct Choice {
    /// The index among the flag's variants.
    variant: u32,
    weight: u32,
    overrides: Box<[(Field, Box<[String]>)]>,
}

impl Variants {
    /// Reads a map of `group`, `stickiness`, `none` and `variants`, each of those a map of `serve`,
    /// `weight` and `overrides`.
    pub(in crate::flag) fn compile(data: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        let text = |key: &str| data.child(key).and_then(Node::as_text);
        let group = text("group").unwrap_or(frame.flag).to_owned();
        let by = Stickiness::named(text("stickiness").unwrap_or("default"), frame);
        let items = data.child("variants").and_then(Node::as_list).unwrap_or_default();
        let choices: Box<[Choice]> =
            items.iter().map(|item| Choice::read(item, frame)).collect::<Result<_, Bad>>()?;
        let total: u64 = choices.iter().map(|choice| u64::from(choice.weight)).sum();
        let total = u32::try_from(total).map_err(|_| {
            Bad::new(data.span, "the weights of the variants are too large together")
        })?;
        let none = frame.variant(data, "none")?;
        Ok(Self { group, by, total, choices, none })
    }

    /// The index of the variant for a context.
    pub(in crate::flag) fn choose(&self, scope: &Scope<'_>) -> u32 {
        let overridden = self.choices.iter().find(|choice| choice.is_overridden(scope));
        scope.note_share(None);
        if let Some(choice) = overridden {
            return choice.variant;
        }
        if self.total == 0 {
            return self.none;
        }
        let (chosen, share) = self.drawn(scope);
        scope.note_share(Some(share));
        chosen.map_or(self.none, |choice| choice.variant)
    }

    /// The variant by weight; the bucket, from 0, and the first one behind those that get the same.
    fn drawn(&self, scope: &Scope<'_>) -> (Option<&Choice>, (u32, u64)) {
        let target = match self.by.key(scope) {
            Some(key) => hash::unleash(hash::UNLEASH_VARIANTS, &self.group, &key, self.total),
            None => draw(scope, self.total),
        };
        let mut end = 0;
        let chosen = self.choices.iter().find(|choice| {
            end += choice.weight;
            end >= target
        });
        (chosen, (target - 1, u64::from(end)))
    }

    /// How it comes to its variant.
    pub(in crate::flag) fn checks(&self, scope: &Scope<'_>) -> Vec<Check> {
        let overrides = self.choices.iter().flat_map(|choice| choice.checks(scope));
        let mut checks: Vec<Check> = overrides.collect();
        let overridden = self.choices.iter().any(|choice| choice.is_overridden(scope));
        if self.total > 0 {
            let text = format!("a variant by weights of {} together", self.total);
            let (_, share) = self.drawn(scope);
            let by = self.by.names(scope);
            let drawn = told::shared(&by, Some(share), self.total, text);
            checks.push(Check { reached: !overridden, ..drawn });
        }
        checks
    }
}

impl Choice {
    fn read(node: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        let variant = frame.variant(node, "serve")?;
        let weight = node.child("weight").map_or(0.0, |node| js::number(&Attribute::from(node)));
        // Weights below zero count as none.
        let weight =
            if weight.is_finite() { weight.clamp(0.0, f64::from(i32::MAX)) as u32 } else { 0 };
        let items = node.child("overrides").and_then(Node::as_list).unwrap_or_default();
        let overrides = items.iter().map(|item| {
            let name = item.child("contextName").and_then(Node::as_text);
            let name =
                name.ok_or_else(|| Bad::new(item.span, "an override has no `contextName`"))?;
            let values = item.child("values").and_then(Node::as_list).unwrap_or_default().iter();
            let values = values.map(|value| js::text(&Attribute::from(value)).into_owned());
            Ok((Field::named(name, frame), values.collect()))
        });
        Ok(Self { variant, weight, overrides: overrides.collect::<Result<_, Bad>>()? })
    }

    fn checks(&self, scope: &Scope<'_>) -> impl Iterator<Item = Check> {
        self.overrides.iter().map(move |(field, values)| {
            let actual = field.text(scope).map(|text| Attribute::from(&*text));
            let holds = actual.as_ref().is_some_and(|actual| {
                let text = js::text(actual);
                values.iter().any(|listed| *listed == text)
            });
            let listed = Node::from(values.to_vec());
            compared(&field.name, "overridden IN", Some(&listed), actual.as_ref(), holds)
        })
    }

    fn is_overridden(&self, scope: &Scope<'_>) -> bool {
        self.overrides.iter().any(|(field, values)| {
            field.text(scope).is_some_and(|value| values.iter().any(|listed| *listed == value))
        })
    }
}
