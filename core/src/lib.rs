//! stageline: the engine.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod config;
pub mod error;
pub mod model;
pub mod source;
pub mod value;
pub mod yaml;
