//! `validation.rules` and `validation.exceptions` of the settings, held against findings.

use std::cell::Cell;

use super::glob::Glob;
use crate::error::Severity;
use crate::model::{ExceptionSetting, RuleSetting};
use crate::source::Span;
use crate::value::Date;
use crate::yaml::Spanned;

/// What the settings say of findings of one rule.
#[derive(Debug)]
pub(in crate::validate) struct Setting {
    pub(in crate::validate) rule: String,
    /// Where the rule is named.
    pub(in crate::validate) span: Span,
    pub(in crate::validate) effect: Effect,
    pub(in crate::validate) reason: Option<String>,
    pub(in crate::validate) until: Option<Spanned<Date>>,
    /// Whether it holds in some places or for a time only, so that it should have an effect.
    pub(in crate::validate) is_limited: bool,
    pub(in crate::validate) used: Cell<bool>,
    paths: Vec<Glob>,
    environments: Vec<String>,
}

/// What a setting does with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::validate) enum Effect {
    /// It is expected.
    Except,
    /// It counts as this bad, or not at all.
    Weigh(Option<Severity>),
}

impl Setting {
    pub(super) fn of_rule(rule: &str, span: Span, setting: &RuleSetting) -> Self {
        let limited = setting.limited();
        Self {
            rule: rule.to_owned(),
            span,
            effect: Effect::Weigh(setting.severity()),
            reason: limited.and_then(|limited| written(limited.reason.as_ref())),
            until: limited.and_then(|limited| limited.until.clone()),
            is_limited: limited.is_some_and(|it| !it.paths.is_empty() || it.until.is_some()),
            used: Cell::new(false),
            paths: limited.map_or(Vec::new(), |limited| globs(&limited.paths)),
            environments: Vec::new(),
        }
    }

    pub(super) fn of_exception(exception: &ExceptionSetting) -> Self {
        let environments = exception.environments.iter();
        Self {
            rule: exception.rule.value.clone(),
            span: exception.rule.span,
            effect: Effect::Except,
            reason: written(exception.reason.as_ref()),
            until: exception.until.clone(),
            is_limited: true,
            used: Cell::new(false),
            paths: globs(&exception.paths),
            environments: environments.map(|name| name.value.clone()).collect(),
        }
    }

    /// Whether its last day is over. Without a day nothing ever is.
    pub(in crate::validate) fn is_expired(&self, today: Option<Date>) -> bool {
        matches!((&self.until, today), (Some(until), Some(today)) if until.value < today)
    }

    /// Whether it is about a file, and about every environment in which a finding matters.
    pub(super) fn covers(
        &self,
        file: Option<&str>,
        within: impl FnOnce(&[String]) -> bool,
    ) -> bool {
        let path = |file: &str| self.paths.iter().any(|glob| glob.matches(file));
        (self.paths.is_empty() || file.is_some_and(path))
            && (self.environments.is_empty() || within(&self.environments))
    }
}

fn globs(paths: &[Spanned<String>]) -> Vec<Glob> {
    paths.iter().map(|path| Glob::new(&path.value)).collect()
}

fn written(reason: Option<&Spanned<String>>) -> Option<String> {
    let reason = reason.map(|reason| reason.value.trim()).filter(|reason| !reason.is_empty());
    reason.map(str::to_owned)
}
