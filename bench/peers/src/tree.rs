//! Where things lie in the tree, and which environment stands on which.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::Failure;

/// The folder of a project, with the paths of its files.
pub struct Folder<'a>(pub &'a Path);

impl Folder<'_> {
    pub fn environments(&self) -> PathBuf {
        self.0.join("config/environments.yaml")
    }

    pub fn base(&self) -> PathBuf {
        self.0.join("config/base.yaml")
    }

    pub fn environment(&self, name: &str) -> PathBuf {
        self.0.join(format!("config/{name}.yaml"))
    }

    pub fn service(&self, service: &str, environment: &str) -> PathBuf {
        self.0.join(format!("config/services/{service}/{environment}.yaml"))
    }

    /// The names of the services, sorted.
    pub fn services(&self) -> io::Result<Vec<String>> {
        let entries = fs::read_dir(self.0.join("config/services"))?;
        let mut names = entries
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }
}

/// An environment as its file declares it, with the overrides in the peer's own type.
pub struct Declared<T> {
    pub name: String,
    pub extends: String,
    pub overrides: T,
}

/// An environment among others.
pub struct Environment<T> {
    pub name: String,
    /// The index of the environment it stands on; `None`: it stands on the base named by `extends`.
    pub parent: Option<usize>,
    pub extends: String,
    pub overrides: T,
}

/// Orders environments so that each follows the one it extends.
pub fn parents_first<T>(mut waiting: Vec<Declared<T>>) -> Result<Vec<Environment<T>>, Failure> {
    let names: Vec<String> = waiting.iter().map(|declared| declared.name.clone()).collect();
    let mut ordered: Vec<Environment<T>> = Vec::with_capacity(names.len());
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut later = Vec::new();
        for Declared { name, extends, overrides } in waiting {
            let parent = ordered.iter().position(|environment| environment.name == extends);
            if parent.is_some() || !names.contains(&extends) {
                ordered.push(Environment { name, parent, extends, overrides });
            } else {
                later.push(Declared { name, extends, overrides });
            }
        }
        if later.len() == before {
            return Err("environments extend each other in a circle".into());
        }
        waiting = later;
    }
    Ok(ordered)
}
