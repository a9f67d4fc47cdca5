//! Who was given what: exposures that wait to be drained.

use std::sync::{Mutex, PoisonError};

use napi_derive::napi;
use stageline::flag;

use crate::document::written;
use crate::guard::guarded;
use crate::json::Keys;
use crate::thrown::Thrown;

/// The exposures of a project's flags, noted until it is closed.
#[napi]
pub struct Exposures(Mutex<Option<flag::Exposures>>);

impl Exposures {
    pub(crate) fn new(exposures: flag::Exposures) -> Self {
        Self(Mutex::new(Some(exposures)))
    }

    fn with<T: Default>(&self, ask: impl FnOnce(&flag::Exposures) -> T) -> T {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(ask).unwrap_or_default()
    }
}

#[napi]
impl Exposures {
    /// Takes what waits, oldest first: objects, and their documents, as lists.
    #[napi(catch_unwind)]
    pub fn drain(&self, most: Option<u32>) -> napi::Result<Vec<String>, Thrown> {
        guarded(|| {
            let seen = self.with(|exposures| match most {
                Some(most) => exposures.drain_up_to(most as usize),
                None => exposures.drain(),
            });
            Ok(vec![written(&seen, Keys::Camel)?, written(&seen, Keys::Canonical)?])
        })
    }

    /// How many were dropped because the queue was full.
    #[napi(catch_unwind)]
    pub fn dropped(&self) -> napi::Result<f64, Thrown> {
        guarded(|| Ok(self.with(flag::Exposures::dropped) as f64))
    }

    /// How many may wait.
    #[napi(catch_unwind)]
    pub fn capacity(&self) -> napi::Result<u32, Thrown> {
        guarded(|| Ok(u32::try_from(self.with(flag::Exposures::capacity)).unwrap_or(u32::MAX)))
    }

    /// Notes no more.
    #[napi(catch_unwind)]
    pub fn close(&self) -> napi::Result<(), Thrown> {
        guarded(|| {
            drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take());
            Ok(())
        })
    }
}
