//! What every edit of a layer must keep, on random layers: exactly what was asked changes, and a
//! refused edit changes nothing.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use stageline::project::edit::{Operation, Target};
use stageline::value::KeyPath;
use stageline::yaml::Node;
use stageline::{Project, Snapshot};

const KEYS: [&str; 4] = ["a", "b", "c", "d"];

fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        (0..5i64).prop_map(Value::from),
        Just(Value::Null),
        prop::collection::vec((0..4i64).prop_map(Value::from), 0..3).prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(2, 12, 3, |inner| {
        prop::collection::btree_map(prop::sample::select(&KEYS[..]), inner, 0..3).prop_map(map)
    });
    prop::collection::btree_map(prop::sample::select(&KEYS[..]), value, 0..4).prop_map(map)
}

fn map(entries: std::collections::BTreeMap<&str, Value>) -> Value {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>().into()
}

#[derive(Debug, Clone)]
enum Asked {
    Set(i64),
    Unset,
    Delete,
    Append(i64),
    Remove(i64),
}

fn asked() -> impl Strategy<Value = (Vec<&'static str>, Asked)> {
    let what = prop_oneof![
        (0..5i64).prop_map(Asked::Set),
        Just(Asked::Unset),
        Just(Asked::Delete),
        (0..4i64).prop_map(Asked::Append),
        (0..4i64).prop_map(Asked::Remove),
    ];
    (prop::collection::vec(prop::sample::select(&KEYS[..]), 1..4), what)
}

fn project(base: &Value, own: &Value) -> Project {
    Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}}\n".to_owned()),
        ("config/base.yaml", format!("base: {base} # shared\n")),
        ("config/a.yaml", format!("# ours\nextends: base\noverrides: {own} # own\n")),
        ("config/b.yaml", "extends: base\n".to_owned()),
    ])
    .unwrap()
}

fn resolved(snapshot: &Snapshot, environment: &str) -> Value {
    let resolved = snapshot.environment(environment).unwrap().resolve().unwrap();
    serde_json::to_value(resolved.root()).unwrap()
}

fn get<'v>(tree: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(tree, |tree, key| tree.as_object()?.get(*key))
}

/// The tree with another value at a path; `None` takes it away.
fn with(tree: &Value, path: &[&str], value: Option<Value>) -> Value {
    let Some((key, rest)) = path.split_first() else { return value.unwrap_or(Value::Null) };
    let mut map = tree.as_object().cloned().unwrap_or_default();
    match (rest, &value) {
        ([], None) => {
            map.remove(*key);
        }
        _ => {
            let below = map.get(*key).cloned().unwrap_or(Value::Null);
            map.insert((*key).to_owned(), with(&below, rest, value));
        }
    }
    Value::Object(map)
}

/// The tree without the maps above a path that are emptied and of which the base says nothing.
fn pruned(tree: Value, base: &Value, path: &[&str]) -> Value {
    let Some((_, above)) = path.split_last().filter(|(_, above)| !above.is_empty()) else {
        return tree;
    };
    match get(&tree, above) == Some(&json!({})) && get(base, above).is_none() {
        true => pruned(with(&tree, above, None), base, above),
        false => tree,
    }
}

/// What the resolved tree shall be.
fn expected(before: &Value, base: &Value, own: &Value, path: &[&str], asked: &Asked) -> Value {
    let list = || get(before, path).and_then(Value::as_array).cloned().unwrap_or_default();
    match asked {
        Asked::Set(value) => with(before, path, Some(json!(value))),
        Asked::Unset => {
            let own = with(own, path, None);
            pruned(resolved(&project(base, &own).snapshot(), "a"), base, path)
        }
        Asked::Delete => pruned(with(before, path, None), base, path),
        Asked::Append(item) => {
            let mut list = list();
            list.push(json!(item));
            with(before, path, Some(list.into()))
        }
        Asked::Remove(item) => {
            let mut list = list();
            let at = list.iter().position(|known| known == item).unwrap();
            list.remove(at);
            with(before, path, Some(list.into()))
        }
    }
}

fn operation(path: &[&str], asked: &Asked) -> Operation {
    let path: KeyPath = path.iter().copied().collect();
    match asked {
        Asked::Set(value) => Operation::Set { path, value: Node::from(*value) },
        Asked::Unset => Operation::Unset { path },
        Asked::Delete => Operation::Delete { path },
        Asked::Append(item) => Operation::Append { path, item: Node::from(*item) },
        Asked::Remove(item) => Operation::Remove { path, item: Node::from(*item) },
    }
}

