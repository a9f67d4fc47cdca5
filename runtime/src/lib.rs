//! What acts for stageline: providers and drivers behind cargo features.
