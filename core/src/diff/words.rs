//! What a flag's entry says, in a word or two: `on`, `10%`, `2 rules, else off`.

use super::section::{Section, Side};
use crate::value::KeyPath;
use crate::yaml::{Data, Node};

/// The entry of a flag in words; `None` for what is no entry, or says what has no word.
pub(crate) fn words(section: &Section, path: &KeyPath, side: &Side) -> Option<String> {
    match (section, path.len()) {
        (Section::Flags, 1) => said(side.value.as_ref()?),
        _ => None,
    }
}

fn said(entry: &Node) -> Option<String> {
    let Some(map) = entry.as_map() else {
        return match &entry.data {
            Data::Null => Some("no entry".to_owned()),
            _ => word(entry),
        };
    };
    let mut said = Said::default();
    for part in map.entries() {
        said.part(&part.key, &part.node)?;
    }
    Some(said.text())
}

/// `on`, `off`, or the value itself; none for what is long.
fn word(value: &Node) -> Option<String> {
    match &value.data {
        Data::Bool(true) => Some("on".to_owned()),
        Data::Bool(false) => Some("off".to_owned()),
        Data::Text(text) if is_plain(text) => Some(text.to_string()),
        Data::Text(_) | Data::Int(_) | Data::UInt(_) | Data::Float(_) => Some(value.to_string()),
        _ => None,
    }
}

/// Whether a text is a name, as variants have, and reads as no other value.
fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        && !["on", "off", "true", "false", "null"].contains(&text)
}

/// The parts of an entry, in the order in which they are asked.
#[derive(Default)]
struct Said {
    off: bool,
    counted: Vec<String>,
    rollout: Option<String>,
    split: Option<Split>,
    otherwise: Option<String>,
    besides: Vec<String>,
}

impl Said {
    fn part(&mut self, key: &str, node: &Node) -> Option<()> {
        let count = |node: &Node| Some(node.as_list()?.len()).filter(|count| *count > 0);
        match key {
            "all" => {
                for part in node.as_map()?.entries() {
                    self.part(&part.key, &part.node)?;
                }
            }
            "kill_switch" => self.off |= matches!(node.data, Data::Bool(true)),
            "targets" => self.counted.insert(0, many(count(node)?, "target", "targets")),
            "rules" => self.counted.push(many(count(node)?, "rule", "rules")),
            "rollout" => self.rollout = Some(rollout(node)?),
            "split" => self.split = Some(Split::of(node)),
            "default" => self.otherwise = Some(word(node)?),
            "requires" => self.besides.push(requires(node)?),
            "schedule" => {
                self.besides.push(many(count(node)?, "scheduled change", "scheduled changes"));
            }
            _ => return None,
        }
        Some(())
    }

    fn text(self) -> String {
        if self.off {
            return "switched off".to_owned();
        }
        let mut parts = self.counted;
        parts.extend(match (self.rollout, self.split) {
            (Some(share), Some(Split::One(what))) => Some(format!("{share} {what}")),
            (Some(share), Some(split)) => Some(format!("{share}, {}", split.text())),
            (share, split) => share.or(split.map(Split::text)),
        });
        if let Some(word) = self.otherwise {
            parts.push(if parts.is_empty() { word } else { format!("else {word}") });
        }
        parts.extend(self.besides);
        parts.join(", ")
    }
}

/// What a split gives: one thing to all, so many, or what cannot be counted.
enum Split {
    One(String),
    Several(usize),
    Some,
}

impl Split {
    fn of(node: &Node) -> Self {
        let is_all = node.child("of").is_none();
        let variants = node.child("variants").and_then(Node::as_map).map(|map| map.entries());
        let shares = node.child("shares").and_then(Node::as_list);
        let one = match (variants, shares) {
            (Some([only]), None) => Some(only.key.to_string()),
            (None, Some([only])) if only.child("within").is_none() => {
                only.child("serve").and_then(word)
            }
            _ => None,
        };
        let count = variants.map_or(0, <[_]>::len) + shares.map_or(0, <[_]>::len);
        match (one.filter(|_| is_all), count) {
            (Some(one), _) => Self::One(one),
            (None, 0) => Self::Some,
            (None, count) => Self::Several(count),
        }
    }

    fn text(self) -> String {
        match self {
            Self::One(_) => "split in 1".to_owned(),
            Self::Several(count) => format!("split in {count}"),
            Self::Some => "split".to_owned(),
        }
    }
}

/// `10%`, or where a ramp leads.
fn rollout(node: &Node) -> Option<String> {
    let written = node.child("percentage").map(|share| match &share.data {
        Data::Text(text) => text.to_string(),
        _ => format!("{share}%"),
    });
    let grows =
        node.as_map()?.entries().iter().any(|part| {
            ["from", "over", "start", "curve", "template"].contains(&part.key.as_str())
        });
    match (written, grows) {
        (Some(share), true) => Some(format!("ramp to {share}")),
        (Some(share), false) => Some(share),
        (None, true) => Some("ramp".to_owned()),
        (None, false) => None,
    }
}

fn requires(node: &Node) -> Option<String> {
    let name = |node: &Node| {
        let flag = node.child("flag");
        flag.unwrap_or(node).as_text().map(str::to_owned)
    };
    let names = match node.as_list() {
        Some(items) => items.iter().map(name).collect::<Option<Vec<_>>>()?,
        None => vec![name(node)?],
    };
    Some(format!("requires {}", names.join(" and ")))
}

/// `1 rule`, `2 rules`.
pub(super) fn many(count: usize, one: &str, more: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};
    use crate::yaml::{Limits, parse};

    #[test]
    fn entries_are_said_in_the_words_of_lists_and_what_has_none_is_left_as_it_is() {
        for (written, words) in [
            ("true", Some("on")),
            ("false", Some("off")),
            ("null", Some("no entry")),
            ("red", Some("red")),
            ("\"on\"", Some("\"on\"")),
            ("{most: 10}", None),
            ("{rollout: {percentage: 10}}", Some("10%")),
            ("{rollout: {percentage: 12.5%}, default: false}", Some("12.5%, else off")),
            ("{rollout: {percentage: 100, over: 2d}}", Some("ramp to 100%")),
            (
                "{rollout: {template: careful}, split: {variants: {a: 1, b: 1}}}",
                Some("ramp, split in 2"),
            ),
            (
                "{rollout: {percentage: 5}, split: {variants: {green: 1}}, default: red}",
                Some("5% green, else red"),
            ),
            (
                "{rollout: {percentage: 5}, split: {shares: [{serve: 20, weight: 1}]}}",
                Some("5% 20"),
            ),
            (
                "{rollout: {percentage: 5}, split: {of: 2, variants: {green: 1}}}",
                Some("5%, split in 1"),
            ),
            ("{split: {variants: {green: 1}}}", Some("split in 1")),
            (
                "{default: red, rules: [{when: a}, {when: b}], targets: [{keys: [c]}]}",
                Some("1 target, 2 rules, else red"),
            ),
            (
                "{default: true, all: {requires: [a, {flag: b, is: true}]}}",
                Some("on, requires a and b"),
            ),
            ("{default: true, all: {kill_switch: true}}", Some("switched off")),
            (
                "{default: false, schedule: [{at: 2027-01-01T00:00:00Z, set: true}]}",
                Some("off, 1 scheduled change"),
            ),
            ("{rollout: {flagd: {}}}", None),
        ] {
            let file = SourceFile::new(FileId::NONE, "a.yaml", written.to_owned());
            let node = parse(&file, &Limits::default()).unwrap();
            assert_eq!(said(&node).as_deref(), words, "{written}");
        }
    }
}
