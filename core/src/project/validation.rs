//! Validation of a snapshot.

use std::sync::Arc;

use super::Snapshot;
use crate::config::{Inheritance, Resolved};
use crate::error::{Error, Result};
use crate::model::Declarations;
use crate::source::SourceMap;
use crate::validate::{Report, Subject, validate};

impl Snapshot {
    /// What is wrong with the project, by place, each finding once.
    ///
    /// Open the project with [`OpenOptions::lenient`](super::OpenOptions::lenient) to have what
    /// cannot be loaded among the findings.
    pub fn validate(&self) -> Report {
        validate(self)
    }
}

impl Subject for Snapshot {
    fn declarations(&self) -> &Declarations {
        &self.0.all
    }

    fn sources(&self) -> &SourceMap {
        &self.0.sources
    }

    fn inheritance(&self) -> &Inheritance {
        &self.0.inheritance
    }

    fn problems(&self) -> Vec<&Error> {
        Snapshot::problems(self).collect()
    }

    fn flag_problems(&self) -> Vec<&Error> {
        Snapshot::flag_problems(self).iter().collect()
    }

    fn configuration(&self, environment: &str) -> Result<Arc<Resolved>> {
        self.0.resolve(environment)
    }

    fn service(&self, environment: &str, service: &str) -> Result<Arc<Resolved>> {
        self.0.resolve_service(environment, service)
    }
}
