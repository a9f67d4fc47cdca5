//! The lexer: text to tokens, one at a time, so that the first mistake is the one reported.

use std::borrow::Cow;

use super::error::{Span, SyntaxError};
use super::operator::Relation;

/// A token with its place.
#[derive(Clone, Debug)]
pub(super) struct Token<'s> {
    pub(super) kind: TokenKind<'s>,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind<'s> {
    /// A path, or an operator in words.
    Name(Vec<Cow<'s, str>>),
    /// What stands between the quotes, escapes untouched.
    Quoted(&'s str),
    Int(i64),
    /// Beyond what [`TokenKind::Int`] holds.
    UInt(u64),
    Decimal(f64),
    Relation(Relation),
    And,
    Or,
    Not,
    /// `!`, which unlike `not` never begins `not in`.
    Bang,
    In,
    True,
    False,
    Null,
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
    End,
}

/// Words that are no attribute unless written in backticks.
fn reserved<'s>(word: &str) -> Option<TokenKind<'s>> {
    const WORDS: [(&str, TokenKind<'_>); 7] = [
        ("and", TokenKind::And),
        ("or", TokenKind::Or),
        ("not", TokenKind::Not),
        ("in", TokenKind::In),
        ("true", TokenKind::True),
        ("false", TokenKind::False),
        ("null", TokenKind::Null),
    ];
    WORDS.into_iter().find(|(text, _)| text.eq_ignore_ascii_case(word)).map(|(_, kind)| kind)
}

pub(super) fn is_reserved(word: &str) -> bool {
    reserved(word).is_some()
}

/// Whether a segment can be written without backticks.
pub(super) fn is_plain_name(segment: &str) -> bool {
    let mut chars = segment.chars();
    chars.next().is_some_and(begins_name) && chars.all(continues_name)
}

fn begins_name(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn continues_name(c: char) -> bool {
    begins_name(c) || c == '-' || c.is_numeric()
}

pub(super) struct Lexer<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Lexer<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, at: 0 }
    }

    pub(super) fn next(&mut self) -> Result<Token<'s>, SyntaxError> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        let start = self.at;
        let Some(first) = self.rest().chars().next() else {
            return Ok(Token { kind: TokenKind::End, span: Span::between(start, start) });
        };
        let kind = match first {
            '\'' | '"' => TokenKind::Quoted(self.quoted(first)?),
            '`' => self.name()?,
            c if begins_name(c) => self.name()?,
            c if c.is_ascii_digit() => self.number()?,
            '-' if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => self.number()?,
            _ => self.symbol(first)?,
        };
        Ok(Token { kind, span: Span::between(start, self.at) })
    }

    /// Whether a parenthesis opens next.
    pub(super) fn opens(&self) -> bool {
        self.rest().trim_start().starts_with('(')
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    /// The end of the line that the lexer stands in, without trailing blanks.
    fn line_end(&self) -> usize {
        let line = self.rest().lines().next().unwrap_or_default();
        self.at + line.trim_end().len()
    }

    /// The body of a quoted text; the lexer stands at its opening quote.
    fn quoted(&mut self, quote: char) -> Result<&'s str, SyntaxError> {
        let start = self.at;
        let body = start + quote.len_utf8();
        let mut escaped = false;
        for (index, c) in self.source[body..].char_indices() {
            match c {
                '\n' | '\r' => break,
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                c if c == quote => {
                    self.at = body + index + quote.len_utf8();
                    return Ok(&self.source[body..body + index]);
                }
                _ => {}
            }
        }
        let what = if quote == '`' { "name" } else { "text" };
        let span = Span::between(start, self.line_end());
        Err(SyntaxError::new(span, format!("this {what} has no closing quote")).help(format!(
            "end it with {}; inside it, write that quote as {}",
            shown_quote(quote),
            shown_quote_escape(quote)
        )))
    }

    /// A path, or a word of the language.
    fn name(&mut self) -> Result<TokenKind<'s>, SyntaxError> {
        let mut segments = Vec::new();
        loop {
            let rest = self.rest();
            if rest.starts_with('`') {
                let start = self.at;
                let body = self.quoted('`')?;
                if body.is_empty() {
                    return Err(SyntaxError::new(
                        Span::between(start, self.at),
                        "this name is empty",
                    ));
                }
                segments.push(unescape(body, start + 1)?);
            } else if rest.starts_with(begins_name) {
                let word = &rest[..rest.find(|c| !continues_name(c)).unwrap_or(rest.len())];
                self.at += word.len();
                if segments.is_empty()
                    && let Some(kind) = reserved(word)
                {
                    return self.reserved_word(word, kind);
                }
                segments.push(Cow::Borrowed(word));
            } else {
                let dot = Span::between(self.at - 1, self.at);
                return Err(SyntaxError::new(dot, "a name must follow the dot")
                    .help("a name begins with a letter or `_`; write any other in backticks"));
            }
            if !self.rest().starts_with('.') {
                return Ok(TokenKind::Name(segments));
            }
            self.at += 1;
        }
    }

    fn reserved_word(&self, word: &str, kind: TokenKind<'s>) -> Result<TokenKind<'s>, SyntaxError> {
        if self.rest().starts_with('.') {
            let span = Span::between(self.at - word.len(), self.at);
            return Err(SyntaxError::new(span, format!("`{word}` is a word of the language"))
                .help(format!("to name an attribute so, write it in backticks: `` `{word}` ``")));
        }
        Ok(kind)
    }

    fn number(&mut self) -> Result<TokenKind<'s>, SyntaxError> {
        // More than a number holds, so that a date or a version is underlined whole.
        let rest = self.rest();
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || "_.:-+/%".contains(c)))
            .unwrap_or(rest.len());
        let (text, span) = (&rest[..length], Span::between(self.at, self.at + length));
        self.at += length;
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_digits(whole) || !fraction.is_none_or(is_digits) {
            return Err(SyntaxError::new(span, format!("`{}` is not a number", brief(text)))
                .help(number_help(text)));
        }
        if whole.len() > 1 && whole.starts_with('0') {
            return Err(SyntaxError::new(span, "a number has no leading zeros")
                .help("remove them, or write a text in quotes"));
        }
        if fraction.is_some() {
            return match text.parse::<f64>() {
                Ok(value) if value.is_finite() => Ok(TokenKind::Decimal(value)),
                _ => Err(SyntaxError::new(span, "this decimal is too large")),
            };
        }
        let beyond = || text.parse().map(TokenKind::UInt);
        text.parse().map(TokenKind::Int).or_else(|_| beyond()).map_err(|_| {
            SyntaxError::new(span, "this integer is out of range").help(format!(
                "integers go from {} to {}; write a longer identifier as text, in quotes",
                i64::MIN,
                u64::MAX
            ))
        })
    }

    fn symbol(&mut self, first: char) -> Result<TokenKind<'s>, SyntaxError> {
        const SYMBOLS: [(&str, TokenKind<'_>); 14] = [
            ("==", TokenKind::Relation(Relation::Equal)),
            ("!=", TokenKind::Relation(Relation::NotEqual)),
            ("<=", TokenKind::Relation(Relation::LessOrEqual)),
            (">=", TokenKind::Relation(Relation::GreaterOrEqual)),
            ("<", TokenKind::Relation(Relation::Less)),
            (">", TokenKind::Relation(Relation::Greater)),
            ("&&", TokenKind::And),
            ("||", TokenKind::Or),
            ("!", TokenKind::Bang),
            ("(", TokenKind::Open),
            (")", TokenKind::Close),
            ("[", TokenKind::OpenList),
            ("]", TokenKind::CloseList),
            (",", TokenKind::Comma),
        ];
        // Spellings of other languages, the longest first.
        const FOREIGN: [(&str, &str); 18] = [
            ("===", "write `==`"),
            ("!==", "write `!=`"),
            ("<=>", "write one of `==`, `<`, `>`"),
            ("=~", "write `matches`"),
            ("!~", "write `NOT … matches …`"),
            ("<>", "write `!=`"),
            ("=>", "write `>=`"),
            ("=<", "write `<=`"),
            ("${", "write the attribute's path alone"),
            ("{{", "write the attribute's path alone"),
            ("=", "write `==`"),
            ("&", "write `AND` or `&&`"),
            ("|", "write `OR` or `||`"),
            (".", "a decimal needs a digit before its point; a path begins with a name"),
            ("\u{2018}", "write straight quotes: `'`"),
            ("\u{2019}", "write straight quotes: `'`"),
            ("\u{201c}", "write straight quotes: `\"`"),
            ("\u{201d}", "write straight quotes: `\"`"),
        ];
        let rest = self.rest();
        let native = SYMBOLS.into_iter().find(|(text, _)| rest.starts_with(text));
        let foreign = FOREIGN.into_iter().find(|(text, _)| rest.starts_with(text));
        match (native, foreign) {
            (Some((text, kind)), None) => {
                self.at += text.len();
                Ok(kind)
            }
            // `!==` is foreign though `!=` is native: the longer spelling was meant.
            (Some((text, kind)), Some((longer, _))) if text.len() >= longer.len() => {
                self.at += text.len();
                Ok(kind)
            }
            (_, Some((text, help))) => {
                let span = Span::between(self.at, self.at + text.len());
                Err(SyntaxError::new(span, format!("`{text}` has no meaning here")).help(help))
            }
            (None, None) => {
                let span = Span::between(self.at, self.at + first.len_utf8());
                let shown = first.escape_debug();
                Err(SyntaxError::new(span, format!("`{shown}` has no meaning here"))
                    .help("write texts in quotes, and unusual names in backticks"))
            }
        }
    }
}

