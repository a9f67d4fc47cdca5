//! Compilation: what the files say of each flag, into one table for each environment.

mod entry;
mod ramp;
mod requires;
mod segments;
mod serve;
mod share;
mod when;

use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use self::entry::Compiler;
use self::requires::Requires;
use self::segments::Segments;
use super::details::{ErrorCode, Reason};
use super::observe::CountsOf;
use super::quick::Quick;
use super::registry::{Registry, intern, reserve};
use super::table::{BuiltFrom, FlagSet, Outcome, Plan, Table};
use crate::condition::Condition;
use crate::config::Inheritance;
use crate::error::Error;
use crate::model::Declarations;
use crate::source::{SourceFile, SourceMap, Span};
use crate::yaml::Node;

/// What the flag's own values are set in.
pub(super) const DEFAULT: &str = "default";

/// Marks a part that cannot be compiled; its problem is told already.
struct Bad;

impl FlagSet {
    /// Compiles the flags of a project.
    ///
    /// `before` is the set of the same project that this one will replace: its ids stay, and it is
    /// given back where nothing that counts has changed.
    #[must_use]
    pub fn compile(
        all: &Declarations,
        inheritance: &Inheritance,
        sources: &SourceMap,
        before: Option<&Arc<FlagSet>>,
    ) -> Arc<FlagSet> {
        let built_from = built_from(all, inheritance, sources);
        if let Some(before) = before
            && before.built_from.is_same(&built_from)
        {
            return before.clone();
        }
        let registry = before.map_or_else(Registry::default, |set| set.registry.clone());
        let mut workshop = Workshop {
            all,
            sources,
            registry,
            conditions: FxHashMap::default(),
            problems: Vec::new(),
        };
        reserve(&mut workshop.registry.flags, all.flags.len());
        for environment in all.environments.keys() {
            intern(&mut workshop.registry.environments, environment);
        }
        // Requirements name flags that stand further down.
        let ids: Vec<u32> =
            all.flags.keys().map(|name| intern(&mut workshop.registry.flags, name)).collect();
        let mut segments = Segments::new(all);
        segments.compile_all(&mut workshop);
        let mut requires = Requires::default();
        let mut flags = Vec::with_capacity(all.flags.len());
        // Whose problems they are; those of segments are nobody's.
        let mut owners: Vec<Option<SmolStr>> = vec![None; workshop.problems.len()];
        for (id, flag) in ids.into_iter().zip(all.flags.values()) {
            let compiler = Compiler::new(&mut workshop, &mut segments, flag);
            flags.push((id, compiler.compile(id, &mut requires)));
            owners.resize_with(workshop.problems.len(), || Some(flag.name.clone()));
        }
        requires.check(&mut workshop, &mut flags);
        let Workshop { registry, problems, .. } = workshop;
        owners.resize(problems.len(), None);
        let segments = segments.finish();
        let metadata = metadata(all, &registry);
        let tables = tables(&registry, &flags, &segments, &metadata, &built_from, all);
        let mut problems: Vec<_> = problems.into_iter().zip(owners).collect();
        problems.sort_by(|(a, _), (b, _)| a.places().cmp(b.places()));
        let (problems, owners) = problems.into_iter().unzip();
        Arc::new(FlagSet { registry, tables, segments, problems, owners, built_from })
    }
}

/// What compiling needs and leaves, whatever it compiles.
struct Workshop<'c> {
    all: &'c Declarations,
    sources: &'c SourceMap,
    registry: Registry,
    /// Those without segments, by their text: flags often ask the same.
    conditions: FxHashMap<String, Condition>,
    problems: Vec<Error>,
}

/// Whose part has a problem: what it is, and its name.
#[derive(Clone, Copy)]
struct Owner<'o>(&'static str, &'o str);

impl fmt::Display for Owner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} `{}`", self.0, self.1)
    }
}

impl Workshop<'_> {
    fn problem(&mut self, problem: Error, span: Span) -> Bad {
        self.problems.push(problem.at(self.sources.place(span)));
        Bad
    }
}

