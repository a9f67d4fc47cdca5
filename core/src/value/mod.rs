//! What values mean beyond their tree: paths to them, quantities, and their content digest.

mod digest;
mod path;
mod quantity;
mod secret;
mod walk;

pub use digest::{Digest, canonical};
pub use path::{IntoPath, KeyPath};
pub use quantity::{Kind, Quantity, kind_of};
pub(crate) use secret::words;
pub use secret::{
    key_looks_secret, looks_secret, password_in_url, without_secrets, without_secrets_and,
};
pub use walk::{at, leaves};
