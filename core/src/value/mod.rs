//! What values mean beyond their tree: paths to them and patterns of paths, when two spellings are
//! one value, quantities, days, times, and their content digest.

mod aliased;
mod date;
mod digest;
mod image;
mod item;
mod keyed;
mod line;
mod meaning;
mod named;
mod near;
mod notation;
mod path;
mod pattern;
mod quantity;
mod secret;
mod timestamp;
mod url;
mod walk;

pub(crate) use aliased::{aliased_in, aliased_secrets};
pub use date::Date;
pub(crate) use date::days_in_month;
pub use digest::{Digest, canonical};
pub(crate) use item::{item_step, read_item_step};
pub use keyed::SecretKey;
pub(crate) use line::{ShownLine, shown_line};
pub use meaning::Meaning;
pub(crate) use meaning::equal_numbers;
pub(crate) use named::{names_whole, without_name};
pub(crate) use near::{KnownPath, Near, near_paths};
pub use notation::Notation;
pub use path::{IntoPath, KeyPath};
pub use pattern::PathPattern;
pub use quantity::{Kind, Quantity, kind_of};
pub(crate) use secret::{
    Beside, Inside, Standing, Withholding, holds_reference, is_secret_in, refers_to_secret,
    secrets, words,
};
pub use secret::{
    WITHHELD, key_looks_secret, looks_secret, password_in_url, shown, withhold, without_secrets,
    without_secrets_and,
};
pub use timestamp::Timestamp;
pub use walk::{at, leaves, located};
