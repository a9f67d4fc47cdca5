//! Byte ranges in files, and the lines and columns people read.

use std::ops::Range;

use crate::error::Place;

/// A file of a project. Ids are handed out once per path and stay valid across reloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

impl FileId {
    /// Values that stand in no file: the caller's own overrides.
    pub const NONE: FileId = FileId(u32::MAX);
}

/// A byte range in a file; the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The place of values that stand in no file.
    pub const NONE: Span = Span { file: FileId::NONE, start: 0, end: 0 };

    /// The place of lists and maps that stand in no file and are to be written in brackets.
    pub(crate) const IN_BRACKETS: Span = Span { file: FileId::NONE, start: 0, end: 1 };

    /// The place of the same value where it stands in no file yet: what it is written in stays.
    pub(crate) fn unplaced(self) -> Span {
        if self == Self::IN_BRACKETS { self } else { Self::NONE }
    }

    /// Whether another range lies within this one.
    pub fn contains(&self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}

impl Default for Span {
    fn default() -> Self {
        Span::NONE
    }
}

/// So many bytes are counted through whenever somebody asks for a column.
const STRETCH: usize = 512;

/// One file's text with an index of its lines.
#[derive(Debug)]
pub struct SourceFile {
    id: FileId,
    path: std::sync::Arc<str>,
    text: String,
    lines: std::sync::OnceLock<Vec<u32>>,
    /// For each stretch of the text: how many characters begin before it.
    stretches: std::sync::OnceLock<Vec<u32>>,
    breaks: std::sync::OnceLock<Vec<u32>>,
    withheld: std::sync::OnceLock<Vec<Option<u32>>>,
    aliased: std::sync::OnceLock<std::collections::HashSet<u32>>,
}

impl SourceFile {
    /// A file of the project; `path` is relative to the root, with `/`.
    pub fn new(id: FileId, path: impl Into<std::sync::Arc<str>>, text: String) -> Self {
        let (lines, withheld) = (std::sync::OnceLock::new(), std::sync::OnceLock::new());
        let (stretches, aliased) = (std::sync::OnceLock::new(), std::sync::OnceLock::new());
        let breaks = std::sync::OnceLock::new();
        Self { id, path: path.into(), text, lines, breaks, stretches, withheld, aliased }
    }

    /// The file's id.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// The path relative to the project's root.
    pub fn path(&self) -> &std::sync::Arc<str> {
        &self.path
    }

    /// The text as it was read; a byte-order mark is part of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of a byte range; offsets past the end or inside a character are moved inside.
    pub fn place(&self, start: u32, end: u32) -> Place {
        let (start, end) = (self.offset(start), self.offset(end.max(start)));
        let lines = self.lines();
        let line = |offset: usize| lines.partition_point(|start| *start as usize <= offset).max(1);
        let first = line(start);
        // Most ranges end on the line on which they begin.
        let beyond = lines.get(first).is_some_and(|next| *next as usize <= end);
        let last = if beyond { line(end) } else { first };
        let position = |line: usize, offset| (line as u32, self.column(line, offset));
        Place::range(self.path.clone(), position(first, start), position(last, end))
    }

    /// The place of a span, if it lies in this file.
    pub fn place_of(&self, span: Span) -> Option<Place> {
        (span.file == self.id).then(|| self.place(span.start, span.end))
    }

    /// The text of a line (1-based) without its line break.
    pub fn line(&self, line: u32) -> Option<&str> {
        self.range_of_line(line).map(|range| &self.text[range])
    }

    /// Where that text stands.
    pub(crate) fn range_of_line(&self, line: u32) -> Option<Range<usize>> {
        let lines = self.lines();
        let start = *lines.get(line.checked_sub(1)? as usize)? as usize;
        let end = lines.get(line as usize).map_or(self.text.len(), |next| *next as usize);
        let text = self.text[start..end].trim_end_matches(['\n', '\r']);
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        Some(start + mark..start + text.len())
    }

    /// How many bytes of each line may be shown, where that is not all: found once by whoever knows,
    /// and kept.
    pub(crate) fn withheld(&self, find: impl FnOnce(&Self) -> Vec<Option<u32>>) -> &[Option<u32>] {
        self.withheld.get_or_init(|| find(self))
    }

