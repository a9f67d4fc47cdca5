//! What a foreign part asks an evaluation for: values of the context, and other flags.

use smol_str::SmolStr;

use super::Frame;
use crate::flag::Attribute;
use crate::flag::context::Context;
use crate::flag::evaluate::decide;
use crate::flag::registry::spelled;
use crate::flag::scope::Scope;
use crate::yaml::Node;

/// What another flag answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    /// A value, or none where it leaves that to its caller.
    Value(Option<Node>),
    /// There is no such flag.
    Missing,
    /// It asks, by a way however long, for the flag that asks for it.
    Cycle,
}

/// What the flag `flag` answers to the same question, asked by the flag `asker`.
pub(super) fn answer(scope: &Scope<'_>, asker: &str, flag: &str) -> Answer {
    let (Some(asker), (id, Some(plan))) =
        (scope.registry().flags.id(asker), scope.table.find(flag))
    else {
        return Answer::Missing;
    };
    let Some(asking) = scope.ask(asker, id) else { return Answer::Cycle };
    // What the other flag shares out is not this one's.
    let share = scope.take_share();
    let verdict = decide(id, scope);
    scope.note_share(share);
    match asking.end() {
        // Whoever stands on a circle has no answer, and neither has who asks for it.
        true => Answer::Cycle,
        false => Answer::Value(plan.outcome(&verdict).map(|outcome| outcome.value.clone())),
    }
}

/// Where a value lies in a context: a path, found as a whole or below a list or map.
#[derive(Debug, Clone)]
pub(super) struct Lookup {
    segments: Box<[SmolStr]>,
    /// Ways to begin, the longest first.
    heads: Box<[Head]>,
}

#[derive(Debug, Clone)]
struct Head {
    id: u32,
    name: SmolStr,
    /// How many segments it takes.
    len: usize,
}

impl Lookup {
    /// The value at a path of segments.
    pub(super) fn new<'s>(
        segments: impl IntoIterator<Item = &'s str>,
        frame: &mut Frame<'_>,
    ) -> Self {
        let segments: Box<[SmolStr]> = segments.into_iter().map(SmolStr::new).collect();
        let head = |len: usize| {
            let name = spelled(segments[..len].iter().map(SmolStr::as_str));
            Head { id: (frame.attribute)(&name), name: name.into(), len }
        };
        let heads = (1..=segments.len()).rev().map(head).collect();
        Self { segments, heads }
    }

    /// The value at a path with dots.
    pub(super) fn dotted(path: &str, frame: &mut Frame<'_>) -> Self {
        Self::new(path.split('.'), frame)
    }

    #[inline]
    pub(super) fn find<'c>(&self, context: &'c Context) -> Option<&'c Attribute> {
        self.heads.iter().find_map(|head| {
            let rest = &self.segments[head.len..];
            let whole = context.attribute(head.id, || head.name.to_string());
            whole
                .and_then(|value| below(value, rest))
                .or_else(|| below(context.tree(&head.name)?, rest))
        })
    }

    /// The same path within a value.
    pub(super) fn within<'v>(&self, value: &'v Attribute) -> Option<&'v Attribute> {
        below(value, &self.segments)
    }

    pub(super) fn segments(&self) -> &[SmolStr] {
        &self.segments
    }
}

/// The value at a path below a list or map.
fn below<'v>(value: &'v Attribute, path: &[SmolStr]) -> Option<&'v Attribute> {
    path.iter().try_fold(value, |value, segment| match value {
        Attribute::Map(entries) => {
            entries.iter().rev().find(|(key, _)| key == segment).map(|(_, value)| value)
        }
        Attribute::List(items) => {
            let plain = segment == "0" || !segment.starts_with(['0', '+']);
            items.get(plain.then(|| segment.parse::<usize>().ok()).flatten()?)
        }
        _ => None,
    })
}
