//! What rules see of a project, and the questions several of them ask.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::exceptions::Exceptions;
use super::outline::Outline;
use super::overrides::{Override, Owner, overrides};
use crate::config::{Inheritance, Resolved};
use crate::error::{Code, Error, Place, Result};
use crate::model::{Declarations, Environment, FileKind};
use crate::source::{FileId, SourceMap, Span};
use crate::value::{Date, KeyPath, leaves};
use crate::yaml::{Data, Node, Spanned};

/// A project as validation sees it.
pub trait Subject {
    /// What its files declare.
    fn declarations(&self) -> &Declarations;

    /// The files.
    fn sources(&self) -> &SourceMap;

    /// Who extends whom.
    fn inheritance(&self) -> &Inheritance;

    /// What could not be loaded.
    fn problems(&self) -> Vec<&Error>;

    /// What flags cannot act on: conditions, variants, shares.
    fn flag_problems(&self) -> Vec<&Error>;

    /// The configuration of an environment.
    ///
    /// # Errors
    /// Why it cannot be resolved.
    fn configuration(&self, environment: &str) -> Result<Arc<Resolved>>;

    /// A service in an environment.
    ///
    /// # Errors
    /// Why it cannot be resolved, or that it is absent.
    fn service(&self, environment: &str, service: &str) -> Result<Arc<Resolved>>;
}

/// A service in an environment, resolved.
pub(super) struct ServiceView<'c> {
    pub(super) environment: &'c Environment,
    pub(super) name: &'c str,
    pub(super) resolved: Arc<Resolved>,
}

/// An environment, and what something comes to in it.
pub(super) type View<'c> = (&'c Environment, Arc<Resolved>);

/// A value of an environment, resolved.
pub(super) struct Leaf<'l> {
    pub(super) environment: &'l Environment,
    pub(super) owner: Owner<'l>,
    pub(super) path: &'l KeyPath,
    pub(super) node: &'l Node,
}

/// The project, and the questions that several rules ask of it.
pub(super) struct Context<'c> {
    subject: &'c dyn Subject,
    today: Option<Date>,
    exceptions: &'c Exceptions<'c>,
    overrides: OnceCell<Vec<Override<'c>>>,
    outlines: RefCell<HashMap<FileId, Option<Rc<Outline>>>>,
}

impl<'c> Context<'c> {
    pub(super) fn new(
        subject: &'c dyn Subject,
        today: Option<Date>,
        exceptions: &'c Exceptions<'c>,
    ) -> Self {
        let (overrides, outlines) = (OnceCell::new(), RefCell::default());
        Self { subject, today, exceptions, overrides, outlines }
    }

    /// The day of the check, where the host says it.
    pub(super) fn today(&self) -> Option<Date> {
        self.today
    }

    /// What the project says of findings it expects, and which of it was used so far.
    pub(super) fn exceptions(&self) -> &'c Exceptions<'c> {
        self.exceptions
    }

