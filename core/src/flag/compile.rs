//! Compilation: what the files say of each flag, into one table for each environment.

use std::sync::Arc;

use smol_str::SmolStr;

use super::bucket::{Hasher, Percentage};
use super::details::{ErrorCode, Reason};
use super::registry::{Names, Registry, TARGETING_KEY, intern, spelled, spelled_path};
use super::table::{BuiltFrom, FlagSet, Outcome, Plan, Rollout, Rule, Table};
use crate::condition::Condition;
use crate::config::Inheritance;
use crate::error::{Code, Error, closest};
use crate::model::{Declarations, Flag, FlagEntry, RolloutSpec, RuleSpec};
use crate::source::{SourceFile, SourceMap, Span};
use crate::yaml::{Data, Node};

/// What the flag's own values are set in.
const DEFAULT: &str = "default";

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
        let mut registry = before.map_or_else(Registry::default, |set| set.registry.clone());
        for environment in all.environments.keys() {
            intern(&mut registry.environments, environment);
        }
        let mut problems = Vec::new();
        let mut flags = Vec::with_capacity(all.flags.len());
        for (name, flag) in all.flags.iter() {
            let id = intern(&mut registry.flags, name);
            let (attributes, problems) = (&mut registry.attributes, &mut problems);
            let compiler = Compiler { flag, sources, attributes, problems, own: None };
            flags.push((id, compiler.compile(&registry.environments)));
        }
        let tables = tables(&registry, &flags, &built_from);
        problems.sort_by(|a, b| a.places().cmp(b.places()));
        Arc::new(FlagSet { registry, tables, problems, built_from })
    }
}

fn built_from(all: &Declarations, inheritance: &Inheritance, sources: &SourceMap) -> BuiltFrom {
    let mut files: Vec<Arc<SourceFile>> = Vec::new();
    for flag in all.flags.values() {
        if files.last().is_some_and(|file| file.id() == flag.span.file) {
            continue;
        }
        files.extend(sources.get(flag.span.file).cloned());
    }
    let lineage = |name: &SmolStr| {
        let mut lineage = inheritance.lineage(name).ok()?;
        lineage.reverse();
        Some(lineage)
    };
    let lineages = all.environments.keys().map(|name| (name.clone(), lineage(name))).collect();
    BuiltFrom { files: files.into(), lineages }
}

fn tables(registry: &Registry, flags: &[(u32, Plans)], from: &BuiltFrom) -> Vec<Arc<Table>> {
    let id = |name: &SmolStr| registry.environments.id(name);
    let unset = Arc::new(Plan::default().settle(Reason::Default));
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
        let (registry, files) = (registry.clone(), from.files.clone());
        Arc::new(Table { environment: name.into(), lineage, plans, registry, files })
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
    own: Option<Arc<Plan>>,
    /// For environments whose inheritance cannot be told.
    untold: Span,
}

impl Plans {
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

struct Compiler<'c> {
    flag: &'c Flag,
    sources: &'c SourceMap,
    attributes: &'c mut Arc<Names>,
    problems: &'c mut Vec<Error>,
    /// The flag's own `default`.
    own: Option<Outcome>,
}

/// Marks a part that cannot be compiled; its problem is told already.
struct Bad;

