//! How a project is opened.

use std::collections::HashMap;

/// How a project is opened.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct OpenOptions {
    /// Opens what it can; what it cannot becomes findings of validation.
    #[uniffi(default = false)]
    pub lenient: bool,
    /// Reads `config/local/<environment>.yaml` and `config/local/all.yaml`, one person's own layers.
    #[uniffi(default = false)]
    pub local: bool,
    /// What `${env:NAME}` may read, by name. The process's own variables are never read; a program
    /// that wants them gives them here.
    #[uniffi(default = None)]
    pub variables: Option<HashMap<String, String>>,
    /// Takes those of the variables that are named like values as a layer: `STAGELINE_CONFIG__A__B`
    /// sets `a.b` of every environment, `STAGELINE_SERVICE__API__A__B` that of the service `api`.
    #[uniffi(default = false)]
    pub variable_overrides: bool,
}

impl OpenOptions {
    pub(crate) fn into_engine(self) -> stageline::OpenOptions {
        let options = stageline::OpenOptions::new()
            .lenient(self.lenient)
            .local(self.local)
            .variable_overrides(self.variable_overrides);
        self.variables.into_iter().fold(options, stageline::OpenOptions::variables)
    }
}