    pub(super) fn all(&self) -> &'c Declarations {
        self.subject.declarations()
    }

    pub(super) fn sources(&self) -> &'c SourceMap {
        self.subject.sources()
    }

    pub(super) fn inheritance(&self) -> &'c Inheritance {
        self.subject.inheritance()
    }

    /// What could not be loaded, one by one.
    pub(super) fn problems(&self) -> Vec<&'c Error> {
        let single = |error: &'c Error| match error.problems() {
            [] => std::slice::from_ref(error),
            several => several,
        };
        self.subject.problems().into_iter().flat_map(single).collect()
    }

    pub(super) fn flag_problems(&self) -> Vec<&'c Error> {
        self.subject.flag_problems()
    }

    /// Whether a file is there and could not be read, so that what it declares is not known.
    pub(super) fn is_unread(&self, path: impl Fn(&str) -> bool) -> bool {
        // A service's file declares nothing that others could name.
        let read = |file: &str| {
            self.all().trees.contains_key(file) || file.starts_with("config/services/")
        };
        let problems = self.problems().into_iter().filter(|e| e.code() != Code::FileNotFound);
        let mut files = problems.map(|error| error.places().first().map(|place| &place.file));
        files.any(|file| file.is_none_or(|file| path(file) && !read(file)))
    }

    /// Whether a file of a service is there and could not be read as one.
    pub(super) fn lacks_service_file(&self, path: impl Fn(&str) -> bool) -> bool {
        let mut files = self.problems().into_iter().flat_map(Error::places).map(|at| &*at.file);
        files.any(|file| file.starts_with("config/services/") && path(file))
    }

    /// Whether every file that can declare an environment was read.
    pub(super) fn knows_environments(&self) -> bool {
        !self.is_unread(|path| matches!(path, "config/environments.yaml" | "config/tenants.yaml"))
    }

    pub(super) fn environments(&self) -> impl Iterator<Item = &'c Environment> + Clone {
        self.all().environments.values()
    }

    /// Every environment with its configuration, or why it has none.
    pub(super) fn configurations(
        &self,
    ) -> impl Iterator<Item = (&'c Environment, Result<Arc<Resolved>>)> {
        self.environments().map(|each| (each, self.subject.configuration(&each.name)))
    }

    /// Every service in every environment where it is configured.
    pub(super) fn services(&self) -> impl Iterator<Item = ServiceView<'c>> {
        self.environments().flat_map(move |environment| {
            self.all().services.keys().filter_map(move |name| {
                let resolved = self.subject.service(&environment.name, name).ok()?;
                Some(ServiceView { environment, name, resolved })
            })
        })
    }

    /// A service in an environment, where it can be resolved.
    pub(super) fn service(&self, environment: &str, service: &str) -> Option<Arc<Resolved>> {
        self.subject.service(environment, service).ok()
    }

    /// Whether a service has a base, or a file for an environment or one that it extends.
    pub(super) fn is_configured(&self, environment: &str, service: &str) -> bool {
        let resolved = self.subject.service(environment, service);
        resolved.err().is_none_or(|error| error.code() != Code::ServiceAbsent)
    }

    /// What is held against each other across the environments that are listed: configurations,
    /// where all can be resolved, and each service where it is configured.
    pub(super) fn views(&self) -> Vec<(Owner<'c>, Vec<View<'c>>)> {
        let listed = self.environments().filter(|each| each.derived.is_none());
        let configurations =
            listed.clone().map(|each| Some((each, self.subject.configuration(&each.name).ok()?)));
        let configurations: Option<Vec<_>> = configurations.collect();
        let services = self.all().services.keys().map(|name| {
            let views =
                listed.clone().filter_map(|each| Some((each, self.service(&each.name, name)?)));
            (Owner::Service(name), views.collect())
        });
        let configurations = configurations.map(|views| (Owner::Configuration, views));
        configurations.into_iter().chain(services).collect()
    }

    /// What environments, tenants and services say over what they inherit.
    pub(super) fn overrides(&self) -> &[Override<'c>] {
        self.overrides.get_or_init(|| overrides(self))
    }

    /// Every value of the environments in question: records, configurations, services.
    pub(super) fn leaves(
        &self,
        asked: impl Fn(&Environment) -> bool,
        visit: &mut dyn FnMut(&Leaf<'_>),
    ) {
        let mut tree = |environment: &Environment, owner: Owner<'_>, root: &Node| {
            leaves(root, &mut |path, node| visit(&Leaf { environment, owner, path, node }));
        };
        for environment in self.environments().filter(|each| asked(each)) {
            tree(environment, Owner::Record, &environment.record_node);
        }
        for (environment, configuration) in self.configurations() {
            if let (true, Ok(resolved)) = (asked(environment), configuration) {
                tree(environment, Owner::Configuration, resolved.root());
            }
        }
        for service in self.services().filter(|service| asked(service.environment)) {
            tree(service.environment, Owner::Service(service.name), service.resolved.root());
        }
    }

    /// Every value of the environments that customers depend on.
    pub(super) fn production(&self, visit: &mut dyn FnMut(&Leaf<'_>)) {
        self.leaves(|environment| environment.record.is_production(), visit);
    }

    /// Records, bases, overrides and services as they are written.
    pub(super) fn authored(&self) -> impl Iterator<Item = &'c Node> {
        let all = self.all();
        let listed = all.environments.values().filter(|each| each.derived.is_none());
        let records = listed.clone().map(|each| &each.record_node);
        let overrides = listed.filter_map(|each| Some(&each.file.as_ref()?.overrides));
        let bases = all.bases.iter().map(|base| &base.node);
        let tenants = all.tenants.values().flat_map(|(_, tenant)| {
            let single = tenant.overrides_by_environment.values().map(|node| &node.value);
            std::iter::once(&tenant.overrides).chain(single)
        });
        let services = all
            .services
            .values()
            .flat_map(|service| service.base.iter().chain(service.environments.values()));
        records.chain(bases).chain(overrides).chain(tenants).chain(services)
    }

    /// The text of a scalar that is written without quotes.
    pub(super) fn plain(&self, node: &Node) -> Option<&'c str> {
        let written = self.subject.sources().text(node.untagged().span)?;
        let marked = written.starts_with(['"', '\'', '|', '>', '*', '&', '!']);
        (!written.is_empty() && !marked).then_some(written)
    }

    /// Why services cannot be resolved where they are configured.
    pub(super) fn service_errors(&self) -> impl Iterator<Item = Error> {
        self.environments().flat_map(move |environment| {
            let names = self.all().services.keys();
            let errors =
                names.filter_map(|name| self.subject.service(&environment.name, name).err());
            errors.filter(|error| error.code() != Code::ServiceAbsent).collect::<Vec<_>>()
        })
    }

    /// The outline of a file; `None` where the file has none.
    pub(super) fn outline(&self, file: FileId) -> Option<Rc<Outline>> {
        if let Some(known) = self.outlines.borrow().get(&file) {
            return known.clone();
        }
        let made = self.make_outline(file).map(Rc::new);
        self.outlines.borrow_mut().insert(file, made.clone());
        made
    }

    fn make_outline(&self, file: FileId) -> Option<Outline> {
        let source = self.subject.sources().get(file)?;
        if let Some(root) = self.all().trees.get(source.path()) {
            return Outline::of(source, Vec::new(), root);
        }
        let FileKind::Service { service, environment } = FileKind::of(source.path()) else {
            return None;
        };
        let declared = self.all().services.get(service.as_str())?;
        let root = match environment {
            Some(environment) => declared.environments.get(environment.as_str()),
            None => declared.base.as_ref(),
        };
        Outline::of(source, vec![service.into()], root?)
    }

    /// The place of a span; an empty one at the beginning is the file as a whole.
    pub(super) fn place(&self, span: Span) -> Option<Place> {
        let sources = self.subject.sources();
        match (span.start, span.end) {
            (0, 0) => Some(Place::file(sources.get(span.file)?.path().clone())),
            _ => sources.place(span),
        }
    }

    /// The path of the file that a span lies in.
    pub(super) fn path(&self, span: Span) -> &'c str {
        self.subject.sources().get(span.file).map_or("", |file| file.path())
    }

    /// A stretch of a text, in bytes, as a span of its file; the whole text where it is written
    /// with escapes or over several lines.
    pub(super) fn within(&self, text: &Spanned<String>, offset: usize, len: usize) -> Span {
        let written = self.subject.sources().text(text.span).unwrap_or_default();
        let quoted = written.strip_prefix(['"', '\'']).and_then(|w| w.strip_suffix(['"', '\'']));
        let shift = match quoted {
            _ if written == text.value => 0,
            Some(inner) if inner == text.value => 1,
            _ => return text.span,
        };
        let start = text.span.start + shift + offset as u32;
        Span { start, end: start + len as u32, ..text.span }
    }
}

