//! What loading noticed and did not stop at. Validation turns these into findings.

use crate::source::Span;
use crate::yaml::UnknownKey;

/// A fact about the files of a project.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Notice {
    /// A key that nothing reads.
    UnknownKey(UnknownKey),
    /// `config/<name>.yaml` looks like an environment's configuration, and no such environment is
    /// listed.
    UnlistedEnvironment {
        /// The name.
        name: String,
        /// The first key of the file.
        span: Span,
    },
    /// A file names an environment that is neither listed nor derived from a tenant.
    UnknownEnvironment {
        /// The name.
        name: String,
        /// Where it is named.
        span: Span,
        /// What names it, as in ``the flag `new_checkout` ``.
        by: String,
    },
    /// A YAML file that belongs to no part of a project.
    UnknownFile {
        /// The file as a whole.
        span: Span,
    },
    /// A part of a file that this version reads and does not act on yet.
    Unsupported {
        /// The key.
        key: String,
        /// Where it stands.
        span: Span,
    },
}
