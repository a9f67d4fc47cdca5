//! Unleash's client features: strategies are rules in Unleash's language, and a flag with variants
//! has a second one beside it that answers which.

use std::collections::HashMap;

use super::build::{Flag, Rule, list, map};
use super::imported::Work;
use super::input::{detached, given, number, says};
use super::names::{key, plain};
use crate::error::Result;
use crate::flag::dialect::{constraint_complaint, strategy_complaint};
use crate::yaml::Node;

const TOOL: &str = "unleash";

/// The versions of the format.
const VERSIONS: [f64; 2] = [1.0, 2.0];

/// What the flag that answers variants is called: the name of the other one and this.
const VARIANT: &str = ".variant";

/// The variant where the flag is off.
const OFF: &str = "disabled";

/// The variant where the flag is on and has none to give.
const NONE: &str = "none";

const STRATEGIES: [&str; 8] = [
    "default",
    "userWithId",
    "gradualRolloutUserId",
    "gradualRolloutSessionId",
    "gradualRolloutRandom",
    "flexibleRollout",
    "remoteAddress",
    "applicationHostname",
];

/// A feature and the names it has here.
struct Feature<'f> {
    name: &'f str,
    here: String,
    /// The flag that answers its variant.
    variant: Option<String>,
    node: &'f Node,
}

struct Project<'p> {
    features: Vec<Feature<'p>>,
    /// The constraints of segments, by the segments' ids.
    segments: HashMap<i64, &'p Node>,
}

pub(super) fn flags(work: &mut Work<'_>) -> Result<Vec<(String, Node)>> {
    let input = work.input;
    let root = &input.root;
    let nodes = root.child("features").ok_or_else(|| {
        input
            .error(root, "there are no `features`")
            .help("import what `/api/client/features` answers")
    })?;
    if let Some(version) = root.child("version")
        && !number(version).is_some_and(|version| VERSIONS.contains(&version))
    {
        work.tell(
            version,
            "the file is of a version that is not known here",
            "it is read as version 2",
        );
    }
    let mut segments = HashMap::new();
    for segment in input.items(root.child("segments"), "`segments`")? {
        if let Some(id) = segment.child("id").and_then(number) {
            segments.insert(id as i64, segment);
        }
    }
    let nodes = input.items(Some(nodes), "`features`")?;
    let mut features = Vec::with_capacity(nodes.len());
    for node in nodes {
        let name = input.text(node, "name", "a feature")?;
        features.push(Feature { name, here: work.name(name, node), variant: None, node });
    }
    for feature in &mut features {
        if has_variants(work, feature.node)? {
            feature.variant = Some(work.names.free(plain(&format!("{}{VARIANT}", feature.here))));
        }
    }
    let project = Project { features, segments };
    let mut flags = Vec::with_capacity(project.features.len());
    for feature in &project.features {
        let strategies = project.strategies(work, feature)?;
        let unmet = project.unmet(work, feature)?;
        flags.push((feature.here.clone(), switch(feature, &strategies, unmet.as_ref())));
        if let Some(name) = &feature.variant {
            flags.push((name.clone(), variants(work, feature, &strategies, unmet.as_ref())?));
        }
    }
    Ok(flags)
}

fn has_variants(work: &Work<'_>, feature: &Node) -> Result<bool> {
    let own = !work.input.items(feature.child("variants"), "`variants`")?.is_empty();
    let strategies = work.input.items(feature.child("strategies"), "`strategies`")?;
    let theirs = strategies.iter().map(|strategy| {
        Ok(!work.input.items(strategy.child("variants"), "`variants`")?.is_empty())
    });
    Ok(theirs.collect::<Result<Vec<bool>>>()?.contains(&true) || own)
}

/// A strategy: what it asks, and the node it was read from.
struct Strategy<'s> {
    name: &'s str,
    asks: Node,
    node: &'s Node,
}

