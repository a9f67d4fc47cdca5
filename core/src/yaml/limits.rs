//! How large a document may be.

/// Bounds on what one file may hold. Real configuration stays far below the defaults; they stop
/// hostile files before memory does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one file (`limits.file_bytes`, 64 MiB).
    pub file_bytes: u64,
    /// Keys and values in one document, every use of an alias counted in full (`limits.nodes`, 8,000,000).
    pub nodes: u64,
    /// Levels of nesting (`limits.depth`, 128; at most 255).
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 64 << 20, nodes: 8_000_000, depth: 128 }
    }
}
