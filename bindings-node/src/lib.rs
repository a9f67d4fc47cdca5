//! stageline for Node.
