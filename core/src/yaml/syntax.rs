//! Scanner errors in our own words: what is wrong, where, and what to do.

use granit_parser::{ErrorKind, ScanError};

use crate::error::{Code, Error};
use crate::source::SourceFile;

pub(super) fn error(file: &SourceFile, scan: &ScanError) -> Error {
    let (code, message, help) = describe(scan.kind());
    let mark = scan.marker();
    let place = match mark.byte_offset() {
        Some(offset) => file.place(offset as u32, offset as u32 + 1),
        None => file.place(0, 0),
    };
    Error::new(code, message).help(help).at(place)
}

fn describe(kind: &ErrorKind) -> (Code, String, &'static str) {
    use ErrorKind as K;
    let (message, help) = match kind {
        K::RecursionLimitExceeded => {
            let message = "the document is nested too deeply".to_owned();
            return (Code::YamlLimit, message, "flatten it, or raise `limits.depth`");
        }
        K::UnknownAnchor => {
            ("an alias names an anchor that is not defined above it", "define the anchor first")
        }
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => {
            ("a quote is not closed", "close the quote")
        }
        K::TabInIndentation | K::TabInBlockIndentation | K::TabNotAllowed => {
            ("a tab is used as indentation", "indent with spaces")
        }
        K::UnexpectedEofFlowSequence | K::ExpectedFlowSequenceSeparator => {
            ("a list in `[…]` is not closed", "separate its items with `,` and close it with `]`")
        }
        K::UnexpectedEofFlowMapping | K::ExpectedFlowMappingSeparator => {
            ("a map in `{…}` is not closed", "separate its entries with `,` and close it with `}`")
        }
        K::InvalidColonPlacement | K::MappingValueNotAllowed | K::SimpleKeyExpected => (
            "a `:` stands where no key can be",
            "quote the text if the colon belongs to it, or correct the indentation",
        ),
        K::ExpectedBlockMappingKey | K::InvalidIndentation => {
            ("a key was expected at this indentation", "align it with the keys of the same map")
        }
        K::ExpectedBlockSequenceEntry => {
            ("a list item was expected here", "begin it with `- ` at the same indentation")
        }
        K::UnknownQuotedScalarEscape => {
            ("a quoted text holds an unknown escape", "write `\\\\` for a backslash, or use '…'")
        }
        other => {
            let message = format!("this is not valid YAML: {other}");
            return (Code::Yaml, message, "check the indentation and the quotes before this place");
        }
    };
    (Code::Yaml, message.to_owned(), help)
}
