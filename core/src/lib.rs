//! stageline: the engine.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod condition;
