//! Unleash: strategies with their constraints, dependencies between flags, and variants.

mod address;
mod constraint;
mod dependency;
mod field;
mod strategy;
mod variant;

pub(in crate::flag) use constraint::complaint as constraint_complaint;
pub(super) use dependency::Unmet;
pub(super) use strategy::Strategy;
pub(in crate::flag) use strategy::complaint as strategy_complaint;
pub(super) use variant::Variants;
