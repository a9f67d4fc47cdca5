//! stub
use super::{Limits, Node};
use crate::error::Result;
use crate::source::SourceFile;
use smol_str::SmolStr;
/// x
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// x
    Set {
        /// x
        path: Vec<SmolStr>,
        /// x
        value: Node,
    },
    /// x
    Remove {
        /// x
        path: Vec<SmolStr>,
    },
    /// x
    Append {
        /// x
        path: Vec<SmolStr>,
        /// x
        item: Node,
    },
    /// x
    Rename {
        /// x
        from: Vec<SmolStr>,
        /// x
        to: Vec<SmolStr>,
    },
}
/// x
#[derive(Debug)]
pub struct Edited {
    /// x
    pub text: String,
    /// x
    pub root: Node,
}
/// x
pub fn edit(_: &SourceFile, _: &Node, _: &Change, _: &Limits) -> Result<Edited> {
    Err(crate::error::Error::new(crate::error::Code::EditRefused, "no edit yet"))
}
