//! What is expected: comments in files and `validation` in the settings, held against findings.

mod comment;
mod glob;
mod reach;
mod setting;

use std::collections::HashSet;

pub(super) use comment::Allowance;
pub(super) use reach::Reach;
pub(super) use setting::{Effect, Setting};

use super::report::{Suppressed, SuppressedBy};
use super::{Finding, RULES, Subject};
use crate::error::visible;
use crate::model::FileKind;
use crate::source::{SourceMap, Span};
use crate::value::Date;

/// Everything a project says about findings it expects.
pub(super) struct Exceptions<'p> {
    pub(super) allowances: Vec<Allowance>,
    pub(super) settings: Vec<Setting>,
    pub(super) today: Option<Date>,
    reach: Reach<'p>,
    sources: &'p SourceMap,
    rules: HashSet<String>,
}

/// A finding after all was heard that is said about it.
pub(super) enum Judged {
    /// It counts.
    Found(Finding),
    /// It is expected.
    Expected(Suppressed),
}

impl<'p> Exceptions<'p> {
    /// Reads what a project says; `host` are the ids of rules that are not stageline's.
    pub(super) fn read<'h>(
        subject: &'p dyn Subject,
        today: Option<Date>,
        host: impl Iterator<Item = &'h str>,
    ) -> Self {
        let all = subject.declarations();
        let validation = &all.settings.validation;
        let settings = all.trees.iter().find(|(path, _)| FileKind::of(path) == FileKind::Settings);
        let rules = settings.and_then(|(_, root)| root.child("validation")?.child("rules"));
        let span = |rule: &str| rules?.as_map()?.entry(rule).map(|entry| entry.key_span);
        let weighed = validation.rules.iter().map(|(rule, setting)| {
            Setting::of_rule(rule, span(rule).unwrap_or(setting.span), &setting.value)
        });
        let excepted = validation.exceptions.iter().map(|one| Setting::of_exception(&one.value));
        let mut files: Vec<_> = subject.sources().files().collect();
        files.sort_by(|a, b| a.path().cmp(b.path()));
        Self {
            allowances: files.into_iter().flat_map(|file| Allowance::read(file)).collect(),
            settings: weighed.chain(excepted).collect(),
            today,
            reach: Reach::new(subject),
            sources: subject.sources(),
            rules: RULES.iter().map(|rule| rule.id()).chain(host).map(str::to_owned).collect(),
        }
    }

    /// Whether a rule has this id.
    pub(super) fn knows(&self, rule: &str) -> bool {
        self.rules.contains(rule)
    }

    /// The ids of all rules.
    pub(super) fn rules(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(String::as_str)
    }

    /// Whether a finding matters in one of these environments.
    pub(super) fn matters_in(&self, finding: &Finding, environments: &[String]) -> bool {
        self.reach.is_any(finding, environments)
    }

    /// Hears what is said about a finding. Whatever speaks of it has been used.
    pub(super) fn judge(&self, mut finding: Finding) -> Judged {
        let file = finding.places.first().map(|place| &*place.file);
        // An entry that cannot be read must not hide that it cannot.
        let settings = file.is_some_and(|file| FileKind::of(file) == FileKind::Settings);
        if settings && finding.rule == "load" {
            return Judged::Found(finding);
        }
        let line = finding.places.first().map_or(0, |place| place.line);
        let mut expected: Option<(SuppressedBy, Option<String>, Span)> = None;
        for allowance in file.iter().flat_map(|file| self.allowed(&finding.rule, file, line)) {
            expected.get_or_insert((
                SuppressedBy::Comment,
                allowance.reason.clone(),
                allowance.span,
            ));
        }
        let mut severity = finding.severity;
        for setting in self.settings.iter().filter(|setting| setting.rule == finding.rule) {
            let within = |named: &[String]| self.reach.is_within(&finding, named);
            if setting.is_expired(self.today) || !setting.covers(file, within) {
                continue;
            }
            setting.used.set(true);
            let by = match setting.effect {
                Effect::Weigh(Some(weighed)) => {
                    severity = weighed;
                    continue;
                }
                Effect::Weigh(None) => SuppressedBy::Rule,
                Effect::Except => SuppressedBy::Exception,
            };
            expected.get_or_insert((by, setting.reason.clone(), setting.span));
        }
        finding.severity = severity;
        match expected {
            None => Judged::Found(finding),
            Some((by, reason, span)) => Judged::Expected(Suppressed {
                finding,
                by,
                reason: reason.map(|reason| visible(&reason)),
                suppressed_at: self.sources.place(span),
            }),
        }
    }

    fn allowed<'e>(
        &'e self,
        rule: &'e str,
        file: &'e str,
        line: u32,
    ) -> impl Iterator<Item = &'e Allowance> {
        self.allowances.iter().filter(move |allowance| {
            let allowed = allowance.allows(rule, file, line);
            allowed.inspect(|allowed| allowed.used.set(true)).is_some()
        })
    }
}
