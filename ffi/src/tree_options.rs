//! How two trees are compared, as JSON text.

use stageline::diff::Options;
use stageline::error::Code;
use stageline::value::{KeyPath, Meaning, PathPattern};
use stageline::yaml::{Data, Node};

use crate::json;

type Answer<T> = Result<T, stageline::Error>;

/// Reads `keys`, `meanings`, `leaves` and `alignment`; null and empty text mean the usual options.
pub(crate) fn read(text: Option<&str>) -> Answer<Options> {
    let node = json::parse_map(text, "options")?;
    let mut options = Options::default();
    for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
        match entry.key.as_str() {
            "keys" => {
                for (path, key) in texts(&entry.node, "keys")? {
                    options.merge_keys.insert(KeyPath::parse(path)?, key.into());
                }
            }
            "meanings" => {
                let pairs = pairs(&entry.node);
                for (pattern, meaning) in
                    pairs.map_or_else(|| texts(&entry.node, "meanings"), Ok)?
                {
                    let pattern = PathPattern::parse(pattern)?;
                    options.meanings.push((pattern, Meaning::parse(meaning)?));
                }
            }
            "leaves" => match entry.node.data {
                Data::Bool(leaves) => options.leaves = leaves,
                _ => return Err(wrong("`leaves` of `options` is no boolean")),
            },
            "alignment" => match entry.node.data {
                Data::Int(most) if most >= 0 => {
                    options.alignment = usize::try_from(most).unwrap_or(usize::MAX);
                }
                _ => return Err(wrong("`alignment` of `options` is no number of steps")),
            },
            key => {
                let known = ["keys", "meanings", "leaves", "alignment"];
                return Err(json::unread(key, &known, wrong));
            }
        }
    }
    Ok(options)
}

/// A map of texts, in the order in which it is written.
fn texts<'n>(node: &'n Node, name: &str) -> Answer<Vec<(&'n str, &'n str)>> {
    let entries = node.as_map().map(|map| map.entries().iter());
    let texts = entries.and_then(|entries| {
        entries.map(|entry| Some((entry.key.as_str(), entry.node.as_text()?))).collect()
    });
    texts.ok_or_else(|| wrong(&format!("`{name}` of `options` is no map of texts")))
}

/// A list of pairs of texts, for patterns of which one stands twice.
fn pairs(node: &Node) -> Option<Vec<(&str, &str)>> {
    let pairs = node.as_list()?.iter().map(|item| match item.as_list()? {
        [pattern, meaning] => Some((pattern.as_text()?, meaning.as_text()?)),
        _ => None,
    });
    pairs.collect()
}

fn wrong(message: &str) -> stageline::Error {
    stageline::Error::new(Code::Usage, message).help(
        "pass an object with `keys`, `meanings`, `leaves` and `alignment`, \
         such as {\"meanings\": {\"**.origins\": \"set\"}}",
    )
}
