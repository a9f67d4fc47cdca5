//! What an edit leads to: how every environment's answers differ before and after.

use std::fmt;

use serde::Serialize;

use crate::diff::{Diff, Difference, Places};
use crate::error::{Code, Result};
use crate::project::Snapshot;
use crate::project::comparison::Tree;
use crate::source::Span;

/// What an edit changes in one environment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Effect {
    /// The environment.
    pub environment: String,
    /// What differs, from `before` on the left to `after` on the right, with the places in the files
    /// as they were and as they would be.
    pub diff: Diff,
}

/// Everything that an edit changes, environment by environment.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BlastRadius {
    /// The environments in which something changes, in the order of the project.
    pub effects: Vec<Effect>,
}

impl BlastRadius {
    /// Whether nothing changes anywhere: only comments or spellings were edited.
    pub fn is_empty(&self) -> bool {
        self.effects.is_empty()
    }

    /// The names of the environments in which something changes.
    pub fn environments(&self) -> Vec<&str> {
        self.effects.iter().map(|effect| effect.environment.as_str()).collect()
    }

    /// Holds two states of a project against each other.
    ///
    /// # Errors
    /// Why an environment that could be resolved before can be no longer.
    pub(super) fn between(before: &Snapshot, after: &Snapshot) -> Result<Self> {
        let mut effects = Vec::new();
        for environment in after.environment_names() {
            let Ok(old) = before.environment(environment) else { continue };
            let mut pairs = Vec::new();
            for section in after.sections() {
                let right = after.tree_of(environment, &section);
                // What could not be told before cannot be compared, and is not made worse.
                let left = match before.tree_of(old.name(), &section) {
                    Ok(left) => left,
                    Err(error) if error.code() == Code::UnknownService => None,
                    Err(_) => continue,
                };
                let right = right?;
                let node = |tree: &Option<Tree>| tree.as_ref().map(|tree| tree.node.clone());
                if node(&left) != node(&right) {
                    pairs.push(after.pair(section, left, right));
                }
            }
            let (old, new) = (|span: Span| before.place(span), |span: Span| after.place(span));
            let places = [Places::new(&old), Places::new(&new)];
            let diff = Diff::of("before", "after", &pairs, places);
            if !diff.sections.is_empty() {
                effects.push(Effect { environment: environment.to_owned(), diff });
            }
        }
        Ok(Self { effects })
    }
}

impl fmt::Display for BlastRadius {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("nothing changes in any environment");
        }
        for (at, effect) in self.effects.iter().enumerate() {
            let separator = if at > 0 { "\n" } else { "" };
            write!(f, "{separator}{}", effect.environment)?;
            for section in &effect.diff.sections {
                match &section.missing_in {
                    Some(side) if side == "before" => write!(f, "\n  {}: new", section.section)?,
                    Some(_) => write!(f, "\n  {}: gone", section.section)?,
                    None => write!(f, "\n  {}", section.section)?,
                }
                let found = section.differences.iter().chain(&section.equivalent);
                let line = |found: &Difference| found.line(&section.section);
                found.into_iter().try_for_each(|found| write!(f, "\n    {}", line(found)))?;
            }
        }
        Ok(())
    }
}
