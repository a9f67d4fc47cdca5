//! Canonical spelling: conditions and values as text that parses back to an equal condition.

use std::fmt::{self, Display, Formatter, Write};

use super::code::{Condition, Instruction, List, Literal, Program, Term, Test};
use super::operand::Operand;

/// How tightly a piece of text holds together, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Not,
    Comparison,
}

/// Writes the canonical text: `AND`, `OR` and `NOT` in upper case, other operators in lower case,
/// single quotes, and only the parentheses that are needed. It parses to an equal condition.
impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let program = self.program();
        let mut stack = Vec::new();
        for instruction in &program.code {
            let written = match instruction {
                Instruction::Test(test) => {
                    let test = &program.tests[*test as usize];
                    (Shown { test, program }.to_string(), Binding::Comparison)
                }
                Instruction::SkipIfFalse(_) | Instruction::SkipIfTrue(_) => continue,
                Instruction::Not => {
                    (format!("NOT {}", pop(&mut stack, Binding::Not)), Binding::Not)
                }
                Instruction::And => joined(&mut stack, "AND", Binding::And, Binding::Not),
                Instruction::Or => joined(&mut stack, "OR", Binding::Or, Binding::And),
            };
            stack.push(written);
        }
        f.write_str(&pop(&mut stack, Binding::Or))
    }
}

/// Chains associate to the left: a chain on the right keeps its parentheses, by `tighter`.
fn joined(
    stack: &mut Vec<(String, Binding)>,
    word: &str,
    binding: Binding,
    tighter: Binding,
) -> (String, Binding) {
    let right = pop(stack, tighter);
    let mut text = pop(stack, binding);
    text.reserve(word.len() + right.len() + 2);
    text.push(' ');
    text.push_str(word);
    text.push(' ');
    text.push_str(&right);
    (text, binding)
}

/// The top of the stack, in parentheses where it binds too loosely. Code of a parsed condition
/// never pops an empty stack.
fn pop(stack: &mut Vec<(String, Binding)>, least: Binding) -> String {
    match stack.pop() {
        Some((text, binding)) if binding < least => format!("({text})"),
        Some((text, _)) => text,
        None => String::new(),
    }
}

/// A test beside the program that its paths live in.
struct Shown<'a> {
    test: &'a Test,
    program: &'a Program,
}

impl Shown<'_> {
    fn term(&self, f: &mut Formatter<'_>, term: &Term) -> fmt::Result {
        match term {
            Term::Path(path) => write!(f, "{}", self.program.path(*path)),
            Term::Literal(literal) => write_literal(f, literal),
        }
    }
}

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.test {
            Test::Constant(value) => write!(f, "{value}"),
            Test::Reference(path) => write!(f, "{}", self.program.path(*path)),
            Test::Exists(path) => write!(f, "{} exists", self.program.path(*path)),
            Test::Segment(index) => {
                f.write_str("segment(")?;
                write_quoted(f, &self.program.segments[*index as usize].name, '\'')?;
                f.write_char(')')
            }
            Test::Binary { left, operator, right } => {
                self.term(f, left)?;
                write!(f, " {operator} ")?;
                self.term(f, right)
            }
        }
    }
}

fn write_literal(f: &mut Formatter<'_>, literal: &Literal) -> fmt::Result {
    match literal {
        Literal::Pattern(pattern) => {
            // Verbatim, so it holds at most one of the two quotes bare: the one it was not in.
            let quote = if has_bare_apostrophe(&pattern.text) { '"' } else { '\'' };
            write!(f, "{quote}{}{quote}", pattern.text)
        }
        Literal::List(list) => write_list(f, list),
        other => write_operand(f, other.operand()),
    }
}

fn has_bare_apostrophe(pattern: &str) -> bool {
    let mut escaped = false;
    pattern.chars().any(|c| {
        let bare = !escaped && c == '\'';
        escaped = !escaped && c == '\\';
        bare
    })
}

fn write_list(f: &mut Formatter<'_>, list: &List) -> fmt::Result {
    f.write_char('[')?;
    for (index, literal) in list.items().iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        write_literal(f, literal)?;
    }
    f.write_char(']')
}

/// Writes a value as a literal; NaN and infinities, which have none, by their names.
pub(super) fn write_operand(f: &mut Formatter<'_>, operand: Operand<'_>) -> fmt::Result {
    match operand {
        Operand::Null => f.write_str("null"),
        Operand::Bool(value) => write!(f, "{value}"),
        Operand::Int(value) => write!(f, "{value}"),
        Operand::UInt(value) => write!(f, "{value}"),
        Operand::Float(value) if value.fract() == 0.0 => write!(f, "{value:.1}"),
        Operand::Float(value) => write!(f, "{value}"),
        Operand::Text(text) => write_quoted(f, text, '\''),
        Operand::List(items) => {
            f.write_char('[')?;
            for index in 0..items.len() {
                if index > 0 {
                    f.write_str(", ")?;
                }
                match items.item(index) {
                    // A list in a list compares with nothing, and its depth is the caller's.
                    Operand::List(_) => f.write_str("[…]")?,
                    item => write_operand(f, item)?,
                }
            }
            f.write_char(']')
        }
    }
}

/// Writes `text` between quotes, with the escapes that [`unescape`](super::lex::unescape) reads.
pub(super) fn write_quoted(f: &mut Formatter<'_>, text: &str, quote: char) -> fmt::Result {
    f.write_char(quote)?;
    for c in text.chars() {
        match c {
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\\' => f.write_str("\\\\")?,
            c if c == quote => write!(f, "\\{c}")?,
            c if c.is_control() => write!(f, "\\u{{{:x}}}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char(quote)
}
