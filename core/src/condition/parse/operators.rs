//! Operators in the grammar: signs, words, `not in`, and what to say about any other word.

use std::borrow::Cow;

use super::{Parser, suggest};
use crate::condition::error::{Span, SyntaxError};
use crate::condition::lex::{self, TokenKind};
use crate::condition::operator::Operator;

/// Where an operator is looked for.
#[derive(Clone, Copy)]
pub(super) enum After {
    /// After a term, which it may compare.
    Term,
    /// After a whole comparison or group, where only `AND` and `OR` go on.
    Condition,
}

impl<'s> Parser<'s> {
    /// Takes the operator, if the current token begins one.
    pub(super) fn operator(
        &mut self,
        after: After,
    ) -> Result<Option<(Operator, Span)>, SyntaxError> {
        let span = self.current.span;
        let operator = match &self.current.kind {
            TokenKind::Relation(relation) => Operator::Compare(*relation),
            TokenKind::In => Operator::In,
            TokenKind::Not | TokenKind::Bang => return self.negated_operator(span),
            TokenKind::Name(_) => {
                let word = self.word();
                match word.and_then(Operator::from_word) {
                    Some(operator) => operator,
                    None => return Err(self.unknown_operator(after, word)),
                }
            }
            _ => return Ok(None),
        };
        self.advance()?;
        Ok(Some((operator, span)))
    }

    /// `not in`; any other operator is negated by a `NOT` before the whole comparison.
    fn negated_operator(&mut self, span: Span) -> Result<Option<(Operator, Span)>, SyntaxError> {
        let not = self.advance()?;
        if not.kind == TokenKind::Not && self.current.kind == TokenKind::In {
            let place = span.to(self.current.span);
            self.advance()?;
            return Ok(Some((Operator::NotIn, place)));
        }
        let message = format!("`{}` cannot stand here", self.text(span));
        let help = match (&self.current.kind, self.word().and_then(Operator::from_word)) {
            (TokenKind::In, _) => "write `not in`".to_owned(),
            (TokenKind::Relation(_), _) => "write `NOT` before the whole comparison".to_owned(),
            (_, Some(operator)) => format!(
                "write `NOT` before the whole comparison, as in `NOT attribute {operator} …`"
            ),
            _ => "join conditions with `AND` or `OR`".to_owned(),
        };
        Err(SyntaxError::new(span, message).help(help))
    }

    fn unknown_operator(&self, after: After, word: Option<&str>) -> SyntaxError {
        let span = self.current.span;
        let shown = lex::brief(self.text(span));
        if self.previous.end() == span.offset && self.text(self.previous).ends_with(['\'', '"']) {
            return SyntaxError::new(span, format!("the text ended before `{shown}`"))
                .help("inside a text, write its quote as `\\'` or `\\\"`");
        }
        match (word.and_then(suggest::operator), after) {
            (Some(meant), _) => SyntaxError::new(span, format!("`{shown}` is not an operator"))
                .help(format!("did you mean `{meant}`?")),
            (None, After::Condition) => {
                SyntaxError::new(span, format!("`AND` or `OR` is missing before `{shown}`"))
            }
            (None, After::Term) if word.is_none() => {
                SyntaxError::new(span, format!("an operator is missing before `{shown}`"))
                    .help("compare with `==`, or join conditions with `AND` or `OR`")
            }
            (None, After::Term) => SyntaxError::new(span, format!("`{shown}` is not an operator"))
                .help("join conditions with `AND` or `OR`; texts go in quotes"),
        }
    }

    /// The current token where it is a single word without backticks.
    fn word(&self) -> Option<&'s str> {
        match &self.current.kind {
            TokenKind::Name(segments) => match segments.as_slice() {
                [Cow::Borrowed(word)] if word.len() == self.current.span.len => Some(*word),
                _ => None,
            },
            _ => None,
        }
    }
}