impl Project<'_> {
    fn strategies<'s>(
        &'s self,
        work: &mut Work<'_>,
        feature: &Feature<'s>,
    ) -> Result<Vec<Strategy<'s>>> {
        let input = work.input;
        let nodes = input.items(feature.node.child("strategies"), "`strategies`")?;
        let mut strategies = Vec::with_capacity(nodes.len());
        for node in nodes {
            let name = input.text(node, "name", "a strategy")?;
            if !STRATEGIES.contains(&name) {
                let shown: String = name.escape_debug().take(64).collect();
                let message = format!("the strategy `{shown}` is none of Unleash's own");
                work.tell(node, message, "it takes nobody here; write a rule in its place");
            }
            let mut asks = vec![("flag", feature.name.into()), ("strategy", name.into())];
            if let Some(parameters) = given(node, "parameters") {
                input.entries(parameters, "`parameters`")?;
                asks.push(("parameters", detached(parameters)));
            }
            if STRATEGIES.contains(&name)
                && let Some((message, help)) = strategy_complaint(&Node::from_iter(asks.clone()))
            {
                work.tell(node, message, help);
            }
            let mut constraints = Vec::new();
            let own = input.items(node.child("constraints"), "`constraints`")?;
            constraints.extend(own.iter());
            let mut lost = false;
            for id in input.items(node.child("segments"), "`segments`")? {
                match number(id).and_then(|id| self.segments.get(&(id as i64))) {
                    Some(segment) => {
                        let theirs = input.items(segment.child("constraints"), "`constraints`")?;
                        constraints.extend(theirs.iter());
                    }
                    None => {
                        lost = true;
                        work.tell(
                            id,
                            "the strategy names a segment that is not there",
                            "it takes nobody",
                        );
                    }
                }
            }
            for constraint in &constraints {
                check(work, constraint)?;
            }
            if lost {
                // A constraint that nothing fulfils.
                let nobody = map([("contextName", "userId".into()), ("operator", "NONE".into())]);
                asks.push(("constraints", list([nobody])));
            } else if !constraints.is_empty() {
                asks.push(("constraints", list(constraints.into_iter().map(detached))));
            }
            strategies.push(Strategy { name, asks: Node::from_iter(asks), node });
        }
        Ok(strategies)
    }

    /// The dependencies, as a condition that holds where one is not met.
    fn unmet(&self, work: &mut Work<'_>, feature: &Feature<'_>) -> Result<Option<Node>> {
        let mut all = Vec::new();
        for dependency in work.input.items(feature.node.child("dependencies"), "`dependencies`")? {
            let name = work.input.text(dependency, "feature", "a dependency")?;
            let parent = self.features.iter().find(|feature| feature.name == name);
            let chained = parent.is_some_and(|parent| {
                given(parent.node, "dependencies")
                    .and_then(Node::as_list)
                    .is_some_and(|d| !d.is_empty())
            });
            if chained {
                let help = "Unleash takes it for not met, so the flag is off";
                work.tell(dependency, "the dependency has dependencies of its own", help);
            }
            // A name that no flag can have, so that it is never met.
            let here = parent.filter(|_| !chained).map_or("", |parent| parent.here.as_str());
            let mut entries = vec![("flag", here.into())];
            if let Some(enabled) = says(dependency, "enabled") {
                entries.push(("enabled", enabled.into()));
            }
            let variants = work.input.items(dependency.child("variants"), "`variants`")?;
            let flag = parent.map(|parent| parent.variant.as_deref());
            // The variant of a feature without variants is always the one of that name.
            let is_met = matches!(flag, Some(None))
                && variants.iter().any(|name| name.as_text() == Some(OFF));
            if !variants.is_empty() && !is_met {
                entries.push(("variant_flag", flag.flatten().unwrap_or("").into()));
                entries.push(("variants", list(variants.iter().map(detached))));
            }
            all.push(Node::from_iter(entries));
        }
        Ok((!all.is_empty()).then(|| map([(TOOL, map([("unmet", list(all))]))])))
    }
}

/// Tells of what in a constraint cannot be read.
fn check(work: &mut Work<'_>, constraint: &Node) -> Result<()> {
    work.input.text(constraint, "contextName", "a constraint")?;
    work.input.text(constraint, "operator", "a constraint")?;
    if let Some((message, help)) = constraint_complaint(constraint) {
        work.tell(constraint, message, help);
    }
    Ok(())
}

/// The flag that answers whether the feature is on.
fn switch(feature: &Feature<'_>, strategies: &[Strategy<'_>], unmet: Option<&Node>) -> Node {
    let mut flag = begun(feature, feature.name, &feature.here);
    let mut rules = Vec::new();
    rules.extend(unmet.map(|unmet| dependent(unmet).with("serve", false)));
    for strategy in strategies {
        let rule = Rule::described(Some(strategy.name));
        rules.push(rule.with("when", map([(TOOL, strategy.asks.clone())])).with("serve", true));
    }
    // A feature without strategies is on for everyone.
    if strategies.is_empty() && unmet.is_some() {
        rules.push(Rule::default().with("serve", true));
    }
    let always =
        strategies.is_empty() && unmet.is_none() && says(feature.node, "enabled") == Some(true);
    flag.rules(rules);
    flag.set("default", always);
    flag.node()
}

fn begun(feature: &Feature<'_>, name: &str, here: &str) -> Flag {
    let mut flag = Flag::new(TOOL, name, here);
    flag.set_some("description", given(feature.node, "description").and_then(Node::as_text));
    if says(feature.node, "enabled") != Some(true) {
        flag.set("kill_switch", true);
    }
    flag
}

