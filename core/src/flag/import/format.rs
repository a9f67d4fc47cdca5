//! The formats that can be imported.

use std::fmt;
use std::str::FromStr;

use crate::error::{Code, Error, closest};

/// Whose flags a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Eppo's universal flag configuration, in the form for servers.
    Eppo,
    /// flagd's flag definitions.
    Flagd,
    /// GrowthBook's features, as its SDKs load them.
    GrowthBook,
    /// Unleash's client features.
    Unleash,
}

impl Format {
    /// Every format, by name.
    pub const ALL: [Self; 4] = [Self::Eppo, Self::Flagd, Self::GrowthBook, Self::Unleash];

    /// Its name, as `feature-flag import --from` takes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eppo => "eppo",
            Self::Flagd => "flagd",
            Self::GrowthBook => "growthbook",
            Self::Unleash => "unleash",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// # Errors
/// `E_USAGE` for any other name, with the nearest ones.
impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|format| format.as_str() == name);
        found.ok_or_else(|| {
            let shown: String = name.escape_debug().take(64).collect();
            let error = Error::new(Code::Usage, format!("no format is called `{shown}`"));
            let names = Self::ALL.map(Self::as_str);
            match closest(name, names) {
                near if near.is_empty() => {
                    error.help(format!("write one of `{}`", names.join("`, `")))
                }
                near => error.suggest(near),
            }
        })
    }
}