/// Whether a value only stands for another: `${…}` or `secret://…`.
pub(super) fn is_reference(node: &Node) -> bool {
    matches!(&node.untagged().data, Data::Text(text)
        if text.contains("${") || text.starts_with("secret://"))
}

/// A name that was meant, as a help text.
pub(super) fn did_you_mean(near: &[String]) -> Option<String> {
    near.first().map(|best| format!("did you mean `{best}`?"))
}

/// The one name that was meant, where there are not several.
pub(super) fn only(near: &[String]) -> Option<&str> {
    match near {
        [only] => Some(only),
        _ => None,
    }
}

/// A whole number; text counts for none.
pub(super) fn whole(node: &Node) -> Option<i128> {
    match node.untagged().data {
        Data::Int(value) => Some(value.into()),
        Data::UInt(value) => Some(value.into()),
        _ => None,
    }
}

/// Whether a value says yes, in any of the ways that applications read.
pub(super) fn is_on(node: &Node) -> bool {
    match &node.untagged().data {
        Data::Bool(value) => *value,
        Data::Int(value) => *value == 1,
        Data::Text(text) => ["true", "yes", "on", "1"].iter().any(|w| text.eq_ignore_ascii_case(w)),
        _ => false,
    }
}

/// Whether a value says no, in any of the ways that applications read.
pub(super) fn is_off(node: &Node) -> bool {
    match &node.untagged().data {
        Data::Bool(value) => !*value,
        Data::Int(value) => *value == 0,
        Data::Text(text) => {
            ["false", "no", "off", "0"].iter().any(|w| text.eq_ignore_ascii_case(w))
        }
        _ => false,
    }
}
