//! What a scalar says by its style and tag, and where it stands.

use granit_parser::{ScalarStyle, Tag};
use smol_str::SmolStr;

use super::tag::intent;
use super::{Composer, Open};
use crate::error::{Code, Error, Result, closest};
use crate::yaml::{Data, Intent, scalar};

impl Composer<'_> {
    /// Where the first `-` of a block list stands; for one that is not indented the parser tells
    /// where its first item begins.
    pub(super) fn dash(&self, start: u32) -> u32 {
        let bytes = self.file.text().as_bytes();
        let at = start as usize;
        let is_dash = |at: usize| {
            bytes.get(at) == Some(&b'-')
                && matches!(bytes.get(at + 1), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
        };
        if is_dash(at) {
            return start;
        }
        let line = self.file.text()[..at].rfind('\n').map_or(0, |line| line + 1);
        (line..at).rev().find(|at| is_dash(*at)).map_or(start, |at| at as u32)
    }

    /// Where the `|` or `>` of a block scalar stands, given where its first line begins.
    pub(super) fn header(&self, content: u32) -> u32 {
        let text = self.file.text();
        let before = text[..content as usize].trim_end();
        let from = match self.stack.last().map(|frame| &frame.open) {
            Some(Open::Map { key: Some((_, key)), .. }) => key.end as usize,
            _ => before.rfind('\n').map_or(0, |at| at + 1),
        };
        let between = &text[from..content as usize];
        let mut signs = between.match_indices(['|', '>']).map(|(at, _)| at);
        let header = signs.find(|at| between[..*at].ends_with([' ', '\t']));
        header.map_or(content, |at| (from + at) as u32)
    }

    pub(super) fn scalar_data(
        &self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        start: u32,
        end: u32,
    ) -> Result<(Data, Option<Intent>)> {
        let as_text = || Data::Text(SmolStr::new(text));
        let plain = |text: &str| {
            scalar::plain(text).map_err(|_| {
                self.error(Code::NumberRange, "the number does not fit 64 bits", start, end)
                    .help("quote it to keep it as text")
            })
        };
        let untagged = || match style {
            ScalarStyle::Plain => plain(text),
            _ => Ok(as_text()),
        };
        let Some(tag) = tag else { return Ok((untagged()?, None)) };
        let Some(core) = tag.core_suffix() else {
            return match intent(tag) {
                Some(intent) => Ok((untagged()?, Some(intent))),
                None if tag.original() == "!" => Ok((as_text(), None)),
                None => Err(self.unknown_tag(tag, start, end)),
            };
        };
        let data = match core {
            "str" => as_text(),
            "int" | "float" | "bool" | "null" => match (core, plain(text)?) {
                ("float", Data::Int(value)) => Data::Float(value as f64),
                ("float", Data::UInt(value)) => Data::Float(value as f64),
                ("int", data @ (Data::Int(_) | Data::UInt(_))) => data,
                ("float", data @ Data::Float(_)) => data,
                ("bool", data @ Data::Bool(_)) => data,
                ("null", data @ Data::Null) => data,
                _ => {
                    let message = format!("the value is not what its tag `!!{core}` says");
                    return Err(self
                        .error(Code::Type, message, start, end)
                        .help("remove the tag, or correct the value"));
                }
            },
            _ => return Err(self.unknown_tag(tag, start, end)),
        };
        Ok((data, None))
    }

    pub(super) fn collection_tag(
        &self,
        tag: Option<&Tag>,
        core: &str,
        start: u32,
        end: u32,
    ) -> Result<Option<Intent>> {
        let Some(tag) = tag else { return Ok(None) };
        if tag.is_yaml_core_schema_tag(core) || tag.original() == "!" {
            return Ok(None);
        }
        intent(tag).map(Some).ok_or_else(|| self.unknown_tag(tag, start, end))
    }

    fn unknown_tag(&self, tag: &Tag, start: u32, end: u32) -> Error {
        let shown: String = tag.original().escape_debug().take(64).collect();
        let known = ["!append", "!prepend", "!replace", "!delete", "!merge_by"];
        let near = closest(shown.split(':').next().unwrap_or_default(), known);
        let message = format!("the tag `{shown}` has no meaning here");
        // The event tells where the value stands; the tag stands before it.
        let before = self.file.text().get(..start as usize).and_then(|text| text.rfind(&shown));
        let (start, end) = match before {
            Some(at) => (at as u32, (at + shown.len()) as u32),
            None => (start, end),
        };
        let error = self.error(Code::YamlTag, message, start, end).help(
            "use `!append`, `!prepend`, `!replace`, `!delete` or `!merge_by:<key>`, or remove it",
        );
        if near.is_empty() { error } else { error.suggest(near) }
    }
}
