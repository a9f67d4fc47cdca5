//! Which item of one list answers to which of another: by name, else by what they are, else by
//! where they stand.

mod align;
mod index;
mod names;
mod pairing;

pub(super) use align::ascending;
pub(super) use names::{Names, item_key, label, naming};
pub(super) use pairing::{Depth, Pairing, pair_up, pair_up_sets};
