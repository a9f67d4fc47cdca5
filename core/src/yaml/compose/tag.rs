//! Tags that say how a value merges.

use std::sync::Arc;

use granit_parser::Tag;
use smol_str::SmolStr;

use crate::yaml::{Data, Intent, Node, Tagged};

/// The value with its intention, if there is one.
pub(super) fn tagged(node: Node, intent: Option<Intent>) -> Node {
    match intent {
        None => node,
        Some(intent) => {
            let span = node.span;
            Node { data: Data::Tagged(Arc::new(Tagged { intent, node })), span }
        }
    }
}

/// The intention a tag names.
pub(super) fn intent(tag: &Tag) -> Option<Intent> {
    let original = tag.original();
    Some(match original.as_str() {
        "!append" => Intent::Append,
        "!prepend" => Intent::Prepend,
        "!replace" => Intent::Replace,
        "!delete" => Intent::Delete,
        // The parser has decoded the percent signs.
        other => match other.strip_prefix("!merge_by:")? {
            "" => return None,
            key => Intent::MergeBy(SmolStr::new(key)),
        },
    })
}
