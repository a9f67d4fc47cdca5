//! Scanner errors in our own words: what is wrong, where, and what to do.

mod open;

use granit_parser::{ErrorKind, ScanError};

use crate::error::{Code, Error};
use crate::source::SourceFile;
use open::{Opened, open_at};

/// The error of a scanner. `from` is a place before it where no bracket or quote is open that
/// matters: the outermost open bracket, or where the last event ended.
pub(super) fn error(file: &SourceFile, scan: &ScanError, from: usize) -> Error {
    let text = file.text();
    let at = scan.marker().byte_offset().unwrap_or(0).min(text.len());
    let told = Scan { text, at, open: open_at(text, from.min(at), at) }.tell(scan.kind());
    let place = |at: usize| file.place(at as u32, at as u32 + 1);
    let error = Error::new(told.code, told.message).help(told.help).at(place(told.at));
    match told.also {
        Some(also) if also != told.at => error.at(place(also)),
        _ => error,
    }
}

/// What is told, where it stands, and where else to look.
struct Told {
    code: Code,
    message: String,
    help: String,
    at: usize,
    also: Option<usize>,
}

/// Characters that a key may have before its `:` (YAML 1.2.2, section 7.4.2).
const LONGEST_KEY: usize = 1024;
const FORBIDDEN: &str = "a character stands here that YAML does not allow";
const QUOTE: &str = "quote the text";

/// Where a scanner stopped.
struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// The bracket or quote that is open there.
    open: Option<Opened>,
}

