//! What values mean beyond their tree: paths to them, quantities, days, and their content digest.

mod date;
mod digest;
mod line;
mod notation;
mod path;
mod pattern;
mod quantity;
mod secret;
mod walk;

pub use date::Date;
pub(crate) use date::days_in_month;
pub use digest::{Digest, canonical};
pub(crate) use line::shown_line;
pub use notation::Notation;
pub use path::{IntoPath, KeyPath};
pub use pattern::PathPattern;
pub use quantity::{Kind, Quantity, kind_of};
pub(crate) use secret::words;
pub use secret::{
    key_looks_secret, looks_secret, password_in_url, withhold, without_secrets, without_secrets_and,
};
pub use walk::{at, leaves, located};
