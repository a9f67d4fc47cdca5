//! How live state is read, as JSON text.

use stageline::error::{Code, Error, closest};
use stageline::provider::{LiveEnvironment, LiveOptions};
use stageline::yaml::{Data, Node};

use crate::json;

/// Reads the options that `stageline_live_read` names; null and empty text mean the usual ones.
pub(crate) fn read(text: Option<&str>) -> Result<LiveOptions, Error> {
    let node = json::parse_map(text, "options")?;
    let mut options = LiveOptions::new();
    for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
        let (name, value) = (entry.key.as_str(), &entry.node);
        options = match name {
            "environment" => options.environment(text_of(name, value)?),
            "namespace" => options.namespace(text_of(name, value)?),
            "service_labels" => {
                let labels = value.as_list().map(|items| items.iter().map(Node::as_text));
                let labels = labels.and_then(|labels| labels.collect::<Option<Vec<_>>>());
                options.service_labels(labels.ok_or_else(|| unfit(name, "list of texts"))?)
            }
            "workloads" => {
                let map = value.as_map().ok_or_else(|| unfit(name, "map of texts"))?;
                map.entries().iter().try_fold(options, |options, entry| {
                    let service =
                        entry.node.as_text().ok_or_else(|| unfit(name, "map of texts"))?;
                    Ok(options.service(entry.key.clone(), service))
                })?
            }
            "partial" => match value.data {
                Data::Bool(partial) => options.partial(partial),
                _ => return Err(unfit(name, "boolean")),
            },
            key => {
                let known = ["environment", "namespace", "service_labels", "workloads", "partial"];
                return Err(json::unread(key, &known, wrong));
            }
        };
    }
    Ok(options)
}

/// A service as it runs.
pub(crate) fn service(live: &LiveEnvironment, name: &str) -> Result<Node, Error> {
    live.service(name).ok_or_else(|| {
        let message = format!("no service named `{name}` runs there");
        Error::new(Code::UnknownService, message).suggest(closest(name, live.service_names()))
    })
}

fn text_of<'n>(name: &str, value: &'n Node) -> Result<&'n str, Error> {
    value.as_text().ok_or_else(|| unfit(name, "text"))
}

fn unfit(name: &str, wanted: &str) -> Error {
    wrong(&format!("`{name}` of `options` is no {wanted}"))
}

fn wrong(message: &str) -> Error {
    Error::new(Code::Usage, message).help(
        "pass an object with `environment`, `namespace`, `service_labels`, `workloads` and \
         `partial`, such as {\"namespace\": \"shop\"}",
    )
}
