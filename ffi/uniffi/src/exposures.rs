//! Who was given what by flags, and how often.

use std::sync::Arc;

use stageline::flag;

use crate::error::{StagelineError, guard};
use crate::project::{Project, json};

/// Who was given what by a project's flags, noted for as long as this is there: exposures wait in a queue
/// of fixed length until they are drained. Evaluation never waits; what does not fit is dropped.
#[derive(uniffi::Object)]
pub struct Exposures(flag::Exposures);

type Answer<T> = Result<T, StagelineError>;

#[uniffi::export]
impl Exposures {
    /// Takes what waits, oldest first, but no more than `most`, as a JSON list: `environment`, `flag`,
    /// `variant`, `value`, `reason`, `error_code`, `targeting_key` and `at` of each.
    ///
    /// # Errors
    /// None that a caller could cause.
    #[uniffi::method(default(most = None))]
    pub fn drain_json(&self, most: Option<u32>) -> Answer<String> {
        guard(|| {
            let most = most.map_or(self.0.capacity(), |most| most as usize);
            json(&self.0.drain_up_to(most))
        })
    }

    /// How many were dropped because the queue was full.
    pub fn dropped(&self) -> u64 {
        self.0.dropped()
    }

    /// How many may wait.
    pub fn capacity(&self) -> u32 {
        u32::try_from(self.0.capacity()).unwrap_or(u32::MAX)
    }
}

#[uniffi::export]
impl Project {
    /// Notes from now on who is given what by this project's flags, up to `capacity` exposures that
    /// nobody has drained; a new reader takes the place of an earlier one. It ends when the reader is
    /// released. Questions for a value are noted; explanations, previews, comparisons and
    /// `evaluate_all` are not.
    pub fn exposures(&self, capacity: u32) -> Arc<Exposures> {
        Arc::new(Exposures(self.0.exposures(capacity as usize)))
    }

    /// Begins or ends counting what flags give. What was counted stays.
    pub fn count_flags(&self, on: bool) {
        self.0.count_flags(on);
    }

    /// How often each flag gave what while counting was on, as a JSON list: `environment`, `flag`,
    /// `gives`, `failed` and `count` of each answer.
    ///
    /// # Errors
    /// None that a caller could cause.
    pub fn flag_counts_json(&self) -> Answer<String> {
        guard(|| json(&self.0.flag_counts()))
    }
}
