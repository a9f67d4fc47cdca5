//! Who extends whom: `extends` read into parents, circles found before anything is resolved.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use smol_str::SmolStr;

use crate::error::{Code, Error, Result, closest};
use crate::model::{Declarations, Environment, EnvironmentFile};
use crate::source::{SourceMap, Span, relative_to};
use crate::yaml::{Data, Node, Spanned, read};

/// Steps from an environment to its furthest base; what follows them recurses.
const MAX_DEPTH: usize = 64;

/// What a configuration starts from.
#[derive(Debug, Clone)]
pub enum Parent {
    /// Another environment, by name.
    Environment(SmolStr),
    /// A base: its name and tree.
    Base(SmolStr, Node),
    /// A file, or a key of one, taken as it stands.
    File(SmolStr, Node),
    /// A file written like an environment's, by path: its own `extends` count.
    Configuration(SmolStr),
}

impl Parent {
    /// What `extends` calls it.
    pub fn name(&self) -> &str {
        match self {
            Self::Environment(name)
            | Self::Base(name, _)
            | Self::File(name, _)
            | Self::Configuration(name) => name,
        }
    }
}

/// Parents, or why they cannot be told.
type Parents = Result<Arc<[Parent]>, Arc<Error>>;

/// What `extends` says, for every environment and every file written like one.
#[derive(Debug, Clone, Default)]
pub struct Inheritance {
    environments: IndexMap<SmolStr, Parents>,
    files: HashMap<SmolStr, (EnvironmentFile, Parents)>,
}

impl Inheritance {
    /// Reads all `extends` of a project.
    pub fn build(all: &Declarations, sources: &SourceMap) -> Self {
        let mut reading = Reading { all, sources, built: Self::default(), hops: HashMap::new() };
        for environment in all.environments.values() {
            let parents = reading.parents_of(environment);
            let parents = parents.map(Into::into).map_err(Arc::new);
            reading.built.environments.insert(environment.name.clone(), parents);
        }
        reading.circles();
        reading.built
    }

    /// The parents of an environment, weakest first.
    ///
    /// # Errors
    /// Why they cannot be told, as often as it is asked.
    pub fn parents(&self, environment: &str) -> Result<&Arc<[Parent]>> {
        match self.environments.get(environment) {
            Some(Ok(parents)) => Ok(parents),
            Some(Err(error)) => Err(error.again()),
            None => Err(Error::new(
                Code::UnknownEnvironment,
                format!("no environment is named `{environment}`"),
            )
            .suggest(closest(environment, self.environments.keys().map(SmolStr::as_str)))),
        }
    }

    /// A file written like an environment's, and its parents.
    pub(crate) fn file(&self, path: &str) -> Result<(&EnvironmentFile, &Arc<[Parent]>)> {
        match self.files.get(path) {
            Some((file, Ok(parents))) => Ok((file, parents)),
            Some((_, Err(error))) => Err(error.again()),
            None => Err(Error::new(Code::FileNotFound, format!("the file `{path}` is not loaded"))
                .help("open the project again")),
        }
    }

    /// The environments an environment extends, each once, parents before children.
    pub fn lineage(&self, environment: &str) -> Result<Vec<SmolStr>> {
        let mut found = Vec::new();
        self.collect(environment, &mut found)?;
        Ok(found)
    }

    fn collect(&self, environment: &str, found: &mut Vec<SmolStr>) -> Result<()> {
        if found.iter().any(|known| known == environment) {
            return Ok(());
        }
        self.collect_parents(self.parents(environment)?, found)?;
        found.push(environment.into());
        Ok(())
    }

    fn collect_parents(&self, parents: &[Parent], found: &mut Vec<SmolStr>) -> Result<()> {
        for parent in parents {
            match parent {
                Parent::Environment(name) => self.collect(name, found)?,
                Parent::Configuration(path) => self.collect_parents(self.file(path)?.1, found)?,
                Parent::Base(..) | Parent::File(..) => {}
            }
        }
        Ok(())
    }
}

struct Reading<'r> {
    all: &'r Declarations,
    sources: &'r SourceMap,
    built: Inheritance,
    /// Where each node names each of its parents, for the message about a circle.
    hops: HashMap<SmolStr, Vec<(SmolStr, Span)>>,
}

