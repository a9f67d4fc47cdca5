//! The flags of a project: from a live environment they follow reloads, from a snapshot they stay.

use super::{Environment, Project, Snapshot};
use crate::error::{Error, Result};
use crate::flag::{Accessors, Exposures, FlagCount, Flags, Language};

impl Environment {
    /// Its feature flags.
    ///
    /// Of an environment that a [`Project`](super::Project) gave, they are live: handles bound once
    /// answer by the newest snapshot. Of one that a [`Snapshot`] gave, they are pinned to it.
    pub fn flags(&self) -> Flags {
        match &self.live {
            Some(live) => live.environment(self.name()),
            None => self.snapshot().0.flags.environment(self.name()),
        }
    }
}

/// Who was given what. All of it is off until it is asked for.
impl Project {
    /// Notes from now on who is given what by this project's flags, up to `capacity` exposures
    /// that nobody has drained; a new reader takes the place of an earlier one. It ends when the reader
    /// is dropped.
    ///
    /// Questions for a value are noted: by handle, by name, in `evaluate_many`. Explanations, previews,
    /// comparisons and `evaluate_all` are not.
    pub fn exposures(&self, capacity: usize) -> Exposures {
        self.live_flags().exposures(capacity)
    }

    /// Begins or ends counting what flags give. What was counted stays.
    ///
    /// ```
    /// # fn main() -> stageline::Result<()> {
    /// let project = stageline::Project::from_files([
    ///     ("config/environments.yaml", "environments: {production: {}}"),
    ///     ("config/feature-flags.yaml", "feature_flags: {search: true}"),
    /// ])?;
    /// project.count_flags(true);
    /// let flags = project.environment("production")?.flags();
    /// flags.boolean_value("search", &flags.context("user-1"), false);
    /// let counts = project.flag_counts();
    /// assert_eq!((counts[0].gives.as_deref(), counts[0].count), (Some("true"), 1));
    /// # Ok(())
    /// # }
    /// ```
    pub fn count_flags(&self, on: bool) {
        self.live_flags().count(on);
    }

    /// How often each flag gave what while counting was on, through reloads as well; in the order of
    /// environment, flag and answer.
    pub fn flag_counts(&self) -> Vec<FlagCount> {
        self.live_flags().counts()
    }
}

impl Snapshot {
    /// What is wrong with flags, in the order of their places. Such a flag answers the default with
    /// the reason `ERROR`.
    pub fn flag_problems(&self) -> &[Error] {
        self.0.flags.problems()
    }

    /// Source code with a typed constant and getter for each flag, in a language.
    ///
    /// ```
    /// # fn main() -> stageline::Result<()> {
    /// let project = stageline::Project::from_files([
    ///     ("config/environments.yaml", "environments: {production: {}}"),
    ///     ("config/feature-flags.yaml", "feature_flags: {new-checkout: true}"),
    /// ])?;
    /// let accessors = project.snapshot().flag_accessors(stageline::flag::Language::Rust)?;
    /// assert!(accessors.text().contains("pub fn new_checkout(&self, context: &Context) -> bool"));
    /// assert_eq!(accessors.outdated(accessors.text()), None);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// `E_NAME_TAKEN` for flags or variants that would have one name in the language.
    pub fn flag_accessors(&self, language: Language) -> Result<Accessors> {
        Accessors::of(&self.0.flags, &self.0.all, &self.0.sources, language)
    }
}
