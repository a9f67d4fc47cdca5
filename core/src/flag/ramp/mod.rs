//! Ramps: a share that grows with time, stands still, goes on and goes back.
//!
//! A ramp has a *progress* in milliseconds, from 0 to its length. From `start` on it runs forward
//! with the time; from a hold on it stands, from a resume on it runs forward, and from a rollback
//! on it runs backward, at the same pace, so that who came last goes first. It stops at both ends.
//! The curve says which share belongs to a progress; more progress is never a smaller share.
//!
//! The first bucket that is out is rounded up from the exact share, and everything is integers, so
//! that every machine comes to the same.
//!
//! | curve | the share at progress *p* of *n*, between *a* at the start and *b* at the end |
//! | --- | --- |
//! | `linear` | *a* + (*b* − *a*) × *p* ÷ *n* |
//! | `exponential` | likewise with *g* for *p* ÷ *n*: in seven equal stretches *g* rises by 1, 2, 4, … 64 parts of 127, evenly within each |
//! | `steps` | the share of the last step whose time has come, *a* before the first, never more than *b* |

mod curve;
mod timeline;

pub(super) use curve::{Curve, Step};
pub(super) use timeline::{Event, Motion, Ramp, TimelineError};
