//! Who was given what: exposures for those who drain them, and counters. Off unless somebody asks;
//! then evaluation pays for one look at a switch.
//!
//! What is noted is a question for a value: by handle or by name, with details or without, or one of
//! `evaluate_many`. Explanations, previews, forecasts, comparisons and `evaluate_all` note nothing.

mod counts;
mod exposures;
mod observer;

pub use counts::FlagCount;
pub use exposures::{Exposure, Exposures};

pub(super) use counts::CountsOf;
pub(super) use observer::Observer;
