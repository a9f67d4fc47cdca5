//! Operands as their operators need them: literals of the wrong kind are refused here, and texts
//! are read as versions, instants, addresses, networks and patterns once, at parse time.

use regex::RegexBuilder;

use crate::condition::cidr::{self, Network, NetworkError};
use crate::condition::code::{List, Literal, PathId, Pattern, Term};
use crate::condition::error::{Span, SyntaxError};
use crate::condition::evaluate::read_instant;
use crate::condition::lex;
use crate::condition::operator::Operator;
use crate::condition::semver::Layout;

/// The largest compiled regular expression, in bytes.
const PATTERN_SIZE: usize = 1 << 20;

/// How deep groups may nest in a regular expression.
const PATTERN_NESTING: u32 = 50;

/// A term as the grammar sees it, before its operator is known.
pub(super) struct RawTerm<'s> {
    pub(super) raw: Raw<'s>,
    pub(super) span: Span,
}

pub(super) enum Raw<'s> {
    Path(PathId),
    Null,
    Bool(bool),
    Int(i64),
    UInt(u64),
    Decimal(f64),
    /// What stands between the quotes.
    Quoted(&'s str),
    List(Vec<RawTerm<'s>>),
}

/// What an operator takes on one side; a path is always taken.
#[derive(Clone, Copy)]
enum Needs {
    Scalar,
    /// A number or a text.
    Ordered,
    Text,
    Version,
    Instant,
    Address,
    /// One network, or a list of them.
    Networks,
    /// Written out, never a path.
    Pattern,
    List,
    Texts,
    /// What `contains` looks into.
    Container,
}

/// Both operands, in the forms their operator compares.
pub(super) fn operands(
    left: RawTerm<'_>,
    operator: Operator,
    right: RawTerm<'_>,
) -> Result<(Term, Term), SyntaxError> {
    let (on_left, on_right) = needs(operator);
    Ok((term(left, operator, on_left)?, term(right, operator, on_right)?))
}

fn needs(operator: Operator) -> (Needs, Needs) {
    match operator {
        Operator::Compare(relation) if relation.is_equality() => (Needs::Scalar, Needs::Scalar),
        Operator::Compare(_) => (Needs::Ordered, Needs::Ordered),
        Operator::In | Operator::NotIn => (Needs::Scalar, Needs::List),
        Operator::InIgnoreCase => (Needs::Text, Needs::Texts),
        Operator::Contains => (Needs::Container, Needs::Scalar),
        Operator::ContainsIgnoreCase => (Needs::Container, Needs::Text),
        Operator::ContainsAny | Operator::ContainsAll => (Needs::Container, Needs::List),
        Operator::StartsWith
        | Operator::StartsWithIgnoreCase
        | Operator::EndsWith
        | Operator::EndsWithIgnoreCase
        | Operator::EqualsIgnoreCase => (Needs::Text, Needs::Text),
        Operator::Matches => (Needs::Text, Needs::Pattern),
        Operator::Semver(_) => (Needs::Version, Needs::Version),
        Operator::Before | Operator::After => (Needs::Instant, Needs::Instant),
        Operator::InCidr => (Needs::Address, Needs::Networks),
        // The parser gives `exists` no operands.
        Operator::Exists => (Needs::Scalar, Needs::Scalar),
    }
}

fn term(term: RawTerm<'_>, operator: Operator, needs: Needs) -> Result<Term, SyntaxError> {
    match (term.raw, needs) {
        (Raw::Path(_), Needs::Pattern) => {
            Err(SyntaxError::new(term.span, "the pattern of `matches` must be written out")
                .help("write it in quotes, as in `matches '^v[0-9]+$'`"))
        }
        (Raw::Path(path), _) => Ok(Term::Path(path)),
        (raw, needs) => literal(raw, term.span, operator, needs).map(Term::Literal),
    }
}

fn literal(
    raw: Raw<'_>,
    span: Span,
    operator: Operator,
    needs: Needs,
) -> Result<Literal, SyntaxError> {
    match (raw, needs) {
        (Raw::List(items), Needs::List) => list(items, operator, Needs::Scalar),
        (Raw::List(items), Needs::Texts) => list(items, operator, Needs::Text),
        (Raw::List(items), Needs::Networks) => list(items, operator, Needs::Networks),
        (Raw::List(items), Needs::Container) => list(items, operator, Needs::Scalar),
        (Raw::Quoted(body), Needs::Pattern) => pattern(body, span),
        (Raw::Quoted(body), needs) => {
            // The body begins after its quote.
            let text = lex::unescape(body, span.offset + 1)?;
            read_text(&text, span, operator, needs)
        }
        (Raw::Int(value), Needs::Scalar | Needs::Ordered) => Ok(Literal::Int(value)),
        (Raw::UInt(value), Needs::Scalar | Needs::Ordered) => Ok(Literal::UInt(value)),
        (Raw::Decimal(value), Needs::Scalar | Needs::Ordered) => Ok(Literal::Decimal(value)),
        (Raw::Bool(value), Needs::Scalar) => Ok(Literal::Bool(value)),
        (Raw::Null, Needs::Scalar) => Ok(Literal::Null),
        (raw, needs) => Err(refused(&raw, span, operator, needs)),
    }
}

fn list(items: Vec<RawTerm<'_>>, operator: Operator, needs: Needs) -> Result<Literal, SyntaxError> {
    let items = items.into_iter().map(|item| literal(item.raw, item.span, operator, needs));
    Ok(Literal::List(List::new(items.collect::<Result<_, _>>()?)))
}

fn read_text(
    text: &str,
    span: Span,
    operator: Operator,
    needs: Needs,
) -> Result<Literal, SyntaxError> {
    let error = |message: &str, help: &str| Err(SyntaxError::new(span, message).help(help));
    match needs {
        Needs::Version => match Layout::of(text) {
            Some(layout) => Ok(Literal::Version(text.into(), layout)),
            None => error(
                "this text is not a semantic version",
                "write all three numbers, without `v` or leading zeros, as in `'1.2.0'`",
            ),
        },
        Needs::Instant => match read_instant(text) {
            Some(instant) => Ok(Literal::Instant(text.into(), instant)),
            None => error(
                "this text is not a date and time of RFC 3339",
                "write an existing date, a time and an offset, as in `'2030-01-31T09:00:00Z'`, or the \
                 date alone",
            ),
        },
        Needs::Address => match cidr::address(text) {
            Some(address) => Ok(Literal::Address(text.into(), address)),
            None => error(
                "this text is not an IP address",
                "write an address as in `'10.1.2.3'` or `'2001:db8::1'`",
            ),
        },
        Needs::Networks => match Network::parse(text) {
            Ok(network) => Ok(Literal::Network(text.into(), network)),
            Err(NetworkError::Address) => error(
                "this text is not a network in CIDR notation",
                "write an address and a prefix length, as in `'10.0.0.0/8'` or `'2001:db8::/32'`",
            ),
            Err(NetworkError::Prefix(longest)) => {
                Err(SyntaxError::new(span, "the prefix length of this network is not valid")
                    .help(format!("write a number from 0 to {longest} after the slash")))
            }
            Err(NetworkError::HostBits(meant)) => {
                Err(SyntaxError::new(span, "this network has bits set beyond its prefix")
                    .help(format!("write `'{meant}'`, or a longer prefix")))
            }
        },
        Needs::List | Needs::Texts => {
            let help = match operator {
                Operator::In | Operator::NotIn => {
                    "write `['…']`, or use `contains` to look inside a text"
                }
                Operator::ContainsAny | Operator::ContainsAll => {
                    "write `['…']`, or use `contains` with a single value"
                }
                _ => "write `['…']`, or use `contains_ignore_case` to look inside a text",
            };
            Err(SyntaxError::new(span, format!("`{operator}` needs a list on its right"))
                .help(help))
        }
        Needs::Scalar | Needs::Ordered | Needs::Text | Needs::Pattern | Needs::Container => {
            Ok(Literal::Text(text.into()))
        }
    }
}

/// A pattern is taken verbatim: the regular expression has escapes of its own.
fn pattern(body: &str, span: Span) -> Result<Literal, SyntaxError> {
    if let Err(error) =
        regex_syntax::ParserBuilder::new().nest_limit(PATTERN_NESTING).build().parse(body)
    {
        let (wrong, reason) = match &error {
            regex_syntax::Error::Parse(error) => (*error.span(), error.kind().to_string()),
            regex_syntax::Error::Translate(error) => (*error.span(), error.kind().to_string()),
            _ => return Err(SyntaxError::new(span, "this regular expression is not valid")),
        };
        let start = span.offset + 1 + wrong.start.offset;
        let wrong = Span::between(start, span.offset + 1 + wrong.end.offset);
        return Err(SyntaxError::new(wrong, format!("in this regular expression: {reason}")).help(
            "write a literal character of the syntax with a backslash before it, as in `\\.`",
        ));
    }
    let regex = RegexBuilder::new(body)
        .size_limit(PATTERN_SIZE)
        .dfa_size_limit(PATTERN_SIZE)
        .nest_limit(PATTERN_NESTING)
        .build();
    match regex {
        Ok(regex) => Ok(Literal::Pattern(Pattern { text: body.into(), regex })),
        Err(_) => Err(SyntaxError::new(span, "this regular expression is too large once compiled")
            .help("use smaller repetition counts, or `(?-u)` for ASCII classes")),
    }
}

fn refused(raw: &Raw<'_>, span: Span, operator: Operator, needs: Needs) -> SyntaxError {
    let found = match raw {
        Raw::Path(_) => "an attribute",
        Raw::Null => "null",
        Raw::Bool(_) => "a boolean",
        Raw::Int(_) | Raw::UInt(_) | Raw::Decimal(_) => "a number",
        Raw::Quoted(_) => "a text",
        Raw::List(_) => "a list",
    };
    let (needed, help) = match needs {
        Needs::Scalar => ("a single value", "use `in` or `contains` with a list"),
        Needs::Ordered => ("a number or a text", "booleans, null and lists have no order"),
        Needs::Text => ("a text", "write the text in quotes"),
        Needs::Version => ("a semantic version", "write it as text, as in `'1.2.0'`"),
        Needs::Instant => {
            ("a date and time", "write it as text of RFC 3339, as in `'2030-01-31T09:00:00Z'`")
        }
        Needs::Address => ("an IP address", "write it as text, as in `'10.1.2.3'`"),
        Needs::Networks => ("a network or a list of networks", "write it as in `'10.0.0.0/8'`"),
        Needs::Pattern => ("a regular expression", "write it in quotes, as in `'^v[0-9]+$'`"),
        Needs::List => ("a list", "write the values in brackets, as in `['a', 'b']`"),
        Needs::Texts => ("a list of texts", "write texts in brackets, as in `['a', 'b']`"),
        Needs::Container => ("a text or a list to look into", "name an attribute before it"),
    };
    SyntaxError::new(span, format!("`{operator}` needs {needed} here, found {found}")).help(help)
}
