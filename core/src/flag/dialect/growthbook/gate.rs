//! Who passes a rule of GrowthBook before its hash is asked: prerequisites, filters, the namespace
//! and the condition.

use super::condition::{Compiler, Condition, Groups};
use crate::flag::context::Context;
use crate::flag::dialect::asked::{Answer, Lookup, answer};
use crate::flag::dialect::{Bad, Frame, hash, js, told};
use crate::flag::scope::Scope;
use crate::flag::{Attribute, Check};
use crate::yaml::{Data, Node};

/// What a rule asks before it serves anything.
#[derive(Debug, Clone)]
pub(in crate::flag) struct Gate {
    parents: Box<[Parent]>,
    /// Whether it holds where the prerequisites stop the whole flag, and for nobody else.
    blocks: bool,
    filters: Box<[Filter]>,
    namespace: Option<Filter>,
    condition: Option<Condition>,
    /// The attribute `id`, for which the targeting key stands in.
    id: Lookup,
}

/// Another flag that must answer so.
#[derive(Debug, Clone)]
struct Parent {
    flag: String,
    condition: Option<Condition>,
    /// Whether it stops the whole flag where it does not.
    gate: bool,
}

/// Ranges in which a hash must lie.
#[derive(Debug, Clone)]
struct Filter {
    by: Lookup,
    seed: String,
    version: i64,
    ranges: Box<[(f64, f64)]>,
}

impl Gate {
    /// Reads a map of `parents`, `blocked_by`, `filters`, `namespace`, `condition` and `groups`.
    pub(in crate::flag) fn compile(data: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        if data.as_map().is_none() {
            let message = format!("a part of GrowthBook is a map, not {}", data.kind());
            return Err(Bad::new(data.span, message));
        }
        let id = Lookup::new(["id"], frame);
        let mut compiler =
            Compiler { frame, groups: Groups(data.child("groups")), within: Vec::new() };
        let blocked_by = data.child("blocked_by");
        let parents = list(blocked_by.or_else(|| data.child("parents")))?;
        let parents = parents.iter().map(|parent| Parent::read(parent, &mut compiler));
        let parents = parents.collect::<Result<_, Bad>>()?;
        let condition = data.child("condition").map(|node| compiler.condition(node)).transpose()?;
        let filters = list(data.child("filters"))?.iter();
        let filters = filters.map(|filter| Filter::read(filter, frame));
        Ok(Self {
            parents,
            blocks: blocked_by.is_some(),
            filters: filters.collect::<Result<_, Bad>>()?,
            namespace: data
                .child("namespace")
                .map(|node| Filter::namespace(node, frame))
                .transpose()?,
            condition,
            id,
        })
    }

    /// Whether the rule goes on to its hash; where it blocks, whether the flag answers nothing.
    pub(in crate::flag) fn holds(&self, flag: &str, scope: &Scope<'_>) -> bool {
        for parent in &self.parents {
            match parent.answer(flag, scope) {
                Some(true) => {}
                Some(false) => return self.blocks && parent.gate,
                None => return self.blocks,
            }
        }
        let context = scope.context;
        !self.blocks
            && self
                .filters
                .iter()
                .chain(&self.namespace)
                .all(|filter| filter.holds(context, &self.id))
            && self.condition.as_ref().is_none_or(|condition| condition.holds(context, &self.id))
    }
}

impl Gate {
    /// Whether it asks for nothing but prerequisites that stop the whole flag.
    pub(in crate::flag) fn blocks(&self) -> bool {
        self.blocks
    }

    /// Each prerequisite, filter and comparison.
    pub(in crate::flag) fn checks(&self, flag: &str, scope: &Scope<'_>) -> Vec<Check> {
        let parents = self.parents.iter().filter(|parent| !self.blocks || parent.gate);
        let mut checks: Vec<Check> = parents.map(|parent| parent.check(flag, scope)).collect();
        if self.blocks {
            return checks;
        }
        let filters = self.filters.iter().chain(&self.namespace);
        checks.extend(filters.map(|filter| filter.check(scope.context, &self.id)));
        if let Some(condition) = &self.condition {
            condition.checks(scope.context, &self.id, &mut checks);
        }
        checks
    }
}

impl Parent {
    fn check(&self, asker: &str, scope: &Scope<'_>) -> Check {
        let holds = self.answer(asker, scope);
        let why = match holds {
            Some(true) => "it does",
            Some(false) => "it does not",
            None => "it asks, by a way however long, for this flag",
        };
        let text = format!("the flag {} answers as it must", self.flag);
        told::said(text, why.to_owned(), holds == Some(true))
    }

    fn read(node: &Node, compiler: &mut Compiler<'_, '_>) -> Result<Self, Bad> {
        let flag = node.child("flag").and_then(Node::as_text);
        let flag = flag.ok_or_else(|| Bad::new(node.span, "a prerequisite names its `flag`"))?;
        let condition = node.child("condition").map(|node| compiler.condition(node)).transpose()?;
        let gate = node.child("gate").is_some_and(|gate| js::truthy(&Attribute::from(gate)));
        Ok(Self { flag: flag.to_owned(), condition, gate })
    }