impl Scan<'_> {
    fn tell(&self, kind: &ErrorKind) -> Told {
        use ErrorKind as K;
        match kind {
            K::RecursionLimitExceeded => Told {
                code: Code::YamlLimit,
                ..self.told(
                    "the document is nested too deeply",
                    "flatten it, or raise `limits.depth`",
                )
            },
            K::MismatchedFlowCollectionEnd { open, close } => self.told(
                format!("{} is closed with `{close}`", bracketed(*open as u8)),
                format!("close it with `{}`", if *open == '[' { ']' } else { '}' }),
            ),
            K::MisplacedFlowCollectionEnd => {
                self.told("a bracket closes what was never opened", "remove it")
            }
            K::UnclosedFlowCollection { open } => self.unclosed(*open as u8, self.at),
            K::TabInIndentation | K::TabInBlockIndentation | K::TabNotAllowed => self.tab(),
            K::TabInPlainScalar if self.tab_in_indentation().is_some() => self.tab(),
            K::UnknownAnchor => self.told(
                "an alias names an anchor that is not defined above it",
                "define the anchor first, or quote a text that begins with `*`",
            ),
            K::BomInsideDocument => self.told(FORBIDDEN, "remove it"),
            K::UnexpectedCharacter { character } => match character {
                '`' => {
                    self.told("a text begins with a backtick, which YAML keeps for itself", QUOTE)
                }
                character if character.is_ascii_graphic() => {
                    let message =
                        format!("a text begins with `{character}`, which YAML keeps for itself");
                    self.told(message, QUOTE)
                }
                _ => self.told(FORBIDDEN, "remove it"),
            },
            K::UnknownQuotedScalarEscape => self.told(
                "a quoted text holds an unknown escape",
                "write `\\\\` for a backslash, or use '…'",
            ),
            K::InvalidTrailingDoubleQuotedScalar | K::InvalidTrailingSingleQuotedScalar => {
                self.behind_a_quote(matches!(kind, K::InvalidTrailingSingleQuotedScalar))
            }
            kind => match self.open {
                Some(open) if open.is_quote() => Told {
                    at: open.at,
                    also: Some(self.at),
                    ..self.told("a quote is not closed", "close the quote")
                },
                Some(open) if is_in_brackets(kind) => self.in_brackets(open),
                _ => self.in_a_block(kind),
            },
        }
    }

    fn told(&self, message: impl Into<String>, help: impl Into<String>) -> Told {
        let (message, help) = (message.into(), help.into());
        Told { code: Code::Yaml, message, help, at: self.at, also: None }
    }

    /// A bracket that is open, and something that does not belong inside.
    fn in_brackets(&self, open: Opened) -> Told {
        if self.byte(self.at) == Some(open.close()) {
            let close = char::from(open.close());
            return Told {
                also: Some(open.at),
                ..self.told(
                    format!("a `{close}` is not deeper than the key that holds it"),
                    format!("indent the `{close}`"),
                )
            };
        }
        self.unclosed(open.sign, open.at)
    }

    /// The opening bracket is what to look at; where it was noticed comes second.
    fn unclosed(&self, sign: u8, at: usize) -> Told {
        let (parts, close) = if sign == b'[' { ("items", ']') } else { ("entries", '}') };
        let same_line = !self.text[at..self.at.max(at)].contains('\n');
        Told {
            at: if same_line && self.at < self.text.trim_end().len() { self.at } else { at },
            also: Some(if same_line { at } else { self.at }),
            ..self.told(
                format!("{} is not closed", bracketed(sign)),
                format!("separate its {parts} with `,` and close it with `{close}`"),
            )
        }
    }

    fn behind_a_quote(&self, single: bool) -> Told {
        let help = match (self.open.is_some(), single) {
            (true, _) => "put a `,` between them, or everything inside the quotes",
            (false, true) => {
                "write `''` for a quote inside '…', or put everything inside the quotes"
            }
            (false, false) => {
                "write `\\\"` for a quote inside \"…\", or put everything inside the quotes"
            }
        };
        self.told("a quoted text ends, and something stands behind it", help)
    }

    fn tab(&self) -> Told {
        let at = self.tab_in_indentation().unwrap_or(self.at);
        Told { at, ..self.told("a tab is used as indentation", "indent with spaces") }
    }

    /// A tab that begins this line or the next.
    fn tab_in_indentation(&self) -> Option<usize> {
        let starts = [Some(self.line_start(self.at)), self.next_line(self.at)];
        starts.into_iter().flatten().find_map(|start| {
            let indent = self.text[start..].find(|c| c != ' ' && c != '\t')?;
            Some(start + self.text[start..start + indent].find('\t')?)
        })
    }

    fn in_a_block(&self, kind: &ErrorKind) -> Told {
        use ErrorKind as K;
        let (key, key_at) = self.line();
        let above = self.line_above();
        match kind {
            K::SimpleKeyExpected | K::MappingValueNotAllowed | K::InvalidColonPlacement
                if above.is_some_and(|(line, _)| is_block_text(line)) =>
            {
                let help = "indent it deeper than its key";
                Told {
                    at: key_at,
                    ..self.told("the text below a `|` or `>` is not indented", help)
                }
            }
            K::SimpleKeyExpected => {
                let help = match key.contains(':') {
                    true => "put a space behind the `:`",
                    false => "put `: ` behind it, or indent it as part of the value above",
                };
                self.told("a key with its `:` was expected here", help)
            }
            K::MappingValueNotAllowed if self.at - key_at > LONGEST_KEY => Told {
                at: key_at,
                ..self.told("a key is longer than 1024 characters", "shorten it")
            },
            K::MappingValueNotAllowed | K::InvalidColonPlacement => {
                if self.text[key_at..self.at].contains(": ") {
                    return self.told("a `: ` stands inside a text", QUOTE);
                }
                match above {
                    Some((line, at)) if !line.contains(": ") && !line.ends_with(':') => {
                        let help = match line.contains(':') {
                            true => "put a space behind its `:`",
                            false => "put `:` behind it, or begin an item with `- `",
                        };
                        Told { at, ..self.told("a line stands above a key and is none", help) }
                    }
                    Some((_, above)) => Told {
                        at: key_at,
                        also: Some(above),
                        ..self.told(
                            "a key stands deeper than the keys above it, below a value",
                            "align it with them, or take away the value above it",
                        )
                    },
                    None => self.told(
                        "a `:` stands where no key can be",
                        "quote the text if the colon belongs to it",
                    ),
                }
            }
            K::ExpectedBlockMappingKey | K::InvalidIndentation if key.starts_with("- ") => Told {
                at: key_at,
                ..self.told(
                    "a list item stands among the keys of a map",
                    "indent it below the key of its list, or write a key",
                )
            },
            K::ExpectedBlockMappingKey | K::InvalidIndentation => self.told(
                "a key was expected at this indentation",
                "align it with the keys of the same map",
            ),
            K::ExpectedBlockSequenceEntry => self.told(
                "a list item was expected here",
                "begin it with `- `, or align it with the key that holds the list",
            ),
            other => self.told(
                format!("this is not valid YAML: {other}"),
                "check the indentation and the quotes before this place",
            ),
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |line| line + 1)
    }

    fn next_line(&self, at: usize) -> Option<usize> {
        self.text[at..].find('\n').map(|end| at + end + 1)
    }

    /// The content of the line that holds the place, and where it begins.
    fn line(&self) -> (&str, usize) {
        let start = self.line_start(self.at);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let indent = line.len() - line.trim_start().len();
        (line.trim(), (start + indent).min(self.at))
    }

    /// The same of the nearest line above that holds content.
    fn line_above(&self) -> Option<(&str, usize)> {
        let mut end = self.line_start(self.at);
        while end > 0 {
            let start = self.line_start(end - 1);
            let line = &self.text[start..end];
            let content = line.trim();
            if !content.is_empty() && !content.starts_with('#') {
                return Some((content, start + line.len() - line.trim_start().len()));
            }
            end = start;
        }
        None
    }
}

fn bracketed(sign: u8) -> &'static str {
    if sign == b'[' { "a list in `[…]`" } else { "a map in `{…}`" }
}

/// Whether a line ends with the header of a block text, as in `key: |-`.
fn is_block_text(line: &str) -> bool {
    let header = line.rsplit(' ').next().unwrap_or_default();
    header.starts_with(['|', '>'])
        && header[1..].chars().all(|c| matches!(c, '+' | '-' | '1'..='9'))
}

/// Whether an open bracket may be the cause.
fn is_in_brackets(kind: &ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(
        kind,
        K::UnexpectedEofFlowSequence
            | K::UnexpectedEofFlowMapping
            | K::UnexpectedEofImplicitFlowMapping
            | K::UnexpectedEof
            | K::ExpectedFlowMappingSeparator
            | K::ExpectedFlowSequenceSeparator
            | K::ExpectedNodeContent
            | K::ExpectedBlockMappingKey
            | K::InvalidIndentation
            | K::InvalidFlowScalarIndent
            | K::InvalidColonPlacement
            | K::MappingValueNotAllowed
            | K::SimpleKeyExpected
            | K::BlockEntryInFlowCollection
            | K::MappingKeyNotAllowed
            | K::InvalidDocumentEnd
    )
}
