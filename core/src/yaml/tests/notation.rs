//! The events of both parsers in the notation of the YAML test suite, a line for each.

use std::fmt::Write as _;

use granit_parser::{self as granit, StructureStyle};
use saphyr_parser as saphyr;

/// How much of a document the lines tell.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Detail {
    /// All that the suite writes: anchors by name, flow or block, how documents end.
    Whole,
    /// What both parsers report: anchors by number.
    Common,
}

/// The lines, and whether the document was refused behind them.
pub(super) struct Events {
    pub(super) lines: String,
    pub(super) refused: bool,
}

/// The events of the parser that documents are read with, as it is set up there.
pub(super) fn granit(text: &str, detail: Detail) -> Events {
    let options = granit::options! {
        strict_indentation: true,
        flow_nesting_limit: 128,
        block_nesting_limit: 128,
        emit_comments: false,
        emit_anchor_events: detail == Detail::Whole,
    };
    let mut lines: Vec<String> = Vec::new();
    for next in granit::Parser::new_from_str_with_options(text, options) {
        let Ok((event, span)) = next else {
            return Events { lines: join(lines), refused: true };
        };
        let written = span.byte_range().and_then(|range| text.get(range)).unwrap_or_default();
        let line = match event {
            granit::Event::StreamStart => "+STR".to_owned(),
            granit::Event::StreamEnd => "-STR".to_owned(),
            granit::Event::DocumentStart(explicit, _) => start(explicit),
            granit::Event::DocumentEnd if detail == Detail::Whole && written.starts_with("...") => {
                "-DOC ...".to_owned()
            }
            granit::Event::DocumentEnd => "-DOC".to_owned(),
            granit::Event::Alias(id) => match detail {
                Detail::Whole => format!("=ALI {written}"),
                Detail::Common => format!("=ALI *{id}"),
            },
            granit::Event::Anchor(_, name) => {
                // It comes behind the node that carries it.
                let node = lines.last_mut().unwrap();
                *node = node.replacen(ANCHOR, &format!(" &{name}"), 1);
                continue;
            }
            granit::Event::Scalar(value, style, id, tag) => {
                // The parser writes `~` for a value that is not there.
                let absent = written.is_empty() && style == granit::ScalarStyle::Plain;
                let value = if absent { "" } else { &*value };
                let sign = sign(&format!("{style:?}"));
                let tag = tag.as_deref().map(|tag| (tag.handle(), tag.suffix()));
                format!("=VAL{}{} {sign}{}", anchor(id, detail), name(tag), escape(value))
            }
            granit::Event::SequenceStart(style, id, tag) => {
                let tag = tag.as_deref().map(|tag| (tag.handle(), tag.suffix()));
                let flow = flow(style, " []", detail);
                format!("+SEQ{flow}{}{}", anchor(id, detail), name(tag))
            }
            granit::Event::MappingStart(style, id, tag) => {
                let tag = tag.as_deref().map(|tag| (tag.handle(), tag.suffix()));
                let flow = flow(style, " {}", detail);
                format!("+MAP{flow}{}{}", anchor(id, detail), name(tag))
            }
            granit::Event::SequenceEnd => "-SEQ".to_owned(),
            granit::Event::MappingEnd => "-MAP".to_owned(),
            other => panic!("an event that was not asked for: {other:?}"),
        };
        lines.push(line);
    }
    Events { lines: join(lines), refused: false }
}

/// The events of the parser that stands beside it.
pub(super) fn saphyr(text: &str) -> Events {
    let mut lines: Vec<String> = Vec::new();
    for next in saphyr::Parser::new_from_str(text) {
        let Ok((event, span)) = next else {
            return Events { lines: join(lines), refused: true };
        };
        let tag = |tag: Option<&saphyr::Tag>| name(tag.map(|tag| (&*tag.handle, &*tag.suffix)));
        let anchor = |id| anchor(id, Detail::Common);
        lines.push(match event {
            saphyr::Event::Nothing => continue,
            saphyr::Event::StreamStart => "+STR".to_owned(),
            saphyr::Event::StreamEnd => "-STR".to_owned(),
            saphyr::Event::DocumentStart(explicit) => start(explicit),
            saphyr::Event::DocumentEnd => "-DOC".to_owned(),
            saphyr::Event::Alias(id) => format!("=ALI *{id}"),
            saphyr::Event::Scalar(value, style, id, named) => {
                let absent = span.is_empty() && style == saphyr::ScalarStyle::Plain;
                let value = if absent { "" } else { &*value };
                let sign = sign(&format!("{style:?}"));
                format!("=VAL{}{} {sign}{}", anchor(id), tag(named.as_deref()), escape(value))
            }
            saphyr::Event::SequenceStart(id, named) => {
                format!("+SEQ{}{}", anchor(id), tag(named.as_deref()))
            }
            saphyr::Event::MappingStart(id, named) => {
                format!("+MAP{}{}", anchor(id), tag(named.as_deref()))
            }
            saphyr::Event::SequenceEnd => "-SEQ".to_owned(),
            saphyr::Event::MappingEnd => "-MAP".to_owned(),
        });
    }
    Events { lines: join(lines), refused: false }
}

/// Stands where an anchor's name belongs until it is known.
const ANCHOR: &str = " \u{1}";

fn join(lines: Vec<String>) -> String {
    lines.into_iter().map(|line| line + "\n").collect()
}

fn start(explicit: bool) -> String {
    if explicit { "+DOC ---" } else { "+DOC" }.to_owned()
}

fn anchor(id: usize, detail: Detail) -> String {
    match (id, detail) {
        (0, _) => String::new(),
        (_, Detail::Whole) => ANCHOR.to_owned(),
        (id, Detail::Common) => format!(" &{id}"),
    }
}

fn flow(style: StructureStyle, sign: &'static str, detail: Detail) -> &'static str {
    if style == StructureStyle::Flow && detail == Detail::Whole { sign } else { "" }
}

fn name(tag: Option<(&str, &str)>) -> String {
    tag.map(|(handle, suffix)| format!(" <{handle}{suffix}>")).unwrap_or_default()
}

fn sign(style: &str) -> char {
    match style {
        "Plain" => ':',
        "SingleQuoted" => '\'',
        "DoubleQuoted" => '"',
        "Literal" => '|',
        "Folded" => '>',
        other => panic!("{other}"),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{8}' => out.push_str("\\b"),
            '\0' => out.push_str("\\0"),
            character => {
                let _ = out.write_char(character);
            }
        }
    }
    out
}
