//! What values mean beyond their tree: paths to them, quantities, and their content digest.

mod digest;
mod path;
mod quantity;
mod walk;

pub use digest::{Digest, canonical};
pub use path::{IntoPath, KeyPath};
pub use quantity::{Kind, Quantity, kind_of};
pub use walk::{at, leaves};
