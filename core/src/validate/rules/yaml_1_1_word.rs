//! Scalars that older readers of YAML take for something else.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use super::unquoted_version::names_a_version;
use crate::value::leaves;
use crate::yaml::{Data, Node};

rule! {
    /// A value without quotes means one thing here and another to older readers of YAML.
    ///
    /// Words such as `no`, `off` and `yes` are texts here and booleans there. `017` is seventeen
    /// here and fifteen there; `1_000` and `12:30` are texts here and numbers there. Records,
    /// configurations and services are checked.
    ///
    /// # Why it matters
    ///
    /// `debug: no` is the text `no`, which many applications take for *on*; and Norway's code is
    /// `false` in the next tool that reads the file.
    ///
    /// # Remedy
    ///
    /// Write `true` or `false`, a plain number, or put the text in quotes.
    ///
    /// # Example
    ///
    /// ```yaml
    /// features:
    ///   guest_checkout: no   # meant: false
    /// ```
    "yaml-1-1-word" in Values, Warning, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    for root in context.authored() {
        leaves(root, &mut |path, node| {
            let node = node.untagged();
            let Some((what, help)) = context.plain(node).and_then(|text| reading(node, text))
            else {
                return;
            };
            // A number that should be a version is told by `unquoted-version`.
            if !matches!(node.data, Data::Text(_)) && names_a_version(path) {
                return;
            }
            let finding = found.say(format!("`{path}` is {what}")).help(help);
            found.add(finding.at(context.place(node.span)));
        });
    }
}

/// What a scalar is here and elsewhere, and what to write.
fn reading(node: &Node, written: &str) -> Option<(&'static str, &'static str)> {
    const WORDS: [&str; 4] = ["yes", "no", "on", "off"];
    // Nothing that older readers misread is longer.
    if written.len() > 32 {
        return None;
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match node.data {
        Data::Text(_) if WORDS.iter().any(|word| is_spelling(word, written)) => Some((
            "a text here, and a boolean to older readers of YAML",
            "write `true` or `false`, or put the text in quotes",
        )),
        Data::Text(_) if written.contains('_') && digits(&written.replace('_', "")) => {
            let number = written.starts_with(|c: char| c.is_ascii_digit());
            number.then_some((
                "a text here, and a number to older readers of YAML",
                "leave out the `_`, or put the text in quotes",
            ))
        }
        Data::Text(_) if is_base_sixty(written) => {
            Some(("a text here, and a number to older readers of YAML", "put the text in quotes"))
        }
        Data::Int(_) if written.len() > 1 && written.starts_with('0') && digits(written) => {
            let octal = written.bytes().all(|b| b < b'8') && written != "00";
            octal.then_some((
                "a decimal number here, and an octal one to older readers of YAML",
                "leave out the leading zero, write `0o` before an octal number, or use quotes",
            ))
        }
        _ => None,
    }
}

/// Lower case, upper case or capitalised: other spellings are booleans to nobody.
fn is_spelling(word: &str, written: &str) -> bool {
    let capital = || written.strip_prefix(|c: char| c.is_ascii_uppercase()) == word.get(1..);
    written == word
        || written.eq_ignore_ascii_case(word)
            && (written.bytes().all(|b| b.is_ascii_uppercase()) || capital())
}

/// `12:30`, `190:20:30`: digits, then groups below sixty.
fn is_base_sixty(written: &str) -> bool {
    let mut groups = written.split(':');
    let first = groups.next().unwrap_or_default();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let below_sixty = |text: &str| digits(text) && text.parse::<u8>().is_ok_and(|value| value < 60);
    let rest: Vec<&str> = groups.collect();
    digits(first)
        && !first.starts_with('0')
        && !rest.is_empty()
        && rest.into_iter().all(below_sixty)
}
