//! What places cost: the same merge over the same trees, with the place of every value and key, and without.
//!
//! The engine has no switch to leave places away, so its merge of maps is written here once more, over values
//! that hold places or nothing. Both share what does not change, keep the order of keys, and begin with trees
//! in memory; reading is left out, since a parser has the places in hand.

use std::{error::Error, hint::black_box, path::Path, sync::Arc, time::Instant};

use smol_str::SmolStr;
use stageline::source::Span;
use stageline::yaml::{Data, Node};
use stageline::{OpenOptions, Snapshot};

/// A value and, where `S` is one, its place.
#[derive(Clone)]
struct Value<S> {
    data: Kind<S>,
    span: S,
}

#[derive(Clone)]
#[allow(dead_code, reason = "held as a configuration is, and never looked at")]
enum Kind<S> {
    Scalar(Data),
    List(Arc<[Value<S>]>),
    Map(Arc<Vec<Entry<S>>>),
}

#[derive(Clone)]
struct Entry<S> {
    key: SmolStr,
    key_span: S,
    value: Value<S>,
}

/// How long a merge takes in nanoseconds: with places, and without.
///
/// # Errors
/// What the project says.
pub fn times(tree: &Path) -> Result<(f64, f64), Box<dyn Error>> {
    let project = OpenOptions::new().threads(1).open(tree)?;
    let chains = chains(&project.snapshot())?;
    let with = taken(&chains, &|span| span);
    let without = taken(&chains, &|_| ());
    let mut best = (f64::MAX, f64::MAX);
    for _ in 0..51 {
        best.0 = best.0.min(time(&with));
        best.1 = best.1.min(time(&without));
    }
    Ok(best)
}

/// What each service is merged from in each environment, where that is more than one file.
fn chains(snapshot: &Snapshot) -> stageline::Result<Vec<Vec<Node>>> {
    let mut chains = Vec::new();
    for environment in snapshot.environment_names() {
        let lineage = snapshot.inheritance().lineage(environment)?;
        for service in snapshot.declarations().services.values() {
            let files = lineage.iter().filter_map(|name| service.environments.get(name).cloned());
            let chain: Vec<Node> = files.collect();
            if chain.len() > 1 {
                chains.push(chain);
            }
        }
    }
    Ok(chains)
}

fn taken<S>(chains: &[Vec<Node>], span: &impl Fn(Span) -> S) -> Vec<Vec<Value<S>>> {
    chains.iter().map(|chain| chain.iter().map(|node| value(node, span)).collect()).collect()
}

fn value<S>(node: &Node, span: &impl Fn(Span) -> S) -> Value<S> {
    let data = match &node.data {
        Data::List(items) => Kind::List(items.iter().map(|item| value(item, span)).collect()),
        Data::Map(map) => {
            let entries = map.entries().iter().map(|entry| Entry {
                key: entry.key.clone(),
                key_span: span(entry.key_span),
                value: value(&entry.node, span),
            });
            Kind::Map(Arc::new(entries.collect()))
        }
        scalar => Kind::Scalar(scalar.clone()),
    };
    Value { data, span: span(node.span) }
}

fn time<S: Clone>(chains: &[Vec<Value<S>>]) -> f64 {
    let start = Instant::now();
    let merged: Vec<Value<S>> = chains
        .iter()
        .map(|chain| chain[1..].iter().fold(chain[0].clone(), |below, over| merge(&below, over)))
        .collect();
    let spent = start.elapsed().as_nanos() as f64 / chains.len() as f64;
    drop(black_box(merged));
    spent
}

fn merge<S: Clone>(below: &Value<S>, over: &Value<S>) -> Value<S> {
    let (Kind::Map(lower), Kind::Map(upper)) = (&below.data, &over.data) else {
        return over.clone();
    };
    let find = |map: &[Entry<S>], key: &SmolStr| map.iter().position(|entry| entry.key == *key);
    let mut merged = Vec::with_capacity(lower.len() + upper.len());
    merged.extend(lower.iter().map(|entry| match find(upper, &entry.key) {
        None => entry.clone(),
        Some(at) => Entry {
            key: entry.key.clone(),
            key_span: upper[at].key_span.clone(),
            value: merge(&entry.value, &upper[at].value),
        },
    }));
    merged.extend(upper.iter().filter(|entry| find(lower, &entry.key).is_none()).cloned());
    Value { data: Kind::Map(Arc::new(merged)), span: over.span.clone() }
}
