//! `# stageline: allow <rule> -- <reason>`: a finding that is expected, said where it is found.

use std::cell::Cell;
use std::sync::Arc;

use crate::source::{SourceFile, Span};
use crate::yaml::{Comment, comments};

/// What such comments begin with.
const SIGN: &str = "stageline:";

/// A comment that speaks to stageline.
#[derive(Debug)]
pub(in crate::validate) struct Allowance {
    file: Arc<str>,
    /// The comment.
    pub(in crate::validate) span: Span,
    /// The line it is about: its own, or the first below it that is no comment.
    line: Option<u32>,
    /// Whether nothing but comments stands before it, so that it is about the file as a whole too.
    leads: bool,
    /// The rules it names; none where it says anything but `allow`.
    pub(in crate::validate) rules: Vec<Allowed>,
    pub(in crate::validate) reason: Option<String>,
}

/// A rule that a comment names.
#[derive(Debug)]
pub(in crate::validate) struct Allowed {
    pub(in crate::validate) rule: String,
    pub(in crate::validate) span: Span,
    pub(in crate::validate) used: Cell<bool>,
}

impl Allowance {
    /// The comments of a file that speak to stageline.
    pub(super) fn read(file: &SourceFile) -> Vec<Self> {
        // Most files have none, and are not parsed again.
        if !file.text().contains(SIGN) {
            return Vec::new();
        }
        let comments = comments(file);
        comments.iter().filter_map(|comment| Self::of(file, comment)).collect()
    }

    fn of(file: &SourceFile, comment: &Comment) -> Option<Self> {
        let said = comment.text.trim_start().strip_prefix(SIGN)?;
        let (names, reason) = match said.trim_start().strip_prefix("allow") {
            Some(rest) if rest.starts_with(char::is_whitespace) => parts(rest),
            _ => ("", None),
        };
        let rules = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        let rules = rules.map(|rule| Allowed {
            rule: rule.to_owned(),
            span: span_of(rule, comment),
            used: Cell::new(false),
        });
        let own = file.place_of(comment.span)?.line;
        Some(Self {
            file: file.path().clone(),
            span: comment.span,
            line: if comment.own_line { below(file, own) } else { Some(own) },
            leads: comment.own_line && leads(file, own),
            rules: rules.collect(),
            reason: reason.map(str::to_owned),
        })
    }

    /// The rule's entry, if the comment is about a line of a file; line 0 is the file as a whole.
    pub(super) fn allows(&self, rule: &str, file: &str, line: u32) -> Option<&Allowed> {
        let here = if line == 0 { self.leads } else { self.line == Some(line) };
        if !here || *self.file != *file {
            return None;
        }
        self.rules.iter().find(|allowed| allowed.rule == rule)
    }
}

/// The names, and the reason behind ` -- `.
fn parts(said: &str) -> (&str, Option<&str>) {
    let sign = said.match_indices("--").find(|(at, sign)| {
        let ends = |c: Option<char>| c.is_none_or(char::is_whitespace);
        ends(said[..*at].chars().next_back()) && ends(said[at + sign.len()..].chars().next())
    });
    match sign {
        None => (said, None),
        Some((at, sign)) => {
            let reason = said[at + sign.len()..].trim();
            (&said[..at], Some(reason).filter(|reason| !reason.is_empty()))
        }
    }
}

/// A piece of a comment's text as a span of the file.
fn span_of(piece: &str, comment: &Comment) -> Span {
    let offset = piece.as_ptr() as usize - comment.text.as_ptr() as usize;
    let start = comment.span.start + 1 + offset as u32;
    Span { start, end: start + piece.len() as u32, ..comment.span }
}

/// The first line below that is no comment, if no blank line stands between.
fn below(file: &SourceFile, line: u32) -> Option<u32> {
    let (line, text) = (line + 1..)
        .map_while(|at| Some((at, file.line(at)?.trim())))
        .find(|(_, text)| !text.starts_with('#'))?;
    (!text.is_empty()).then_some(line)
}

/// Whether nothing but comments and marks of the document stands before a line.
fn leads(file: &SourceFile, line: u32) -> bool {
    let before = (1..line).filter_map(|at| file.line(at).map(str::trim));
    let mut before =
        before.map(|text| text.is_empty() || text.starts_with(['#', '%']) || text == "---");
    before.all(|nothing| nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn read(text: &str) -> Vec<Allowance> {
        Allowance::read(&SourceFile::new(FileId(0), "a.yaml", text.to_owned()))
    }

    fn lines(text: &str) -> Vec<(Option<u32>, bool)> {
        read(text).iter().map(|one| (one.line, one.leads)).collect()
    }

    #[test]
    fn a_comment_names_rules_and_a_reason() {
        for (comment, rules, reason) in [
            ("allow a -- because", &["a"][..], Some("because")),
            ("allow a,b , c-d  --  x -- y ", &["a", "b", "c-d"], Some("x -- y")),
            ("allow a--b", &["a--b"], None),
            ("allow a --", &["a"], None),
            ("allow a", &["a"], None),
            ("allow -- why", &[], Some("why")),
            ("allow", &[], None),
            ("allowed a", &[], None),
            ("ignore a -- b", &[], None),
        ] {
            let text = format!("x: 1 # stageline: {comment}\n");
            let found = read(&text);
            assert_eq!(found.len(), 1, "{text}");
            let named: Vec<_> = found[0].rules.iter().map(|one| one.rule.as_str()).collect();
            assert_eq!((named.as_slice(), found[0].reason.as_deref()), (rules, reason), "{text}");
            for rule in &found[0].rules {
                let (start, end) = (rule.span.start as usize, rule.span.end as usize);
                assert_eq!(text[start..end], rule.rule);
            }
        }
    }

    #[test]
    fn a_comment_is_about_its_line_or_the_one_below() {
        assert_eq!(lines("a: 1\nb: 2 # stageline: allow r\n"), [(Some(2), false)]);
        assert_eq!(lines("a: 1\n# stageline: allow r\n# more\n\n"), [(None, false)]);
        assert_eq!(lines("a: 1\n# stageline: allow r\n# more\nb: 2\n"), [(Some(4), false)]);
        assert_eq!(lines("a: 1\n# stageline: allow r\n\nb: 2\n"), [(None, false)]);
        assert_eq!(lines("---\n# x\n\n# stageline: allow r\na: 2\n"), [(Some(5), true)]);
    }

    #[test]
    fn text_that_looks_like_a_comment_is_none() {
        for text in [
            "a: 'x # stageline: allow r'\n",
            "a: |\n  # stageline: allow r\n",
            "a: \"x\n  # stageline: allow r\"\n",
            "a: x# stageline: allow r\n",
            "a: 1 # see stageline: allow r\n",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
