//! The stageline command vocabulary: arguments in, operation out.
