//! What is declared and what is live, made comparable: only what the live side can tell is left,
//! and both sides say it in one shape.

use super::{LiveService, Untold, Vocabulary};
use crate::provider::kubernetes::{image_repository, is_default};
use crate::source::Span;
use crate::value::{KeyPath, holds_reference, leaves, refers_to_secret};
use crate::yaml::{Data, Entry, Node};

/// Both sides of a service, ready to be compared.
pub(crate) struct Aligned {
    pub(crate) declared: Node,
    pub(crate) live: Node,
    /// What is declared and the live side says nothing of, with where it is declared.
    pub(crate) unknown: Vec<(Untold, Span)>,
    /// Where live values stand that are declared as references to secrets: whatever they are, they
    /// are not to be shown.
    pub(crate) hidden: Vec<Span>,
    /// Whether an autoscaler sets the number of instances.
    pub(crate) scaled: bool,
}

/// Puts a declared service beside a live one. `partial` says that the live side shows only a part.
pub(crate) fn align(declared: &Node, live: &LiveService, partial: bool) -> Aligned {
    let scaled = is_scaled(&live.tree) || is_scaled(declared) && is_untold(live, "autoscaling");
    let is_kubernetes = live.vocabulary == Vocabulary::Kubernetes;
    let has_tag = declared.child("image_tag").is_some();
    let sides = [declared, &live.tree];
    let [declared, tree] = match is_kubernetes {
        true => sides.map(with_variables),
        false => sides.map(Node::clone),
    };
    let tree = if is_kubernetes { with_port(&tree, &declared) } else { tree };
    let mut walk =
        Walk { live, partial, path: KeyPath::root(), unknown: Vec::new(), hidden: Vec::new() };
    let told = walk.told(&declared, Some(&tree), declared.span);
    let mut declared = told.unwrap_or_else(|| declared.with_entries(Vec::new()));
    let mut tree = tree;
    if is_kubernetes {
        declared = without_idle_autoscaling(&declared, &tree);
        tree = in_the_shape_of(&tree, &declared, has_tag);
    }
    Aligned { declared, live: tree, unknown: walk.unknown, hidden: walk.hidden, scaled }
}

/// A process without variables has none of each, so that each is told by itself.
fn with_variables(service: &Node) -> Node {
    const KEY: &str = "environment";
    if service.child(KEY).is_some_and(|node| !matches!(node.untagged().data, Data::Null)) {
        return service.clone();
    }
    let none =
        Entry { key: KEY.into(), key_span: service.span, node: service.with_entries(Vec::new()) };
    let entries = service.as_map().into_iter().flat_map(|map| map.entries());
    let others = entries.filter(|entry| entry.key != KEY).cloned();
    service.with_entries(others.chain([none]).collect())
}

/// Of several ports of a container, the declared one is meant; where it is not among them, the one
/// that is called `http`, else the first.
fn with_port(live: &Node, declared: &Node) -> Node {
    const KEY: &str = "port";
    let (Some(wanted), None) = (declared.child(KEY), live.child(KEY)) else { return live.clone() };
    let items = live.child("ports").and_then(Node::as_list).unwrap_or_default();
    let is_wanted = |item: &&Node| {
        item.child(KEY).is_some_and(|port| spelled_alike(port, wanted) == *wanted.untagged())
    };
    let is_http = |item: &&Node| item.child("name").and_then(Node::as_text) == Some("http");
    let meant = items.iter().find(is_wanted).or_else(|| items.iter().find(is_http));
    let Some(port) = meant.or(items.first()).and_then(|item| item.child(KEY)) else {
        return live.clone();
    };
    let port = Entry { key: KEY.into(), key_span: port.span, node: port.clone() };
    let entries = live.as_map().into_iter().flat_map(|map| map.entries()).cloned();
    live.with_entries(entries.chain([port]).collect())
}

/// Whether a service has an autoscaler that is not switched off.
fn is_scaled(service: &Node) -> bool {
    let Some(autoscaling) = service.child("autoscaling").filter(|node| node.as_map().is_some())
    else {
        return false;
    };
    let enabled = autoscaling.child("enabled").map(|node| &node.untagged().data);
    !matches!(enabled, Some(Data::Bool(false)))
}

