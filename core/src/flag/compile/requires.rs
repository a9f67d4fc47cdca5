//! Requirements: which flag must answer how, and that none requires itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bad, Plans, Workshop};
use crate::error::{Code, Error, closest};
use crate::flag::table::{Requirement, Wanted};
use crate::model::{Flag, RequireSpec};
use crate::source::Span;
use crate::yaml::{Data, Node, Spanned};

/// How long a chain of requirements may be.
const LONGEST: usize = 16;

/// Who requires whom, whatever the environment.
#[derive(Default)]
pub(super) struct Requires {
    /// By flag id: the required flags, each with the place that says so.
    edges: BTreeMap<u32, Vec<(u32, Span)>>,
}

impl Requires {
    /// Compiles what an entry of a flag requires.
    pub(super) fn compile(
        &mut self,
        id: u32,
        flag: &Flag,
        specs: &[&Spanned<RequireSpec>],
        workshop: &mut Workshop<'_>,
    ) -> Result<Vec<Requirement>, Bad> {
        let compiled: Vec<_> = specs
            .iter()
            .map(|spec| {
                let required = requirement(flag, spec, workshop)?;
                self.edges.entry(id).or_default().push((required.flag, required.span));
                Ok(required)
            })
            .collect();
        compiled.into_iter().collect()
    }

    /// Tells of circles and of chains that are too long, and breaks the flags in them.
    pub(super) fn check(mut self, workshop: &mut Workshop<'_>, flags: &mut [(u32, Plans)]) {
        // Which problem breaks each.
        let mut broken: BTreeMap<u32, usize> = BTreeMap::new();
        for id in self.too_long() {
            let spans: Vec<Span> = self.edges[&id].iter().map(|(_, span)| *span).collect();
            let message = format!(
                "the flag `{}` begins a chain of more than {LONGEST} flags that require each other",
                workshop.registry.flags.name(id)
            );
            let problem =
                Error::new(Code::FlagCycle, message).help("require the last ones directly");
            broken.insert(id, workshop.problems.len());
            workshop.problem(problem, spans[0]);
        }
        self.trim();
        while let Some(first) = self.edges.keys().next().copied() {
            let circle = self.circle(first);
            let names: Vec<_> = circle
                .iter()
                .map(|(id, _)| format!("`{}`", workshop.registry.flags.name(*id)))
                .collect();
            let message = match names.as_slice() {
                [one] => format!("the flag {one} requires itself"),
                _ => format!("the flags {} require each other in a circle", names.join(", ")),
            };
            let mut problem = Error::new(Code::FlagCycle, message).help("take out one of them");
            for (_, span) in &circle {
                problem = problem.at(workshop.sources.place(*span));
            }
            let told = workshop.problems.len();
            workshop.problems.push(problem);
            let left: Vec<u32> = self.edges.keys().copied().collect();
            for (id, _) in &circle {
                self.edges.remove(id);
            }
            self.trim();
            // Those on the way from one circle to another go with it.
            let gone = left.into_iter().filter(|id| !self.edges.contains_key(id));
            broken.extend(gone.map(|id| (id, told)));
        }
        for (id, plans) in flags {
            let Some(told) = broken.get(id) else { continue };
            let own = plans.own.as_ref().and_then(|plan| plan.fallback().cloned());
            *plans = Plans::broken(plans.untold, own, workshop.problems.get(*told));
        }
    }

    /// The flags whose chains are longer than they may be, the nearest to the limit alone.
    fn too_long(&self) -> Vec<u32> {
        let mut length: BTreeMap<u32, usize> = BTreeMap::new();
        // As long as a pass learns something; circles never get a length.
        loop {
            let before = length.len();
            for (id, required) in &self.edges {
                let known = |(to, _): &(u32, Span)| match self.edges.contains_key(to) {
                    true => length.get(to).copied(),
                    false => Some(0),
                };
                let longest = required.iter().map(known).try_fold(0, |a, b| Some(a.max(b?)));
                if let Some(longest) = longest {
                    length.insert(*id, longest + 1);
                }
            }
            if length.len() == before {
                break;
            }
        }
        length.into_iter().filter(|(_, length)| *length == LONGEST + 1).map(|(id, _)| id).collect()
    }

    /// Leaves only those flags that both require and are required by one that is left.
    fn trim(&mut self) {
        loop {
            let before = self.edges.len();
            let targets: BTreeSet<u32> = self.edges.values().flatten().map(|(to, _)| *to).collect();
            self.edges.retain(|id, _| targets.contains(id));
            let left: BTreeSet<u32> = self.edges.keys().copied().collect();
            self.edges.values_mut().for_each(|to| to.retain(|(to, _)| left.contains(to)));
            self.edges.retain(|_, to| !to.is_empty());
            if self.edges.len() == before {
                return;
            }
        }
    }

    /// A circle that is reached from a flag, of those that are left.
    fn circle(&self, first: u32) -> Vec<(u32, Span)> {
        let mut path: Vec<(u32, Span)> = Vec::new();
        let mut at = first;
        loop {
            if let Some(begin) = path.iter().position(|(id, _)| *id == at) {
                return path.split_off(begin);
            }
            let Some((next, span)) = self.edges.get(&at).and_then(|to| to.first()) else {
                return path;
            };
            path.push((at, *span));
            at = *next;
        }
    }
}

fn requirement(
    flag: &Flag,
    spec: &Spanned<RequireSpec>,
    workshop: &mut Workshop<'_>,
) -> Result<Requirement, Bad> {
    let name = &spec.flag;
    let span = if name.span == Span::NONE { spec.span } else { name.span };
    let shown: String = name.value.escape_debug().take(64).collect();
    let (Some(id), Some(other)) =
        (workshop.registry.flags.id(name), workshop.all.flags.get(name.value.as_str()))
    else {
        let message = format!("the flag `{}` requires `{shown}`, which is no flag", flag.name);
        let problem = Error::new(Code::UnknownFlag, message);
        let known = workshop.all.flags.keys().map(|name| name.as_str());
        let problem = match closest(name, known) {
            near if near.is_empty() => problem.help("name a flag of this file"),
            near => problem.suggest(near),
        };
        return Err(workshop.problem(problem, span));
    };
    let wanted = match &spec.is {
        Some(is) => wanted(other, is.value.untagged()),
        None if other.variants.is_empty() => Some(Wanted::Value(Node::detached(Data::Bool(true)))),
        None => other.variants.contains_key("on").then(|| Wanted::Variant("on".into())),
    };
    match wanted {
        Some(wanted) => Ok(Requirement { flag: id, wanted, span }),
        None => {
            let message = match spec.is {
                Some(_) => format!("the flag `{shown}` has no such variant"),
                None => format!("the flag `{shown}` has no variant `on`"),
            };
            let known: Vec<_> = other.variants.keys().map(|name| format!("`{name}`")).collect();
            let help = format!("write `is:` with one of {}", known.join(", "));
            let at = spec.is.as_ref().map_or(span, |is| is.span);
            Err(workshop.problem(Error::new(Code::Type, message).help(help), at))
        }
    }
}

/// What is asked of a flag: one of its variants, by name or value, or a value.
fn wanted(other: &Flag, is: &Node) -> Option<Wanted> {
    if other.variants.is_empty() {
        return Some(Wanted::Value(is.clone()));
    }
    let named = match &is.data {
        Data::Text(name) => other.variants.get_key_value(name.as_str()),
        _ => other.variants.iter().find(|(_, value)| value.untagged() == is),
    };
    named.map(|(name, _)| Wanted::Variant(name.as_str().into()))
}
