//! Comparisons, seen from JavaScript: of any documents, and of environments.

pub mod asked;
pub mod compared;
pub mod fix;
pub mod live;
pub mod trees;

pub(crate) use asked::Judging;
pub(crate) use compared::Compared;
pub(crate) use fix::FixPlan;
