//! The file as a whole.

use indexmap::IndexMap;

use super::{Flag, RampSpec, SegmentSpec};
use crate::yaml::Spanned;

/// What `config/feature-flags.yaml` declares.
#[derive(Debug, Clone, Default)]
pub struct FlagsFile {
    /// The flags.
    pub flags: Vec<Flag>,
    /// The segments that conditions name, by name.
    pub segments: IndexMap<String, Spanned<SegmentSpec>>,
    /// The ramps that rollouts name as their template, by name.
    pub ramps: IndexMap<String, Spanned<RampSpec>>,
}

impl FlagsFile {
    /// The keys of the file.
    pub(in crate::model) const KEYS: &[&str] = &["feature_flags", "ramps", "segments"];
}
