//! figment: a `Figment` per configuration, whose layers are YAML providers.

use std::path::Path;

use figment::{
    Figment,
    providers::{Data, Format, Yaml},
    value::Value,
};

use crate::{
    Failure,
    counts::Counts,
    tree::{Declared, Environment, Folder, parents_first},
};

/// As the documentation shows it: every configuration merges the files of its chain.
pub fn natural(folder: &Path) -> Result<Counts, Failure> {
    let folder = Folder(folder);
    let environments = environments(&folder)?;
    let mut resolved = Vec::new();
    for index in 0..environments.len() {
        resolved.push(layers(&environments, index, &folder)?.extract()?);
    }
    for service in folder.services()? {
        for index in 0..environments.len() {
            let figment = chain(&environments, index).fold(Figment::new(), |figment, layer| {
                figment.merge(yaml(&folder.service(&service, &layer.name)))
            });
            resolved.push(figment.find_value(&service)?);
        }
    }
    Ok(count(&resolved))
}

/// Every file is read once: a parent's merged figment is kept and its children start from a clone.
pub fn premerged(folder: &Path) -> Result<Counts, Failure> {
    let folder = Folder(folder);
    let environments = environments(&folder)?;
    let mut resolved = Vec::new();
    let mut figments: Vec<Figment> = Vec::new();
    let base = Figment::from(yaml(&folder.base()));
    for environment in &environments {
        let below = match environment.parent {
            Some(parent) => figments[parent].clone(),
            None => base.focus(&environment.extends),
        };
        let figment = below.merge(&environment.overrides);
        resolved.push(figment.extract()?);
        figments.push(figment);
    }
    for service in folder.services()? {
        figments.clear();
        for environment in &environments {
            let own = yaml(&folder.service(&service, &environment.name));
            let figment = match environment.parent {
                Some(parent) => figments[parent].clone().merge(own),
                None => Figment::from(own),
            };
            resolved.push(figment.find_value(&service)?);
            figments.push(figment);
        }
    }
    Ok(count(&resolved))
}

/// The file at exactly this path; without `exact`, figment would search the folders above.
fn yaml(path: &Path) -> Data<Yaml> {
    Yaml::file_exact(path)
}

fn environments(folder: &Folder<'_>) -> Result<Vec<Environment<Figment>>, Failure> {
    let listed = Figment::from(yaml(&folder.environments())).find_value("environments")?;
    let listed = listed.into_dict().ok_or("no list")?;
    let declared = listed.into_keys().map(|name| {
        let file = Figment::from(yaml(&folder.environment(&name)));
        let extends = file.extract_inner("extends")?;
        Ok(Declared { name, extends, overrides: file.focus("overrides") })
    });
    parents_first(declared.collect::<Result<_, Failure>>()?)
}

/// The chain of an environment, its furthest parent first.
fn chain(
    environments: &[Environment<Figment>],
    index: usize,
) -> impl Iterator<Item = &Environment<Figment>> {
    let upward = std::iter::successors(Some(index), |index| environments[*index].parent);
    let mut indices: Vec<usize> = upward.collect();
    indices.reverse();
    indices.into_iter().map(|index| &environments[index])
}

fn layers(
    environments: &[Environment<Figment>],
    index: usize,
    folder: &Folder<'_>,
) -> Result<Figment, Failure> {
    let first = chain(environments, index).next().ok_or("an empty chain")?;
    let base = Figment::from(yaml(&folder.base())).focus(&first.extends);
    Ok(chain(environments, index).fold(base, |figment, layer| figment.merge(&layer.overrides)))
}

fn count(resolved: &[Value]) -> Counts {
    let mut counts = Counts { configurations: resolved.len() as u64, ..Counts::default() };
    resolved.iter().for_each(|value| count_value(value, &mut counts));
    counts
}

fn count_value(value: &Value, counts: &mut Counts) {
    match value {
        Value::Dict(_, map) => {
            for (key, value) in map {
                counts.entry(Some(key), integer(value));
                count_value(value, counts);
            }
        }
        Value::Array(_, items) => items.iter().for_each(|item| count_value(item, counts)),
        _ => counts.leaves += 1,
    }
}

/// figment keeps positive and negative integers as different types.
fn integer(value: &Value) -> Option<i64> {
    let unsigned = value.to_u128().and_then(|number| number.try_into().ok());
    unsigned.or_else(|| value.to_i128().and_then(|number| number.try_into().ok()))
}