fn dependent(unmet: &Node) -> Rule {
    Rule::described(Some("dependencies that are not met")).with("when", unmet.clone())
}

/// The flag that answers the feature's variant, as Unleash does: a map of `name`, `payload`,
/// `enabled` and `feature_enabled`.
fn variants(
    work: &mut Work<'_>,
    feature: &Feature<'_>,
    strategies: &[Strategy<'_>],
    unmet: Option<&Node>,
) -> Result<Node> {
    let here = feature.variant.as_deref().unwrap_or_default();
    let mut flag = begun(feature, &format!("{}{VARIANT}", feature.name), here);
    let mut values = Values::new();
    let own = work.input.items(feature.node.child("variants"), "`variants`")?;
    let own = match own {
        [] => None,
        [first, ..] => {
            let stickiness =
                given(first, "stickiness").and_then(Node::as_text).unwrap_or("default");
            Some(choose(work, own, feature.name, stickiness, &mut values)?)
        }
    };
    let mut rules = Vec::new();
    rules.extend(unmet.map(|unmet| dependent(unmet).with("serve", OFF)));
    for strategy in strategies {
        let rule =
            Rule::described(Some(strategy.name)).with("when", map([(TOOL, strategy.asks.clone())]));
        let theirs = work.input.items(strategy.node.child("variants"), "`variants`")?;
        let choice = match theirs {
            [] => own.clone(),
            theirs => {
                let parameter = |key: &str| {
                    given(strategy.node, "parameters").and_then(|node| given(node, key)?.as_text())
                };
                let group = parameter("groupId").unwrap_or(feature.name);
                let stickiness = parameter("stickiness").unwrap_or("default");
                Some(choose(work, theirs, group, stickiness, &mut values)?)
            }
        };
        rules.push(chosen(rule, choice));
    }
    if strategies.is_empty() {
        rules.push(chosen(Rule::default(), own));
    }
    flag.set("variants", values.node());
    flag.rules(rules);
    flag.set("default", OFF);
    Ok(flag.node())
}

fn chosen(rule: Rule, choice: Option<Node>) -> Rule {
    match choice {
        Some(choice) => rule.with("choose", map([(TOOL, choice)])),
        None => rule.with("serve", NONE),
    }
}

/// A choice among variants by weight.
fn choose(
    work: &mut Work<'_>,
    nodes: &[Node],
    group: &str,
    stickiness: &str,
    values: &mut Values,
) -> Result<Node> {
    let mut choices = Vec::with_capacity(nodes.len());
    for node in nodes {
        let name = work.input.text(node, "name", "a variant")?;
        let weight = match given(node, "weight") {
            Some(weight) => detached(weight),
            None => Node::from(0),
        };
        if number(&weight).is_none() {
            return Err(work.input.error(node, "the weight of a variant is not a number"));
        }
        let value = values.add(name, given(node, "payload"));
        if key(name) != name {
            let help = "its details show the beginning of the name, and its value all of it";
            work.tell(node, "the name of a variant is longer than a key can be", help);
        }
        let mut entries = vec![("serve", value.into()), ("weight", weight)];
        let overrides = work.input.items(node.child("overrides"), "`overrides`")?;
        if !overrides.is_empty() {
            entries.push(("overrides", list(overrides.iter().map(detached))));
        }
        choices.push(Node::from_iter(entries));
    }
    Ok(map([
        ("group", group.into()),
        ("stickiness", stickiness.into()),
        ("none", NONE.into()),
        ("variants", list(choices)),
    ]))
}

/// The variants that a flag can serve, each value once.
struct Values(indexmap::IndexMap<String, Node>);

impl Values {
    fn new() -> Self {
        let value = |enabled: bool| {
            map([
                ("name", OFF.into()),
                ("enabled", false.into()),
                ("feature_enabled", enabled.into()),
            ])
        };
        Self([(OFF.to_owned(), value(false)), (NONE.to_owned(), value(true))].into())
    }

    /// The name under which a variant stands; variants of one name and other payloads are told apart
    /// by a number.
    fn add(&mut self, name: &str, payload: Option<&Node>) -> String {
        let mut entries = vec![("name", name.into())];
        entries.extend(payload.map(|payload| ("payload", detached(payload))));
        entries.extend([("enabled", true.into()), ("feature_enabled", true.into())]);
        let value: Node = Node::from_iter(entries);
        let name = key(name);
        let mut candidate = name.to_string();
        let mut count = 2u64;
        loop {
            match self.0.get(&candidate) {
                None => {
                    self.0.insert(candidate.clone(), value);
                    return candidate;
                }
                Some(same) if *same == value => return candidate,
                Some(_) => candidate = format!("{name}-{count}"),
            }
            count += 1;
        }
    }

    fn node(self) -> Node {
        Node::from_iter(self.0)
    }
}