impl Reading<'_> {
    fn parents_of(&mut self, environment: &Environment) -> Result<Vec<Parent>> {
        if let Some((_, from)) = &environment.derived {
            let hop = (from.clone(), environment.span);
            self.hops.entry(environment.name.clone()).or_default().push(hop);
            return Ok(vec![Parent::Environment(from.clone())]);
        }
        match &environment.file {
            Some(file) => {
                let path = format!("config/{}.yaml", environment.name);
                self.named(&environment.name, &path, &file.parents())
            }
            None => self.default_base(environment),
        }
    }

    fn default_base(&self, environment: &Environment) -> Result<Vec<Parent>> {
        let named = self.all.settings.default_base.as_ref();
        if let Some(named) = named {
            let base = self.base(&named.value, named.span)?;
            return base.map(|base| vec![base]).ok_or_else(|| {
                let names = self.all.bases.iter().map(|base| base.name.as_str());
                Error::new(Code::UnknownBase, format!("no base is named `{}`", named.value))
                    .help("name a key of `config/base.yaml` in `default_base`")
                    .suggest(closest(&named.value, names))
                    .at(self.sources.place(named.span))
            });
        }
        match self.all.bases.as_slice() {
            [] => Ok(Vec::new()),
            [only] => Ok(vec![Parent::Base(only.name.clone(), only.node.clone())]),
            several => {
                let names: Vec<_> = several.iter().map(|base| format!("`{}`", base.name)).collect();
                let message = format!(
                    "the environment `{}` has no file, and there are several bases: {}",
                    environment.name,
                    names.join(", ")
                );
                let help = format!(
                    "set `default_base` in `stageline.yaml`, or write `config/{}.yaml`",
                    environment.name
                );
                let error = Error::new(Code::NoDefaultBase, message).help(help);
                Err(error.at(self.sources.place(environment.span)))
            }
        }
    }

    fn named(
        &mut self,
        child: &SmolStr,
        file: &str,
        names: &[Spanned<String>],
    ) -> Result<Vec<Parent>> {
        let mut parents = Vec::new();
        let mut problems = Vec::new();
        for (at, name) in names.iter().enumerate() {
            // Named twice, a parent counts where it is named last.
            if names[at + 1..].iter().any(|later| later.value == name.value) {
                continue;
            }
            match self.parent(file, name) {
                Ok(parent) => {
                    if let Parent::Environment(to) | Parent::Configuration(to) = &parent {
                        let hop = (to.clone(), name.span);
                        self.hops.entry(child.clone()).or_default().push(hop);
                    }
                    parents.push(parent);
                }
                Err(error) => problems.push(error),
            }
        }
        if problems.is_empty() { Ok(parents) } else { Err(Error::all(problems)) }
    }

    fn parent(&mut self, file: &str, name: &Spanned<String>) -> Result<Parent> {
        let place = self.sources.place(name.span);
        let (path, key) = match name.value.split_once('#') {
            Some((path, key)) => (path, Some(key)),
            None => (name.value.as_str(), None),
        };
        let is_path = path.contains('/') || path.ends_with(".yaml") || path.ends_with(".yml");
        if is_path || key.is_some() {
            let path = match path {
                "" => file.to_owned(),
                path => relative_to(file, path).map_err(|error| error.at(place.clone()))?,
            };
            return self.file(&path, key).map_err(|error| error.at(place));
        }
        let environment = self.all.environments.get(path);
        let base = self.base(path, name.span)?;
        match (environment, base) {
            (Some(environment), Some(_)) => {
                let message = format!("`{path}` names an environment and a base");
                let base = self.all.bases.iter().find(|base| base.name == path);
                let error = Error::new(Code::AmbiguousBase, message)
                    .help("rename one of them, or name the file, as in `base.yaml#key`")
                    .at(place)
                    .at(self.sources.place(environment.span));
                Err(error.at(base.and_then(|base| self.sources.place(base.span))))
            }
            (Some(environment), None) => Ok(Parent::Environment(environment.name.clone())),
            (None, Some(base)) => Ok(base),
            (None, None) => {
                let environments = self.all.environments.keys().map(SmolStr::as_str);
                let names = environments.chain(self.all.bases.iter().map(|b| b.name.as_str()));
                let message = format!("`{path}` is neither an environment nor a base");
                Err(Error::new(Code::UnknownBase, message)
                    .help("name a key of `config/base.yaml`, an environment, or a file")
                    .suggest(closest(path, names))
                    .at(place))
            }
        }
    }

    fn base(&self, name: &str, span: Span) -> Result<Option<Parent>> {
        let mut bases = self.all.bases.iter().filter(|base| base.name == name);
        match (bases.next(), bases.next()) {
            (Some(first), Some(second)) => {
                Err(Error::new(Code::AmbiguousBase, format!("two bases are named `{name}`"))
                    .help("rename one of them, or name the file, as in `bases/a.yaml#key`")
                    .at(self.sources.place(span))
                    .at(self.sources.place(first.span))
                    .at(self.sources.place(second.span)))
            }
            (first, _) => Ok(first.map(|base| Parent::Base(base.name.clone(), base.node.clone()))),
        }
    }

    fn file(&mut self, path: &str, key: Option<&str>) -> Result<Parent> {
        let Some(tree) = self.all.trees.get(path) else {
            return Err(Error::new(
                Code::FileNotFound,
                format!("the file `{path}` does not exist"),
            )
            .help("create it, or correct `extends`")
            .suggest(closest(path, self.all.trees.keys().map(|path| &**path))));
        };
        if let Some(key) = key {
            return match tree.as_map().and_then(|map| map.get(key)) {
                Some(node) => values(path, node)
                    .map(|node| Parent::File(format!("{path}#{key}").into(), node)),
                None => {
                    let entries = tree.as_map().map_or(&[][..], |map| map.entries());
                    let keys = entries.iter().map(|entry| entry.key.as_str());
                    Err(Error::new(Code::UnknownBase, format!("`{path}` has no key `{key}`"))
                        .help("name one of its top-level keys")
                        .suggest(closest(key, keys)))
                }
            };
        }
        let name = path.strip_prefix("config/").and_then(|name| name.strip_suffix(".yaml"));
        if let Some(environment) = name.and_then(|name| self.all.environments.get(name)) {
            return Ok(Parent::Environment(environment.name.clone()));
        }
        let like_an_environment = tree
            .as_map()
            .is_some_and(|map| map.get("overrides").is_some() || map.get("extends").is_some());
        if !like_an_environment {
            return Ok(Parent::File(path.into(), values(path, tree)?));
        }
        let id = SmolStr::new(path);
        if !self.built.files.contains_key(&id) {
            let file: EnvironmentFile =
                read(tree).map_err(|error| error.into_error(|span| self.sources.place(span)))?;
            // Entered before its parents are read, so that a circle of files ends here.
            self.built.files.insert(id.clone(), (file.clone(), Ok(Arc::from([]))));
            let parents = self.named(&id, path, &file.parents());
            self.built.files.insert(id.clone(), (file, parents.map(Into::into).map_err(Arc::new)));
        }
        Ok(Parent::Configuration(id))
    }

    /// Gives every member of a circle, and all that extend one, the error that shows it whole.
    fn circles(&mut self) {
        let names: Vec<SmolStr> = self.built.environments.keys().cloned().collect();
        let mut safe = HashMap::new();
        for name in names {
            if let Some(circle) = self.circle(&name, &mut Vec::new(), &mut safe) {
                self.built.environments.insert(name, Err(Arc::new(circle)));
            }
        }
    }

    /// The circle that is met from `name`; `safe` collects whatever leads into
    /// none, with the steps to its furthest base.
    fn circle(
        &self,
        name: &SmolStr,
        trail: &mut Vec<(SmolStr, Span)>,
        safe: &mut HashMap<SmolStr, usize>,
    ) -> Option<Error> {
        let known = safe.get(name).copied();
        if trail.len() + known.unwrap_or(0) >= MAX_DEPTH {
            let message = format!("`extends` leads through more than {MAX_DEPTH} steps");
            let error = Error::new(Code::ExtendsDepth, message).help("extend a nearer base");
            return Some(error.at(trail.last().and_then(|(_, span)| self.sources.place(*span))));
        }
        if known.is_some() {
            return None;
        }
        for (to, span) in self.hops.get(name).into_iter().flatten() {
            trail.push((name.clone(), *span));
            if let Some(start) = trail.iter().position(|(known, _)| known == to) {
                let circle = &trail[start..];
                let mut chain: Vec<_> =
                    circle.iter().map(|(name, _)| format!("`{name}`")).collect();
                chain.push(format!("`{to}`"));
                let message = format!("`extends` goes round in a circle: {}", chain.join(" → "));
                let error =
                    Error::new(Code::ExtendsCycle, message).help("remove one of these `extends`");
                let places = circle.iter().filter_map(|(_, span)| self.sources.place(*span));
                return Some(places.fold(error, Error::at));
            }
            if let Some(error) = self.circle(to, trail, safe) {
                return Some(error);
            }
            trail.pop();
        }
        let below = self.hops.get(name).into_iter().flatten();
        let height = below.filter_map(|(to, _)| safe.get(to)).max().map_or(0, |height| height + 1);
        safe.insert(name.clone(), height);
        None
    }
}

/// Values that can be extended: a map, or nothing.
fn values(path: &str, node: &Node) -> Result<Node> {
    match node.untagged().data {
        Data::Map(_) | Data::Null => Ok(node.clone()),
        _ => {
            let message = format!("`{path}` holds {} where a map is extended", node.kind());
            Err(Error::new(Code::Type, message).help("name a map"))
        }
    }
}
