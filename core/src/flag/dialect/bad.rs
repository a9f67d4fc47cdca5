//! What is wrong with a foreign part, and where.

use crate::source::Span;

/// Why a foreign part cannot be compiled.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::flag) struct Bad {
    /// Where it stands.
    pub(in crate::flag) span: Span,
    /// A sentence without its place.
    pub(in crate::flag) message: String,
}

#[cfg(feature = "import")]
impl Bad {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }

    /// The same, at this place where it has none yet.
    pub(super) fn or_at(self, span: Span) -> Self {
        match self.span == Span::NONE {
            true => Self { span, ..self },
            false => self,
        }
    }
}
