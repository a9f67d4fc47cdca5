//! The compiled condition: flat code over tests over interned paths, all plain data.
//!
//! The code is the expression in postfix order with jumps that leave a chain as soon as it is
//! settled. Nothing here is recursive, so printing and evaluating need no deep stack.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use regex::Regex;

use super::cidr::Network;
use super::error::{Span, SyntaxError};
use super::operand::{Items, Operand};
use super::operator::{Operator, Relation};
use super::parse;
use super::path::Path;
use super::semver::Layout;
use crate::value::Timestamp;

/// A parsed condition: immutable, cheap to clone, shared between threads freely.
///
/// Two conditions are equal when their canonical texts are: blanks, redundant parentheses, the
/// spelling of operators and the slots of paths do not count.
#[derive(Clone)]
pub struct Condition(Arc<Program>);

#[derive(Clone)]
pub(super) struct Program {
    pub(super) source: Box<str>,
    /// Each referenced path once, in order of first appearance, and where that is.
    pub(super) paths: Vec<Path>,
    pub(super) places: Vec<Span>,
    /// Each named segment once, in order of first appearance.
    pub(super) segments: Vec<Segment>,
    pub(super) tests: Vec<Test>,
    /// Where each test stands in the source.
    pub(super) spans: Vec<Span>,
    pub(super) code: Vec<Instruction>,
}

/// A segment that the condition names.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) name: Box<str>,
    /// Where its name stands first, quotes included.
    pub(super) place: Span,
    pub(super) slot: u32,
}

/// Index of a path in the program.
pub(super) type PathId = u32;

/// One step of the code. The stack holds truths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    /// Pushes the truth of a test.
    Test(u32),
    /// Negates the top.
    Not,
    /// Replaces the two topmost by their conjunction.
    And,
    /// Replaces the two topmost by their disjunction.
    Or,
    /// Continues at an instruction further on if the top is false, and keeps it.
    SkipIfFalse(u32),
    /// Continues at an instruction further on if the top is true, and keeps it.
    SkipIfTrue(u32),
}

/// A question to the attributes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    Constant(bool),
    /// A path by itself, which must be a boolean.
    Reference(PathId),
    Exists(PathId),
    /// Whether the attributes are in a segment, by its index in the program.
    Segment(u32),
    Binary {
        left: Term,
        operator: Operator,
        right: Term,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    Path(PathId),
    Literal(Literal),
}

/// A value written in the condition, read as its operator needs it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Null,
    Bool(bool),
    Int(i64),
    /// An integer beyond those.
    UInt(u64),
    Decimal(f64),
    Text(Box<str>),
    Version(Box<str>, Layout),
    Instant(Box<str>, Timestamp),
    Address(Box<str>, IpAddr),
    Network(Box<str>, Network),
    Pattern(Pattern),
    List(List),
}

/// A regular expression, verbatim as written between its quotes.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) text: Box<str>,
    pub(super) regex: Regex,
}

/// A list written in the condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct List {
    items: Box<[Literal]>,
    /// The items' indexes sorted by text, where all are text and searching by halves pays.
    sorted: Box<[u32]>,
}

impl Condition {
    /// Parses and compiles a condition.
    ///
    /// # Errors
    ///
    /// The first mistake from the left, with its place and remedy. The module's page lists the
    /// limits.
    pub fn parse(source: &str) -> Result<Self, SyntaxError> {
        parse::parse(source).map(|program| Self(Arc::new(program)))
    }

    /// The text as it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// Each attribute the condition names, once, in order of first appearance.
    pub fn references(&self) -> impl ExactSizeIterator<Item = Reference<'_>> {
        self.0.paths.iter().zip(&self.0.places).map(|(path, place)| Reference {
            path,
            offset: place.offset,
            len: place.len,
        })
    }

    /// The same condition with the slot of every path chosen by the caller, for instance its index
    /// in a table of attributes that many conditions share.
    #[must_use]
    pub fn with_slots(self, mut slot: impl FnMut(&Path) -> u32) -> Self {
        let mut program = Arc::unwrap_or_clone(self.0);
        for path in &mut program.paths {
            path.slot = slot(path);
        }
        Self(Arc::new(program))
    }

    /// Each segment the condition names, once, in order of first appearance.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = SegmentReference<'_>> {
        self.0.segments.iter().map(|segment| SegmentReference {
            name: &segment.name,
            offset: segment.place.offset,
            len: segment.place.len,
        })
    }

    /// The same condition with the slot of every segment chosen by the caller.
    #[must_use]
    pub fn with_segments(self, mut slot: impl FnMut(&str) -> u32) -> Self {
        if self.0.segments.is_empty() {
            return self;
        }
        let mut program = Arc::unwrap_or_clone(self.0);
        for segment in &mut program.segments {
            segment.slot = slot(&segment.name);
        }
        Self(Arc::new(program))
    }

    /// The slot of each segment the condition names.
    pub(crate) fn segment_slots(&self) -> impl ExactSizeIterator<Item = u32> {
        self.0.segments.iter().map(|segment| segment.slot)
    }

    /// The tests all of which must hold, where the condition is no more than that and each of them
    /// looks at one attribute by its slot.
    pub(crate) fn all_of(&self) -> Option<Vec<Simple<'_>>> {
        let simple = |code: &Instruction| {
            !matches!(code, Instruction::Not | Instruction::Or | Instruction::SkipIfTrue(_))
        };
        let program = self.program();
        if !program.code.iter().all(simple) {
            return None;
        }
        program.tests.iter().map(|test| Simple::of(test, program)).collect()
    }

    pub(super) fn program(&self) -> &Program {
        &self.0
    }
}

