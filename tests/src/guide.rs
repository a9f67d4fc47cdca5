//! The Rust of the guide, compiled and run as documentation tests.

#![doc = include_str!("../../docs/getting-started/rust.md")]
#![doc = include_str!("../../docs/guide/reports.md")]
#![doc = include_str!("../../docs/guide/validation.md")]
