//! Parts of our format, put together.

use crate::yaml::{Data, Node};

/// A map of these entries.
pub(super) fn map<const N: usize>(entries: [(&str, Node); N]) -> Node {
    Node::from_iter(entries)
}

/// A list.
pub(super) fn list(items: impl IntoIterator<Item = Node>) -> Node {
    Node::detached(Data::List(items.into_iter().collect()))
}

/// A flag, part by part.
#[derive(Debug, Default)]
pub(super) struct Flag(Vec<(String, Node)>);

impl Flag {
    /// A flag of this origin, under its name there.
    pub(super) fn new(tool: &str, name: &str, here: &str) -> Self {
        let mut flag = Self::default();
        let origin = match name == here {
            true => Node::from(tool),
            false => map([("tool", tool.into()), ("name", name.into())]),
        };
        flag.set("origin", origin);
        flag
    }

    pub(super) fn set(&mut self, key: &str, value: impl Into<Node>) {
        self.0.push((key.to_owned(), value.into()));
    }

    pub(super) fn set_some(&mut self, key: &str, value: Option<impl Into<Node>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// Rules, if there are any.
    pub(super) fn rules(&mut self, rules: Vec<Rule>) {
        if !rules.is_empty() {
            self.set("rules", list(rules.into_iter().map(Rule::node)));
        }
    }

    pub(super) fn node(self) -> Node {
        Node::from_iter(self.0)
    }
}

/// A rule, part by part.
#[derive(Debug, Default, Clone)]
pub(super) struct Rule(Vec<(&'static str, Node)>);

impl Rule {
    pub(super) fn described(description: Option<&str>) -> Self {
        Self(description.map(|text| ("description", text.into())).into_iter().collect())
    }

    pub(super) fn with(mut self, key: &'static str, value: impl Into<Node>) -> Self {
        self.0.push((key, value.into()));
        self
    }

    /// With a condition in a foreign language, if there is anything it asks.
    pub(super) fn when(self, language: &str, asks: Vec<(&str, Node)>) -> Self {
        match asks.is_empty() {
            true => self,
            false => self.with("when", map([(language, Node::from_iter(asks))])),
        }
    }

    pub(super) fn node(self) -> Node {
        Node::from_iter(self.0)
    }
}