fn built_from(all: &Declarations, inheritance: &Inheritance, sources: &SourceMap) -> BuiltFrom {
    let mut files: Vec<Arc<SourceFile>> = Vec::new();
    let spans = all.flags.values().map(|flag| flag.span);
    let spans = spans.chain(all.segments.values().map(|segment| segment.span));
    for span in spans {
        if files.last().is_some_and(|file| file.id() == span.file) {
            continue;
        }
        files.extend(sources.get(span.file).cloned());
    }
    let lineage = |name: &SmolStr| {
        let mut lineage = inheritance.lineage(name).ok()?;
        lineage.reverse();
        Some(lineage)
    };
    let lineages = all.environments.keys().map(|name| (name.clone(), lineage(name))).collect();
    BuiltFrom { files: files.into(), lineages }
}

/// What flags say of themselves, by their ids; empty where none does.
fn metadata(all: &Declarations, registry: &Registry) -> Arc<[Option<Node>]> {
    let mut metadata = Vec::new();
    for flag in all.flags.values() {
        if let (Some(said), Some(id)) = (&flag.metadata, registry.flags.id(&flag.name)) {
            metadata.resize(registry.flags.len(), None);
            metadata[id as usize] = Some(said.untagged().clone());
        }
    }
    metadata.into()
}

fn tables(
    registry: &Registry,
    flags: &[(u32, Plans)],
    segments: &Arc<[super::segment::Segment]>,
    metadata: &Arc<[Option<Node>]>,
    from: &BuiltFrom,
    all: &Declarations,
) -> Vec<Arc<Table>> {
    let id = |name: &SmolStr| registry.environments.id(name);
    let unset = Arc::new(Plan::nothing().settle(Reason::Default));
    let table = |name: &str| {
        let lineage = from.lineages.iter().find(|(known, _)| known == name);
        let plans = match lineage {
            Some((_, Some(lineage))) => {
                let ids: Vec<u32> = lineage.iter().filter_map(id).collect();
                rows(registry, flags, |plans| plans.of(&ids).unwrap_or(&unset).clone())
            }
            Some((own, None)) => {
                let ids: Vec<u32> = id(own).into_iter().collect();
                rows(registry, flags, |plans| plans.of_untold(&ids))
            }
            None => Vec::new(),
        };
        let lineage = lineage.and_then(|(_, lineage)| lineage.clone()).unwrap_or_default();
        let quick =
            |plan: &Option<Arc<Plan>>| plan.as_ref().map_or(Quick::Gone, |plan| Quick::of(plan));
        Arc::new(Table {
            environment: name.into(),
            lineage,
            quick: plans.iter().map(quick).collect(),
            plans,
            segments: segments.clone(),
            metadata: metadata.clone(),
            registry: registry.clone(),
            files: from.files.clone(),
            declared: all.flags.clone(),
            counts: CountsOf::default(),
        })
    };
    registry.environments.iter().map(table).collect()
}

fn rows(
    registry: &Registry,
    flags: &[(u32, Plans)],
    plan: impl Fn(&Plans) -> Arc<Plan>,
) -> Vec<Option<Arc<Plan>>> {
    let mut rows = vec![None; registry.flags.len()];
    for (id, plans) in flags {
        rows[*id as usize] = Some(plan(plans));
    }
    rows
}

/// The plans of one flag.
struct Plans {
    /// By environment id.
    entries: Vec<(u32, Arc<Plan>)>,
    /// For environments without an entry.
    own: Option<Arc<Plan>>,
    /// For environments whose inheritance cannot be told.
    untold: Span,
}

impl Plans {
    /// The same answer everywhere: that the flag is broken.
    fn broken(span: Span, otherwise: Option<Outcome>, problem: Option<&Error>) -> Self {
        let plan = Plan::broken(ErrorCode::ParseError, span, otherwise).because(problem);
        Self { entries: Vec::new(), own: Some(Arc::new(plan)), untold: span }
    }

    /// The entry of the nearest environment that has one, else the flag's own.
    fn of(&self, lineage: &[u32]) -> Option<&Arc<Plan>> {
        let entry = |id: &u32| self.entries.iter().find(|(known, _)| known == id);
        lineage.iter().find_map(entry).map(|(_, plan)| plan).or(self.own.as_ref())
    }

    /// The environment's own entry; what it would inherit is not known.
    fn of_untold(&self, own: &[u32]) -> Arc<Plan> {
        let entry = self.entries.iter().find(|(known, _)| own.contains(known));
        entry.map_or_else(
            || Arc::new(Plan::broken(ErrorCode::General, self.untold, None)),
            |(_, plan)| plan.clone(),
        )
    }
}
