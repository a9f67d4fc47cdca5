//! Rules: a value that is forced, or an experiment.

use super::buckets::{Version, by_weight, choose, ranges};
use super::{TOOL, groups};
use crate::error::Result;
use crate::flag::import::build::{Rule, list, map};
use crate::flag::import::imported::Work;
use crate::flag::import::input::{detached, given, number, says};
use crate::flag::spoken::nth;
use crate::yaml::{Data, Node};

/// Reads one rule.
pub(super) struct Reader<'r> {
    pub(super) feature: &'r str,
    /// Features by their name there, with the name they have here.
    pub(super) names: &'r [(&'r str, String)],
    pub(super) node: &'r Node,
    pub(super) at: usize,
}

/// What a rule asks before it serves.
type Asks = Vec<(&'static str, Node)>;

impl Reader<'_> {
    pub(super) fn rules(&self, work: &mut Work<'_>) -> Result<Vec<Rule>> {
        let mut rules = Vec::new();
        let mut asks = self.parents(work, &mut rules)?;
        if let Some(filters) = given(self.node, "filters") {
            let filters = work.input.items(Some(filters), "`filters`")?;
            asks.push(("filters", list(filters.iter().map(detached))));
        }
        let force = self.node.child("force");
        let contextual = given(self.node, "contextualVariations");
        let variations = contextual.or_else(|| given(self.node, "variations"));
        match (force, variations) {
            (Some(value), _) => rules.extend(self.forced(value, asks, work)?),
            (None, Some(variations)) => rules.extend(self.experiments(variations, asks, work)?),
            (None, None) => {}
        }
        Ok(rules)
    }

    fn described(&self) -> Rule {
        let name = ["name", "id", "key"].iter().find_map(|key| given(self.node, key)?.as_text());
        Rule::described(name)
    }

    /// Prerequisites; where one of them may stop the flag, a rule that does.
    fn parents(&self, work: &mut Work<'_>, rules: &mut Vec<Rule>) -> Result<Asks> {
        let mut parents = Vec::new();
        for parent in work.input.items(self.node.child("parentConditions"), "`parentConditions`")? {
            let name = work.input.text(parent, "id", "a prerequisite")?;
            let here = self.names.iter().find(|(known, _)| *known == name);
            let here = here.map_or(name, |(_, here)| here.as_str());
            let mut entries = vec![("flag", here.into())];
            if let Some(condition) = given(parent, "condition") {
                entries.push(("condition", detached(condition)));
            }
            if says(parent, "gate") == Some(true) {
                entries.push(("gate", true.into()));
            }
            parents.push(Node::from_iter(entries));
        }
        if parents.is_empty() {
            return Ok(Vec::new());
        }
        let parents = list(parents);
        let mut asks = vec![("blocked_by", parents.clone())];
        // Conditions on answers of flags name groups too.
        let groups = groups::named(&parents, work.input.root.child("savedGroups"));
        asks.extend(groups.clone().map(|groups| ("groups", groups)));
        let blocked = map([(TOOL, Node::from_iter(asks))]);
        let description = "prerequisites that stop the whole flag";
        rules.push(Rule::described(Some(description)).with("choose", blocked));
        let mut asks: Asks = vec![("parents", parents)];
        asks.extend(groups.map(|groups| ("groups", groups)));
        Ok(asks)
    }

    fn conditioned(&self, asks: &mut Asks, condition: Option<&Node>, work: &Work<'_>) {
        let Some(condition) = condition else { return };
        let known = work.input.root.child("savedGroups");
        let both = match asks.iter().find(|(key, _)| *key == "parents") {
            Some((_, parents)) => list([condition.clone(), parents.clone()]),
            None => condition.clone(),
        };
        asks.retain(|(key, _)| *key != "groups");
        asks.extend(groups::named(&both, known).map(|groups| ("groups", groups)));
        asks.push(("condition", detached(condition)));
    }

    /// A value for a share of those for whom the condition holds.
    fn forced(&self, value: &Node, mut asks: Asks, work: &mut Work<'_>) -> Result<Option<Rule>> {
        self.conditioned(&mut asks, given(self.node, "condition"), work);
        let range = given(self.node, "range").map(|node| pair(node, work)).transpose()?;
        let coverage = given(self.node, "coverage").map(|node| decimal(node, work)).transpose()?;
        let null = matches!(value.data, Data::Null);
        if range.is_none() && coverage.is_none() {
            return Ok(Some(match null {
                // Null is what GrowthBook answers with the caller's default.
                true => {
                    let asks = Node::from_iter(asks);
                    self.described().with("choose", map([(TOOL, asks)]))
                }
                false => self.described().when(TOOL, asks).with("serve", detached(value)),
            }));
        }
        if range.is_none() && coverage == Some(0.0) {
            return Ok(None);
        }
        let Some(version) = self.version(work)? else { return Ok(None) };
        let taken = ranges(version, |n| match (range, coverage) {
            (Some((start, end)), _) => n >= start && n < end,
            (None, Some(coverage)) => n <= coverage,
            (None, None) => true,
        });
        if null {
            work.tell(value, "a rollout of null is imported as it stands", "");
        }
        let seed = given(self.node, "seed").and_then(Node::as_text).filter(|seed| !seed.is_empty());
        let split = self.split(version, seed.unwrap_or(self.feature), vec![(value, taken)]);
        Ok(Some(self.described().when(TOOL, asks).with("split", split)))
    }

    /// An experiment; with contexts of their own weights, one for each of them.
    fn experiments(&self, variations: &Node, asks: Asks, work: &mut Work<'_>) -> Result<Vec<Rule>> {
        let variations = work.input.items(Some(variations), "the variations")?;
        if variations.len() < 2 {
            return Ok(Vec::new());
        }
        let Some(version) = self.version(work)? else { return Ok(Vec::new()) };
        let weights = given(self.node, "weights").map(|node| decimals(node, work)).transpose()?;
        let condition = given(self.node, "condition");
        let mut rules = Vec::new();
        let mut before: Vec<Node> = Vec::new();
        for (leaf, leaf_weights) in self.contexts(work)? {
            // Only those whom no context before it takes.
            let mut parts: Vec<Node> =
                condition.cloned().into_iter().chain([leaf.clone()]).collect();
            if !before.is_empty() {
                parts.push(map([("$nor", list(before.clone()))]));
            }
            let both = map([("$and", list(parts))]);
            let rule = self.experiment(
                variations,
                &asks,
                Some(&both),
                version,
                Some(&leaf_weights),
                work,
            )?;
            rules.extend(rule);
            before.push(leaf);
        }
        let rest = match before.is_empty() {
            true => condition.cloned(),
            false => {
                let none = map([("$nor", list(before))]);
                Some(map([("$and", list(condition.cloned().into_iter().chain([none])))]))
            }
        };
        rules.extend(self.experiment(
            variations,
            &asks,
            rest.as_ref(),
            version,
            weights.as_deref(),
            work,
        )?);
        Ok(rules)
    }

    /// The contexts of a contextual bandit, each with its weights.
    fn contexts(&self, work: &Work<'_>) -> Result<Vec<(Node, Vec<f64>)>> {
        let name = given(self.node, "contextualBanditRef").and_then(Node::as_text);
        let bandit = name.and_then(|name| work.input.root.child("contextualBandits")?.child(name));
        let contexts = bandit.and_then(|bandit| bandit.child("contexts"));
        let read = |context: &Node| {
            let empty = Node::from_iter(Vec::<(&str, Node)>::new());
            let condition = given(context, "condition").cloned().unwrap_or(empty);
            let weights = given(context, "weights").map(|node| decimals(node, work)).transpose()?;
            Ok((detached(&condition), weights.unwrap_or_default()))
        };
        work.input.items(contexts, "`contexts`")?.iter().map(read).collect()
    }

    fn experiment(
        &self,
        variations: &[Node],
        asks: &Asks,
        condition: Option<&Node>,
        version: Version,
        weights: Option<&[f64]>,
        work: &mut Work<'_>,
    ) -> Result<Option<Rule>> {
        let mut asks = asks.clone();
        if given(self.node, "filters").is_none()
            && let Some(namespace) = given(self.node, "namespace")
        {
            let by = self.by();
            asks.push(("namespace", map([("by", by.into()), ("of", detached(namespace))])));
        }
        self.conditioned(&mut asks, condition, work);
        let written = given(self.node, "ranges");
        let taken = match written {
            Some(node) => {
                let items = work.input.items(Some(node), "`ranges`")?;
                items.iter().map(|item| pair(item, work)).collect::<Result<Vec<_>>>()?
            }
            None => {
                let coverage = given(self.node, "coverage").map(|node| decimal(node, work));
                by_weight(variations.len(), coverage.transpose()?, weights)
            }
        };
        let meta = work.input.items(self.node.child("meta"), "`meta`")?;
        let passes =
            |at: usize| meta.get(at).and_then(|meta| says(meta, "passthrough")) == Some(true);
        let shares = variations
            .iter()
            .enumerate()
            .filter(|(at, _)| !passes(*at))
            .map(|(at, value)| (value, ranges(version, |n| choose(&taken, n) == Some(at))));
        let shares: Vec<_> = shares.filter(|(_, ranges)| !is_empty(ranges)).collect();
        if shares.is_empty() {
            return Ok(None);
        }
        let seed = ["seed", "key"].iter().find_map(|key| given(self.node, key)?.as_text());
        let seed = seed.filter(|seed| !seed.is_empty()).unwrap_or(self.feature);
        let split = self.split(version, seed, shares);
        Ok(Some(self.described().when(TOOL, asks).with("split", split)))
    }

    fn split(&self, version: Version, seed: &str, shares: Vec<(&Node, Node)>) -> Node {
        let shares = shares.into_iter().map(|(value, ranges)| {
            let within = list([map([("ranges", ranges)])]);
            map([("serve", detached(value)), ("within", within)])
        });
        let by = self.by();
        // What GrowthBook calls `id` is the targeting key, where there is no such attribute.
        let by = match by {
            "id" => list(["id".into(), "targeting_key".into()]),
            by => Node::from(by),
        };
        map([
            ("profile", version.profile().into()),
            ("by", by),
            ("salt", seed.into()),
            ("of", version.of().into()),
            ("shares", list(shares)),
        ])
    }

    fn by(&self) -> &str {
        let by = given(self.node, "hashAttribute").and_then(Node::as_text);
        by.filter(|by| !by.is_empty()).unwrap_or("id")
    }

    /// The way of hashing; none where the rule can take nobody.
    fn version(&self, work: &mut Work<'_>) -> Result<Option<Version>> {
        let Some(node) = given(self.node, "hashVersion") else { return Ok(Some(Version::One)) };
        match decimal(node, work)? {
            0.0 | 1.0 => Ok(Some(Version::One)),
            2.0 => Ok(Some(Version::Two)),
            _ => {
                let rule = nth(self.at);
                let message =
                    format!("the {rule} rule hashes in a way that GrowthBook does not have");
                work.tell(node, message, "GrowthBook passes over it, so it is left out");
                Ok(None)
            }
        }
    }
}

fn is_empty(list: &Node) -> bool {
    list.as_list().is_none_or(<[Node]>::is_empty)
}

fn decimal(node: &Node, work: &Work<'_>) -> Result<f64> {
    number(node).ok_or_else(|| work.input.kind(node, "the value", "a number"))
}

fn decimals(node: &Node, work: &Work<'_>) -> Result<Vec<f64>> {
    work.input.items(Some(node), "the weights")?.iter().map(|node| decimal(node, work)).collect()
}

fn pair(node: &Node, work: &Work<'_>) -> Result<(f64, f64)> {
    match work.input.items(Some(node), "a range")? {
        [start, end] => Ok((decimal(start, work)?, decimal(end, work)?)),
        _ => Err(work.input.error(node, "a range is a list of its start and its end")),
    }
}
