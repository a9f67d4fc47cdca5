//! Values on their way from JavaScript: JSON text that `lib/crossing.js` wrote, read into a tree
//! with its keys in their order and its integers whole.

use stageline::yaml::{JsonFrom, Node, json};
use stageline::{Code, Error, Result};

/// Reads a tree. The JavaScript layer has made sure that it is as deep as one may be.
pub(crate) fn tree(text: &str) -> Result<Node> {
    json(text, JsonFrom::Binding).map_err(|_| {
        Error::new(Code::Usage, "the values given cannot be read")
            .help("give maps, lists, text, numbers, bigints and booleans")
    })
}

/// Reads a map of texts; the JavaScript layer has made sure that it is one.
pub(crate) fn texts(given: Option<&str>) -> Result<Vec<(String, String)>> {
    let node = given.map(tree).transpose()?.unwrap_or_default();
    let entries = node.as_map().map_or(&[][..], |map| map.entries());
    let text = |node: &Node| node.as_text().unwrap_or_default().to_owned();
    Ok(entries.iter().map(|entry| (entry.key.to_string(), text(&entry.node))).collect())
}
