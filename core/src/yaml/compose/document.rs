//! Documents of a file: the parser asked, its events handed on.

use std::ops::Range;

use granit_parser::{Event, Options, Parser, options};

use super::Composer;
use crate::error::Result;
use crate::source::{SourceFile, Span};
use crate::yaml::{Data, Limits, Node, quick, syntax};

/// Reads the one document of a file. An empty file is `null`.
///
/// Aliases share the anchored value and take the place of the `*name`; `<<` merges maps as
/// YAML 1.1 defined it, since files in the field use it.
///
/// # Errors
/// `E_YAML` for syntax, a second document or an alias within its own anchor, `E_DUPLICATE_KEY`,
/// `E_NUMBER_RANGE`, `E_YAML_TAG`, and `E_YAML_LIMIT` naming the limit.
pub fn parse(file: &SourceFile, limits: &Limits) -> Result<Node> {
    match quick::parse(file, limits) {
        Some(root) => Ok(root),
        None => compose(file, limits),
    }
}

/// Reads every document of a file, as `kubectl` and others write them one behind the other; those
/// that hold nothing are left out.
///
/// # Errors
/// As [`parse`], but for the second document. Limits are those of the whole file.
pub fn documents(file: &SourceFile, limits: &Limits) -> Result<Vec<Node>> {
    if let Some(root) = quick::parse(file, limits) {
        return Ok(vec![root]);
    }
    let mut composer = Composer::new(file, limits);
    composer.several = true;
    let (mut composer, _) = read(composer, false)?;
    composer.done.extend(composer.root.take());
    composer.done.retain(|root| !matches!(root.data, Data::Null));
    Ok(composer.done)
}

/// Reads a document with the full parser.
pub(in crate::yaml) fn compose(file: &SourceFile, limits: &Limits) -> Result<Node> {
    compose_from(file, limits, false).map(|(root, _)| root)
}

/// Reads a document with the full parser, and tells where its comments stand, in order.
pub(in crate::yaml) fn compose_with_comments(
    file: &SourceFile,
    limits: &Limits,
) -> Result<(Node, Vec<Range<usize>>)> {
    compose_from(file, limits, true)
}

/// How the parser is asked to read; comments are events only where somebody wants them.
pub(in crate::yaml) fn parser_options(limits: &Limits, comments: bool) -> Options {
    let depth = limits.depth.min(Limits::DEEPEST);
    options! {
        strict_indentation: true,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
        emit_comments: comments,
        max_buffered_comment_events: usize::MAX,
    }
}

fn compose_from(
    file: &SourceFile,
    limits: &Limits,
    with_comments: bool,
) -> Result<(Node, Vec<Range<usize>>)> {
    let (composer, comments) = read(Composer::new(file, limits), with_comments)?;
    let nothing = || Node { data: Data::Null, span: Span { file: file.id(), start: 0, end: 0 } };
    Ok((composer.root.unwrap_or_else(nothing), comments))
}

/// Hands every event to a composer, and gives where comments stand.
fn read<'f>(
    mut composer: Composer<'f>,
    with_comments: bool,
) -> Result<(Composer<'f>, Vec<Range<usize>>)> {
    let file = composer.file;
    let options = parser_options(composer.limits, with_comments);
    let mut comments = Vec::new();
    for next in Parser::new_from_str_with_options(file.text(), options) {
        let (event, span) = next.map_err(|scan| syntax::error(file, &scan, composer.settled()))?;
        let range = span.byte_range().unwrap_or_default();
        match event {
            Event::Comment(..) => comments.push(range),
            event => {
                composer.event(event, range.start as u32, range.end as u32)?;
                composer.last = range.end;
            }
        }
    }
    // A comment behind the header of a block scalar is told after the scalar.
    comments.sort_unstable_by_key(|comment| comment.start);
    Ok((composer, comments))
}
