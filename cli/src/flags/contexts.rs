//! Contexts that are given as a file: a list of targeting keys and maps of attributes.

use stageline::flag::{Attribute, Context, Flags};
use stageline::source::{FileId, SourceFile};
use stageline::value::Timestamp;
use stageline::yaml::{Data, Limits, Node, parse};
use stageline::{Code, Error, Project, Result};

use super::asked::KEYS;
use crate::given;
use crate::output::Output;

/// Contexts, and what people call them.
#[derive(Debug)]
pub(super) struct Contexts {
    pub(super) contexts: Vec<Context>,
    names: Vec<String>,
}

impl Contexts {
    /// One that the words give.
    pub(super) fn one(context: Context) -> Self {
        Self { contexts: vec![context], names: vec!["whoever asks so".to_owned()] }
    }

    /// Those of a file in YAML or JSON; `-` is what comes in.
    ///
    /// # Errors
    /// `E_TYPE` for what is no context, by its index; why the file cannot be read.
    pub(super) fn read(
        name: &str,
        project: &Project,
        flags: &Flags,
        at: Timestamp,
        out: &mut Output<'_>,
    ) -> Result<Self> {
        let limits = Limits::default();
        let text = match name {
            "-" => out.read(limits.file_bytes)?,
            _ => given::text(name, project)?,
        };
        let file = SourceFile::new(FileId::NONE, name, text);
        let node = parse(&file, &limits)?;
        let Data::List(items) = &node.untagged().data else {
            return Err(Error::new(Code::Type, format!("`{name}` holds no list of contexts"))
                .help("write a list, as in `[user-1, {targeting_key: user-2, plan: pro}]`"));
        };
        let mut read = Self { contexts: Vec::new(), names: Vec::new() };
        for (item, index) in items.iter().zip(0..) {
            let (name, context) = one(item, index, flags.context_without_key().at(at))?;
            read.names.push(name);
            read.contexts.push(context);
        }
        Ok(read)
    }

    /// The names of some, by their indices.
    pub(super) fn names(&self, indices: &[usize], most: usize) -> String {
        let names = indices.iter().take(most).filter_map(|index| self.names.get(*index));
        let names = names.map(String::as_str).collect::<Vec<_>>().join(", ");
        match indices.len().saturating_sub(most) {
            0 => names,
            more => format!("{names} and {more} more"),
        }
    }
}

fn one(item: &Node, index: usize, context: Context) -> Result<(String, Context)> {
    let Some(map) = item.as_map() else {
        let key = key(item).ok_or_else(|| {
            let message = format!("context {index} is neither a targeting key nor a map");
            Error::new(Code::Type, message)
                .help("write the key as text or an integer, or a map of attributes")
        })?;
        return Ok((key.0, context.with_targeting_key(key.1)));
    };
    let (mut name, mut context) = (format!("context {index}"), context);
    for entry in map.entries() {
        if !KEYS.contains(&entry.key.as_str()) {
            context.insert(&entry.key, Attribute::from(&entry.node));
            continue;
        }
        if matches!(entry.node.untagged().data, Data::Null) {
            continue;
        }
        let (text, key) = key(&entry.node).ok_or_else(|| {
            let message =
                format!("the targeting key of context {index} is neither text nor an integer");
            Error::new(Code::Type, message).help("write it in quotes if it is text")
        })?;
        name = text;
        context = context.with_targeting_key(key);
    }
    Ok((name, context))
}

/// A targeting key, and how it is written.
fn key(node: &Node) -> Option<(String, Attribute)> {
    match &node.data {
        Data::Text(text) => Some((text.to_string(), Attribute::from(node))),
        Data::Int(_) | Data::UInt(_) => Some((node.to_string(), Attribute::from(node))),
        _ => None,
    }
}
