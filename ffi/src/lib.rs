//! stageline for C.
