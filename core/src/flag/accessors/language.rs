//! The languages that accessors are written in.

use std::fmt;
use std::str::FromStr;

use crate::error::{Code, Error, closest};

/// The language of generated accessors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// A module for the crate `stageline`.
    Rust,
    /// A module for the package `stageline`, for Python 3.10 and `mypy --strict`.
    Python,
    /// A module for the package `stageline`, for `tsc --strict`.
    TypeScript,
    /// A header for `stageline.h`, as C99 and as C++11.
    C,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 4] = [Self::Rust, Self::Python, Self::TypeScript, Self::C];

    /// Its name, as `feature-flag codegen --lang` takes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Python => "python",
            Self::TypeScript => "typescript",
            Self::C => "c",
        }
    }

    /// Its name as it is written.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Rust => "Rust",
            Self::Python => "Python",
            Self::TypeScript => "TypeScript",
            Self::C => "C",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// # Errors
/// `E_USAGE` for any other name, with the nearest ones.
impl FromStr for Language {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|language| language.as_str() == name);
        found.ok_or_else(|| {
            let shown: String = name.escape_debug().take(64).collect();
            let message = format!("no accessors are written in a language called `{shown}`");
            let names = Self::ALL.map(Self::as_str);
            let error = Error::new(Code::Usage, message)
                .help(format!("write one of `{}`", names.join("`, `")));
            match closest(name, names) {
                near if near.is_empty() => error,
                near => error.suggest(near),
            }
        })
    }
}
