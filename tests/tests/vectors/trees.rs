//! Two or three trees held against each other, and patches, as the format spells them.

use serde_json::{Map, Value, json};
use stageline::Error;
use stageline::diff::{
    Options, apply_json_patch, apply_merge_patch, compare, json_patch, merge_patch, three_way,
};
use stageline::value::{KeyPath, Meaning, PathPattern};
use stageline::yaml::Node;

use super::answer::tree;
use super::context::node;

/// Operations on trees alone, and their arguments.
pub(crate) const OPERATIONS: &[(&str, &[&str])] = &[
    ("compare", &["left", "right", "keys", "meanings", "leaves", "alignment"]),
    ("json_patch", &["left", "right", "keys"]),
    ("apply_json_patch", &["tree", "patch"]),
    ("merge_patch", &["left", "right"]),
    ("apply_merge_patch", &["tree", "patch"]),
    ("three_way", &["base", "ours", "theirs", "keys", "meanings"]),
];

/// What the API says to such an operation.
pub(crate) fn answer(op: &str, args: &Map<String, Value>) -> Result<Value, Error> {
    let of = |key: &str| node(args.get(key).unwrap_or_else(|| panic!("no argument `{key}`")));
    let options = options(args)?;
    Ok(match op {
        "compare" => compared(&of("left"), &of("right"), &options),
        "json_patch" => tree(&json_patch(&of("left"), &of("right"), &options)),
        "apply_json_patch" => tree(&apply_json_patch(&of("tree"), &of("patch"))?),
        "merge_patch" => tree(&merge_patch(&of("left"), &of("right"))?),
        "three_way" => {
            let found = three_way(&of("base"), &of("ours"), &of("theirs"), &options);
            serde_json::to_value(&found).unwrap()
        }
        _ => tree(&apply_merge_patch(&of("tree"), &of("patch"))),
    })
}

fn options(args: &Map<String, Value>) -> Result<Options, Error> {
    let leaves = args.get("leaves") == Some(&json!(true));
    let mut options = Options { leaves, ..Options::default() };
    if let Some(steps) = args.get("alignment").and_then(Value::as_u64) {
        options.alignment = usize::try_from(steps).unwrap();
    }
    for (path, key) in args.get("keys").and_then(Value::as_object).into_iter().flatten() {
        options.merge_keys.insert(KeyPath::parse(path)?, key.as_str().unwrap().into());
    }
    for pair in args.get("meanings").and_then(Value::as_array).into_iter().flatten() {
        let (pattern, meaning) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
        options.meanings.push((PathPattern::parse(pattern)?, Meaning::parse(meaning)?));
    }
    Ok(options)
}

/// What the comparison tells, once it was seen that it leads to the other tree and back.
fn compared(left: &Node, right: &Node, options: &Options) -> Value {
    let found = compare(left, right, options);
    if !options.leaves {
        assert_eq!(found.apply(left).unwrap(), *right);
        assert_eq!(found.clone().inverted().apply(right).unwrap(), *left);
    }
    serde_json::to_value(&found).unwrap()
}
