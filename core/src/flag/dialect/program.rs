//! A part in another tool's language, compiled.

use super::eppo::{Allocation, Standing};
use super::flagd::Logic;
use super::growthbook::Gate;
use super::unleash::{Strategy, Unmet, Variants};
use super::{Bad, Choice, Frame};
use crate::condition::Truth;
use crate::flag::Check;
use crate::flag::details::ErrorCode;
use crate::flag::scope::Scope;
use crate::flag::spoken::nth;
use crate::yaml::Node;

/// A compiled condition or choice of another language.
#[derive(Debug, Clone)]
pub(in crate::flag) enum Program {
    Eppo(Allocation),
    Flagd(Logic, Box<[String]>),
    GrowthBook(Gate),
    Strategy(Strategy),
    Unmet(Unmet),
    Variants(Variants),
}

impl Program {
    /// The languages that this build reads.
    pub(in crate::flag) const LANGUAGES: &'static [&'static str] =
        &["eppo", "flagd", "growthbook", "unleash"];

    /// Compiles what stands below a language's name; `None` where this build does not read it.
    ///
    /// # Errors
    /// What is wrong with the data, and where.
    pub(in crate::flag) fn compile(
        language: &str,
        data: &Node,
        frame: &mut Frame<'_>,
    ) -> Option<Result<Self, Bad>> {
        Some(match language {
            "eppo" => Allocation::compile(data, frame).map(Self::Eppo),
            "flagd" => Logic::compile(data, frame).map(|logic| {
                let variants = frame.variants.iter().map(|name| (*name).to_owned()).collect();
                Self::Flagd(logic, variants)
            }),
            "growthbook" => Gate::compile(data, frame).map(Self::GrowthBook),
            "unleash" => match (data.child("unmet"), data.child("variants")) {
                (Some(unmet), _) => Unmet::compile(unmet).map(Self::Unmet),
                (None, Some(_)) => Variants::compile(data, frame).map(Self::Variants),
                (None, None) => Strategy::compile(data, frame).map(Self::Strategy),
            },
            _ => return None,
        })
    }

    /// Whether the condition holds.
    pub(in crate::flag) fn holds(&self, flag: &str, scope: &Scope<'_>) -> Truth {
        match self {
            Self::Eppo(allocation) => match allocation.standing(scope) {
                Standing::Untimed => Truth::Unknown,
                standing => matches!(standing, Standing::Open(_)).into(),
            },
            Self::GrowthBook(gate) => gate.holds(flag, scope).into(),
            Self::Strategy(strategy) => strategy.holds(scope).into(),
            Self::Unmet(unmet) => unmet.holds(flag, scope).into(),
            Self::Flagd(logic, _) => match logic.evaluate(scope) {
                Ok(value) => super::flagd::truthy(&value).into(),
                Err(_) => Truth::Unknown,
            },
            Self::Variants(_) => Truth::True,
        }
    }

    /// What it chooses.
    pub(in crate::flag) fn choose(&self, flag: &str, scope: &Scope<'_>) -> Choice {
        match self {
            Self::Flagd(logic, variants) => match logic.evaluate(scope) {
                Err(_) => Choice::Failed(ErrorCode::General),
                Ok(value) => match Logic::variant(&value) {
                    None => Choice::Next,
                    Some(name) => match variants.iter().position(|variant| *variant == name) {
                        Some(index) => Choice::Variant(index as u32),
                        None => Choice::Failed(ErrorCode::General),
                    },
                },
            },
            Self::Variants(variants) => Choice::Variant(variants.choose(scope)),
            Self::GrowthBook(gate) if gate.blocks() => match gate.holds(flag, scope) {
                true => Choice::Off,
                false => Choice::Next,
            },
            // The others name no variant: where they hold, the flag leaves its value to the caller.
            condition => match condition.holds(flag, scope) {
                Truth::True => Choice::Caller,
                _ => Choice::Next,
            },
        }
    }

    /// Each comparison that it makes, for explanations.
    pub(in crate::flag) fn checks(&self, flag: &str, scope: &Scope<'_>) -> Vec<Check> {
        match self {
            Self::Eppo(allocation) => allocation.checks(scope.context),
            Self::Flagd(logic, _) => logic.checks(scope),
            Self::GrowthBook(gate) => gate.checks(flag, scope),
            Self::Strategy(strategy) => strategy.checks(scope),
            Self::Unmet(unmet) => unmet.checks(flag, scope),
            Self::Variants(variants) => variants.checks(scope),
        }
    }

    /// Why it holds or not, in one line without values, for explanations.
    pub(in crate::flag) fn explain(&self, flag: &str, scope: &Scope<'_>) -> String {
        let said = |holds: bool, what: &str| match holds {
            true => format!("{what} holds"),
            false => format!("{what} does not hold"),
        };
        match self {
            Self::Eppo(allocation) => match allocation.standing(scope) {
                Standing::Untimed => {
                    "the allocation asks for the time, and there is none".to_owned()
                }
                Standing::Early => "the allocation has not begun".to_owned(),
                Standing::Late => "the allocation is over".to_owned(),
                Standing::Closed => "no rule of the allocation holds".to_owned(),
                Standing::Open(None) => "the allocation is open to everyone".to_owned(),
                Standing::Open(Some(rule)) => {
                    format!("the {} rule of the allocation holds", nth(rule))
                }
            },
            Self::GrowthBook(gate) if gate.blocks() => match gate.holds(flag, scope) {
                true => "a prerequisite stops the whole flag".to_owned(),
                false => "no prerequisite stops the whole flag".to_owned(),
            },
            Self::GrowthBook(gate) => said(gate.holds(flag, scope), "the condition of GrowthBook"),
            Self::Strategy(strategy) => strategy.explain(scope),
            Self::Unmet(unmet) => match unmet.holds(flag, scope) {
                true => "a dependency is not met".to_owned(),
                false => "the dependencies are met".to_owned(),
            },
            Self::Flagd(logic, _) => {
                match logic.evaluate(scope).map(|value| Logic::variant(&value)) {
                    Err(_) => "the targeting of flagd takes too much work".to_owned(),
                    Ok(None) => "the targeting of flagd names no variant".to_owned(),
                    Ok(Some(_)) => "the targeting of flagd names a variant".to_owned(),
                }
            }
            Self::Variants(_) => "the variants of Unleash are chosen by weight".to_owned(),
        }
    }
}
