//! Several trees walked together, key by key.

use std::collections::HashSet;

use crate::value::KeyPath;
use crate::yaml::{Data, Node};

/// Calls `visit` with every path that some tree has, and what each of the trees has there.
///
/// Lists are values of their own. Where all trees share one map, it is not entered.
pub(super) fn side_by_side(trees: &[&Node], visit: &mut dyn FnMut(&KeyPath, &[Option<&Node>])) {
    let trees: Vec<Option<&Node>> = trees.iter().copied().map(Some).collect();
    walk(&trees, &mut KeyPath::root(), visit);
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
fn walk(
    trees: &[Option<&Node>],
    path: &mut KeyPath,
    visit: &mut dyn FnMut(&KeyPath, &[Option<&Node>]),
) {
    let maps: Vec<_> = trees.iter().map(|tree| tree.and_then(Node::as_map)).collect();
    let first = maps.first().copied().flatten();
    if first.is_some_and(|first| maps.iter().all(|m| m.is_some_and(|m| std::ptr::eq(m, first)))) {
        return;
    }
    let mut seen = HashSet::new();
    for entry in maps.iter().flatten().flat_map(|map| map.entries()) {
        if !seen.insert(entry.key.as_str()) {
            continue;
        }
        let below: Vec<_> =
            maps.iter().map(|map| map.and_then(|map| map.get(&entry.key))).collect();
        path.push(entry.key.clone());
        visit(path, &below);
        if below.iter().flatten().any(|node| matches!(node.data, Data::Map(_))) {
            walk(&below, path, visit);
        }
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::{FileId, SourceFile};
    use crate::yaml::{Limits, parse};

    #[test]
    fn every_path_of_some_tree_is_visited_once() {
        let tree = |text: &str| {
            let file = Arc::new(SourceFile::new(FileId(0), "a.yaml", text.to_owned()));
            parse(&file, &Limits::default()).unwrap()
        };
        let (a, b) = (tree("x: {y: 1, z: [1]}"), tree("x: {y: 2}\nw: 3"));
        let mut seen = Vec::new();
        side_by_side(&[&a, &b], &mut |path, nodes| {
            seen.push((path.to_string(), nodes.iter().map(Option::is_some).collect::<Vec<_>>()));
        });
        let both = vec![true, true];
        let wanted = [
            ("x", both.clone()),
            ("x.y", both),
            ("x.z", vec![true, false]),
            ("w", vec![false, true]),
        ];
        assert_eq!(seen, wanted.map(|(path, has)| (path.to_owned(), has)));
    }
}
