//! Two live states held against each other.
