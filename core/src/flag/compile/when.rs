//! Conditions: texts into code over the project's attributes and segments.

use super::segments::{Scoped, Segments};
use super::{Bad, Owner, Workshop};
use crate::condition::{Condition, SyntaxError};
use crate::error::{Code, Error};
use crate::flag::dialect::{Frame, Program};
use crate::flag::registry::{intern, spelled, spelled_path};
use crate::flag::table::When;
use crate::model::{DialectSpec, Flag, OneOrMany, WhenSpec};
use crate::source::Span;
use crate::yaml::Spanned;

impl Workshop<'_> {
    /// The id of an attribute by the path that a file names it by.
    pub(super) fn attribute(&mut self, path: &str) -> u32 {
        let attributes = &mut self.registry.attributes;
        match path.contains('`') {
            true => intern(attributes, &spelled(path.split('.'))),
            false => intern(attributes, path),
        }
    }

    /// The ids of the attributes that a `by` names.
    pub(super) fn attributes(&mut self, by: &OneOrMany) -> Vec<u32> {
        match by {
            OneOrMany::One(path) => vec![self.attribute(path)],
            OneOrMany::Many(paths) => paths.iter().map(|path| self.attribute(path)).collect(),
        }
    }

    /// Compiles a condition; `owner` says whose it is, as in ``the flag `search` ``.
    pub(super) fn when(
        &mut self,
        owner: Owner<'_>,
        when: &WhenSpec,
        span: Span,
        scope: Scoped<'_>,
        segments: &mut Segments<'_>,
    ) -> Result<When, Bad> {
        let text = match when {
            WhenSpec::Condition(text) => text,
            WhenSpec::Dialect(spec) => {
                return Ok(When::Dialect(Box::new(self.program(owner, spec, scope.flag())?)));
            }
        };
        if let Some(condition) = self.conditions.get(text.as_str()) {
            return Ok(When::Condition(condition.clone()));
        }
        let condition = Condition::parse(text)
            .map_err(|error| self.problem(unreadable(owner, &error), span))?;
        let is_shared = condition.segments().len() == 0;
        let condition = match is_shared {
            true => condition,
            false => {
                let mut slots = Vec::with_capacity(condition.segments().len());
                for segment in condition.segments() {
                    slots.push(segments.slot(segment.name, scope, span, self)?);
                }
                let mut slots = slots.into_iter();
                condition.with_segments(|_| slots.next().unwrap_or(u32::MAX))
            }
        };
        let attributes = &mut self.registry.attributes;
        let condition = condition.with_slots(|path| intern(attributes, &spelled_path(path)));
        // The same name may be another segment for another flag.
        if is_shared {
            self.conditions.insert(text.clone(), condition.clone());
        }
        Ok(When::Condition(condition))
    }

    /// Compiles what stands in another language.
    pub(super) fn program(
        &mut self,
        owner: Owner<'_>,
        spec: &DialectSpec,
        flag: Option<&Flag>,
    ) -> Result<Program, Bad> {
        let variants: Vec<&str> =
            flag.into_iter().flat_map(|flag| flag.variants.keys().map(String::as_str)).collect();
        let mut frame = Frame {
            flag: flag.map_or("", |flag| flag.name.as_str()),
            attribute: &mut |path| intern(&mut self.registry.attributes, path),
            variants: &variants,
        };
        let Spanned { value, span } = &spec.data;
        match Program::compile(&spec.name, value, &mut frame) {
            Some(Ok(program)) => Ok(program),
            Some(Err(bad)) => {
                let problem = Error::new(Code::Dialect, format!("{owner}: {}", bad.message));
                Err(self.problem(problem, if bad.span == Span::NONE { *span } else { bad.span }))
            }
            None => {
                let name = &spec.name;
                Err(self.problem(unread(owner, "the language", name, Program::LANGUAGES), *span))
            }
        }
    }
}

/// What is imported and this build does not read.
pub(super) fn unread(owner: Owner<'_>, what: &str, name: &str, known: &[&str]) -> Error {
    let shown: String = name.escape_debug().take(64).collect();
    let message = format!("{owner} names {what} `{shown}`, which this build does not read");
    let error = Error::new(Code::UnknownDialect, message);
    match known {
        [] => error.help("build with the feature `import`"),
        _ => {
            let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            error.help(format!("write one of {}", known.join(", ")))
        }
    }
}

fn unreadable(owner: Owner<'_>, error: &SyntaxError) -> Error {
    let problem = Error::new(Code::Condition, format!("the condition of {owner}: {error}"));
    match &error.help {
        Some(help) => problem.help(help),
        None => problem,
    }
}
