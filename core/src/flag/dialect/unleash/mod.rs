//! Unleash: strategies with their constraints, dependencies between flags, and variants.

mod address;
mod constraint;
mod dependency;
mod field;
mod strategy;
mod variant;

pub(super) use dependency::Unmet;
pub(super) use strategy::Strategy;
pub(super) use variant::Variants;
