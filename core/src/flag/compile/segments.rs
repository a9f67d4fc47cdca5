//! Segments: each compiled once, those they name before them.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::{Bad, Owner, Workshop};
use crate::error::{Code, Error, closest};
use crate::flag::keys::Keys;
use crate::flag::registry::TARGETING_KEY;
use crate::flag::segment::Segment;
use crate::model::{Declarations, Flag, SegmentSpec};
use crate::source::Span;
use crate::yaml::Spanned;

/// How many segments may stand within each other.
const DEEPEST: usize = 16;

/// Where a segment's name is looked up.
#[derive(Clone, Copy)]
pub(super) struct Scoped<'s> {
    /// The flag whose own segments come first.
    flag: Option<&'s Flag>,
    depth: usize,
}

impl<'s> Scoped<'s> {
    /// From a condition of a flag.
    pub(super) fn of(flag: &'s Flag) -> Self {
        Self { flag: Some(flag), depth: 0 }
    }

    pub(super) fn flag(self) -> Option<&'s Flag> {
        self.flag
    }
}

/// What became of a segment.
#[derive(Clone, Copy)]
enum State {
    /// It is being compiled: who comes by again goes in a circle.
    Open,
    Slot(u32),
    Bad,
}

/// The segments of the file, and of the flag that is being compiled.
pub(super) struct Segments<'c> {
    file: &'c IndexMap<String, Spanned<SegmentSpec>>,
    /// By name; those of a flag have its name too.
    states: HashMap<(Option<String>, String), State>,
    compiled: Vec<Segment>,
}

impl<'c> Segments<'c> {
    pub(super) fn new(all: &'c Declarations) -> Self {
        Self { file: &all.segments, states: HashMap::new(), compiled: Vec::new() }
    }

    /// Compiles those of the file, so that the problems of those that nobody names are told too.
    pub(super) fn compile_all(&mut self, workshop: &mut Workshop<'_>) {
        let scope = Scoped { flag: None, depth: 0 };
        for (name, spec) in self.file {
            let _ = self.slot(name, scope, spec.span, workshop);
        }
    }

    /// Compiles those of a flag.
    pub(super) fn compile_of(&mut self, flag: &Flag, workshop: &mut Workshop<'_>) {
        for (name, spec) in &flag.segments {
            let _ = self.slot(name, Scoped::of(flag), spec.span, workshop);
        }
    }

    pub(super) fn finish(self) -> Arc<[Segment]> {
        self.compiled.into()
    }

    /// The slot of a segment that a condition names.
    pub(super) fn slot(
        &mut self,
        name: &str,
        scope: Scoped<'_>,
        span: Span,
        workshop: &mut Workshop<'_>,
    ) -> Result<u32, Bad> {
        let own = scope.flag.and_then(|flag| Some((flag, flag.segments.get(name)?)));
        let (scope, spec) = match (own, self.file.get(name)) {
            (Some((flag, spec)), _) => (Scoped { flag: Some(flag), ..scope }, spec),
            (None, Some(spec)) => (Scoped { flag: None, ..scope }, spec),
            (None, None) => return Err(workshop.problem(self.unknown(name, scope), span)),
        };
        let key = (scope.flag.map(|flag| flag.name.to_string()), name.to_owned());
        match self.states.get(&key) {
            Some(State::Slot(slot)) => return Ok(*slot),
            Some(State::Bad) => return Err(Bad),
            Some(State::Open) => {
                let message = format!("the segment `{name}` is part of itself");
                let problem = Error::new(Code::FlagCycle, message);
                let problem = problem.help("take one segment out of the circle");
                return Err(workshop.problem(problem, spec.span));
            }
            None => {}
        }
        if scope.depth >= DEEPEST {
            let message = format!("segments stand more than {DEEPEST} deep within each other");
            let problem = Error::new(Code::FlagCycle, message).help("write conditions out");
            return Err(workshop.problem(problem, spec.span));
        }
        self.states.insert(key.clone(), State::Open);
        let scope = Scoped { depth: scope.depth + 1, ..scope };
        let compiled = self.compile(name, spec, scope, workshop);
        let state = match compiled {
            Ok(segment) => {
                self.compiled.push(segment);
                State::Slot(self.compiled.len() as u32 - 1)
            }
            Err(Bad) => State::Bad,
        };
        self.states.insert(key, state);
        match state {
            State::Slot(slot) => Ok(slot),
            _ => Err(Bad),
        }
    }

    fn compile(
        &mut self,
        name: &str,
        spec: &Spanned<SegmentSpec>,
        scope: Scoped<'_>,
        workshop: &mut Workshop<'_>,
    ) -> Result<Segment, Bad> {
        let SegmentSpec { when, keys, by, .. } = &spec.value;
        let owner = Owner("segment", name);
        if when.is_none() && keys.is_none() {
            let problem = Error::new(Code::MissingKey, format!("{owner} holds nobody"));
            let problem = problem.help("give it `when`, `keys` or both");
            return Err(workshop.problem(problem, spec.span));
        }
        let by = by.as_ref().map_or(TARGETING_KEY, |by| workshop.attribute(by));
        let keys = keys.as_ref().map(|keys| workshop.keys(owner, &mut Keys::default(), keys, 0));
        let when = when.as_ref().map(|when| {
            // The short form has no place of its own.
            let span = if when.span == Span::NONE { spec.span } else { when.span };
            workshop.when(owner, &when.value, span, scope, self)
        });
        let (keys, when) = (keys.transpose()?, when.transpose()?);
        Ok(Segment { name: name.to_owned(), by, keys, when })
    }

    fn unknown(&self, name: &str, scope: Scoped<'_>) -> Error {
        let shown: String = name.escape_debug().take(64).collect();
        let error = Error::new(Code::UnknownSegment, format!("no segment is named `{shown}`"));
        let own = scope.flag.into_iter().flat_map(|flag| flag.segments.keys());
        match closest(name, own.chain(self.file.keys()).map(String::as_str)) {
            near if near.is_empty() => error.help("name a key of `segments:`"),
            near => error.suggest(near),
        }
    }
}