fn is_untold(live: &LiveService, key: &str) -> bool {
    live.untold.iter().any(|untold| untold.path.keys().eq([key]))
}

struct Walk<'l> {
    live: &'l LiveService,
    partial: bool,
    path: KeyPath,
    unknown: Vec<(Untold, Span)>,
    hidden: Vec<Span>,
}

// Trees are as deep as `limits.depth` at most, so recursion is bounded.
impl Walk<'_> {
    /// The declared value without what the live side cannot tell; `None` where nothing is left.
    fn told(&mut self, node: &Node, live: Option<&Node>, at: Span) -> Option<Node> {
        if let Some(reason) = self.reason(live) {
            self.unknown.push((Untold::new(self.path.clone(), reason), at));
            return None;
        }
        // A map that is missing is missing as a whole, and a value that is none is another one.
        let (Some(map), true) = (node.as_map(), live.is_some_and(|live| live.as_map().is_some()))
        else {
            self.hide(node, live);
            return Some(node.clone());
        };
        let mut entries = Vec::with_capacity(map.len());
        for entry in map.entries() {
            self.path.push(entry.key.clone());
            let beside = live.and_then(|live| live.child(&entry.key));
            let told = self.told(&entry.node, beside, entry.node.span);
            entries.extend(told.map(|node| Entry { node, ..entry.clone() }));
            self.path.pop();
        }
        let emptied = entries.is_empty() && !map.is_empty() && !self.keeps_empty();
        (!emptied).then(|| node.with_entries(entries))
    }

    /// Whether a map counts of which the live side can tell nothing, for what else it has there.
    fn keeps_empty(&self) -> bool {
        let first = self.path.keys().next();
        first.is_none_or(|key| self.live.vocabulary.is_compared_alone(key))
    }

    /// Notes the live values that stand where secrets are referred to.
    fn hide(&mut self, declared: &Node, live: Option<&Node>) {
        if let Some(live) = live.filter(|_| holds_reference(declared)) {
            leaves(live, &mut |_, leaf| {
                if !leaf.as_text().is_some_and(refers_to_secret) {
                    self.hidden.push(leaf.span);
                }
            });
        }
    }

    /// Why the live side says nothing of the path, if it does not.
    fn reason(&self, live: Option<&Node>) -> Option<smol_str::SmolStr> {
        let at = |untold: &&Untold| untold.path == self.path;
        if let Some(untold) = self.live.untold.iter().find(at) {
            return Some(untold.reason.clone());
        }
        if !self.live.vocabulary.speaks_of(&self.path) {
            return Some("objects of Kubernetes do not say it".into());
        }
        if live.is_some() {
            return None;
        }
        let above = |open: &&Untold| open.path.contains(&self.path);
        if let Some(open) = self.live.open.iter().find(above) {
            return Some(open.reason.clone());
        }
        self.partial.then(|| "the live state shows only a part".into())
    }
}

/// An autoscaler that is switched off is the same as none.
fn without_idle_autoscaling(declared: &Node, live: &Node) -> Node {
    let autoscaling = declared.child("autoscaling");
    let enabled =
        autoscaling.and_then(|node| node.child("enabled")).map(|node| &node.untagged().data);
    match enabled {
        Some(Data::Bool(false)) if live.child("autoscaling").is_none() => {
            without(declared, "autoscaling")
        }
        _ => declared.clone(),
    }
}

fn without(node: &Node, key: &str) -> Node {
    let entries = node.as_map().into_iter().flat_map(|map| map.entries());
    node.with_entries(entries.filter(|entry| entry.key != key).cloned().collect())
}

