//! What two sides changed since they last agreed, and what both of it comes to.

mod decide;
mod merged;
mod places;
mod sides;

pub use merged::{Conflict, ThreeWay, three_way};
