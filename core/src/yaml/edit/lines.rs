//! Lines, columns and white space of a text. Lines end with LF, CRLF or a lone CR.

use crate::source::SourceFile;

/// A text looked at by its lines, and where each of its line feeds and carriage returns stands: a line
/// may be as long as the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines<'t>(pub(super) &'t str, &'t [u32]);

impl<'t> Lines<'t> {
    pub(super) fn of(file: &'t SourceFile) -> Self {
        Self(file.text(), file.breaks())
    }

    /// How many of the breaks stand before a byte.
    fn breaks_before(self, at: usize) -> usize {
        self.1.partition_point(|line_break| (*line_break as usize) < at)
    }

    /// Where the line of a byte begins; behind a byte-order mark.
    pub(super) fn start(self, at: usize) -> usize {
        match self.breaks_before(at).checked_sub(1) {
            Some(last) => self.1[last] as usize + 1,
            None => self.bom().min(at),
        }
    }

    /// Where the line of a byte ends, before its line break.
    pub(super) fn end(self, at: usize) -> usize {
        self.1.get(self.breaks_before(at)).map_or(self.0.len(), |line_break| *line_break as usize)
    }

    /// Where the line behind the one of a byte begins.
    pub(super) fn next(self, at: usize) -> usize {
        let end = self.end(at);
        end + self.line_break(end).len()
    }

    /// The line break that stands at a byte, if one does.
    pub(super) fn line_break(self, at: usize) -> &'t str {
        let rest = &self.0[at..];
        let length = match rest.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        &rest[..length]
    }

    /// Where the line break that ends before a byte begins; that byte if there is none.
    pub(super) fn before_break(self, at: usize) -> usize {
        let before = &self.0[..at];
        let trimmed = before.strip_suffix('\n').unwrap_or(before);
        match trimmed.len() < at {
            true => trimmed.strip_suffix('\r').unwrap_or(trimmed).len(),
            false => before.strip_suffix('\r').unwrap_or(before).len(),
        }
    }

    /// What ends the line of a byte, or else the line before, or else lines of this file.
    pub(super) fn style(self, at: usize) -> &'t str {
        let breaks = [self.end(at), self.before_break(self.start(at)), self.end(0)];
        let own = breaks.into_iter().map(|at| self.line_break(at)).find(|text| !text.is_empty());
        own.unwrap_or("\n")
    }

    /// The column of a byte, counted in characters from 0.
    pub(super) fn column(self, at: usize) -> usize {
        self.0[self.start(at)..at].chars().count()
    }

    /// Whether only white space stands between the beginning of its line and a byte.
    pub(super) fn is_first(self, at: usize) -> bool {
        self.0[self.start(at)..at].trim_matches([' ', '\t']).is_empty()
    }

    /// Whether a line holds nothing, or nothing but white space.
    pub(super) fn is_blank(self, start: usize) -> bool {
        self.0[start..self.end(start)].trim_matches([' ', '\t']).is_empty()
    }

    /// Whether a line break stands in a range.
    pub(super) fn breaks(self, start: usize, end: usize) -> bool {
        self.breaks_before(start) < self.breaks_before(end)
    }

    /// The next byte that is neither white space nor part of a comment.
    pub(super) fn skip(self, mut at: usize) -> usize {
        loop {
            let rest = &self.0[at..];
            at = self.0.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{feff}']).len();
            match self.byte(at) {
                Some(b'#') => at = self.end(at),
                _ => return at,
            }
        }
    }

    /// The next byte that is no space or tab.
    pub(super) fn skip_blanks(self, at: usize) -> usize {
        self.0.len() - self.0[at..].trim_start_matches([' ', '\t']).len()
    }

    /// A byte of the text.
    pub(super) fn byte(self, at: usize) -> Option<u8> {
        self.0.as_bytes().get(at).copied()
    }

    fn bom(self) -> usize {
        if self.0.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use crate::source::{FileId, SourceFile};

    #[test]
    fn lines_end_in_any_way() {
        let text = "\u{feff}a\r\n\n b\rc";
        let file = SourceFile::new(FileId::NONE, "a.yaml", text.to_owned());
        let lines = Lines::of(&file);
        let at = |what: &str| text.find(what).unwrap();
        assert_eq!((lines.start(at("a")), lines.column(at("a"))), (3, 0));
        assert_eq!((lines.end(3), lines.next(3), lines.style(3)), (4, 6, "\r\n"));
        assert_eq!((lines.line_break(6), lines.next(6)), ("\n", 7));
        assert_eq!(
            (lines.column(at("b")), lines.style(at("b")), lines.style(at("c"))),
            (1, "\r", "\r")
        );
        assert_eq!(
            (lines.before_break(6), lines.before_break(7), lines.before_break(3)),
            (4, 6, 3)
        );
        assert!(lines.is_blank(6) && lines.is_first(at("b")) && lines.breaks(3, 7));
    }
}
