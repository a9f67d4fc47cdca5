//! What is running in an environment, and how it is put beside what is declared.

mod align;
mod censor;
mod compare;
mod environment;
mod native;
mod options;
mod read;
mod repeated;
mod service;

pub(crate) use align::{Aligned, align};
pub use environment::{LiveEnvironment, LiveNote};
pub use options::LiveOptions;
pub(in crate::provider) use read::Context;
pub(in crate::provider) use service::Untold;
pub(crate) use service::{LiveService, Vocabulary};
