//! What a tree does not keep: how each value is written, comments, anchors and their aliases.

use std::collections::HashSet;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::lines::Lines;
use crate::error::Result;
use crate::source::SourceFile;
use crate::yaml::compose::parser_options;
use crate::yaml::{Limits, syntax};

/// How a document is written: its nodes in the order of the text, parents before children.
pub(super) struct Outline<'t> {
    pub(super) lines: Lines<'t>,
    pub(super) pieces: Vec<Piece>,
    /// Where comments stand, in order.
    pub(super) comments: Vec<Range<usize>>,
    /// `&name` with its id.
    pub(super) anchors: Vec<(usize, Range<usize>)>,
    /// Behind the byte-order mark, the directives and `---`.
    pub(super) start: usize,
    /// Before `...`.
    pub(super) end: usize,
}

/// A node as it is written.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    /// Where the parser says it begins: exact for keys, and for scalars that are not blocks.
    pub(super) start: usize,
    /// Behind its last byte; a same-line comment is no part of it.
    pub(super) end: usize,
    /// The piece behind the last one inside.
    pub(super) next: usize,
    /// The id of its anchor, or of the anchor an alias names; 0 for none.
    pub(super) anchor: usize,
    /// Whether it carries a tag.
    pub(super) is_tagged: bool,
    /// The last child.
    last: usize,
}

/// How a node is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A map over lines.
    Map,
    /// A list over lines.
    List,
    /// `{…}`, or one entry inside `[…]`.
    FlowMap,
    /// `[…]`.
    FlowList,
    /// A value that is not there.
    Empty,
    Plain,
    Single,
    Double,
    /// `|` or `>`.
    Block,
    Alias,
}

/// What YAML takes for white space.
pub(super) const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];

impl Kind {
    pub(super) fn is_flow(self) -> bool {
        matches!(self, Kind::FlowMap | Kind::FlowList)
    }

    pub(super) fn is_block(self) -> bool {
        matches!(self, Kind::Map | Kind::List)
    }
}

impl<'t> Outline<'t> {
    pub(super) fn read(file: &'t SourceFile, limits: &Limits) -> Result<Self> {
        let mut options = parser_options(limits, true);
        options.emit_anchor_events = true;
        let lines = Lines::of(file);
        let start = lines.start(0);
        let mut outline = Outline {
            lines,
            pieces: Vec::new(),
            comments: Vec::new(),
            anchors: Vec::new(),
            start,
            end: lines.0.len(),
        };
        let mut open: Vec<usize> = Vec::new();
        for next in Parser::new_from_str_with_options(file.text(), options) {
            let (event, span) = next.map_err(|scan| syntax::error(file, &scan, 0))?;
            let range = span.byte_range().unwrap_or_default();
            outline.event(event, range, &mut open);
        }
        outline.comments.sort_unstable_by_key(|comment| comment.start);
        if outline.pieces.is_empty() {
            outline.push(Kind::Empty, start..start, 0, false, &[]);
        } else {
            outline.settle();
        }
        Ok(outline)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>, open: &mut Vec<usize>) {
        match event {
            Event::DocumentStart(true, _) => self.start = range.end,
            Event::DocumentEnd if !range.is_empty() => self.end = range.start,
            Event::Comment(..) => self.comments.push(range),
            Event::Anchor(id, _) => self.anchors.push((id, range)),
            Event::Alias(id) => self.push(Kind::Alias, range, id, false, open),
            Event::Scalar(text, style, anchor, tag) => {
                let (kind, range) = self.scalar(&text, style, range);
                self.push(kind, range, anchor, tag.is_some(), open);
            }
            Event::SequenceStart(style, anchor, tag) => {
                let kind = if style == StructureStyle::Flow { Kind::FlowList } else { Kind::List };
                self.push(kind, range, anchor, tag.is_some(), open);
                open.push(self.pieces.len() - 1);
            }
            Event::MappingStart(style, anchor, tag) => {
                let kind = if style == StructureStyle::Flow { Kind::FlowMap } else { Kind::Map };
                self.push(kind, range, anchor, tag.is_some(), open);
                open.push(self.pieces.len() - 1);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let next = self.pieces.len();
                if let Some(at) = open.pop() {
                    self.pieces[at].next = next;
                    self.pieces[at].end = range.end;
                }
            }
            _ => {}
        }
    }

