//! What an edit does to a flag by what it answers. The scope is that of `stageline_edit_flag`; any other
//! one is a usage error.
//!
//! | file | owns |
//! | --- | --- |
//! | `value` | what everybody gets |
//! | `rollout` | whom it is rolled out to, and ramps that stand, go on or go back |
//! | `targets`, `rules` | listed keys, and conditions |
//! | `kill` | the kill switch |
//! | `copy` | what another environment says, and what is worth knowing of an edit |
//! | `change`, `given` | how each of them reaches the flag at which time, and reads a JSON map |

pub mod change;
pub mod copy;
mod given;
pub mod kill;
pub mod rollout;
pub mod rules;
pub mod targets;
pub mod value;
