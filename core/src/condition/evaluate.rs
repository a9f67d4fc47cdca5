//! Evaluation: the code over an attribute source, without allocation, lock or clock.

use std::cmp::Ordering;
use std::net::IpAddr;

use super::cidr::{self, Network};
use super::code::{Condition, Instruction, Literal, PathId, Program, Term, Test};
use super::compare::{self, Incomparable};
use super::operand::{Attributes, Kind, Operand};
use super::operator::Operator;
use super::parse::MAX_NESTING;
use super::semver::{Layout, Version};
use super::truth::Truth;
use crate::value::Timestamp;

/// How many truths the stack holds: two bits each in a `u128`.
pub(super) const STACK: usize = 64;

// Each level of nesting leaves at most the left sides of one `OR` and one `AND` waiting, and the
// innermost comparison adds one.
const _: () = assert!(2 * (MAX_NESTING + 1) < STACK);

/// Why a test is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Missing(PathId),
    /// The kinds of the two operands.
    Incomparable(Incomparable, Kind, Kind),
    /// An attribute is of a kind the operator has no use for.
    Kind {
        path: PathId,
        found: Kind,
        needed: Form,
    },
    /// An attribute, or an item of it, is text that cannot be read as the operator needs.
    Malformed {
        path: PathId,
        needed: Form,
    },
    /// Whether the attributes are in a segment cannot be told.
    Segment(u32),
}

/// What an operator asks of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Boolean,
    Text,
    List,
    TextOrList,
    Version,
    Instant,
    Address,
    Network,
}

impl Condition {
    /// The truth of the condition for these attributes.
    ///
    /// Stops as soon as the outcome is settled. It neither allocates nor locks and reads no clock;
    /// `matches` alone may use the regular expression's scratch memory, which is made on first use.
    #[must_use]
    pub fn evaluate<A: Attributes + ?Sized>(&self, attributes: &A) -> Truth {
        let program = self.program();
        run(program, |test| {
            program.tests[test as usize]
                .answer(program, attributes)
                .map_or(Truth::Unknown, Truth::from)
        })
    }
}

/// Runs the code, asking for the truth of each test that is reached.
pub(super) fn run(program: &Program, mut test: impl FnMut(u32) -> Truth) -> Truth {
    // Most conditions are one test, which needs no stack.
    if let [Instruction::Test(only)] = program.code.as_slice() {
        return test(*only);
    }
    let mut stack = Stack(0);
    let mut at = 0;
    while let Some(instruction) = program.code.get(at) {
        at += 1;
        match *instruction {
            Instruction::Test(index) => stack.push(test(index)),
            Instruction::Not => {
                let truth = stack.pop();
                stack.push(!truth);
            }
            Instruction::And => {
                let right = stack.pop();
                let left = stack.pop();
                stack.push(left.and(right));
            }
            Instruction::Or => {
                let right = stack.pop();
                let left = stack.pop();
                stack.push(left.or(right));
            }
            Instruction::SkipIfFalse(end) => {
                if stack.top() == Truth::False {
                    at = end as usize;
                }
            }
            Instruction::SkipIfTrue(end) => {
                if stack.top() == Truth::True {
                    at = end as usize;
                }
            }
        }
    }
    stack.top()
}

/// Up to [`STACK`] truths, two bits each, the top lowest.
struct Stack(u128);

impl Stack {
    fn push(&mut self, truth: Truth) {
        self.0 = self.0 << 2 | truth as u128;
    }

    fn top(&self) -> Truth {
        match self.0 & 3 {
            0 => Truth::False,
            1 => Truth::Unknown,
            _ => Truth::True,
        }
    }

    fn pop(&mut self) -> Truth {
        let truth = self.top();
        self.0 >>= 2;
        truth
    }
}

impl Test {
    /// Whether the test holds, or why that cannot be told.
    #[inline]
    pub(super) fn answer<A: Attributes + ?Sized>(
        &self,
        program: &Program,
        attributes: &A,
    ) -> Result<bool, Cause> {
        let scope = Scope { program, attributes };
        match self {
            Self::Constant(value) => Ok(*value),
            Self::Reference(path) => match scope.attribute(*path)? {
                Operand::Bool(value) => Ok(value),
                other => {
                    Err(Cause::Kind { path: *path, found: other.kind(), needed: Form::Boolean })
                }
            },
            Self::Exists(path) => Ok(attributes.holds(program.path(*path))),
            Self::Segment(index) => {
                let segment = &program.segments[*index as usize];
                let truth = attributes.segment(&segment.name, segment.slot);
                truth.known().ok_or(Cause::Segment(*index))
            }
            Self::Binary { left, operator, right } => scope.compare(left, *operator, right),
        }
    }
}

/// Where terms get their values.
struct Scope<'a, A: ?Sized> {
    program: &'a Program,
    attributes: &'a A,
}

