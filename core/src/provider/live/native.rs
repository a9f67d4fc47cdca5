//! A live state in the shape of a project's services.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::{Context, LiveEnvironment, LiveService, Vocabulary};
use crate::error::{Error, Result, closest};
use crate::model::check_name;
use crate::yaml::{Data, Entry, Node};

const KEYS: [&str; 4] = ["environment", "partial", "services", "configuration"];

pub(super) fn read(root: &Node, context: &Context<'_>) -> Result<LiveEnvironment> {
    let mut live = LiveEnvironment::silent();
    for entry in root.as_map().into_iter().flat_map(|map| map.entries()) {
        let node = &entry.node;
        let wrong = |what: &str| {
            let message = format!("`{}` is {}, and {what} is expected", entry.key, node.kind());
            context.error(node.span, message).help("see the page on live state")
        };
        match (entry.key.as_str(), &node.untagged().data) {
            ("environment", Data::Text(name)) => {
                check_name("environment", name)
                    .map_err(|error| error.at(context.sources.place(node.span)))?;
                live.environment = Some(name.clone());
            }
            ("environment", _) => return Err(wrong("text")),
            ("partial", Data::Bool(partial)) => live.partial = *partial,
            ("partial", _) => return Err(wrong("a boolean")),
            ("services", Data::Null) => live.services = Some(BTreeMap::new()),
            ("services", Data::Map(map)) => {
                let services = map.entries().iter().map(|entry| service(entry, context));
                live.services = Some(services.collect::<Result<_>>()?);
            }
            ("configuration", Data::Null) => {
                live.configuration = Some(node.with_entries(Vec::new()))
            }
            ("configuration", Data::Map(_)) => live.configuration = Some(node.clone()),
            ("services" | "configuration", _) => return Err(wrong("a map")),
            (key, _) => return Err(unknown_key(key, entry, context)),
        }
    }
    if live.services.is_none() && live.configuration.is_none() {
        return Err(context
            .error(root.span, "the file holds neither `services` nor Kubernetes objects")
            .help("write `services`, or what `kubectl get -o yaml` prints"));
    }
    Ok(live)
}

fn service(entry: &Entry, context: &Context<'_>) -> Result<(SmolStr, LiveService)> {
    let name = &entry.key;
    check_name("service", name).map_err(|error| error.at(context.sources.place(entry.key_span)))?;
    let tree = match &entry.node.untagged().data {
        Data::Map(_) => entry.node.clone(),
        Data::Null => Node { span: entry.key_span, ..entry.node.with_entries(Vec::new()) },
        _ => {
            let message = format!("the service `{name}` is {}, not a map", entry.node.kind());
            return Err(context.error(entry.node.span, message).help("give its values by key"));
        }
    };
    let (untold, open) = (Vec::new(), Vec::new());
    Ok((name.clone(), LiveService { tree, vocabulary: Vocabulary::Whole, untold, open }))
}

fn unknown_key(key: &str, entry: &Entry, context: &Context<'_>) -> Error {
    let shown: String = key.escape_debug().take(64).collect();
    let message = format!("a live state has no key `{shown}`");
    let error = context.error(entry.key_span, message);
    match closest(key, KEYS) {
        near if near.is_empty() => {
            error.help("known: `services`, `configuration`, `environment`, `partial`")
        }
        near => error.suggest(near),
    }
}
