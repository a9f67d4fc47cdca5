//! A YAML library's own value type, and a merge written by hand: each file is parsed once, parents are merged once.

use std::{fs, path::Path};

use crate::{
    Failure,
    counts::Counts,
    tree::{Declared, Folder, parents_first},
};

/// What the merge needs of a library's value type.
pub trait Value: Clone + Sized {
    fn parse(text: String) -> Result<Self, Failure>;
    fn keys(&self) -> Vec<String>;
    fn text(&self, key: &str) -> Option<String>;
    fn into_child(self, key: &str) -> Option<Self>;
    /// Maps merge deeply; scalars and lists replace.
    fn merge(&mut self, over: Self);
    fn count(&self, counts: &mut Counts);
}

pub fn run<V: Value>(folder: &Path) -> Result<Counts, Failure> {
    let folder = Folder(folder);
    let parse = |path: &Path| V::parse(fs::read_to_string(path)?);
    let listed = parse(&folder.environments())?.into_child("environments").ok_or("no list")?;
    let bases = parse(&folder.base())?;

    let declared = listed.keys().into_iter().map(|name| {
        let file = parse(&folder.environment(&name))?;
        let extends = file.text("extends").ok_or("no extends")?;
        let overrides = file.into_child("overrides").ok_or("no overrides")?;
        Ok(Declared { name, extends, overrides })
    });
    let environments = parents_first(declared.collect::<Result<_, Failure>>()?)?;

    let mut resolved: Vec<V> = Vec::new();
    for environment in &environments {
        let mut value = match environment.parent {
            Some(parent) => resolved[parent].clone(),
            None => bases.clone().into_child(&environment.extends).ok_or("no such base")?,
        };
        value.merge(environment.overrides.clone());
        resolved.push(value);
    }

    for service in folder.services()? {
        let first = resolved.len();
        for environment in &environments {
            let file = parse(&folder.service(&service, &environment.name))?;
            let own = file.into_child(&service).ok_or("no such service")?;
            resolved.push(match environment.parent {
                Some(parent) => {
                    let mut value = resolved[first + parent].clone();
                    value.merge(own);
                    value
                }
                None => own,
            });
        }
    }

    let mut counts = Counts { configurations: resolved.len() as u64, ..Counts::default() };
    resolved.iter().for_each(|value| value.count(&mut counts));
    // Held until the process ends, as by stageline.
    std::mem::forget(resolved);
    Ok(counts)
}
