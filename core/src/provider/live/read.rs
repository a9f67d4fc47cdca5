//! Files into a live state: which shape they have, and what is kept of their text.

use std::sync::Arc;

use super::native;
use super::{LiveEnvironment, LiveOptions, censor::Censor, repeated::SecretTexts};
use crate::error::{Code, Error, Result};
use crate::provider::kubernetes;
use crate::source::{FileId, SourceFile, SourceMap, Span, too_large};
use crate::value::{aliased_in, leaves};
use crate::yaml::{Node, documents};

/// What the readers of each shape need.
pub(in crate::provider) struct Context<'c> {
    pub(in crate::provider) sources: &'c SourceMap,
    pub(in crate::provider) options: &'c LiveOptions,
}

impl Context<'_> {
    /// A state that cannot be understood, at a place.
    pub(in crate::provider) fn error(&self, span: Span, message: impl Into<String>) -> Error {
        Error::new(Code::Live, message).at(self.sources.place(span))
    }
}

pub(super) fn read(files: Vec<(String, String)>, options: &LiveOptions) -> Result<LiveEnvironment> {
    let mut sources = SourceMap::default();
    let mut roots = Vec::new();
    let mut problems = Vec::new();
    let origin = origin(&files)?;
    for ((path, text), id) in files.into_iter().zip(0..) {
        match parsed(FileId(id), path, text, options) {
            Ok((file, documents)) => {
                sources.insert(file);
                roots.extend(documents);
            }
            Err(error) => problems.push(error),
        }
    }
    if !problems.is_empty() {
        return Err(Error::all(problems));
    }
    let context = Context { sources: &sources, options };
    let mut live = match native_root(&roots, &context)? {
        Some(root) => native::read(root, &context)?,
        None => kubernetes::read(&roots, &context)?,
    };
    let mut censor = Censor::default();
    roots.iter().for_each(|root| censor.add_secrets(root));
    live.trees().into_iter().for_each(|tree| censor.add_lookalikes(tree));
    let file = |id| sources.get(id).map(|file| &**file);
    for root in &roots {
        let aliased = aliased_in(root, &file);
        aliased.iter().for_each(|span| censor.add(*span));
        live.telling.extend(aliased);
    }
    let mut texts = SecretTexts::default();
    roots.iter().for_each(|root| texts.add(root));
    let mut repeated = Vec::new();
    for tree in live.trees() {
        leaves(tree, &mut |_, leaf| repeated.extend(texts.tell_on(leaf).then_some(leaf.span)));
    }
    repeated.iter().for_each(|span| censor.add(*span));
    live.telling.extend(repeated);
    live.sources = censor.applied(&sources);
    live.origin = origin;
    live.partial |= options.partial;
    live.environment = live.environment.take().or_else(|| options.environment.clone());
    Ok(live)
}

fn origin(files: &[(String, String)]) -> Result<String> {
    match files {
        [] => Err(Error::new(Code::Usage, "no file with a live state was given")
            .help("give at least one, as `kubectl get -o yaml` writes it")),
        [(path, _)] => Ok(path.clone()),
        [(path, _), rest @ ..] => Ok(format!("{path} and {} more", rest.len())),
    }
}

fn parsed(
    id: FileId,
    path: String,
    text: String,
    options: &LiveOptions,
) -> Result<(Arc<SourceFile>, Vec<Node>)> {
    let limit = options.limits.file_bytes.min(u64::from(u32::MAX));
    if text.len() as u64 > limit {
        return Err(too_large(&path, limit));
    }
    let file = SourceFile::new(id, path, text);
    if let Some(reason) = refusal(file.text()) {
        return Err(refused(reason).at(file.place(0, 0)));
    }
    let roots = documents(&file, &options.limits)?;
    if roots.is_empty() {
        return Err(Error::new(Code::Live, "the file holds nothing")
            .help("write it anew; an empty answer is no live state")
            .at(file.place(0, 0)));
    }
    Ok((Arc::new(file), roots))
}

/// Whether a text is what kubectl says where it has no answer; in brackets it may say why.
fn refusal(text: &str) -> Option<Option<&str>> {
    const OTHERS: [&str; 4] = [
        "error: ",
        "The connection to the server ",
        "Unable to connect to the server",
        "No resources found",
    ];
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    if let Some(rest) = first.strip_prefix("Error from server") {
        let reason = rest.strip_prefix(" (").and_then(|rest| rest.split_once(')'));
        let reason = reason.map(|(reason, _)| reason);
        return Some(reason.filter(|it| it.chars().all(|char| char.is_ascii_alphanumeric())));
    }
    OTHERS.iter().any(|begin| first.starts_with(begin)).then_some(None)
}

fn refused(reason: Option<&str>) -> Error {
    let named = reason.map_or(String::new(), |reason| format!(" (`{reason}`)"));
    let message = format!("the file holds an error of kubectl{named}, and not what runs");
    let help = match reason {
        Some("Forbidden" | "Unauthorized") => {
            "let whoever runs kubectl read these objects, and write the file anew"
        }
        _ => "run kubectl until it answers, and write the file anew",
    };
    Error::new(Code::Live, message).help(help)
}

/// The one document that has the shape of a project's services, if there is one.
fn native_root<'n>(roots: &'n [Node], context: &Context<'_>) -> Result<Option<&'n Node>> {
    for root in roots {
        if root.as_map().is_none() {
            return Err(context
                .error(root.span, format!("a live state is a map, and {} stands here", root.kind()))
                .help("give `services`, or objects as `kubectl get -o yaml` prints them"));
        }
    }
    let is_object =
        |root: &&Node| ["kind", "apiVersion", "items"].iter().any(|key| root.child(key).is_some());
    let Some(native) = roots.iter().find(|root| !is_object(root)) else { return Ok(None) };
    match roots {
        [root] => Ok(Some(root)),
        _ => Err(context
            .error(native.span, "a document without `kind` stands among others")
            .help("give Kubernetes objects alone, or one map with `services`")),
    }
}
