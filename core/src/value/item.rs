//! How a list item stands in a path by what names it: `[name=blue]`, `[port=80]`, `[name="80"]`.

use std::borrow::Cow;

use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use crate::yaml::{Data, Node};

/// The step of an item that is known by a scalar at a key.
///
/// Text that reads like a number or a boolean is quoted, as is text that begins with a quote; so
/// each name has a step of its own. A key with a quote or an equals sign is quoted too.
pub(crate) fn item_step(key: &str, name: &Node) -> SmolStr {
    let name = match &name.untagged().data {
        Data::Text(text) if !is_ambiguous(text) => text.clone(),
        _ => name.to_smolstr(),
    };
    if key.contains(['"', '=']) {
        return format_smolstr!("[{}={name}]", Node::from(key));
    }
    format_smolstr!("[{key}={name}]")
}

fn is_ambiguous(text: &str) -> bool {
    text.starts_with('"') || text.parse::<i128>().is_ok() || text.parse::<bool>().is_ok()
}

/// The key and the name in a step, the name as it is written there.
pub(crate) fn read_item_step(step: &str) -> Option<(Cow<'_, str>, &str)> {
    let inside = step.strip_prefix('[')?.strip_suffix(']')?;
    if !inside.starts_with('"') {
        return inside.split_once('=').map(|(key, name)| (Cow::Borrowed(key), name));
    }
    let mut keys = serde_json::Deserializer::from_str(inside).into_iter::<String>();
    let key = keys.next()?.ok()?;
    let name = inside[keys.byte_offset()..].strip_prefix('=')?;
    Some((Cow::Owned(key), name))
}

/// The position of the item that a step names; the first of several.
pub(crate) fn item_at(items: &[Node], step: &str) -> Option<usize> {
    let (key, text) = read_item_step(step)?;
    let is_meant = |item: &Node| {
        let name = item.as_map()?.get(&key)?;
        let plain = !text.starts_with('"') && name.as_text() == Some(text);
        (plain || name.is_scalar() && name.to_string() == text).then_some(())
    };
    items.iter().position(|item| is_meant(item).is_some())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(key: &str, name: Node) -> Node {
        [(key, name)].into_iter().collect()
    }

    #[test]
    fn kinds_of_names_stay_apart() {
        let names =
            [Node::from(80), "80".into(), true.into(), "true".into(), "\"80\"".into(), "".into()];
        let items: Vec<Node> = names.iter().map(|name| named("name", name.clone())).collect();
        let steps: Vec<_> = names.iter().map(|name| item_step("name", name)).collect();
        assert_eq!(
            steps,
            [
                "[name=80]",
                "[name=\"80\"]",
                "[name=true]",
                "[name=\"true\"]",
                "[name=\"\\\"80\\\"\"]",
                "[name=]"
            ]
        );
        for (at, step) in steps.iter().enumerate() {
            assert_eq!(item_at(&items, step), Some(at), "{step}");
        }
        assert_eq!(item_at(&items, "[name=blue]"), None);
        assert_eq!(item_at(&items, "name=80"), None);
    }

    proptest! {
        #[test]
        fn a_step_leads_back_to_its_item(key in "[a=\"\\]]{1,4}", name in "[a=\"\\]1]{0,4}") {
            let items = [named(&key, Node::from(false)), named(&key, Node::from(name.as_str()))];
            let step = item_step(&key, &Node::from(name.as_str()));
            prop_assert_eq!(read_item_step(&step).map(|(key, _)| key.into_owned()), Some(key));
            prop_assert_eq!(item_at(&items, &step), Some(1));
        }
    }
}
