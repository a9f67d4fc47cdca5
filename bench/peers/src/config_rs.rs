//! config-rs: a builder per configuration, whose sources are YAML files.

use std::path::Path;

use config::{Config, ConfigBuilder, File, Map, Value, ValueKind, builder::DefaultState};

use crate::{
    Failure,
    counts::Counts,
    tree::{Declared, Environment, Folder, parents_first},
};

type Table = Map<String, Value>;

/// As the documentation shows it: every configuration builds from the files of its chain.
pub fn natural(folder: &Path) -> Result<Counts, Failure> {
    let folder = Folder(folder);
    let environments = environments(&folder)?;
    let mut resolved = resolve(&environments, &folder)?;
    for service in folder.services()? {
        for environment in &environments {
            let mut builder = Config::builder();
            if let Some(parent) = environment.parent {
                let mut chain = vec![parent];
                while let Some(next) = environments[chain[chain.len() - 1]].parent {
                    chain.push(next);
                }
                for layer in chain.into_iter().rev() {
                    let path = folder.service(&service, &environments[layer].name);
                    builder = builder.add_source(File::from(path));
                }
            }
            let own = folder.service(&service, &environment.name);
            resolved.push(builder.add_source(File::from(own)).build()?.get_table(&service)?);
        }
    }
    Ok(count(&resolved))
}

/// Every file is read once: a parent's built configuration is the source that its children start from.
pub fn premerged(folder: &Path) -> Result<Counts, Failure> {
    let folder = Folder(folder);
    let environments = environments(&folder)?;
    let mut resolved = resolve(&environments, &folder)?;
    for service in folder.services()? {
        let mut built: Vec<Config> = Vec::with_capacity(environments.len());
        for environment in &environments {
            let mut builder = Config::builder();
            if let Some(parent) = environment.parent {
                builder = builder.add_source(built[parent].clone());
            }
            let own = folder.service(&service, &environment.name);
            let config = builder.add_source(File::from(own)).build()?;
            resolved.push(config.get_table(&service)?);
            built.push(config);
        }
    }
    Ok(count(&resolved))
}

fn environments(folder: &Folder<'_>) -> Result<Vec<Environment<Table>>, Failure> {
    let listed = read(&folder.environments())?.get_table("environments")?;
    let declared = listed.into_keys().map(|name| {
        let file = read(&folder.environment(&name))?;
        let extends = file.get_string("extends")?;
        Ok(Declared { name, extends, overrides: file.get_table("overrides")? })
    });
    parents_first(declared.collect::<Result<_, Failure>>()?)
}

/// The environments' own trees: the base or the parent as defaults, the overrides on top.
fn resolve(
    environments: &[Environment<Table>],
    folder: &Folder<'_>,
) -> Result<Vec<Table>, Failure> {
    let bases = read(&folder.base())?;
    let mut built: Vec<Config> = Vec::new();
    let mut resolved = Vec::new();
    for environment in environments {
        let mut builder = Config::builder();
        builder = match environment.parent {
            Some(parent) => builder.add_source(built[parent].clone()),
            None => set(builder, &bases.get_table(&environment.extends)?, Layer::Default)?,
        };
        let config = set(builder, &environment.overrides, Layer::Override)?.build()?;
        resolved.push(config.clone().try_deserialize()?);
        built.push(config);
    }
    Ok(resolved)
}

enum Layer {
    Default,
    Override,
}

fn set(
    mut builder: ConfigBuilder<DefaultState>,
    table: &Table,
    layer: Layer,
) -> Result<ConfigBuilder<DefaultState>, Failure> {
    for (key, value) in table {
        builder = match layer {
            Layer::Default => builder.set_default(key, value.clone())?,
            Layer::Override => builder.set_override(key, value.clone())?,
        };
    }
    Ok(builder)
}

fn read(path: &Path) -> Result<Config, Failure> {
    Ok(Config::builder().add_source(File::from(path)).build()?)
}

fn count(resolved: &[Table]) -> Counts {
    let mut counts = Counts { configurations: resolved.len() as u64, ..Counts::default() };
    resolved.iter().for_each(|table| count_table(table, &mut counts));
    counts
}

fn count_table(table: &Table, counts: &mut Counts) {
    // The order of a hash map does not change a sum.
    for (key, value) in table {
        let integer = match value.kind {
            ValueKind::I64(number) => Some(number),
            _ => None,
        };
        counts.entry(Some(key), integer);
        count_value(value, counts);
    }
}

fn count_value(value: &Value, counts: &mut Counts) {
    match &value.kind {
        ValueKind::Table(table) => count_table(table, counts),
        ValueKind::Array(items) => items.iter().for_each(|item| count_value(item, counts)),
        _ => counts.leaves += 1,
    }
}