fn texts(snapshot: &Snapshot) -> Vec<String> {
    snapshot.sources().files().map(|file| file.text().to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn exactly_what_was_asked_changes(base in tree(), own in tree(), (path, asked) in asked()) {
        let project = project(&base, &own);
        let before = project.snapshot();
        let target = Target::Environment { name: "a".into() };
        let mut edit = project.edit();
        let made = edit.change(&target, operation(&path, &asked));
        let made = made.and_then(|()| edit.commit());
        match made {
            Err(error) => {
                prop_assert!(error.help_text().is_some(), "{}", error);
                prop_assert_eq!(texts(&project.snapshot()), texts(&before), "{}", error);
            }
            Ok(after) => {
                let was = resolved(&before, "a");
                let wanted = expected(&was, &base, &own, &path, &asked);
                let changed = texts(&after);
                prop_assert_eq!(resolved(&after, "a"), wanted, "{:?} {:?}\n{}", path, asked, changed.join("\n"));
                prop_assert_eq!(resolved(&after, "b"), resolved(&before, "b"));
                let comments = changed.iter().filter(|text| text.contains("# ours")).count();
                prop_assert_eq!(comments, 1);
            }
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Set(usize, i64),
    Delete(usize),
    Unset(usize),
    Append(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..9usize, 0..9i64).prop_map(|(at, value)| Step::Set(at, value)),
        (0..9usize).prop_map(Step::Delete),
        (0..9usize).prop_map(Step::Unset),
        (0..9i64).prop_map(Step::Append),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn steps_on_one_list_are_accepted_and_come_to_what_they_say(
        list in prop::collection::vec(0..9i64, 1..5),
        steps in prop::collection::vec(step(), 1..6),
    ) {
        let project = project(&json!({}), &json!({"a": {"b": list}}));
        let target = Target::Environment { name: "a".into() };
        let mut edit = project.edit();
        let mut wanted = list;
        for step in steps {
            let item = |at: usize| ["a", "b", &at.to_string()].into_iter().collect::<KeyPath>();
            let operation = match step {
                Step::Append(value) => {
                    wanted.push(value);
                    Operation::Append { path: ["a", "b"].into_iter().collect(), item: value.into() }
                }
                _ if wanted.is_empty() => continue,
                Step::Set(at, value) => {
                    let at = at % wanted.len();
                    wanted[at] = value;
                    Operation::Set { path: item(at), value: value.into() }
                }
                Step::Delete(at) => {
                    let at = at % wanted.len();
                    wanted.remove(at);
                    Operation::Delete { path: item(at) }
                }
                Step::Unset(at) => {
                    let at = at % wanted.len();
                    wanted.remove(at);
                    Operation::Unset { path: item(at) }
                }
            };
            edit.change(&target, operation).unwrap();
        }
        let after = edit.commit().unwrap();
        prop_assert_eq!(&resolved(&after, "a")["a"]["b"], &json!(wanted));
    }

    #[test]
    fn what_comes_in_another_order_keeps_its_comments(
        order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle(),
        count in 1..=6usize,
        (is_map, is_named) in (any::<bool>(), any::<bool>()),
    ) {
        let key = |at: usize| match (is_map, is_named) {
            (true, _) => format!("k{at}: {at}"),
            (false, true) => format!("- name: n{at}"),
            (false, false) => format!("- t{at}"),
        };
        let entry = |at: usize| format!("    # above {at}\n    {} # beside {at}\n", key(at));
        let text = |order: &[usize]| order.iter().map(|at| entry(*at)).collect::<String>();
        let all: Vec<usize> = (0..6).collect();
        let file = |values: &str| format!("overrides:\n  v:\n{values}  z: 1\n");
        let project = Project::from_files([
            ("config/environments.yaml", "environments: {a: {}}\n".to_owned()),
            ("config/a.yaml", file(&text(&all))),
        ]).unwrap();
        let order = &order[..count];
        let value: Node = match (is_map, is_named) {
            (true, _) => order.iter().map(|at| (format!("k{at}"), *at as i64)).collect(),
            (false, true) => {
                let items = order.iter().map(|at| Node::from_iter([("name", format!("n{at}"))]));
                items.collect::<Vec<_>>().into()
            }
            (false, false) => order.iter().map(|at| format!("t{at}")).collect::<Vec<_>>().into(),
        };
        let mut edit = project.edit();
        edit.environment("a").set("v", value).unwrap();
        let after = edit.commit().unwrap();
        let texts = texts(&after);
        prop_assert!(texts.contains(&file(&text(order))), "{}", texts.join("\n"));
    }
}

#[test]
fn an_ordinary_edit_is_accepted() {
    let base = json!({"a": {"b": 1, "c": [1, 2]}, "d": 2});
    let own = json!({"a": {"b": 3}});
    let edits: [(&[&str], Asked); 7] = [
        (&["a", "b"], Asked::Set(4)),
        (&["a", "d"], Asked::Set(4)),
        (&["c", "a", "b"], Asked::Set(4)),
        (&["a", "b"], Asked::Unset),
        (&["d"], Asked::Delete),
        (&["a", "c"], Asked::Append(9)),
        (&["a", "c"], Asked::Remove(1)),
    ];
    for (path, asked) in edits {
        let mut edit = project(&base, &own).edit();
        let target = Target::Environment { name: "a".into() };
        edit.change(&target, operation(path, &asked)).unwrap();
        assert_eq!(edit.blast_radius().unwrap().environments(), ["a"], "{path:?} {asked:?}");
    }
}
