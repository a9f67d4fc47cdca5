//! Importers: what other tools say of flags, as a `config/feature-flags.yaml` of ours that keeps
//! every user in place.
//!
//! The order of rules, what they serve and how a split is cut become ours. What our conditions
//! cannot say keeps its language (`when: {unleash: …}`), and splits name whose buckets they are
//! (`profile: growthbook2`), so the written file answers as its origin does, bit for bit.
//!
//! ```
//! use stageline::flag::import::{Format, import};
//!
//! let flagd = r#"{"flags": {"beta": {
//!     "state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off"
//! }}}"#;
//! let imported = import(Format::Flagd, "flags.json", flagd)?;
//! assert!(imported.problems.is_empty());
//! assert!(imported.to_yaml().contains("default: \"off\""));
//! # Ok::<(), stageline::Error>(())
//! ```

mod build;
mod eppo;
mod flagd;
mod format;
mod growthbook;
mod guess;
mod imported;
mod input;
mod names;
mod undecided;
mod unleash;

pub use format::Format;
pub use imported::{Imported, Renamed, import};
