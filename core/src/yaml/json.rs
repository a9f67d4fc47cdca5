//! JSON text into trees, for bindings that hand values over as text.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::{Data, Entry, Limits, Map, Node};
use crate::source::Span;

/// Who wrote the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonFrom {
    /// Anybody. Integers beyond 64 bits and keys that stand twice are wrong, as they are in a project's
    /// files; `-0` is the integer that it is there.
    Anybody,
    /// A binding, out of values of its language: each key stands once, integers fit, and what JSON has
    /// no word for is marked. `\0f` stands before a number that is not finite, `\0s` before a text that
    /// would look marked.
    Binding,
}

/// Why a text is not read. It never quotes the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonProblem {
    /// It is nested deeper than [`Limits::DEEPEST`].
    Deep,
    /// An integer at this byte is outside 64 bits.
    Range(usize),
    /// A key stands twice, noticed at this line and column.
    Twice(usize, usize),
    /// It is not JSON at this line and column, from 1.
    Syntax(usize, usize),
}

/// What the parser is told of a value that is too deep; whoever asks hears it as a problem.
const TOO_DEEP: &str = "too deep";

/// Reads a text as one JSON value, its maps in their order, as a tree that stands nowhere.
///
/// # Errors
/// The first problem of the text.
pub fn json(text: &str, from: JsonFrom) -> Result<Node, JsonProblem> {
    let text = match from {
        JsonFrom::Anybody => whole_numbers(text).map_err(JsonProblem::Range)?,
        JsonFrom::Binding => Cow::Borrowed(text),
    };
    let mut parser = serde_json::Deserializer::from_str(&text);
    // The levels are counted here, and as in files.
    parser.disable_recursion_limit();
    let read = Build { levels: Limits::DEEPEST, from }.deserialize(&mut parser);
    let read = read.and_then(|node| parser.end().map(|()| node));
    read.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        match error.is_data() {
            true if error.to_string().starts_with(TOO_DEEP) => JsonProblem::Deep,
            true => JsonProblem::Twice(line, column),
            false => JsonProblem::Syntax(line, column),
        }
    })
}

/// The text with `0` for the integer `-0`, of which the parser would make the number `-0.0`; or the position of
/// the first integer that fits neither `i64` nor `u64`, which the parser would round.
fn whole_numbers(text: &str) -> Result<Cow<'_, str>, usize> {
    let bytes = text.as_bytes();
    let mut zeros = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'-' | b'0'..=b'9' => {
                let part =
                    |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                let len = bytes[at..].iter().take_while(|byte| part(byte)).count();
                let number = &text[at..at + len];
                let digits = number.strip_prefix('-').unwrap_or(number);
                let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                if whole && number.parse::<i64>().is_err() && number.parse::<u64>().is_err() {
                    return Err(at);
                }
                if number == "-0" {
                    zeros.push(at);
                }
                at += len;
            }
            _ => at += 1,
        }
    }
    let mut whole = Cow::Borrowed(text);
    for at in zeros {
        whole.to_mut().replace_range(at..=at, " ");
    }
    Ok(whole)
}

/// Builds a value that has at most so many levels.
#[derive(Clone, Copy)]
struct Build {
    levels: usize,
    from: JsonFrom,
}

