//! Tests of the condition room: the table of cases first, then laws, then messages.

mod cases;
mod explanations;
mod laws;
mod limits;
mod messages;
mod timing;
