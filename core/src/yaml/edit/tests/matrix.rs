//! Every document, every path, every operation.

use std::collections::BTreeMap;

use super::corpus::DOCUMENTS;
use super::*;
use crate::error::Code;

fn paths(node: &Node) -> Vec<Vec<SmolStr>> {
    let mut all = vec![Vec::new()];
    let children: Vec<(SmolStr, &Node)> = match &node.untagged().data {
        Data::Map(map) => map.entries().iter().map(|e| (e.key.clone(), &e.node)).collect(),
        Data::List(items) => {
            items.iter().enumerate().map(|(at, item)| (at.to_string().into(), item)).collect()
        }
        _ => Vec::new(),
    };
    for (key, child) in children {
        all.extend(paths(child).into_iter().map(|mut path| {
            path.insert(0, key.clone());
            path
        }));
    }
    all
}

fn values() -> Vec<Node> {
    let map = tree("p: 1\nq:\n  r: [s, t]\n");
    let tagged = |intent, node| Node::detached(Data::Tagged(Tagged { intent, node }.into()));
    vec![
        Node::detached(Data::Int(42)),
        Node::detached(Data::Null),
        text("new"),
        text("no"),
        text("a: b # c"),
        text("two\nlines\n"),
        tree("{}"),
        map.clone(),
        tree("[1, {k: v, w: x}]"),
        tagged(Intent::Append, tree("[1]")),
        tagged(Intent::Replace, map),
        tagged(Intent::Delete, Node::default()),
    ]
}

fn changes(root: &Node) -> Vec<Change> {
    let mut changes = Vec::new();
    let join = |path: &[SmolStr], key: &str| [path, &[key.into()]].concat();
    for path in paths(root) {
        for value in values() {
            changes.push(Change::Set { path: path.clone(), value: value.clone() });
            changes.push(Change::Append { path: path.clone(), item: value.clone() });
            changes.push(Change::Set { path: join(&path, "fresh"), value });
        }
        changes.push(Change::Set { path: join(&join(&path, "fresh"), "deep"), value: text("x") });
        changes.push(Change::Append { path: join(&path, "fresh"), item: text("x") });
        changes.push(Change::Remove { path: path.clone() });
        if let Some((_, parent)) = path.split_last() {
            changes.push(Change::Rename { from: path.clone(), to: join(parent, "fresh") });
            changes.push(Change::Rename { from: path.clone(), to: join(parent, "a: b") });
            changes.push(Change::Rename { from: path.clone(), to: vec!["fresh".into()] });
            changes.push(Change::Rename { from: path, to: vec!["new".into(), "fresh".into()] });
        }
    }
    changes
}

#[test]
fn dump() {
    let mut refused: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut ok, mut no) = (0, 0);
    for document in DOCUMENTS {
        let root = tree(document);
        for asked in changes(&root) {
            match change(document, &asked) {
                Ok(_) => ok += 1,
                Err(error) if error.code() == Code::EditRefused => {
                    no += 1;
                    let because = std::error::Error::source(&error)
                        .map(|e| e.to_string())
                        .unwrap_or_default();
                    refused
                        .entry(error.message().split('`').next().unwrap().to_owned())
                        .or_default()
                        .push(format!("{document:?}\n     {} {because}", brief(&asked)));
                }
                Err(error) => assert_eq!(error.code(), Code::Usage, "{error}"),
            }
        }
    }
    for (why, all) in &refused {
        eprintln!("## {why}: {}", all.len());
        for one in all.iter().take(std::env::var("SHOW").map_or(0, |n| n.parse().unwrap())) {
            eprintln!("   {one}");
        }
    }
    eprintln!("{ok} accepted {no} refused");
}

fn brief(change: &Change) -> String {
    match change {
        Change::Set { path, value } => format!(
            "set {} = {value}{}",
            path.join("."),
            if matches!(value.data, Data::Tagged(_)) { " T" } else { "" }
        ),
        Change::Append { path, item } => format!("append {} {item}", path.join(".")),
        Change::Remove { path } => format!("remove {}", path.join(".")),
        Change::Rename { from, to } => format!("rename {} {}", from.join("."), to.join(".")),
    }
}