impl Build {
    /// One level further in.
    fn below<E: serde::de::Error>(self) -> Result<Self, E> {
        let levels = self.levels.checked_sub(1).ok_or_else(|| E::custom(TOO_DEEP))?;
        Ok(Build { levels, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Build {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self).map(Node::detached)
    }
}

impl<'de> Visitor<'de> for Build {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Data, E> {
        Ok(Data::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Data, E> {
        Ok(Data::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Data, E> {
        Ok(i64::try_from(value).map_or(Data::UInt(value), Data::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Data, E> {
        Ok(Data::Float(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Data, E> {
        let marked = match self.from {
            JsonFrom::Anybody => None,
            JsonFrom::Binding => value.strip_prefix('\0'),
        };
        let Some(marked) = marked else { return Ok(Data::Text(value.into())) };
        match marked.split_at_checked(1) {
            Some(("s", text)) => Ok(Data::Text(text.into())),
            Some(("f", number)) => number.parse().map(Data::Float).map_err(E::custom),
            _ => Err(E::custom("an unknown mark")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Data, A::Error> {
        let below = self.below()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(below)? {
            items.push(item);
        }
        Ok(Data::List(items.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Data, A::Error> {
        let below = self.below()?;
        let mut seen = (self.from == JsonFrom::Anybody).then(HashSet::new);
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let node = map.next_value_seed(below)?;
            if seen.as_mut().is_some_and(|seen| !seen.insert(key.clone())) {
                return Err(A::Error::custom("a key appears twice"));
            }
            entries.push(Entry { key: key.into(), key_span: Span::NONE, node });
        }
        Ok(Data::Map(Map::from_entries(entries).into()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn anybody(text: &str) -> Result<Node, JsonProblem> {
        json(text, JsonFrom::Anybody)
    }

    #[test]
    fn values_are_read_as_files_would_say_them() {
        let text = r#"{"b": [null, true, 1, -1, 1.0, 18446744073709551615, "é"], "a": {"-0": -0}}"#;
        assert_eq!(
            anybody(text).unwrap().to_string(),
            r#"{"b":[null,true,1,-1,1.0,18446744073709551615,"é"],"a":{"-0":0}}"#
        );
        assert_eq!(anybody("-0").unwrap().data, Data::Int(0));
        assert_eq!(anybody("-0.0").unwrap().data, Data::Float(-0.0));
        assert_eq!(anybody("9223372036854775808").unwrap().data, Data::UInt(1 << 63));
    }

    #[test]
    fn each_problem_is_told_with_its_position() {
        for (text, problem) in [
            ("[1, 18446744073709551616]", JsonProblem::Range(4)),
            ("[-9223372036854775809]", JsonProblem::Range(1)),
            ("{\"a\": 1,\n \"a\": 2}", JsonProblem::Twice(2, 8)),
            ("{hunter2}", JsonProblem::Syntax(1, 2)),
            ("[1]\n x", JsonProblem::Syntax(2, 2)),
            ("[", JsonProblem::Syntax(1, 1)),
            ("", JsonProblem::Syntax(1, 0)),
        ] {
            assert_eq!(anybody(text).unwrap_err(), problem, "{text}");
        }
        let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        anybody(&deep(Limits::DEEPEST)).unwrap();
        assert_eq!(anybody(&deep(Limits::DEEPEST + 1)).unwrap_err(), JsonProblem::Deep);
        assert_eq!(anybody(&"[".repeat(1_000_000)).unwrap_err(), JsonProblem::Deep);
    }

    #[test]
    fn only_a_binding_marks_what_json_has_no_word_for() {
        let text = r#"["\u0000fNaN", "\u0000f-inf", "\u0000s\u0000f1", "f1"]"#;
        let read = json(text, JsonFrom::Binding).unwrap();
        let items = read.as_list().unwrap();
        assert!(matches!(items[0].data, Data::Float(number) if number.is_nan()));
        assert_eq!(items[1].data, Data::Float(f64::NEG_INFINITY));
        assert_eq!(items[2].as_text(), Some("\0f1"));
        assert_eq!(items[3].as_text(), Some("f1"));
        assert!(json(r#""\u0000x""#, JsonFrom::Binding).is_err());
        assert_eq!(anybody(r#""\u0000fNaN""#).unwrap().as_text(), Some("\0fNaN"));
    }

    proptest! {
        #[test]
        fn a_text_is_read_as_the_parser_of_others_reads_it(text in r#"[\[\]{}:,"0-9.eE\- a\\u]{0,24}"#) {
            let (ours, theirs) = (anybody(&text), serde_json::from_str::<serde_json::Value>(&text));
            match ours {
                Ok(_) => prop_assert!(theirs.is_ok(), "{text}"),
                Err(JsonProblem::Syntax(..)) => prop_assert!(theirs.is_err(), "{text}"),
                Err(_) => {}
            }
        }
    }
}