fn number_help(text: &str) -> &'static str {
    let count = |c| text.matches(c).count();
    if count('.') > 1 || count('-') > 1 || text.contains([':', '/']) {
        "write dates, versions and addresses as text, in quotes"
    } else if text.ends_with('%') {
        "write the number without the percent sign"
    } else if text.contains('_') {
        "write the digits without `_`; a name that begins with a digit goes in backticks"
    } else if text.ends_with('.') {
        "write a digit after the point"
    } else {
        "write plain digits; a text goes in quotes, a name that begins with a digit in backticks"
    }
}

/// At most 32 characters of something written in the condition.
pub(super) fn brief(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(32) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

fn shown_quote(quote: char) -> String {
    if quote == '`' { "a backtick".to_owned() } else { format!("`{quote}`") }
}

fn shown_quote_escape(quote: char) -> String {
    if quote == '`' { "`` \\` ``".to_owned() } else { format!("`\\{quote}`") }
}

/// The text a quoted body stands for; `offset` is where the body begins.
pub(super) fn unescape(body: &str, offset: usize) -> Result<Cow<'_, str>, SyntaxError> {
    let Some(first) = body.find('\\') else {
        return Ok(Cow::Borrowed(body));
    };
    let mut text = String::with_capacity(body.len());
    text.push_str(&body[..first]);
    let mut at = first;
    while let Some(c) = body[at..].chars().next() {
        if c != '\\' {
            text.push(c);
            at += c.len_utf8();
            continue;
        }
        let escape = &body[at + 1..];
        let escaped = escape.chars().next();
        let (meant, length) = match escaped {
            Some(c @ ('\\' | '\'' | '"' | '`')) => (Some(c), 1),
            Some('n') => (Some('\n'), 1),
            Some('r') => (Some('\r'), 1),
            Some('t') => (Some('\t'), 1),
            Some('u') => unicode_escape(escape),
            other => (None, other.map_or(0, char::len_utf8)),
        };
        let end = at + 1 + length;
        match meant {
            Some(c) => text.push(c),
            None => {
                let span = Span::between(offset + at, offset + end);
                let shown = brief(&body[at..end]);
                return Err(SyntaxError::new(span, format!("`{shown}` is not an escape")).help(
                    "escapes are `\\\\`, `\\'`, `\\\"`, `\\n`, `\\r`, `\\t` and `\\u{…}`; \
                     write a backslash as `\\\\`",
                ));
            }
        }
        at = end;
    }
    Ok(Cow::Owned(text))
}

/// `u{1f600}` at the start of `escape`: the character, and how many bytes the escape takes.
fn unicode_escape(escape: &str) -> (Option<char>, usize) {
    let digits = escape.strip_prefix("u{").and_then(|rest| rest.split_once('}'));
    match digits {
        Some((digits, _)) => {
            let plain =
                (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
            let code = if plain { u32::from_str_radix(digits, 16).ok() } else { None };
            (code.and_then(char::from_u32), digits.len() + 3)
        }
        None => (None, 1),
    }
}