/// An attribute a condition names, and where it does so first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The attribute.
    pub path: &'a Path,
    /// Its first byte in the condition's text.
    pub offset: usize,
    /// Its length there in bytes.
    pub len: usize,
}

/// A test of one attribute, by its slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Simple<'a> {
    /// It is this text.
    Equals(u32, &'a str),
    /// It is one of these texts.
    OneOf(u32, Vec<&'a str>),
    /// It is the boolean `true`.
    IsTrue(u32),
}

impl<'a> Simple<'a> {
    fn of(test: &'a Test, program: &Program) -> Option<Self> {
        /// More are found faster by halves.
        const FEW: usize = 8;
        let slot = |path: &PathId| program.path(*path).slot;
        match test {
            Test::Reference(path) => Some(Self::IsTrue(slot(path))),
            Test::Binary {
                left: Term::Path(path),
                operator: Operator::Compare(Relation::Equal),
                right: Term::Literal(Literal::Text(text)),
            } => Some(Self::Equals(slot(path), text)),
            Test::Binary {
                left: Term::Path(path),
                operator: Operator::In,
                right: Term::Literal(Literal::List(list)),
            } if list.items.len() <= FEW => {
                let texts = list.items.iter().map(Literal::text).collect::<Option<_>>()?;
                Some(Self::OneOf(slot(path), texts))
            }
            _ => None,
        }
    }
}

/// A segment a condition names, and where it does so first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentReference<'a> {
    /// Its name.
    pub name: &'a str,
    /// The first byte of the name in the condition's text, its quote.
    pub offset: usize,
    /// Its length there in bytes, quotes included.
    pub len: usize,
}

impl PartialEq for Segment {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.0, &other.0);
        Arc::ptr_eq(a, b) || same(a, b)
    }
}

fn same(a: &Program, b: &Program) -> bool {
    a.code == b.code && a.paths == b.paths && a.segments == b.segments && a.tests == b.tests
}

/// Equality is reflexive: a literal is never NaN.
impl Eq for Condition {}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condition({self})")
    }
}

impl FromStr for Condition {
    type Err = SyntaxError;

    fn from_str(source: &str) -> Result<Self, SyntaxError> {
        Self::parse(source)
    }
}

impl Program {
    pub(super) fn path(&self, id: PathId) -> &Path {
        &self.paths[id as usize]
    }

    /// The text of a test as it was written.
    pub(super) fn excerpt(&self, span: Span) -> &str {
        self.source.get(span.offset..span.end()).unwrap_or_default()
    }
}

impl Literal {
    /// The value as an attribute of the same kind would give it.
    pub(super) fn operand(&self) -> Operand<'_> {
        match self {
            Self::Null => Operand::Null,
            Self::Bool(value) => Operand::Bool(*value),
            Self::Int(value) => Operand::Int(*value),
            Self::UInt(value) => Operand::UInt(*value),
            Self::Decimal(value) => Operand::Float(*value),
            Self::Text(text)
            | Self::Version(text, _)
            | Self::Instant(text, _)
            | Self::Address(text, _)
            | Self::Network(text, _) => Operand::Text(text),
            Self::Pattern(pattern) => Operand::Text(&pattern.text),
            Self::List(list) => Operand::List(list),
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl List {
    /// From this many items on, a sorted index is faster than looking at each.
    const INDEXED: usize = 12;

    pub(super) fn new(items: Vec<Literal>) -> Self {
        let mut sorted = Vec::new();
        if items.len() >= Self::INDEXED && items.iter().all(|item| item.text().is_some()) {
            sorted.extend(0..u32::try_from(items.len()).unwrap_or(0));
            sorted.sort_unstable_by_key(|index| items[*index as usize].text());
        }
        Self { items: items.into(), sorted: sorted.into() }
    }

    pub(super) fn items(&self) -> &[Literal] {
        &self.items
    }

    /// Whether a text is among the items, or `None` where there is no index to tell.
    pub(super) fn find(&self, text: &str) -> Option<bool> {
        if self.sorted.is_empty() {
            return None;
        }
        let key = |index: &u32| self.items[*index as usize].text().unwrap_or_default();
        Some(self.sorted.binary_search_by(|index| key(index).cmp(text)).is_ok())
    }
}

impl Items for List {
    fn len(&self) -> usize {
        self.items.len()
    }

    fn item(&self, index: usize) -> Operand<'_> {
        self.items[index].operand()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
