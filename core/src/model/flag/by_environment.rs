//! Entries by the environments they are for.

use smol_str::SmolStr;

use super::FlagEntry;

/// What a flag says for each environment, in the order it is written.
///
/// Flags are many and name few environments each, so this is a list that is looked through.
#[derive(Debug, Clone, Default)]
pub struct ByEnvironment(Box<[(SmolStr, FlagEntry)]>);

impl ByEnvironment {
    /// What it says for an environment, if it says something.
    pub fn get(&self, environment: &str) -> Option<&FlagEntry> {
        self.iter().find(|(name, _)| *name == environment).map(|(_, entry)| entry)
    }

    /// The environments, each with its entry.
    pub fn iter(&self) -> impl Iterator<Item = (&SmolStr, &FlagEntry)> {
        self.0.iter().map(|(name, entry)| (name, entry))
    }

    /// The entries alone.
    pub fn values(&self) -> impl Iterator<Item = &FlagEntry> {
        self.0.iter().map(|(_, entry)| entry)
    }

    /// How many environments there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<(SmolStr, FlagEntry)>> for ByEnvironment {
    /// No environment may stand there twice.
    fn from(entries: Vec<(SmolStr, FlagEntry)>) -> Self {
        Self(entries.into())
    }
}