impl Compiler<'_> {
    fn compile(mut self, environments: &Names) -> Plans {
        let flag = self.flag;
        let own = flag.fallback.as_ref().and_then(|entry| entry.value.as_ref());
        let own = own.map(|value| self.outcome(value, value.span, DEFAULT)).transpose();
        let own_is_bad = own.is_err();
        self.own = own.unwrap_or_default();
        let ramp = || {
            let mut entries = flag.environments.values().chain(&flag.fallback);
            entries.find_map(|entry| Some(entry.rollout.as_ref()?.start.as_ref()?.span))
        };
        if let Some(span) = flag.unsupported.as_ref().map(|key| key.span).or_else(ramp) {
            let broken = Plan::broken(ErrorCode::General, span, self.own.take());
            return Plans { entries: Vec::new(), own: Some(Arc::new(broken)), untold: span };
        }
        let mut entries = Vec::new();
        for (name, entry) in &flag.environments {
            let plan = self.plan(entry, name, own_is_bad);
            // Entries of environments that are not listed are checked all the same.
            if let Some(id) = environments.id(name) {
                entries.push((id, Arc::new(plan)));
            }
        }
        let own = flag.fallback.as_ref();
        let own = own.map(|entry| Arc::new(self.plan(entry, DEFAULT, own_is_bad)));
        Plans { entries, own, untold: flag.span }
    }

    fn plan(&mut self, entry: &FlagEntry, set_in: &str, own_is_bad: bool) -> Plan {
        match self.parts(entry, set_in, own_is_bad) {
            Ok(plan) => plan.settle(self.reason(entry, set_in)),
            Err(Bad) => Plan::broken(ErrorCode::ParseError, entry.span, self.own.clone()),
        }
    }

    /// The reason of an entry that is one value.
    fn reason(&self, entry: &FlagEntry, set_in: &str) -> Reason {
        // A bare value below the flag is its one entry, for every environment.
        let bare = entry.key_span == self.flag.span;
        match entry.value.is_some() && (set_in != DEFAULT || bare) {
            true => Reason::Static,
            false => Reason::Default,
        }
    }

    fn parts(&mut self, entry: &FlagEntry, set_in: &str, own_is_bad: bool) -> Result<Plan, Bad> {
        // Each part is compiled before one is given up, so that all problems are told.
        let rules: Vec<_> = entry.rules.iter().map(|rule| self.rule(rule, set_in)).collect();
        let rollout = entry.rollout.as_ref().map(|rollout| self.rollout(rollout, set_in));
        let value = match &entry.value {
            Some(_) if set_in == DEFAULT => {
                if own_is_bad {
                    Err(Bad)
                } else {
                    Ok(self.own.clone())
                }
            }
            Some(value) => self.outcome(value, value.span, set_in).map(Some),
            None if own_is_bad => Err(Bad),
            None => Ok(self.own.clone()),
        };
        let rules = rules.into_iter().collect::<Result<Box<[_]>, Bad>>()?;
        let rollout = rollout.transpose()?;
        let otherwise = match (value?, &rollout) {
            (None, Some(rollout)) => self.out_of(rollout),
            (value, _) => value,
        };
        let set_in = Some(set_in.into());
        Ok(Plan { rules, rollout, otherwise, settled: None, set_in, span: entry.span })
    }

    fn rule(&mut self, rule: &RuleSpec, set_in: &str) -> Result<Rule, Bad> {
        let serve = self.outcome(&rule.serve.value, rule.serve.span, set_in);
        let when = Condition::parse(&rule.when.value).map_err(|error| {
            let message = format!("the condition of the flag `{}`: {error}", self.flag.name);
            let problem = Error::new(Code::Condition, message);
            let problem = match &error.help {
                Some(help) => problem.help(help),
                None => problem,
            };
            self.problem(problem, rule.when.span)
        });
        let (when, serve) = (when?, serve?);
        let when = when.with_slots(|path| intern(self.attributes, &spelled_path(path)));
        Ok(Rule { when, span: rule.when.span, serve })
    }

    fn rollout(&mut self, spec: &RolloutSpec, set_in: &str) -> Result<Rollout, Bad> {
        let span = spec.percentage.span;
        let percentage = Percentage::read(&spec.percentage.value);
        let percentage = percentage.map_err(|error| self.problem(error, span))?;
        let by = match &spec.by {
            Some(by) if by.contains('`') => intern(self.attributes, &spelled(by.split('.'))),
            Some(by) => intern(self.attributes, by),
            None => TARGETING_KEY,
        };
        let variants = &self.flag.variants;
        let taken = variants.get_key_value("on").or_else(|| variants.first());
        let serve = match taken {
            Some((name, value)) => self.variant(name, value, span, set_in),
            None => boolean(true, span, set_in),
        };
        let salt = spec.salt.as_deref().unwrap_or(&self.flag.name);
        let (threshold, hasher) = (percentage.threshold(), Hasher::salted(salt));
        Ok(Rollout { percentage, threshold, hasher, by, serve })
    }

    /// What those get whom the rollout leaves out, when nothing says it.
    fn out_of(&self, rollout: &Rollout) -> Option<Outcome> {
        let (span, set_in) = (rollout.serve.span, rollout.serve.set_in.as_str());
        if self.flag.variants.is_empty() {
            return Some(boolean(false, span, set_in));
        }
        let off = self.flag.variants.get_key_value("off");
        off.map(|(name, value)| self.variant(name, value, span, set_in))
    }

    /// A variant by its name, or a value.
    fn outcome(&mut self, node: &Node, span: Span, set_in: &str) -> Result<Outcome, Bad> {
        let (node, variants) = (node.untagged(), &self.flag.variants);
        let named = match &node.data {
            _ if variants.is_empty() => None,
            Data::Text(name) => match variants.get_key_value(name.as_str()) {
                Some(found) => Some(found),
                None => {
                    let names = variants.keys().map(String::as_str);
                    let message = format!("the flag `{}` has no such variant", self.flag.name);
                    let known: Vec<_> = names.clone().map(|name| format!("`{name}`")).collect();
                    let problem = Error::new(Code::Type, message)
                        .help(format!("its variants are {}", known.join(", ")));
                    let problem = match closest(name, names) {
                        near if near.is_empty() => problem,
                        near => problem.suggest(near),
                    };
                    return Err(self.problem(problem, span));
                }
            },
            _ => variants.iter().find(|(_, value)| value.untagged() == node),
        };
        Ok(match named {
            Some((name, value)) => self.variant(name, value, span, set_in),
            None => Outcome { value: node.clone(), variant: None, span, set_in: set_in.into() },
        })
    }

    fn variant(&self, name: &str, value: &Node, span: Span, set_in: &str) -> Outcome {
        let (value, variant) = (value.untagged().clone(), Some(name.into()));
        Outcome { value, variant, span, set_in: set_in.into() }
    }

    fn problem(&mut self, problem: Error, span: Span) -> Bad {
        self.problems.push(problem.at(self.sources.place(span)));
        Bad
    }
}

fn boolean(value: bool, span: Span, set_in: &str) -> Outcome {
    let value = Node::detached(Data::Bool(value));
    Outcome { value, variant: None, span, set_in: set_in.into() }
}
