//! Values for people: a tree as YAML, or any value on one line.

use stageline::value::WITHHELD;
use stageline::yaml::{Data, Node};

use super::Tone;
use super::tone::is_invisible;

/// A value as YAML that reads back as the same value. Whoever shows it has withheld its secrets.
pub(crate) fn yaml(node: &Node, colored: bool) -> String {
    let mut out = Yaml { text: String::new(), colored };
    match &node.untagged().data {
        Data::Map(map) if !map.is_empty() => out.entries(node, 0, false),
        Data::List(items) if !items.is_empty() => out.entries(node, 0, false),
        _ => {
            out.text += &scalar(node);
            out.text.push('\n');
        }
    }
    out.text
}

/// A value on one line, as YAML writes it in flow. Whoever shows it has withheld its secrets.
pub(crate) fn inline(node: &Node) -> String {
    match &node.untagged().data {
        Data::List(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        Data::Map(map) => {
            let entry = |entry: &stageline::yaml::Entry| {
                format!("{}: {}", text(&entry.key), inline(&entry.node))
            };
            let entries: Vec<String> = map.entries().iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
        _ => scalar(node),
    }
}

/// The word that documents have for one of several possibilities.
pub(crate) fn word(choice: &impl serde::Serialize) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(word)) => word.replace('_', " "),
        _ => String::new(),
    }
}

struct Yaml {
    text: String,
    colored: bool,
}

impl Yaml {
    /// The entries of a map or the items of a list, a line or more each. `inside` says that the
    /// first line is begun already, by the dash of a list.
    fn entries(&mut self, node: &Node, indent: usize, inside: bool) {
        let mut begun = inside;
        let mut pad = |out: &mut Self| {
            if !std::mem::take(&mut begun) {
                out.text += &" ".repeat(indent);
            }
        };
        match &node.untagged().data {
            Data::Map(map) => {
                for entry in map.entries() {
                    pad(self);
                    self.text += &Tone::Key.paint(&text(&entry.key), self.colored);
                    self.text.push(':');
                    match is_block(&entry.node) {
                        true => {
                            self.text.push('\n');
                            self.entries(&entry.node, indent + 2, false);
                        }
                        false => {
                            self.text.push(' ');
                            self.leaf(&entry.node);
                        }
                    }
                }
            }
            Data::List(items) => {
                for item in items.iter() {
                    pad(self);
                    self.text += &Tone::Quiet.paint("-", self.colored);
                    self.text.push(' ');
                    match is_block(item) {
                        true => self.entries(item, indent + 2, true),
                        false => self.leaf(item),
                    }
                }
            }
            _ => self.leaf(node),
        }
    }

    fn leaf(&mut self, node: &Node) {
        let shown = scalar(node);
        let tone = if shown == WITHHELD { Tone::Quiet } else { Tone::Plain };
        self.text += &tone.paint(&shown, self.colored);
        self.text.push('\n');
    }
}

fn is_block(node: &Node) -> bool {
    match &node.untagged().data {
        Data::Map(map) => !map.is_empty(),
        Data::List(items) => !items.is_empty(),
        _ => false,
    }
}

/// A value without parts.
fn scalar(node: &Node) -> String {
    match &node.untagged().data {
        // The mark is plain to YAML as well.
        Data::Text(value) if value == WITHHELD => WITHHELD.to_owned(),
        Data::Text(value) => text(value),
        Data::Float(value) if value.is_nan() => ".nan".to_owned(),
        Data::Float(value) if value.is_infinite() => {
            if *value > 0.0 { ".inf" } else { "-.inf" }.to_owned()
        }
        _ => node.to_string(),
    }
}

/// A text as a plain scalar where that reads back as text, else in double quotes.
fn text(value: &str) -> String {
    match is_plain(value) {
        true => value.to_owned(),
        false => quoted(value),
    }
}

