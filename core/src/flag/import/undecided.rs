//! Flags that nobody can decide: what was imported, compiled as a project would, so that none of them
//! goes without being told.

use std::sync::Arc;

use super::build::map;
use super::input::placed;
use crate::config::Inheritance;
use crate::error::Error;
use crate::flag::ErrorCode;
use crate::flag::table::{FlagSet, Table};
use crate::model::{Content, Declarations};
use crate::source::{FileId, SourceFile, SourceMap, Span};
use crate::yaml::Node;

/// The environment that the flags are compiled for.
const ENVIRONMENT: &str = "imported";

/// Which of the flags cannot be decided, and why; the place is in the file that was imported.
pub(super) fn undecided(file: &Arc<SourceFile>, flags: &[(String, Node)]) -> Vec<(String, Error)> {
    let written: Vec<(&str, Node)> = flags
        .iter()
        .map(|(name, flag)| {
            // What the import wrote itself stands where the first part of the flag does.
            let first = first(flag).unwrap_or(Span::NONE);
            let place = |span: Span| if span == Span::NONE { first } else { span };
            (name.as_str(), placed(flag, place))
        })
        .collect();
    let made = |path: &str| Arc::new(SourceFile::new(FileId::NONE, path, String::new()));
    let environment = map([(ENVIRONMENT, Node::from_iter(Vec::<(&str, Node)>::new()))]);
    let files = [
        Content::read(made("config/environments.yaml"), map([("environments", environment)])),
        Content::read(
            made("config/feature-flags.yaml"),
            map([("feature_flags", Node::from_iter(written))]),
        ),
    ];
    let mut sources = SourceMap::default();
    sources.insert(file.clone());
    let (all, _) = Declarations::assemble(&files.map(Arc::new), &sources);
    let inheritance = Inheritance::build(&all, &sources);
    let set = FlagSet::compile(&all, &inheritance, &sources, None);
    let table = set.environment_id(ENVIRONMENT).and_then(|id| set.table(id));
    let undecided = |(name, _): &(String, Node)| Some((name.clone(), problem(table?, name)?));
    flags.iter().filter_map(undecided).collect()
}

/// Why a flag cannot be decided.
fn problem(table: &Table, name: &str) -> Option<Error> {
    let (_, plan) = table.find(name);
    let plan = plan?;
    let is_broken =
        plan.settled.is_some_and(|settled| settled.error == Some(ErrorCode::ParseError));
    let why = || match &plan.problem {
        Some(problem) => problem.again(),
        None => Error::new(crate::Code::Import, format!("the flag `{name}` cannot be read")),
    };
    is_broken.then(why)
}

/// The first place that a flag was read from.
fn first(node: &Node) -> Option<Span> {
    if node.span != Span::NONE {
        return Some(node.span);
    }
    let entries = node.as_map().map(|map| map.entries()).unwrap_or_default();
    let items = node.as_list().unwrap_or_default();
    entries.iter().map(|entry| &entry.node).chain(items).find_map(first)
}
