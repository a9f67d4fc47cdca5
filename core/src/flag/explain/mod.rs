//! Explanations: why a flag has its value, and why its other parts did not decide.

mod check;
mod explanation;
mod step;
mod walk;
mod write;

pub use check::Check;
pub use explanation::Explanation;
pub use step::Step;
