//! SARIF 2.1.0: the format's data, and what checks found in it.

mod findings;
pub(super) mod log;

pub use findings::sarif;
