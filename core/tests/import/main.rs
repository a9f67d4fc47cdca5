//! Imported flags answer as their origin does: published suites where they stand beside the
//! checkout, and cases of our own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "a run says how many cases it ran")]

#[path = "../outside/mod.rs"]
mod outside;

mod eppo;
mod explained;
mod flagd;
mod growthbook;
mod hostile;
mod support;
mod undecided;
mod unleash;
mod written;
