//! The grammar: tokens to flat code, in one pass.
//!
//! ```text
//! condition   = conjunction { OR conjunction }
//! conjunction = negation { AND negation }
//! negation    = NOT negation | "(" condition ")" | comparison
//! comparison  = term [ operator term ] | segment "(" text ")"
//! term        = path | literal | "[" [ literal { "," literal } [ "," ] ] "]"
//! ```
//!
//! Only parentheses and `NOT` recurse, and both count against [`MAX_NESTING`].

mod operators;
mod prepare;
mod suggest;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::condition::code::{Instruction, PathId, Program, Segment, Test};
use crate::condition::error::{Span, SyntaxError};
use crate::condition::lex::{self, Lexer, Token, TokenKind};
use crate::condition::operator::Operator;
use crate::condition::path::Path;

use self::operators::After;
use self::prepare::{Raw, RawTerm};

/// How deep parentheses and `NOT` may nest. Each level keeps at most two truths on the evaluation
/// stack, whose room is [`evaluate::STACK`](crate::condition::evaluate::STACK).
pub(in crate::condition) const MAX_NESTING: usize = 30;

/// How many words, values and signs a condition may have. The canonical text never has more than
/// the text it came from.
pub(in crate::condition) const MAX_TOKENS: usize = 65_536;

pub(in crate::condition) fn parse(source: &str) -> Result<Program, SyntaxError> {
    let mut lexer = Lexer::new(source);
    let current = lexer.next()?;
    if current.kind == TokenKind::End {
        return Err(SyntaxError::new(
            Span::between(0, source.len()),
            "a condition cannot be empty",
        )
        .help("write `true` for a condition that always holds"));
    }
    let mut parser = Parser {
        lexer,
        current,
        previous: Span::between(0, 0),
        tokens: 1,
        nesting: 0,
        known: HashMap::new(),
        program: Program {
            source: source.into(),
            paths: Vec::new(),
            places: Vec::new(),
            segments: Vec::new(),
            tests: Vec::new(),
            spans: Vec::new(),
            code: Vec::new(),
        },
    };
    parser.disjunction()?;
    parser.end()?;
    thread_jumps(&mut parser.program.code);
    Ok(parser.program)
}

struct Parser<'s> {
    lexer: Lexer<'s>,
    current: Token<'s>,
    /// The token before the current one.
    previous: Span,
    tokens: usize,
    nesting: usize,
    known: HashMap<Vec<Cow<'s, str>>, PathId>,
    program: Program,
}

