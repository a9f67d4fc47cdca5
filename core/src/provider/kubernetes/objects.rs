//! Documents into objects: lists are opened, kinds that are not read are counted, and none stands
//! there twice.

use std::collections::{BTreeMap, HashMap};

use super::kinds::{self, Found};
use super::object::Object;
use super::{field, kinds::Kind};
use crate::error::Result;
use crate::provider::live::Context;
use crate::source::Span;
use crate::yaml::Node;

/// The objects of all documents, by what they are.
pub(super) fn collect<'n>(roots: &'n [Node], context: &Context<'_>) -> Result<Found<'n>> {
    let mut found = Found::default();
    let mut seen: HashMap<(&str, Option<&str>, &str), Span> = HashMap::new();
    // The last is taken first, so everything is put in backwards.
    let mut open: Vec<(&'n Node, Option<&'n str>)> =
        roots.iter().rev().map(|root| (root, None)).collect();
    found.alone = roots.len() == 1;
    while let Some((node, within)) = open.pop() {
        let kind = kind(node, within, context)?;
        if let Some(of) = kind.strip_suffix("List")
            && node.child("items").is_some()
        {
            found.alone = false;
            let items = field::at(node, "items");
            let items = match items.map(|items| (items, items.as_list())) {
                None => &[],
                Some((_, Some(items))) => items,
                Some((items, None)) => {
                    let message = format!("`items` is {}, and a list is expected", items.kind());
                    return Err(context
                        .error(items.span, message)
                        .help("give the objects as a list"));
                }
            };
            let of = (!of.is_empty()).then_some(of);
            open.extend(items.iter().rev().map(|item| (item, of)));
            continue;
        }
        let Some(known) = known(kind, node) else {
            *found.others.entry(kind).or_default() += 1;
            continue;
        };
        let object = Object::read(known.name, node, context)?;
        if !context.options.wants_namespace(object.namespace) {
            found.elsewhere += 1;
            continue;
        }
        if let Some(first) = seen.insert((known.name, object.namespace, object.name), node.span) {
            return Err(context
                .error(node.span, format!("{object} stands here twice"))
                .at(context.sources.place(first))
                .help("remove one of the two, or read each namespace by itself"));
        }
        (known.take)(object, &mut found);
    }
    Ok(found)
}

fn kind<'n>(node: &'n Node, within: Option<&'n str>, context: &Context<'_>) -> Result<&'n str> {
    let no_kind = |span| {
        let error = context.error(span, "an object does not say its `kind`");
        error.help("give objects as `kubectl get -o yaml` prints them")
    };
    let kind = match field::at(node, "kind") {
        Some(kind) => kind.as_text().ok_or_else(|| no_kind(kind.span))?,
        None => within.ok_or_else(|| no_kind(node.span))?,
    };
    if kind == "Status" {
        let error =
            context.error(node.span, "an error of the cluster stands here, not its objects");
        return Err(error.help("see what `kubectl` says, and read the state anew"));
    }
    Ok(kind)
}

/// The reader of a kind; kinds of other groups may bear the same name.
fn known(kind: &str, node: &Node) -> Option<&'static Kind> {
    let version = field::at(node, "apiVersion").and_then(Node::as_text);
    let group = version.map(|version| version.rsplit_once('/').map_or("", |(group, _)| group));
    let fits = |known: &&Kind| {
        known.name == kind && group.is_none_or(|group| known.groups.contains(&group))
    };
    kinds::ALL.iter().find(fits)
}

/// What was not read, as people say it: `2 of Ingress`.
pub(super) fn counted(others: &BTreeMap<&str, usize>) -> String {
    const MOST: usize = 8;
    let shown = |kind: &str| kind.escape_debug().take(64).collect::<String>();
    let mut parts: Vec<_> = others
        .iter()
        .take(MOST)
        .map(|(kind, count)| format!("{count} of `{}`", shown(kind)))
        .collect();
    if others.len() > MOST {
        parts.push("others".to_owned());
    }
    parts.join(", ")
}
