//! The file as a whole.

use std::sync::Arc;

use indexmap::IndexMap;
use smol_str::SmolStr;

use super::{Flag, RampSpec, SegmentSpec};
use crate::yaml::Spanned;

/// What `config/feature-flags.yaml` declares.
#[derive(Debug, Clone, Default)]
pub struct FlagsFile {
    /// The flags by name.
    pub flags: Arc<IndexMap<SmolStr, Flag>>,
    /// The segments that conditions name, by name.
    pub segments: Arc<IndexMap<String, Spanned<SegmentSpec>>>,
    /// The ramps that rollouts name as their template, by name.
    pub ramps: Arc<IndexMap<String, Spanned<RampSpec>>>,
}

impl FlagsFile {
    /// The keys of the file.
    pub(in crate::model) const KEYS: &[&str] = &["feature_flags", "ramps", "segments"];
}
