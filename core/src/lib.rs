//! stageline: one engine for the line of stages a release travels.
//!
//! It opens a [`Project`], resolves the configuration of each environment and service with the
//! place of every value, compares environments, decides feature flags, and says whether a release
//! may be promoted. It decides and never acts: what it answers is data.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod condition;
pub mod config;
pub mod diff;
pub mod drift;
pub mod error;
pub mod flag;
pub mod model;
pub mod project;
pub mod promotion;
pub mod provider;
pub mod report;
pub mod source;
pub mod testing;
pub mod validate;
pub mod value;
pub mod yaml;

pub use error::{Code, Error, Place, Result, Severity};
pub use project::{
    Configuration, Environment, HostRule, OpenOptions, Project, Service, Snapshot, ValidateOptions,
};
