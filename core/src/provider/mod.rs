//! What a host or the runtime brings: the traits they implement, and the answers they give.
//!
//! [`LiveState`] asks what is running in an environment; a [`LiveEnvironment`] is the answer. It is
//! read from a file in the shape of a project's services, or from Kubernetes objects as `kubectl`
//! prints them, and every value knows its place in that file.

mod kubernetes;
mod live;
mod live_state;

pub use kubernetes::{ServerField, server_fields};
pub(crate) use live::{Aligned, LiveService, Vocabulary, align};
pub use live::{LiveEnvironment, LiveNote, LiveOptions};
pub use live_state::LiveState;
