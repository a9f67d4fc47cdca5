//! The references a text holds: `${path.to.value}`, `${env:NAME}`, `${…:-text}` where it may be
//! missing, and `$${` for a `${` that is meant. Nothing is followed here.

use smol_str::SmolStr;

use crate::value::KeyPath;

/// What begins the name of a variable. A key that begins so is named in quotes: `${"env:x"}`.
const VARIABLE: &str = "env:";

/// A part of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'t> {
    /// Text as it is meant.
    Plain(&'t str),
    /// A reference.
    Mention(Mention<'t>),
}

/// A reference as it is written.
#[derive(Debug, PartialEq)]
pub(super) struct Mention<'t> {
    pub(super) target: Target,
    /// What stands for a target that is not there.
    pub(super) default: Option<&'t str>,
    /// Whether the text is this reference and nothing else, so that it takes the value's kind.
    pub(super) alone: bool,
}

/// What a reference names.
#[derive(Debug, PartialEq)]
pub(super) enum Target {
    /// A value of the resolved tree.
    Path(KeyPath),
    /// A variable that the caller gave.
    Variable(SmolStr),
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Target::Path(path) => path.fmt(f),
            Target::Variable(name) => write!(f, "{VARIABLE}{name}"),
        }
    }
}

/// Why a text cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A `${` without its `}`.
    Open,
    /// A `${` inside another.
    Nested,
    /// A `${}` that names nothing.
    NoPath,
    /// A `${env:}` that names nothing.
    NoName,
}

impl Flaw {
    pub(super) fn message(self) -> &'static str {
        match self {
            Flaw::Open => "a `${` is not closed",
            Flaw::Nested => "a `${` stands inside another, or one is not closed",
            Flaw::NoPath => "a `${…}` holds no path",
            Flaw::NoName => "a `${env:…}` names no variable",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Flaw::Open => "close it with `}`, or write `$${` to mean it",
            Flaw::Nested => "close each with `}` before the next begins",
            Flaw::NoPath => "write keys joined by dots, or `$${` to mean it",
            Flaw::NoName => "write `${env:NAME}`, or `$${` to mean it",
        }
    }
}

/// Reads a text part by part; the first flaw ends it.
pub(super) struct Pieces<'t> {
    rest: &'t str,
    at_start: bool,
    flawed: bool,
}

impl<'t> Pieces<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { rest: text, at_start: true, flawed: false }
    }

    fn plain(&mut self, end: usize, skip: usize) -> Piece<'t> {
        let (plain, rest) = (&self.rest[..end], &self.rest[end + skip..]);
        self.rest = rest;
        Piece::Plain(plain)
    }

    fn mention(&mut self) -> Result<Piece<'t>, Flaw> {
        let end = self.rest.find('}').ok_or(Flaw::Open)?;
        let inside = &self.rest[2..end];
        if inside.contains("${") {
            return Err(Flaw::Nested);
        }
        self.rest = &self.rest[end + 1..];
        let (named, default) = match inside.split_once(":-") {
            Some((named, default)) => (named.trim(), Some(default)),
            None => (inside.trim(), None),
        };
        let target = match named.strip_prefix(VARIABLE) {
            Some("") => return Err(Flaw::NoName),
            Some(name) => Target::Variable(name.into()),
            None => match KeyPath::parse(named) {
                Ok(path) if !path.is_empty() => Target::Path(path),
                _ => return Err(Flaw::NoPath),
            },
        };
        Ok(Piece::Mention(Mention { target, default, alone: false }))
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Result<Piece<'t>, Flaw>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.flawed || self.rest.is_empty() {
            return None;
        }
        let at_start = std::mem::take(&mut self.at_start);
        match self.rest.find("${") {
            None => Some(Ok(self.plain(self.rest.len(), 0))),
            // Of `$${`, one `$` goes.
            Some(start) if self.rest[..start].ends_with('$') => {
                if start == 1 {
                    let (plain, rest) = (&self.rest[1..3], &self.rest[3..]);
                    self.rest = rest;
                    return Some(Ok(Piece::Plain(plain)));
                }
                Some(Ok(self.plain(start - 1, 0)))
            }
            Some(0) => {
                let piece = self.mention();
                self.flawed = piece.is_err();
                Some(piece.map(|piece| match piece {
                    Piece::Mention(mention) => {
                        let alone = at_start && self.rest.is_empty();
                        Piece::Mention(Mention { alone, ..mention })
                    }
                    plain => plain,
                }))
            }
            Some(start) => Some(Ok(self.plain(start, 0))),
        }
    }
}

/// The references of a text, as far as they can be read.
pub(super) fn mentions(text: &str) -> impl Iterator<Item = Mention<'_>> {
    Pieces::of(text).map_while(Result::ok).filter_map(|piece| match piece {
        Piece::Mention(mention) => Some(mention),
        Piece::Plain(_) => None,
    })
}

/// The path that a text stands for, if it is one reference and nothing else.
pub(super) fn stands_for(text: &str) -> Option<KeyPath> {
    match text.starts_with("${").then(|| mentions(text).next())?? {
        Mention { target: Target::Path(path), alone: true, .. } => Some(path),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let pieces = Pieces::of(text).map(|piece| match piece {
            Ok(Piece::Plain(text)) => text.to_owned(),
            Ok(Piece::Mention(m)) => {
                let default = m.default.map_or(String::new(), |text| format!(" or {text}"));
                format!("<{}{default}{}>", m.target, if m.alone { "!" } else { "" })
            }
            Err(flaw) => format!("({flaw:?})"),
        });
        pieces.collect()
    }

    #[test]
    fn a_text_is_read_part_by_part() {
        for (text, parts) in [
            ("", ""),
            ("a $5", "a $5"),
            ("${a.b}", "<a.b!>"),
            ("${a}${b}", "<a><b>"),
            ("x ${ a :-y z} w", "x <a or y z> w"),
            ("${env:HOME:-/}", "<env:HOME or /!>"),
            ("${\"env:x\"}", "<env:x!>"),
            ("$${a} $$${b}", "${a} $${b}"),
            ("a $${x} ${b}", "a ${x} <b>"),
            ("${a", "(Open)"),
            ("${a ${b}}", "(Nested)"),
            ("${}", "(NoPath)"),
            ("${env:}", "(NoName)"),
            ("${env: :-x}", "(NoName)"),
        ] {
            assert_eq!(read(text), parts, "{text}");
        }
    }
}