impl<'s> Parser<'s> {
    fn advance(&mut self) -> Result<Token<'s>, SyntaxError> {
        let next = self.lexer.next()?;
        self.tokens += 1;
        if self.tokens > MAX_TOKENS {
            return Err(SyntaxError::new(
                next.span,
                format!("a condition has at most {MAX_TOKENS} words, values and signs"),
            )
            .help("split the condition, or keep long lists in an attribute"));
        }
        let token = std::mem::replace(&mut self.current, next);
        self.previous = token.span;
        Ok(token)
    }

    fn disjunction(&mut self) -> Result<(), SyntaxError> {
        self.conjunction()?;
        let mut skips = Vec::new();
        while self.current.kind == TokenKind::Or {
            self.advance()?;
            skips.push(self.program.code.len());
            self.program.code.push(Instruction::SkipIfTrue(0));
            self.conjunction()?;
            self.program.code.push(Instruction::Or);
        }
        let end = self.position();
        for skip in skips {
            self.program.code[skip] = Instruction::SkipIfTrue(end);
        }
        Ok(())
    }

    fn conjunction(&mut self) -> Result<(), SyntaxError> {
        self.negation()?;
        let mut skips = Vec::new();
        while self.current.kind == TokenKind::And {
            self.advance()?;
            skips.push(self.program.code.len());
            self.program.code.push(Instruction::SkipIfFalse(0));
            self.negation()?;
            self.program.code.push(Instruction::And);
        }
        let end = self.position();
        for skip in skips {
            self.program.code[skip] = Instruction::SkipIfFalse(end);
        }
        Ok(())
    }

    fn negation(&mut self) -> Result<(), SyntaxError> {
        match self.current.kind {
            TokenKind::Not | TokenKind::Bang => {
                self.descend()?;
                self.negation()?;
                self.program.code.push(Instruction::Not);
            }
            TokenKind::Open => {
                let open = self.current.span;
                self.descend()?;
                self.disjunction()?;
                self.close(open)?;
            }
            _ => return self.comparison(),
        }
        self.nesting -= 1;
        Ok(())
    }

    /// Takes the token that opens a deeper level.
    fn descend(&mut self) -> Result<(), SyntaxError> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(SyntaxError::new(
                self.current.span,
                format!("parentheses and `NOT` nest at most {MAX_NESTING} deep"),
            )
            .help("remove redundant parentheses, or split the condition"));
        }
        self.advance()?;
        Ok(())
    }

    fn close(&mut self, open: Span) -> Result<(), SyntaxError> {
        match self.current.kind {
            TokenKind::Close => {
                self.advance()?;
            }
            TokenKind::End => {
                return Err(SyntaxError::new(open, "this parenthesis is never closed")
                    .help("add `)` where the group ends"));
            }
            _ => return Err(self.unexpected("`AND`, `OR` or `)`")),
        }
        match self.operator(After::Condition)? {
            Some((_, span)) => {
                Err(SyntaxError::new(span, "a condition in parentheses cannot be compared")
                    .help("compare attributes and values; join conditions with `AND` and `OR`"))
            }
            None => Ok(()),
        }
    }

    fn comparison(&mut self) -> Result<(), SyntaxError> {
        if self.at_segment() {
            return self.segment();
        }
        let left = self.term()?;
        let Some((operator, place)) = self.operator(After::Term)? else {
            let span = left.span;
            let test = match left.raw {
                Raw::Path(path) => Test::Reference(path),
                Raw::Bool(value) => Test::Constant(value),
                _ => {
                    return Err(SyntaxError::new(span, "a value by itself is no condition")
                        .help("compare it with an attribute, as in `user.plan == 'pro'`"));
                }
            };
            self.emit(test, span);
            return Ok(());
        };
        if operator == Operator::Exists {
            let Raw::Path(path) = left.raw else {
                return Err(SyntaxError::new(left.span, "only an attribute can be missing")
                    .help("write the path of an attribute before `exists`"));
            };
            self.emit(Test::Exists(path), left.span.to(place));
        } else {
            if self.current.kind == TokenKind::End {
                return Err(SyntaxError::new(
                    self.current.span,
                    format!("a value must follow `{operator}`"),
                ));
            }
            let right = self.term()?;
            let span = left.span.to(right.span);
            let (left, right) = prepare::operands(left, operator, right)?;
            self.emit(Test::Binary { left, operator, right }, span);
        }
        match self.operator(After::Condition)? {
            Some((_, span)) => Err(SyntaxError::new(span, "comparisons cannot be chained").help(
                "a comparison is a whole condition; join two as in `1 < count AND count < 5`",
            )),
            None => Ok(()),
        }
    }

    /// Whether `segment(` stands here.
    fn at_segment(&self) -> bool {
        let named = matches!(&self.current.kind, TokenKind::Name(segments)
            if matches!(segments.as_slice(), [word] if word.eq_ignore_ascii_case("segment")));
        named && self.lexer.opens()
    }

    fn segment(&mut self) -> Result<(), SyntaxError> {
        let word = self.advance()?.span;
        let open = self.advance()?.span;
        let TokenKind::Quoted(body) = self.current.kind else {
            return Err(self
                .unexpected("the name of a segment")
                .help("write it in quotes, as in `segment('beta')`"));
        };
        let place = self.current.span;
        let name = lex::unescape(body, place.offset + 1)?;
        self.advance()?;
        match self.current.kind {
            TokenKind::Close => self.advance()?,
            TokenKind::End => {
                return Err(SyntaxError::new(open, "this parenthesis is never closed")
                    .help("add `)` behind the segment's name"));
            }
            _ => return Err(self.unexpected("`)`")),
        };
        let segments = &mut self.program.segments;
        let known = segments.iter().position(|segment| *segment.name == *name);
        let id = index(known.unwrap_or(segments.len()));
        if known.is_none() {
            segments.push(Segment { name: name.into(), place, slot: id });
        }
        self.emit(Test::Segment(id), word.to(self.previous));
        match self.operator(After::Condition)? {
            Some((_, span)) => Err(SyntaxError::new(span, "a segment cannot be compared")
                .help("it holds or not; join conditions with `AND` and `OR`")),
            None => Ok(()),
        }
    }

    fn term(&mut self) -> Result<RawTerm<'s>, SyntaxError> {
        if let TokenKind::OpenList = self.current.kind {
            return self.list();
        }
        if let TokenKind::Name(segments) = &mut self.current.kind {
            let segments = std::mem::take(segments);
            let span = self.current.span;
            let path = self.intern(segments, span);
            self.advance()?;
            return Ok(RawTerm { raw: Raw::Path(path), span });
        }
        let term = self.literal()?;
        self.advance()?;
        Ok(term)
    }

    /// The literal that the current token is.
    fn literal(&self) -> Result<RawTerm<'s>, SyntaxError> {
        let raw = match self.current.kind {
            TokenKind::Quoted(body) => Raw::Quoted(body),
            TokenKind::Int(value) => Raw::Int(value),
            TokenKind::UInt(value) => Raw::UInt(value),
            TokenKind::Decimal(value) => Raw::Decimal(value),
            TokenKind::True => Raw::Bool(true),
            TokenKind::False => Raw::Bool(false),
            TokenKind::Null => Raw::Null,
            _ => return Err(self.unexpected("an attribute or a value")),
        };
        Ok(RawTerm { raw, span: self.current.span })
    }

    fn list(&mut self) -> Result<RawTerm<'s>, SyntaxError> {
        let open = self.advance()?.span;
        let mut items = Vec::new();
        while self.current.kind != TokenKind::CloseList {
            match self.current.kind {
                TokenKind::End => return Err(never_closed(open)),
                TokenKind::Name(_) => {
                    let span = self.current.span;
                    let shown = lex::brief(self.text(span));
                    return Err(SyntaxError::new(span, "a list holds values, not attributes")
                        .help(format!("if `{shown}` is a text, write it in quotes")));
                }
                TokenKind::OpenList => {
                    return Err(SyntaxError::new(self.current.span, "a list holds no lists")
                        .help("write the values in one list"));
                }
                _ => items.push(self.literal()?),
            }
            self.advance()?;
            match self.current.kind {
                TokenKind::Comma => {
                    self.advance()?;
                }
                TokenKind::CloseList => {}
                TokenKind::End => return Err(never_closed(open)),
                _ => return Err(self.unexpected("`,` or `]`")),
            }
        }
        self.advance()?;
        Ok(RawTerm { raw: Raw::List(items), span: open.to(self.previous) })
    }

    fn intern(&mut self, segments: Vec<Cow<'s, str>>, span: Span) -> PathId {
        let Program { paths, places, .. } = &mut self.program;
        *self.known.entry(segments).or_insert_with_key(|segments| {
            let id = index(paths.len());
            paths.push(Path::new(segments.iter().map(|s| s.as_ref().into()).collect(), id));
            places.push(span);
            id
        })
    }

    fn emit(&mut self, test: Test, span: Span) {
        let id = index(self.program.tests.len());
        self.program.tests.push(test);
        self.program.spans.push(span);
        self.program.code.push(Instruction::Test(id));
    }

    fn position(&self) -> u32 {
        index(self.program.code.len())
    }

    fn end(&self) -> Result<(), SyntaxError> {
        match self.current.kind {
            TokenKind::End => Ok(()),
            TokenKind::Close => {
                Err(SyntaxError::new(self.current.span, "this parenthesis was never opened")
                    .help("remove it, or add `(` where the group begins"))
            }
            _ => Err(self.unexpected("`AND`, `OR` or the end of the condition")),
        }
    }

    fn text(&self, span: Span) -> &str {
        self.program.excerpt(span)
    }

    /// The current token, where `expected` should stand.
    fn unexpected(&self, expected: &str) -> SyntaxError {
        let span = self.current.span;
        let message = match &self.current.kind {
            TokenKind::End => format!("{expected} must follow"),
            TokenKind::Quoted(_) => format!("expected {expected}, found a text"),
            TokenKind::Int(_) | TokenKind::UInt(_) | TokenKind::Decimal(_) => {
                format!("expected {expected}, found a number")
            }
            _ => format!("expected {expected}, found `{}`", lex::brief(self.text(span))),
        };
        let error = SyntaxError::new(span, message);
        match self.current.kind {
            TokenKind::OpenList => error.help("write a nested attribute as `outer.inner`"),
            TokenKind::And | TokenKind::Or | TokenKind::In => error.help(format!(
                "to name an attribute so, write it in backticks: `` `{}` ``",
                self.text(span)
            )),
            _ => error,
        }
    }
}

/// Lets a jump that would land on a jump of its own kind go to the end of that one at once. So
/// `(a OR b) OR c` and `a OR b OR c` have the same code.
fn thread_jumps(code: &mut [Instruction]) {
    for at in (0..code.len()).rev() {
        let landing = |end: u32| code.get(end as usize).copied();
        code[at] = match code[at] {
            Instruction::SkipIfFalse(end) => match landing(end) {
                Some(further @ Instruction::SkipIfFalse(_)) => further,
                _ => continue,
            },
            Instruction::SkipIfTrue(end) => match landing(end) {
                Some(further @ Instruction::SkipIfTrue(_)) => further,
                _ => continue,
            },
            _ => continue,
        };
    }
}

fn never_closed(open: Span) -> SyntaxError {
    SyntaxError::new(open, "this list is never closed").help("add `]` after its last value")
}

/// Lengths stay below a few times [`MAX_TOKENS`].
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
