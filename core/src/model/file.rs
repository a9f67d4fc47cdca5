//! Which file is which, by its path alone.

/// What a file declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileKind {
    /// `stageline.yaml`.
    Settings,
    /// `config/environments.yaml`.
    Environments,
    /// `config/base.yaml` and `config/bases/*.yaml`.
    Bases,
    /// `config/<environment>.yaml`.
    Environment(String),
    /// `config/services/<service>/<environment>.yaml`, or `base` for all environments.
    Service {
        /// The service.
        service: String,
        /// The environment; `None` for `base.yaml`.
        environment: Option<String>,
    },
    /// `config/local/<environment>.yaml`, or `all` for all environments: git-ignored, and read only
    /// where that is asked for.
    Local {
        /// The environment; `None` for `all.yaml`.
        environment: Option<String>,
    },
    /// `config/feature-flags.yaml`.
    Flags,
    /// `config/tenants.yaml`.
    Tenants,
    /// `config/test-data.yaml`.
    TestData,
    /// `config/alerts/*.yaml`.
    Alerts,
    /// `config/monitoring/*.yaml`.
    Monitoring,
    /// `config/profiles/*.yaml`, `config/templates/*.yaml`, `config/resource-tiers.yaml`.
    Preset,
    /// `workflows/*.yaml`.
    Workflow(String),
    /// Any other YAML file: told, never read as configuration.
    Other,
}

/// The folder of files that are one person's own.
const LOCAL: &str = "config/local/";

impl FileKind {
    /// Whether the file at a path is one person's own: it is read only where that is asked for.
    pub fn is_local(path: &str) -> bool {
        path.starts_with(LOCAL)
    }

    /// What the file at a path relative to the root is.
    pub fn of(path: &str) -> Self {
        let Some(stem) = path.strip_suffix(".yaml").or_else(|| path.strip_suffix(".yml")) else {
            return FileKind::Other;
        };
        let parts: Vec<&str> = stem.split('/').collect();
        match parts.as_slice() {
            ["stageline"] => FileKind::Settings,
            ["config", "environments"] => FileKind::Environments,
            ["config", "base"] | ["config", "bases", _] => FileKind::Bases,
            ["config", "feature-flags"] => FileKind::Flags,
            ["config", "tenants"] => FileKind::Tenants,
            ["config", "test-data"] => FileKind::TestData,
            ["config", "alerts", _] => FileKind::Alerts,
            ["config", "monitoring", _] => FileKind::Monitoring,
            ["config", "profiles" | "templates", _] | ["config", "resource-tiers"] => {
                FileKind::Preset
            }
            ["config", "services", service, environment] => FileKind::Service {
                service: (*service).to_owned(),
                environment: (*environment != "base").then(|| (*environment).to_owned()),
            },
            ["config", "local", environment] => FileKind::Local {
                environment: (*environment != "all").then(|| (*environment).to_owned()),
            },
            ["config", environment] => FileKind::Environment((*environment).to_owned()),
            ["workflows", name] => FileKind::Workflow((*name).to_owned()),
            _ => FileKind::Other,
        }
    }
}