impl<'a, A: Attributes + ?Sized> Scope<'a, A> {
    /// The comparisons that rules are mostly made of; the others stand apart, so that these stay
    /// small enough to inline.
    #[inline]
    fn compare(&self, left: &'a Term, operator: Operator, right: &'a Term) -> Result<bool, Cause> {
        match operator {
            Operator::Compare(relation) => {
                let (left, right) = (self.operand(left)?, self.operand(right)?);
                if relation.is_equality() {
                    let equal = incomparable(compare::equal(left, right), left, right)?;
                    return Ok(equal == relation.holds(Ordering::Equal));
                }
                let ordering = incomparable(compare::order(left, right), left, right)?;
                Ok(relation.holds(ordering))
            }
            Operator::In => self.member(left, right),
            Operator::NotIn => self.member(left, right).map(|member| !member),
            other => self.compare_as(left, other, right),
        }
    }

    /// The operators that read their operands as something.
    #[inline(never)]
    fn compare_as(
        &self,
        left: &'a Term,
        operator: Operator,
        right: &'a Term,
    ) -> Result<bool, Cause> {
        match operator {
            // Never asked here, and answered all the same.
            Operator::Compare(_) | Operator::In | Operator::NotIn => {
                self.compare(left, operator, right)
            }
            Operator::InIgnoreCase => self.member_ignoring_case(right, left),
            Operator::Contains => match self.operand(left)? {
                Operand::Text(text) => Ok(text.contains(self.text(right)?)),
                Operand::List(_) => self.member(right, left),
                other => Err(wrong(left, other, Form::TextOrList)),
            },
            Operator::ContainsAny => {
                let whole = self.operand(left)?;
                self.items(right, |item| self.part_of(left, whole, item))
            }
            Operator::ContainsAll => {
                let whole = self.operand(left)?;
                let missing = |item: Operand<'_>| Ok(!self.part_of(left, whole, item)?);
                self.items(right, missing).map(|missing| !missing)
            }
            Operator::ContainsIgnoreCase => match self.operand(left)? {
                Operand::Text(text) => Ok(compare::contains_ignoring_case(text, self.text(right)?)),
                Operand::List(_) => self.member_ignoring_case(left, right),
                other => Err(wrong(left, other, Form::TextOrList)),
            },
            Operator::StartsWith => self.texts(left, right, |text, part| text.starts_with(part)),
            Operator::EndsWith => self.texts(left, right, |text, part| text.ends_with(part)),
            Operator::StartsWithIgnoreCase => {
                self.texts(left, right, compare::starts_ignoring_case)
            }
            Operator::EndsWithIgnoreCase => self.texts(left, right, compare::ends_ignoring_case),
            Operator::EqualsIgnoreCase => self.texts(left, right, compare::equal_ignoring_case),
            Operator::Matches => {
                let text = self.text(left)?;
                match right {
                    Term::Literal(Literal::Pattern(pattern)) => Ok(pattern.regex.is_match(text)),
                    other => Err(wrong(other, self.operand(other)?, Form::Text)),
                }
            }
            Operator::Semver(relation) => {
                let (left, right) = (self.version(left)?, self.version(right)?);
                Ok(relation.holds(left.precedence(&right)))
            }
            Operator::Before => Ok(self.instant(left)? < self.instant(right)?),
            Operator::After => Ok(self.instant(left)? > self.instant(right)?),
            Operator::InCidr => {
                let address = self.address(left)?;
                self.networks(right, |network| network.contains(address))
            }
            // Parsed into a test of its own.
            Operator::Exists => Ok(self.operand(left).is_ok()),
        }
    }
}

