//! From layers to one configuration, and back from a value to the layers that spoke of it.
//!
//! | below | above | result |
//! | --- | --- | --- |
//! | map | map | merged key by key; keys keep the order below, new ones follow |
//! | anything | scalar or list | the one above |
//! | list | `!append`, `!prepend` list | both, in that order |
//! | list | `!merge_by:<key>` list | items with the same key merge in place, new ones follow |
//! | anything | `!replace` | the one above, a map too |
//! | anything | `!delete` | nothing |
//! | nothing | any of these | the value itself |

mod caller;
mod edit;
mod explain;
mod inherit;
mod interpolate;
mod item;
mod layer;
mod merge;
mod overlay;
mod reference;
mod resolve;
mod variables;

pub use caller::{from_data, value_from_data};
pub use edit::Operation;
pub(crate) use edit::Standing;
pub(crate) use explain::Word;
pub use explain::{Effect, Explanation, Origin, Reading, Reference, Step};
pub use inherit::{Inheritance, Parent};
pub(crate) use item::{ITEM_KEYS, ItemName, item_name};
pub use layer::{Layer, LayerKind};
pub use merge::{MergeKeys, MergeNote, MergeSurprise, merge};
pub use overlay::VariableOverrides;
pub use resolve::{Resolved, local_layers, merge_keys, resolve_environment, resolve_service};
pub use variables::Variables;

#[cfg(test)]
mod tests;