    fn push(
        &mut self,
        kind: Kind,
        range: Range<usize>,
        anchor: usize,
        is_tagged: bool,
        open: &[usize],
    ) {
        let at = self.pieces.len();
        if let Some(parent) = open.last() {
            self.pieces[*parent].last = at;
        }
        self.pieces.push(Piece {
            kind,
            start: range.start,
            end: range.end,
            next: at + 1,
            anchor,
            is_tagged,
            last: at,
        });
    }

    /// The style of a scalar, and a range without what follows a block scalar.
    fn scalar(&self, text: &str, style: ScalarStyle, range: Range<usize>) -> (Kind, Range<usize>) {
        let kind = match style {
            ScalarStyle::Plain if range.is_empty() => Kind::Empty,
            ScalarStyle::Plain => Kind::Plain,
            ScalarStyle::SingleQuoted => Kind::Single,
            ScalarStyle::DoubleQuoted => Kind::Double,
            ScalarStyle::Literal | ScalarStyle::Folded => Kind::Block,
        };
        if kind != Kind::Block {
            return (kind, range);
        }
        let last = self.lines.0[range.clone()].trim_end_matches(WHITE).len();
        let end = match &text[text.trim_end_matches(WHITE).len()..] {
            // Its header is the last line that holds something.
            _ if last == 0 => self.lines.0[..range.start].trim_end_matches(WHITE).len(),
            "" | "\n" => range.start + last,
            // Blank lines are part of the text.
            _ => {
                let region = &self.lines.0[..range.end];
                let end = region.trim_end_matches([' ', '\t']).len();
                let whole = if end < range.end { end } else { range.end };
                self.lines.before_break(whole)
            }
        };
        (kind, range.start..end)
    }

    /// Gives values that are not there their place, and block collections their end.
    fn settle(&mut self) {
        for at in (0..self.pieces.len()).rev() {
            match self.pieces[at].kind {
                Kind::Empty => {
                    let end = self.back(self.pieces[at].start);
                    // The colon of a key without a value is part of the entry.
                    let colon = self.lines.skip(end);
                    let end = if self.lines.byte(colon) == Some(b':') { colon + 1 } else { end };
                    (self.pieces[at].start, self.pieces[at].end) = (end, end);
                }
                Kind::Map | Kind::List => {
                    let last = self.pieces[at].last;
                    self.pieces[at].end = self.pieces[last].end;
                }
                // One entry inside `[…]` has no bracket of its own.
                Kind::FlowMap if self.lines.byte(self.pieces[at].start) != Some(b'{') => {
                    let last = self.pieces[at].last;
                    self.pieces[at].end = self.pieces[last].end;
                }
                _ => {}
            }
        }
    }

    /// Behind the last byte before `at` that is neither white space nor part of a comment.
    fn back(&self, mut at: usize) -> usize {
        loop {
            at = self.lines.0[..at].trim_end_matches(WHITE).len();
            let comment = self.comments.partition_point(|comment| comment.start < at);
            match comment.checked_sub(1).map(|comment| &self.comments[comment]) {
                Some(comment) if comment.end >= at => at = comment.start,
                _ => return at.max(self.start),
            }
        }
    }

    /// The first alias, outside a range of pieces, of an anchor that a piece inside carries.
    pub(super) fn used_outside(&self, inside: Range<usize>) -> Option<(usize, usize)> {
        let ids: HashSet<usize> = self.pieces[inside.clone()]
            .iter()
            .filter(|piece| piece.kind != Kind::Alias && piece.anchor != 0)
            .map(|piece| piece.anchor)
            .collect();
        if ids.is_empty() {
            return None;
        }
        let mut outside = (0..inside.start).chain(inside.end..self.pieces.len());
        let alias = outside.find(|at| {
            let piece = &self.pieces[*at];
            piece.kind == Kind::Alias && ids.contains(&piece.anchor)
        })?;
        Some((self.pieces[alias].anchor, alias))
    }

    /// The first alias of a piece's own anchor.
    pub(super) fn alias_of(&self, at: usize) -> Option<usize> {
        let id = self.pieces[at].anchor;
        let is_alias = |piece: &Piece| piece.kind == Kind::Alias && piece.anchor == id;
        (id != 0).then(|| self.pieces.iter().position(is_alias)).flatten()
    }

    /// Where `&name` of an anchor stands.
    pub(super) fn anchor(&self, id: usize) -> Option<&Range<usize>> {
        self.anchors.iter().find(|(at, _)| *at == id).map(|(_, range)| range)
    }
}