/// Values of terms.
impl<'a, A: Attributes + ?Sized> Scope<'a, A> {
    fn attribute(&self, path: PathId) -> Result<Operand<'a>, Cause> {
        self.attributes.get(self.program.path(path)).ok_or(Cause::Missing(path))
    }

    fn operand(&self, term: &'a Term) -> Result<Operand<'a>, Cause> {
        match term {
            Term::Path(path) => self.attribute(*path),
            Term::Literal(literal) => Ok(literal.operand()),
        }
    }

    fn text(&self, term: &'a Term) -> Result<&'a str, Cause> {
        match self.operand(term)? {
            Operand::Text(text) => Ok(text),
            other => Err(wrong(term, other, Form::Text)),
        }
    }

    fn texts(
        &self,
        left: &'a Term,
        right: &'a Term,
        holds: impl Fn(&str, &str) -> bool,
    ) -> Result<bool, Cause> {
        Ok(holds(self.text(left)?, self.text(right)?))
    }

    fn version(&self, term: &'a Term) -> Result<Version<'a>, Cause> {
        if let Term::Literal(Literal::Version(text, layout)) = term {
            return Ok(layout.version(text));
        }
        let text = self.text(term)?;
        let layout = Layout::of(text).ok_or(malformed(term, Form::Version))?;
        Ok(layout.version(text))
    }

    fn instant(&self, term: &'a Term) -> Result<Timestamp, Cause> {
        match term {
            Term::Literal(Literal::Instant(_, instant)) => Ok(*instant),
            _ => read_instant(self.text(term)?).ok_or(malformed(term, Form::Instant)),
        }
    }

    fn address(&self, term: &'a Term) -> Result<IpAddr, Cause> {
        match term {
            Term::Literal(Literal::Address(_, address)) => Ok(*address),
            _ => cidr::address(self.text(term)?).ok_or(malformed(term, Form::Address)),
        }
    }

    /// Whether `holds` accepts one of the networks.
    fn networks(&self, term: &'a Term, holds: impl Fn(Network) -> bool) -> Result<bool, Cause> {
        let read = |item: Operand<'_>| match item {
            Operand::Text(text) => match Network::parse(text) {
                Ok(network) => Ok(holds(network)),
                Err(_) => Err(malformed(term, Form::Network)),
            },
            other => Err(wrong(term, other, Form::Network)),
        };
        match term {
            Term::Literal(Literal::Network(_, network)) => Ok(holds(*network)),
            Term::Literal(Literal::List(list)) => Ok(list
                .items()
                .iter()
                .any(|item| matches!(item, Literal::Network(_, network) if holds(*network)))),
            _ => match self.operand(term)? {
                Operand::List(list) => compare::any(list, read),
                other => read(other),
            },
        }
    }

    fn member(&self, item: &'a Term, list: &'a Term) -> Result<bool, Cause> {
        let item = self.operand(item)?;
        let same = |other: Operand<'_>| incomparable(compare::equal(item, other), item, other);
        if let Term::Literal(Literal::List(list)) = list {
            let found = if let Operand::Text(text) = item { list.find(text) } else { None };
            return found.map_or_else(|| compare::any(list, same), Ok);
        }
        match self.operand(list)? {
            Operand::List(items) => compare::any(items, same),
            other => Err(wrong(list, other, Form::List)),
        }
    }

    /// Whether some item of a list is accepted.
    fn items(
        &self,
        list: &'a Term,
        accepts: impl FnMut(Operand<'_>) -> Result<bool, Cause>,
    ) -> Result<bool, Cause> {
        match self.operand(list)? {
            Operand::List(items) => compare::any(items, accepts),
            other => Err(wrong(list, other, Form::List)),
        }
    }

    /// Whether a text or list holds an item.
    fn part_of(
        &self,
        term: &'a Term,
        whole: Operand<'_>,
        item: Operand<'_>,
    ) -> Result<bool, Cause> {
        match (whole, item) {
            (Operand::Text(whole), Operand::Text(part)) => Ok(whole.contains(part)),
            (Operand::Text(_), other) => {
                Err(Cause::Incomparable(Incomparable::Kinds, Kind::Text, other.kind()))
            }
            (Operand::List(items), item) => {
                compare::any(items, |other| incomparable(compare::equal(other, item), other, item))
            }
            (other, _) => Err(wrong(term, other, Form::TextOrList)),
        }
    }

    fn member_ignoring_case(&self, list: &'a Term, item: &'a Term) -> Result<bool, Cause> {
        let text = self.text(item)?;
        match self.operand(list)? {
            Operand::List(items) => compare::any(items, |other| match other {
                Operand::Text(other) => Ok(compare::equal_ignoring_case(text, other)),
                other => Err(Cause::Incomparable(Incomparable::Kinds, Kind::Text, other.kind())),
            }),
            other => Err(wrong(list, other, Form::List)),
        }
    }
}

/// A date and time, or a date for its first instant in UTC.
pub(super) fn read_instant(text: &str) -> Option<Timestamp> {
    Timestamp::read(text).or_else(|| Timestamp::read_day(text))
}

fn incomparable<T>(
    result: Result<T, Incomparable>,
    left: Operand<'_>,
    right: Operand<'_>,
) -> Result<T, Cause> {
    result.map_err(|why| Cause::Incomparable(why, left.kind(), right.kind()))
}

fn wrong(term: &Term, found: Operand<'_>, needed: Form) -> Cause {
    match term {
        Term::Path(path) => Cause::Kind { path: *path, found: found.kind(), needed },
        // Literals were checked when they were parsed.
        Term::Literal(_) => Cause::Incomparable(Incomparable::Kinds, found.kind(), found.kind()),
    }
}

fn malformed(term: &Term, needed: Form) -> Cause {
    match term {
        Term::Path(path) => Cause::Malformed { path: *path, needed },
        // Literals were read when they were parsed.
        Term::Literal(_) => Cause::Incomparable(Incomparable::Kinds, Kind::Text, Kind::Text),
    }
}
