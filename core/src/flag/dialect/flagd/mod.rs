//! flagd: targeting in JsonLogic with flagd's own operations.

mod check;
mod compile;
mod evaluate;
mod fractional;
mod operator;
mod version;

pub(super) use compile::Logic;
pub(super) use evaluate::truthy;
