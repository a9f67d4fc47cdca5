//! Explanations: which comparison said what, where it stands, and why.

use std::fmt;

use super::code::{Condition, PathId, Program, Term, Test};
use super::compare::Incomparable;
use super::evaluate::{Cause, Form, run};
use super::operand::{Attributes, Kind, Operand};
use super::truth::Truth;

/// Why a condition evaluated as it did: its truth, and every comparison in order.
///
/// Attribute values appear only where [`Condition::explain_with_values`] was asked for them.
/// `Display` gives one line for the condition and one for each comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What [`Condition::evaluate`] gives.
    pub truth: Truth,
    /// Each comparison, bare attribute and constant, in the order of the text.
    pub comparisons: Vec<Comparison>,
    source: String,
}

/// What became of one comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Its first byte in the condition's text.
    pub offset: usize,
    /// Its length there in bytes.
    pub len: usize,
    /// Its text as it was written.
    pub text: String,
    /// Its truth by itself.
    pub truth: Truth,
    /// Whether evaluation came to it; otherwise the comparisons before had settled the outcome.
    pub reached: bool,
    /// Why it has that truth.
    pub reason: Reason,
    /// The dotted paths of its attributes with their values as literals, `None` for a missing one.
    /// Empty unless values were asked for.
    pub values: Vec<(String, Option<String>)>,
}

/// Why a comparison has its truth. Paths are spelled as conditions spell them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is `true` or `false` in the condition's text.
    Constant,
    /// Everything was there and comparable.
    Compared,
    /// An attribute is missing.
    Missing {
        /// The attribute.
        path: String,
    },
    /// An attribute is there, which is all that was asked.
    Present {
        /// The attribute.
        path: String,
    },
    /// The values are of kinds that do not compare with each other.
    KindsDiffer {
        /// The kind on the left.
        left: Kind,
        /// The kind on the right, or of the first such item of a list.
        right: Kind,
    },
    /// The values have a kind without order.
    NoOrder {
        /// That kind.
        kind: Kind,
    },
    /// A number is NaN.
    NotANumber,
    /// An attribute, or an item of it, is of a kind that the operator cannot use.
    WrongKind {
        /// The attribute.
        path: String,
        /// The kind it has.
        found: Kind,
        /// What the operator needs, in words.
        needed: &'static str,
    },
    /// An attribute, or an item of it, is text that cannot be read as the operator needs.
    Malformed {
        /// The attribute.
        path: String,
        /// What the operator needs, in words.
        needed: &'static str,
    },
    /// The attributes are in a segment, or not.
    Segment {
        /// The segment.
        name: String,
        /// Whether they are.
        is_in: bool,
    },
    /// Whether the attributes are in a segment cannot be told.
    UnknownSegment {
        /// The segment.
        name: String,
    },
}

impl Condition {
    /// Why the condition has its truth for these attributes, without their values.
    ///
    /// Every comparison is judged, also those that [`Condition::evaluate`] would not come to.
    #[must_use]
    pub fn explain<A: Attributes + ?Sized>(&self, attributes: &A) -> Explanation {
        self.explanation(attributes, false)
    }

    /// [`Condition::explain`] with the value of each attribute: for the eyes of those who may see
    /// them.
    #[must_use]
    pub fn explain_with_values<A: Attributes + ?Sized>(&self, attributes: &A) -> Explanation {
        self.explanation(attributes, true)
    }

    fn explanation<A: Attributes + ?Sized>(
        &self,
        attributes: &A,
        with_values: bool,
    ) -> Explanation {
        let program = self.program();
        let mut comparisons = Vec::with_capacity(program.tests.len());
        for (test, span) in program.tests.iter().zip(&program.spans) {
            let answer = test.answer(program, attributes);
            comparisons.push(Comparison {
                offset: span.offset,
                len: span.len,
                text: program.excerpt(*span).to_owned(),
                truth: answer.map_or(Truth::Unknown, Truth::from),
                reached: false,
                reason: match (answer, test) {
                    (Err(cause), _) => Reason::of(cause, program),
                    (Ok(_), Test::Constant(_)) => Reason::Constant,
                    (Ok(true), Test::Exists(id)) => {
                        Reason::Present { path: program.path(*id).to_string() }
                    }
                    (Ok(false), Test::Exists(id)) => {
                        Reason::Missing { path: program.path(*id).to_string() }
                    }
                    (Ok(is_in), Test::Segment(index)) => {
                        let name = program.segments[*index as usize].name.to_string();
                        Reason::Segment { name, is_in }
                    }
                    (Ok(_), _) => Reason::Compared,
                },
                values: if with_values { values(test, program, attributes) } else { Vec::new() },
            });
        }
        let truth = run(program, |test| {
            let comparison = &mut comparisons[test as usize];
            comparison.reached = true;
            comparison.truth
        });
        Explanation { truth, comparisons, source: self.source().to_owned() }
    }
}

