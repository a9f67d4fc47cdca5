//! What every object has: what it is, what it is called, and whose it is.

use std::fmt;

use super::field;
use crate::error::Result;
use crate::model::check_name;
use crate::provider::live::Context;
use crate::yaml::Node;

/// One object of a cluster.
#[derive(Clone, Copy)]
pub(super) struct Object<'n> {
    pub(super) kind: &'n str,
    pub(super) name: &'n str,
    pub(super) namespace: Option<&'n str>,
    pub(super) node: &'n Node,
}

impl<'n> Object<'n> {
    /// Reads what an object of a known kind is called.
    pub(super) fn read(kind: &'n str, node: &'n Node, context: &Context<'_>) -> Result<Self> {
        let Some(metadata) = field::at(node, "metadata") else {
            return Err(context
                .error(node.span, format!("an object of the kind `{kind}` has no `metadata`"))
                .help("every object has a name at `metadata.name`"));
        };
        let unnamed = |node: &Node| {
            let message = format!("an object of the kind `{kind}` has no name");
            context.error(node.span, message).help("give `metadata.name` as text")
        };
        let named = field::at(metadata, "name").ok_or_else(|| unnamed(metadata))?;
        let name = named.as_text().ok_or_else(|| unnamed(named))?;
        check_name("object", name).map_err(|error| error.at(context.sources.place(named.span)))?;
        let namespace = field::at(metadata, "namespace").and_then(Node::as_text);
        Ok(Self { kind, name, namespace, node })
    }

    /// A label of the object, or of the pods it makes.
    pub(super) fn label(&self, label: &str) -> Option<&'n Node> {
        let of = |path: &str| field::at(self.node, path)?.child(label);
        of("metadata.labels").or_else(|| of("spec.template.metadata.labels"))
    }

    /// Whether both are in one namespace; an object that names none is in any.
    pub(super) fn is_beside(&self, other: &Object<'_>) -> bool {
        match (self.namespace, other.namespace) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }
}

impl fmt::Display for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} `{}`", self.kind, self.name)
    }
}