    /// Whether its condition holds; nothing where the flags ask for each other.
    fn answer(&self, asker: &str, scope: &Scope<'_>) -> Option<bool> {
        let value = match answer(scope, asker, &self.flag) {
            Answer::Cycle => return None,
            Answer::Missing | Answer::Value(None) => Attribute::Null,
            Answer::Value(Some(value)) => Attribute::from(&value),
        };
        let value = Attribute::Map(vec![("value".to_owned(), value)]);
        Some(self.condition.as_ref().is_none_or(|condition| condition.holds_within(&value)))
    }
}

impl Filter {
    /// Reads a map of `attribute`, `seed`, `hashVersion` and `ranges`.
    fn read(node: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        let text =
            |key: &str| node.child(key).map(|node| js::text(&Attribute::from(node)).into_owned());
        let by = text("attribute").filter(|by| !by.is_empty()).unwrap_or_else(|| "id".to_owned());
        let ranges = list(node.child("ranges"))?.iter().map(range).collect::<Result<_, Bad>>()?;
        let version = node.child("hashVersion").map(|node| js::number(&Attribute::from(node)));
        Ok(Self {
            by: Lookup::new([by.as_str()], frame),
            seed: text("seed").unwrap_or_default(),
            version: version.filter(|version| *version != 0.0).unwrap_or(2.0) as i64,
            ranges,
        })
    }

    /// Reads `[name, start, end]`, optionally with the attribute that is hashed.
    fn namespace(node: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        let bad = || Bad::new(node.span, "a namespace is a list of its name, a start and an end");
        let by = node.child("by").and_then(Node::as_text).unwrap_or("id");
        let parts = node.child("of").unwrap_or(node).as_list().ok_or_else(bad)?;
        let [name, start, end] = parts else { return Err(bad()) };
        let number = |node: &Node| js::plain_number(&Attribute::from(node)).ok_or_else(bad);
        Ok(Self {
            by: Lookup::new([by], frame),
            seed: format!("__{}", js::text(&Attribute::from(name))),
            version: 1,
            ranges: Box::new([(number(start)?, number(end)?)]),
        })
    }

    fn holds(&self, context: &Context, id: &Lookup) -> bool {
        self.put(context, id).is_some_and(|(bucket, of)| self.range(bucket, of).is_some())
    }

    /// The key's bucket, and how many there are.
    fn put(&self, context: &Context, id: &Lookup) -> Option<(u32, u32)> {
        let is_id = self.by.segments() == id.segments();
        let key = self.by.find(context).or_else(|| context.targeting_key().filter(|_| is_id));
        let key = js::text(key.filter(|key| js::truthy(key))?);
        match self.version {
            1 => Some((hash::growthbook1(&self.seed, &key), 1000)),
            2 => Some((hash::growthbook2(&self.seed, &key), 10_000)),
            _ => None,
        }
    }

    /// The range that holds a bucket.
    fn range(&self, bucket: u32, of: u32) -> Option<&(f64, f64)> {
        let n = f64::from(bucket) / f64::from(of);
        self.ranges.iter().find(|(start, end)| n >= *start && n < *end)
    }

    fn check(&self, context: &Context, id: &Lookup) -> Check {
        let by = self.by.segments().join(".");
        let put = self.put(context, id);
        let range = put.and_then(|(bucket, of)| self.range(bucket, of));
        let ranges: Vec<_> =
            self.ranges.iter().map(|(start, end)| format!("[{start}, {end}]")).collect();
        let text = format!("the hash of {by} in {}", ranges.join(" or "));
        let why = match put {
            Some((bucket, of)) => format!("{by} is in bucket {bucket} of {of}"),
            None => format!("{by} is missing, so there is no bucket"),
        };
        // The first bucket behind the range.
        let end = |of: u32| range.map(|(_, end)| (end * f64::from(of)).ceil() as u64);
        Check {
            attribute: Some(by),
            bucket: put.map(|(bucket, _)| bucket),
            threshold: put.and_then(|(_, of)| end(of)),
            ..told::said(text, why, range.is_some())
        }
    }
}

fn range(node: &Node) -> Result<(f64, f64), Bad> {
    let numbers = node.as_list().unwrap_or_default().iter();
    let numbers: Vec<f64> =
        numbers.filter_map(|node| js::plain_number(&Attribute::from(node))).collect();
    match numbers[..] {
        [start, end] => Ok((start, end)),
        _ => Err(Bad::new(node.span, "a range is a list of its start and its end")),
    }
}

fn list(node: Option<&Node>) -> Result<&[Node], Bad> {
    match node.map(|node| (node, &node.untagged().data)) {
        None | Some((_, Data::Null)) => Ok(&[]),
        Some((node, _)) => node
            .as_list()
            .ok_or_else(|| Bad::new(node.span, format!("expected a list, found {}", node.kind()))),
    }
}