/// The live tree as the project would have written it.
fn in_the_shape_of(live: &Node, declared: &Node, has_tag: bool) -> Node {
    let mut entries = Vec::new();
    for entry in live.as_map().into_iter().flat_map(|map| map.entries()) {
        let beside = declared.child(&entry.key);
        let is_empty = entry.node.as_map().is_some_and(|map| map.is_empty());
        let counts = Vocabulary::Kubernetes.is_compared_alone(&entry.key) && !is_empty;
        if beside.is_none() && !counts {
            continue;
        }
        let node = match (entry.key.as_str(), beside) {
            ("environment", Some(beside)) => variables(&entry.node, beside),
            ("image", Some(beside)) => image(&entry.node, beside, has_tag),
            ("image_tag" | "port", Some(beside)) => spelled_alike(&entry.node, beside),
            ("ports", Some(beside)) => ports(&entry.node, beside),
            ("health_check" | "autoscaling", beside) => {
                match without_defaults(&entry.key, &entry.node, beside) {
                    Some(node) => node,
                    None => continue,
                }
            }
            _ => entry.node.clone(),
        };
        entries.push(Entry { node, ..entry.clone() });
    }
    live.with_entries(entries)
}

/// Variables of a process are text; a project may write a number or a boolean.
fn variables(live: &Node, declared: &Node) -> Node {
    let entries = live.as_map().into_iter().flat_map(|map| map.entries());
    let entries = entries.map(|entry| match declared.child(&entry.key) {
        Some(beside) => Entry { node: spelled_alike(&entry.node, beside), ..entry.clone() },
        None => entry.clone(),
    });
    live.with_entries(entries.collect())
}

/// The live value as the declared one, where only one of them is text and both are spelled alike.
fn spelled_alike(live: &Node, declared: &Node) -> Node {
    let spelled = |node: &Node| match &node.untagged().data {
        Data::Text(text) => Some((text.to_string(), true)),
        Data::Null => Some((String::new(), false)),
        _ => node.is_scalar().then(|| (node.to_string(), false)),
    };
    match (spelled(live), spelled(declared)) {
        (Some((one, text)), Some((other, other_text))) if one == other && text != other_text => {
            Node { data: declared.untagged().data.clone(), span: live.span }
        }
        _ => live.clone(),
    }
}

/// An image whose tag is declared beside it is declared without one.
fn image(live: &Node, declared: &Node, has_tag: bool) -> Node {
    let (Some(text), Some(declared)) = (live.as_text(), declared.as_text()) else {
        return live.clone();
    };
    if has_tag && image_repository(declared) == declared {
        let data = Data::Text(image_repository(text).into());
        return Node { data, span: live.span };
    }
    live.clone()
}

/// Ports with the keys that the declared ones have, or as numbers alone.
fn ports(live: &Node, declared: &Node) -> Node {
    let (Some(items), Some(declared)) = (live.as_list(), declared.as_list()) else {
        return live.clone();
    };
    let has = |key: &str| declared.iter().any(|item| item.child(key).is_some());
    let numbers = !declared.is_empty() && declared.iter().all(|item| item.as_map().is_none());
    let number = ["container_port", "containerPort"].into_iter().find(|key| has(key));
    let item = |item: &Node| {
        let port = item.child("port");
        if numbers {
            return port.unwrap_or(item).clone();
        }
        let entries = item.as_map().into_iter().flat_map(|map| map.entries());
        let entries = entries.filter_map(|entry| match (entry.key.as_str(), number) {
            ("port", Some(key)) => Some(Entry { key: key.into(), ..entry.clone() }),
            ("port", None) => Some(entry.clone()),
            (key, _) => has(key).then(|| entry.clone()),
        });
        item.with_entries(entries.collect())
    };
    Node { data: Data::List(items.iter().map(item).collect()), span: live.span }
}

/// The map without keys that the project leaves to Kubernetes and Kubernetes has left alone;
/// `None` where nothing else is in it.
fn without_defaults(key: &str, live: &Node, declared: Option<&Node>) -> Option<Node> {
    let map = live.as_map()?;
    let is_silent = |entry: &&Entry| {
        let said = declared.is_some_and(|declared| declared.child(&entry.key).is_some());
        said || !is_default(key, &entry.key, &entry.node)
    };
    let entries: Vec<Entry> = map.entries().iter().filter(is_silent).cloned().collect();
    // What is only live is told with all it has; what both have, by what is left.
    match declared {
        None => Some(live.clone()),
        Some(_) if entries.is_empty() => None,
        Some(_) => Some(live.with_entries(entries)),
    }
}
