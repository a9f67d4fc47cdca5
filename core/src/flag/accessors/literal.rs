//! Texts and numbers as literals. Only letters, digits and printable ASCII stand as they are.

use crate::yaml::{Data, Node};

/// In double quotes, for Rust.
pub(super) fn rust(text: &str) -> String {
    quoted(text, '"', |char| format!("\\u{{{:x}}}", u32::from(char)))
}

/// In double quotes, for Python.
pub(super) fn python(text: &str) -> String {
    quoted(text, '"', |char| match u32::from(char) {
        code @ 0..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    })
}

/// In single quotes, for TypeScript.
pub(super) fn typescript(text: &str) -> String {
    quoted(text, '\'', |char| format!("\\u{{{:x}}}", u32::from(char)))
}

/// In double quotes, for C: bytes in octal, which takes three digits and never one that follows.
pub(super) fn c(text: &str) -> String {
    let mut literal = String::from("\"");
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => literal.extend(['\\', char::from(byte)]),
            // Two of them and another sign are one sign in older C.
            b'?' if literal.ends_with('?') => literal.push_str("\\?"),
            b' '..=b'~' => literal.push(char::from(byte)),
            _ => literal.push_str(&format!("\\{byte:03o}")),
        }
    }
    literal + "\""
}

fn quoted(text: &str, quote: char, escape: impl Fn(char) -> String) -> String {
    let mut literal = String::from(quote);
    for char in text.chars() {
        match char {
            '\\' => literal.push_str("\\\\"),
            char if char == quote => literal.extend(['\\', char]),
            ' '..='~' => literal.push(char),
            char if char.is_alphanumeric() => literal.push(char),
            char => literal.push_str(&escape(char)),
        }
    }
    literal.push(quote);
    literal
}

/// A number with a point or an exponent, as every language reads it; 0 for what is no number.
pub(super) fn float(node: &Node) -> String {
    let value = match node.data {
        Data::Float(value) if value.is_finite() => value,
        Data::Int(value) => value as f64,
        Data::UInt(value) => value as f64,
        _ => 0.0,
    };
    format!("{value:?}")
}

/// An integer; 0 for anything else.
pub(super) fn integer(node: &Node) -> i64 {
    match node.data {
        Data::Int(value) => value,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{c, python, rust, typescript};

    #[test]
    fn no_literal_can_be_left() {
        let text = "é\"'\\\n\u{202e}🚀??/\0";
        assert_eq!(rust(text), r#""é\"'\\\u{a}\u{202e}\u{1f680}??/\u{0}""#);
        assert_eq!(python(text), r#""é\"'\\\u000a\u202e\U0001f680??/\u0000""#);
        assert_eq!(typescript(text), r#"'é"\'\\\u{a}\u{202e}\u{1f680}??/\u{0}'"#);
        assert_eq!(c(text), r#""\303\251\"'\\\012\342\200\256\360\237\232\200?\?/\000""#);
    }
}
