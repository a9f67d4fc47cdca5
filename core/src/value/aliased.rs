//! Secrets under other names: what an alias of a secret stands for, and what a secret is an alias of.

use std::collections::{HashMap, HashSet};

use granit_parser::{Event, Parser};

use super::{leaves, secrets};
use crate::source::{FileId, SourceFile, Span};
use crate::yaml::{Limits, Node, documents};

/// Where values of a tree stand that are such secrets in the files they come from.
pub(crate) fn aliased_in<'s>(
    tree: &Node,
    file: &dyn Fn(FileId) -> Option<&'s SourceFile>,
) -> Vec<Span> {
    let mut known: HashMap<FileId, Option<&HashSet<u32>>> = HashMap::new();
    let mut found = Vec::new();
    leaves(tree, &mut |_, leaf| {
        let of_file = known.entry(leaf.span.file).or_insert_with_key(|id| {
            file(*id).map(aliased_secrets).filter(|ends| !ends.is_empty())
        });
        if of_file.is_some_and(|ends| ends.contains(&leaf.span.end)) {
            found.push(leaf.span);
        }
    });
    found
}

/// Where the scalars of a file end that are secrets in one of the places in which anchors and aliases
/// put them, those too whose own key does not say so. Found once for a file.
pub(crate) fn aliased_secrets(file: &SourceFile) -> &HashSet<u32> {
    file.aliased(find)
}

fn find(file: &SourceFile) -> HashSet<u32> {
    let text = file.text();
    let mut hidden = HashSet::new();
    if !text.contains('*') || !text.contains('&') {
        return hidden;
    }
    let groups = groups(text);
    if groups.is_empty() {
        return hidden;
    }
    // Live files may hold several.
    let Ok(roots) = documents(file, &Limits::default()) else { return hidden };
    for root in &roots {
        secrets(root, &mut |node| {
            hidden.insert(node.span.end);
        });
    }
    for group in groups {
        if group.iter().any(|end| hidden.contains(end)) {
            hidden.extend(group);
        }
    }
    hidden
}

/// Where each scalar with an anchor ends, and where its aliases do. An alias of a map or a list is a
/// group of its own: what lies below it stands in one place alone.
fn groups(text: &str) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut anchors: HashMap<usize, usize> = HashMap::new();
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        let Some(end) = span.byte_range().map(|range| range.end as u32) else { continue };
        match event {
            // Names of anchors begin anew.
            Event::DocumentStart(..) => anchors.clear(),
            Event::Scalar(_, _, anchor, _) if anchor != 0 => {
                anchors.insert(anchor, groups.len());
                groups.push(vec![end]);
            }
            Event::Alias(anchor) => match anchors.get(&anchor) {
                Some(at) => groups[*at].push(end),
                None => groups.push(vec![end]),
            },
            _ => {}
        }
    }
    groups
}
