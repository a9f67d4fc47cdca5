//! Secret: texts that containers may take as variables, and that nobody is shown.

use super::{Found, Kind};
use crate::error::Result;
use crate::provider::kubernetes::base64;
use crate::provider::kubernetes::field;
use crate::provider::kubernetes::object::Object;
use crate::provider::live::Context;
use crate::yaml::{Data, Entry, Node};

pub(super) const KIND: Kind = Kind { name: "Secret", groups: &[""], take };

fn take<'n>(object: Object<'n>, found: &mut Found<'n>) {
    found.secrets.push(object.name, Secret { object });
}

pub(in crate::provider::kubernetes) struct Secret<'n> {
    pub(in crate::provider::kubernetes) object: Object<'n>,
}

impl<'n> Secret<'n> {
    /// Its keys, those of `stringData` last, since they win; values are still encoded.
    pub(in crate::provider::kubernetes) fn keys(&self) -> Vec<(&'n Entry, bool)> {
        let of = |key: &str| {
            let map = field::at(self.object.node, key).and_then(|data| data.as_map());
            map.map_or(&[][..], |map| map.entries())
        };
        let plain = of("stringData");
        let hidden = |entry: &&Entry| !plain.iter().any(|other| other.key == entry.key);
        let encoded = of("data").iter().filter(hidden).map(|entry| (entry, true));
        encoded.chain(plain.iter().map(|entry| (entry, false))).collect()
    }

    /// The text of a value. Bytes that are no text stay encoded: they are compared all the same.
    pub(in crate::provider::kubernetes) fn value(
        &self,
        entry: &Entry,
        encoded: bool,
        context: &Context<'_>,
    ) -> Result<Node> {
        let (node, shown) = (&entry.node, entry.key.escape_debug().take(64).collect::<String>());
        let wrong = |what: &str| {
            let message = format!("the value of `{shown}` in {} is {what}", self.object);
            context.error(node.span, message)
        };
        let text = match &node.untagged().data {
            Data::Text(text) => text,
            Data::Null => return Ok(Node { data: Data::Text("".into()), span: node.span }),
            _ => return Err(wrong("no text").help("quote it")),
        };
        if !encoded {
            return Ok(node.clone());
        }
        let Some(bytes) = base64::decode(text) else {
            let help = "encode it, or give it as text below `stringData`";
            return Err(wrong("not in base64").help(help));
        };
        let data = match std::str::from_utf8(&bytes) {
            Ok(text) => Data::Text(text.into()),
            Err(_) => Data::Text(text.clone()),
        };
        Ok(Node { data, span: node.span })
    }
}
