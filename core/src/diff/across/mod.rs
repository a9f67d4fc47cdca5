//! Many trees at once: each value that is not the same everywhere, told by one walk.

mod frame;
mod walk;

pub use walk::{Row, compare_all};
