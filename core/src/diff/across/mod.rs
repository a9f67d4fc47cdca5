//! Many trees at once: each value that is not the same everywhere, told by one walk.

mod frame;
mod values;
mod walk;

pub use values::Values;
pub(crate) use walk::for_each_row;
pub use walk::{Row, compare_all};
