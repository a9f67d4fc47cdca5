//! What people get wrong most often, and what they are told.

use super::{Limits, file, parse};

/// Each with what its author did.
const MISTAKES: &[(&str, &str)] = &[
    ("a bracket is not closed, far above the end", "a:\n  hosts: [one, two\n  port: 80\nb: 2\n"),
    ("a bracket is not closed, at the end", "a:\n  hosts: [one, two\n"),
    ("a brace is not closed, far above the end", "a:\n  limits: {cpu: 1, memory: 2\nb: 2\nc: 3\n"),
    ("a bracket inside a brace is not closed", "a: {b: [1, 2, c: 3}\nd: 4\n"),
    ("a closing bracket of the other kind", "a: [1, 2}\nb: 3\n"),
    ("a closing bracket too many", "a: [1, 2]]\nb: 3\n"),
    ("the closing bracket is not indented", "a: [\n  1,\n  2\n]\nb: 3\n"),
    ("a comma is missing between items", "a: [\"x\" \"y\"]\n"),
    ("a double quote is not closed", "a: \"x\nb: y\nc: z\n"),
    ("a single quote is not closed", "a: 'x\nb: y\nc: z\n"),
    ("an apostrophe inside single quotes", "a: 'it's'\nb: y\n"),
    ("quotes inside double quotes", "a: \"say \"hello\" twice\"\nb: y\n"),
    ("text behind a closing quote", "a: \"x\" y\n"),
    ("a backslash inside double quotes", "a: \"C:\\path\"\n"),
    ("a tab as indentation", "a:\n\tb: 1\n"),
    ("a tab as indentation, deeper", "a:\n  b: 1\n\tc: 2\n"),
    ("a space too many", "a:\n  b: 1\n   c: 2\n"),
    ("a space too few", "a:\n  b:\n    c: 1\n   d: 2\n"),
    ("a key below a value", "a: 1\n  b: 2\n"),
    ("a colon inside a text", "a: note: this\n"),
    ("no space behind the colon", "a:1\nb: 2\n"),
    ("no space behind the colon, further down", "a: 1\nb:2\nc: 3\n"),
    ("the colon is missing", "a: 1\nb\nc: 3\n"),
    ("an item at the place of a key", "a: 1\n- b\n"),
    ("a key at the place of an item", "a:\n  - b\n  c: 1\n"),
    ("a key twice", "a: 1\nb: 2\na: 3\n"),
    ("a text that begins with an at sign", "a: @admin\n"),
    ("a text that begins with a percent sign", "a: 1\nb: %d\n"),
    ("a text that begins with a backtick", "a: `x`\n"),
    ("a text that begins with an asterisk", "a: *.example.com\n"),
    ("a template's braces without quotes", "a: {{ name }}\n"),
    ("a block text that is not indented", "a: |\ntext\nb: 1\n"),
    ("an alias without an anchor", "a: *defaults\n"),
    ("a tag that means nothing", "a: !apend [1]\n"),
    ("several documents", "a: 1\n---\nb: 2\n"),
    ("a number that is too large", "a: 123456789012345678901234567890\n"),
];

#[test]
fn common_mistakes_are_told_where_they_are_with_a_remedy() {
    let mut told = String::new();
    for (mistake, text) in MISTAKES {
        let file = file(text);
        let error = parse(&file, &Limits::default()).unwrap_err();
        let places: Vec<String> = error.places().iter().map(ToString::to_string).collect();
        let marked = error.places().first().and_then(|place| marked(text, &place.to_string()));
        told += &format!(
            "# {mistake}\n{}\n{} at {}\n  {}\n  help: {}\n\n",
            marked.unwrap_or_default(),
            error.code().as_str(),
            places.join(", "),
            error.message(),
            error.help_text().unwrap_or("none"),
        );
    }
    insta::assert_snapshot!(told);
}

/// The text with a sign below the place.
fn marked(text: &str, place: &str) -> Option<String> {
    let mut parts = place.split(':').skip(1).map(|part| part.parse::<usize>());
    let (line, column) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let mut out = String::new();
    for (at, written) in text.lines().enumerate() {
        out += &format!("  | {}\n", written.replace('\t', "→"));
        if at + 1 == line {
            out += &format!("  | {}^\n", " ".repeat(column - 1));
        }
    }
    if text.lines().count() < line {
        out += &format!("  | {}^\n", " ".repeat(column - 1));
    }
    Some(out.trim_end().to_owned())
}
