//! Shared vectors, cross-language runs and end-to-end tests of stageline.

#[cfg(doctest)]
mod guide;
