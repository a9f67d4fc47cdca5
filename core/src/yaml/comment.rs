//! The comments of a document: they are no part of its tree.

use granit_parser::{Event, Parser, options};

use crate::source::{SourceFile, Span};

/// A comment of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What stands behind the `#`.
    pub text: String,
    /// The comment with its `#`, without the line break.
    pub span: Span,
    /// Whether nothing but white space stands before it on its line.
    pub own_line: bool,
}

/// The comments of a file in order; of a file that is not YAML, those before the first error.
///
/// What only looks like a comment, in quotes or in a text over several lines, is none.
pub fn comments(file: &SourceFile) -> Vec<Comment> {
    let options = options! {
        emit_comments: true,
        max_buffered_comment_events: usize::MAX,
    };
    let events = Parser::new_from_str_with_options(file.text(), options).map_while(Result::ok);
    let mut comments: Vec<Comment> = events
        .filter_map(|(event, span)| match event {
            Event::Comment(text, _) => {
                let range = span.byte_range()?;
                let line = file.text()[..range.start].rsplit(['\n', '\r']).next();
                let own_line =
                    line.is_none_or(|before| before.trim_matches('\u{feff}').trim().is_empty());
                let span =
                    Span { file: file.id(), start: range.start as u32, end: range.end as u32 };
                Some(Comment { text: text.into_owned(), span, own_line })
            }
            _ => None,
        })
        .collect();
    // The parser may hold a comment back until it knows what it belongs to.
    comments.sort_by_key(|comment| comment.span.start);
    comments
}