/// Fewer texts are plain than YAML allows; a quote too many harms nobody.
fn is_plain(value: &str) -> bool {
    let rest = |char: char| {
        !is_invisible(char) && !matches!(char, '"' | '\'' | '#' | ',' | '[' | ']' | '{' | '}')
    };
    let word = value.to_ascii_lowercase();
    // Not only 1.2: other readers take some of these for booleans.
    let means_more = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let starts = value.starts_with(|char: char| char.is_alphabetic() || matches!(char, '_' | '/'));
    (starts || is_amount(value))
        && value.chars().all(rest)
        && !value.contains(": ")
        && !value.ends_with([':', ' '])
        && !means_more.contains(&word.as_str())
}

/// A number with a unit, as in `48Gi` and `24 cores`, which no reader takes for a number alone.
fn is_amount(value: &str) -> bool {
    let unit = value.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
    let unit = unit.trim_start_matches(' ');
    value.starts_with(|char: char| char.is_ascii_digit())
        && unit.starts_with(|char: char| char.is_ascii_alphabetic())
        && !unit.starts_with(['e', 'E', 'x', 'X', 'o', 'O', 'b', 'B'])
        && unit.chars().all(|char| char.is_ascii_alphabetic() || char == '/')
}

fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for char in value.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            char if is_invisible(char) => match char as u32 {
                code @ ..=0xff => out += &format!("\\x{code:02x}"),
                code @ ..=0xffff => out += &format!("\\u{code:04x}"),
                code => out += &format!("\\U{code:08x}"),
            },
            char => out.push(char),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use stageline::yaml::Entry;

    use super::*;
    use stageline::source::{FileId, SourceFile};
    use stageline::yaml::{Limits, parse};

    fn tree() -> impl Strategy<Value = Node> {
        let text = prop_oneof![".{0,12}", "[0-9a-zA-Z:. ~?!&*|>%@-]{0,8}", "(no|On|null|0x1f|1e3)"];
        let leaf = prop_oneof![
            Just(Data::Null),
            any::<bool>().prop_map(Data::Bool),
            any::<i64>().prop_map(Data::Int),
            (-1e9..1e9f64).prop_map(Data::Float),
            text.clone().prop_map(|text| Data::Text(text.into())),
        ];
        leaf.prop_map(Node::detached).prop_recursive(3, 24, 4, move |inner| {
            let entries = prop::collection::btree_map(text.clone(), inner.clone(), 0..4);
            prop_oneof![
                prop::collection::vec(inner, 0..4)
                    .prop_map(|items| Node::detached(Data::List(items.into()))),
                entries.prop_map(|entries| {
                    let entry = |(key, node): (String, Node)| Entry {
                        key: key.into(),
                        key_span: stageline::source::Span::NONE,
                        node,
                    };
                    Node::default().with_entries(entries.into_iter().map(entry).collect())
                }),
            ]
        })
    }

    /// Reads a text as it would stand in a file, references and all.
    fn read(text: &str) -> Node {
        let text = format!("overrides:\n  it:\n{}", indent(text));
        let file = SourceFile::new(FileId::NONE, "a.yaml", text);
        let root = parse(&file, &Limits::default()).unwrap();
        root.child("overrides").and_then(|root| root.child("it")).unwrap().clone()
    }

    fn indent(text: &str) -> String {
        text.lines().map(|line| format!("    {line}\n")).collect()
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back_as_the_same_value(node in tree()) {
            prop_assert_eq!(read(&yaml(&node, false)), node.clone(), "in block");
            prop_assert_eq!(read(&inline(&node)), node, "in flow");
        }
    }

    #[test]
    fn amounts_are_plain_and_numbers_in_quotes_keep_them() {
        let shown = |text: &str| inline(&Node::detached(Data::Text(text.into())));
        for plain in ["48Gi", "24 cores", "500m", "secret://a/b", "v2.1.0"] {
            assert_eq!(shown(plain), plain);
        }
        for quoted in ["8000", "1e3", "0x1f", "1.10", "10%", "no", "2026-01-01", "", "a: b", "- a"]
        {
            assert_eq!(shown(quoted), format!("\"{quoted}\""));
        }
    }
}