fn values<A: Attributes + ?Sized>(
    test: &Test,
    program: &Program,
    attributes: &A,
) -> Vec<(String, Option<String>)> {
    let paths = match test {
        Test::Constant(_) | Test::Segment(_) => [None, None],
        Test::Reference(path) | Test::Exists(path) => [Some(*path), None],
        Test::Binary { left, right, .. } => [path_of(left), path_of(right)],
    };
    let value = |id: PathId| {
        let path = program.path(id);
        (path.to_string(), attributes.get(path).map(|value| literal(value)))
    };
    paths.into_iter().flatten().map(value).collect()
}

fn path_of(term: &Term) -> Option<PathId> {
    match term {
        Term::Path(path) => Some(*path),
        Term::Literal(_) => None,
    }
}

/// `Debug` of an operand is its literal.
fn literal(value: Operand<'_>) -> String {
    format!("{value:?}")
}

impl Reason {
    fn of(cause: Cause, program: &Program) -> Self {
        let path = |id| program.path(id).to_string();
        match cause {
            Cause::Missing(id) => Self::Missing { path: path(id) },
            Cause::Incomparable(Incomparable::Kinds, left, right) => {
                Self::KindsDiffer { left, right }
            }
            Cause::Incomparable(Incomparable::Order, kind, _) => Self::NoOrder { kind },
            Cause::Incomparable(Incomparable::NotANumber, ..) => Self::NotANumber,
            Cause::Kind { path: id, found, needed } => {
                Self::WrongKind { path: path(id), found, needed: in_words(needed) }
            }
            Cause::Segment(index) => {
                Self::UnknownSegment { name: program.segments[index as usize].name.to_string() }
            }
            Cause::Malformed { path: id, needed } => {
                Self::Malformed { path: path(id), needed: in_words(needed) }
            }
        }
    }
}

fn in_words(form: Form) -> &'static str {
    match form {
        Form::Boolean => "a boolean",
        Form::Text => "text",
        Form::List => "a list",
        Form::TextOrList => "text or a list",
        Form::Version => "a semantic version",
        Form::Instant => "a date and time of RFC 3339",
        Form::Address => "an IP address",
        Form::Network => "a network in CIDR notation",
    }
}

/// One clause without final period.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant => f.write_str("always so"),
            Self::Compared => f.write_str("compared"),
            Self::Missing { path } => write!(f, "`{path}` is missing"),
            Self::Present { path } => write!(f, "`{path}` is there"),
            Self::KindsDiffer { left: Kind::List, right: Kind::List } => {
                f.write_str("a list does not compare with a list")
            }
            Self::KindsDiffer { left, right } => {
                write!(f, "{left} does not compare with {right}")
            }
            Self::NoOrder { kind } => write!(f, "{kind} has no order"),
            Self::NotANumber => f.write_str("NaN compares with no number"),
            Self::WrongKind { path, found, needed } => {
                write!(f, "`{path}` gives {found}, where {needed} is needed")
            }
            Self::Segment { name, is_in: true } => write!(f, "in the segment `{name}`"),
            Self::Segment { name, is_in: false } => write!(f, "not in the segment `{name}`"),
            Self::UnknownSegment { name } => {
                write!(f, "whether it is in the segment `{name}` cannot be told")
            }
            Self::Malformed { path, needed } => {
                write!(f, "`{path}` gives text that is not {needed}")
            }
        }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<8} {}", self.truth, one_line(&self.source))?;
        let width = |text: &str| text.chars().count();
        let texts: Vec<String> = self.comparisons.iter().map(|c| one_line(&c.text)).collect();
        let widest = texts.iter().map(|text| width(text)).max().unwrap_or(0);
        for (comparison, text) in self.comparisons.iter().zip(&texts) {
            let pad = " ".repeat(widest - width(text));
            write!(f, "\n  {:<8} {text}{pad}  {}", comparison.truth, comparison.reason)?;
            for (path, value) in &comparison.values {
                match value {
                    Some(value) => write!(f, "; `{path}` is {value}")?,
                    None if matches!(comparison.reason, Reason::Missing { .. }) => {}
                    None => write!(f, "; `{path}` is missing")?,
                }
            }
            if !comparison.reached {
                f.write_str("; not reached")?;
            }
        }
        Ok(())
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