    /// Where scalars end that are secrets by an anchor or an alias: found once, and kept.
    pub(crate) fn aliased(
        &self,
        find: impl FnOnce(&Self) -> std::collections::HashSet<u32>,
    ) -> &std::collections::HashSet<u32> {
        self.aliased.get_or_init(|| find(self))
    }

    /// An offset inside the text, and not inside a character.
    fn offset(&self, offset: u32) -> usize {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn column(&self, line: usize, offset: usize) -> u32 {
        let start = self.lines()[line - 1] as usize;
        // A byte-order mark takes no column in any editor.
        let mark = self.text[start..offset].chars().take_while(|char| *char == '\u{feff}').count();
        (self.characters(start, offset) - mark) as u32 + 1
    }

    /// How many characters stand between two offsets. Long lines are not counted through for each of
    /// the thousands of values that stand in them.
    pub(crate) fn characters(&self, start: usize, end: usize) -> usize {
        if end - start <= STRETCH {
            return self.text[start..end].chars().count();
        }
        self.before(end) - self.before(start)
    }

    /// Where the character begins that is so many behind an offset.
    pub(crate) fn character(&self, start: usize, behind: usize) -> usize {
        if behind <= STRETCH {
            let rest = &self.text[start..];
            return rest.char_indices().nth(behind).map_or(self.text.len(), |(at, _)| start + at);
        }
        let wanted = self.before(start) + behind;
        let known = self.stretches().partition_point(|before| *before as usize <= wanted);
        let stretch = known.saturating_sub(1);
        let (from, skip) = (stretch * STRETCH, wanted - self.stretches()[stretch] as usize);
        let bytes = self.text.as_bytes()[from..].iter();
        let mut begin = bytes.enumerate().filter(|(_, byte)| begins(**byte));
        begin.nth(skip).map_or(self.text.len(), |(at, _)| from + at)
    }

    /// How many characters begin before an offset.
    fn before(&self, offset: usize) -> usize {
        let stretch = offset / STRETCH;
        let rest = &self.text.as_bytes()[stretch * STRETCH..offset];
        self.stretches()[stretch] as usize + rest.iter().filter(|byte| begins(**byte)).count()
    }

    fn stretches(&self) -> &[u32] {
        self.stretches.get_or_init(|| {
            let mut before = 0;
            let counted = self.text.as_bytes().chunks(STRETCH).map(|stretch| {
                before += stretch.iter().filter(|byte| begins(**byte)).count() as u32;
                before
            });
            std::iter::once(0).chain(counted).collect()
        })
    }

    /// Every byte that is a line feed or a carriage return.
    pub(crate) fn breaks(&self) -> &[u32] {
        self.breaks.get_or_init(|| {
            let bytes = self.text.bytes().enumerate();
            let breaks = bytes.filter(|(_, byte)| matches!(byte, b'\n' | b'\r'));
            breaks.map(|(at, _)| at as u32).collect()
        })
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (at, byte) in bytes.iter().enumerate() {
                let lone_cr = *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
                if *byte == b'\n' || lone_cr {
                    starts.push(at as u32 + 1);
                }
            }
            starts
        })
    }
}

/// Whether a character begins with this byte: every one does with one that is not a further one.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_any_way() {
        let file = SourceFile::new(FileId(0), "a.yaml", "\u{feff}ä: 1\r\nb: 2\rc: 3".into());
        assert_eq!(file.place(7, 8).to_string(), "a.yaml:1:4");
        assert_eq!(file.line(2), Some("b: 2"));
        assert_eq!(file.line(3), Some("c: 3"));
        assert_eq!(file.place(999, 999).to_string(), "a.yaml:3:5");
    }

    #[test]
    fn columns_of_long_lines_count_as_those_of_short_ones() {
        let text = format!("\u{feff}a: 1\n{}\nb: 2", "xä→𝄞 ".repeat(1024));
        let file = SourceFile::new(FileId(0), "a.yaml", text.clone());
        for (offset, _) in text.char_indices() {
            let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
            let before = text[start..offset].trim_start_matches('\u{feff}');
            let place = file.place(offset as u32, offset as u32);
            assert_eq!(place.column as usize, before.chars().count() + 1, "at {offset}");
            assert_eq!(file.character(start, text[start..offset].chars().count()), offset);
        }
    }
}
