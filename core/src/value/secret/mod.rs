//! What must never be shown: plain text under a key that names a secret, and passwords in URLs.

mod beside;
mod hint;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod withhold;

pub(crate) use beside::{Beside, holds_reference};
pub(super) use hint::is_called_a_secret;
pub use hint::key_looks_secret;
pub(crate) use hint::words;
pub(super) use text::gives_away;
pub(crate) use text::refers_to_secret;
pub use text::{WITHHELD, password_in_url};
pub use tree::looks_secret;
pub(crate) use tree::{Inside, Standing, is_secret_in, secrets};
pub(crate) use withhold::Withholding;
pub use withhold::{shown, withhold, without_secrets, without_secrets_and};
