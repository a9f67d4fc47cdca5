//! What rules see of a project, and the questions several of them ask.

use std::sync::Arc;

use super::exceptions::Exceptions;
use crate::config::{Inheritance, Resolved};
use crate::error::{Code, Error, Place, Result};
use crate::model::{Declarations, Environment};
use crate::source::{SourceMap, Span};
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

/// The project, and the questions that several rules ask of it.
pub(super) struct Context<'c> {
    subject: &'c dyn Subject,
    exceptions: &'c Exceptions<'c>,
}

impl<'c> Context<'c> {
    pub(super) fn new(subject: &'c dyn Subject, exceptions: &'c Exceptions<'c>) -> Self {
        Self { subject, exceptions }
    }

    /// What the project says of findings it expects, and which of it was used so far.
    pub(super) fn exceptions(&self) -> &'c Exceptions<'c> {
        self.exceptions
    }

    pub(super) fn all(&self) -> &'c Declarations {
        self.subject.declarations()
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

    /// Whether every file that can declare an environment was read.
    pub(super) fn knows_environments(&self) -> bool {
        !self.is_unread(|path| matches!(path, "config/environments.yaml" | "config/tenants.yaml"))
    }

    pub(super) fn environments(&self) -> impl Iterator<Item = &'c Environment> {
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

    /// Why services cannot be resolved where they are configured.
    pub(super) fn service_errors(&self) -> impl Iterator<Item = Error> {
        self.environments().flat_map(move |environment| {
            let names = self.all().services.keys();
            let errors =
                names.filter_map(|name| self.subject.service(&environment.name, name).err());
            errors.filter(|error| error.code() != Code::ServiceAbsent).collect::<Vec<_>>()
        })
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
