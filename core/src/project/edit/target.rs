//! What an edit is about: the layer or document whose values it changes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::EnvironmentRecord;
use crate::value::KeyPath;

/// Whose values an edit changes. Paths of its operations begin below what is named here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "target", deny_unknown_fields)]
#[non_exhaustive]
pub enum Target {
    /// An environment's own configuration: `overrides` of its file, which is written where there is
    /// none. Of an environment that a tenant derives: the tenant's `overrides_by_environment`.
    Environment {
        /// The environment.
        name: String,
    },
    /// An environment's record in `environments.yaml`.
    Record {
        /// The environment.
        name: String,
    },
    /// A service's file for one environment, which is written where there is none.
    Service {
        /// The environment.
        environment: String,
        /// The service.
        name: String,
    },
    /// A service's `base.yaml`, for all environments.
    ServiceBase {
        /// The service.
        name: String,
    },
    /// A base, by its key.
    Base {
        /// The base.
        name: String,
    },
    /// A tenant's `overrides`, in all its environments.
    Tenant {
        /// The tenant.
        name: String,
    },
    /// A feature flag's entry.
    Flag {
        /// The flag.
        name: String,
    },
    /// A workflow's file.
    Workflow {
        /// The file's name without its ending.
        name: String,
    },
    /// A file by its path, from the root of its document.
    File {
        /// The path relative to the project's root.
        path: String,
    },
}

impl Target {
    /// What `config set` edits for an environment: its record where the path begins with one of a
    /// record's fields, other than `features`, and else its configuration.
    pub fn setting(environment: impl Into<String>, path: &KeyPath) -> Self {
        let name = environment.into();
        let fields = EnvironmentRecord::FIELDS;
        match path.keys().next() {
            Some(head) if head != "features" && fields.contains(&head) => Target::Record { name },
            _ => Target::Environment { name },
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Environment { name } => write!(f, "environment `{name}`"),
            Target::Record { name } => write!(f, "record of `{name}`"),
            Target::Service { environment, name } => {
                write!(f, "service `{name}` in `{environment}`")
            }
            Target::ServiceBase { name } => write!(f, "base of service `{name}`"),
            Target::Base { name } => write!(f, "base `{name}`"),
            Target::Tenant { name } => write!(f, "tenant `{name}`"),
            Target::Flag { name } => write!(f, "flag `{name}`"),
            Target::Workflow { name } => write!(f, "workflow `{name}`"),
            Target::File { path } => write!(f, "file `{path}`"),
        }
    }
}
