//! Events into a tree, within the limits, without recursion.

mod merge_key;
mod tag;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, StructureStyle, Tag, options};
use smol_str::SmolStr;

use merge_key::{merge_keys, merge_value};
use tag::{intent, tagged};

use super::{Data, Entry, Intent, Limits, Map, Node, quick, scalar, syntax};
use crate::error::{Code, Error, Result, closest};
use crate::source::{SourceFile, Span};

/// Reads the one document of a file. An empty file is `null`.
///
/// Aliases share the anchored value and take the place of the `*name`; `<<` merges maps as
/// YAML 1.1 defined it, since files in the field use it.
///
/// # Errors
/// `E_YAML` for syntax, a second document or an alias within its own anchor, `E_DUPLICATE_KEY`,
/// `E_NUMBER_RANGE`, `E_YAML_TAG`, and `E_YAML_LIMIT` naming the limit.
pub fn parse(file: &SourceFile, limits: &Limits) -> Result<Node> {
    match quick::parse(file, limits) {
        Some(root) => Ok(root),
        None => compose(file, limits),
    }
}

/// Reads every document of a file, as `kubectl` and others write them one behind the other; those
/// that hold nothing are left out.
///
/// # Errors
/// As [`parse`], but for the second document. Limits are those of the whole file.
pub fn documents(file: &SourceFile, limits: &Limits) -> Result<Vec<Node>> {
    if let Some(root) = quick::parse(file, limits) {
        return Ok(vec![root]);
    }
    let composer = Composer { several: true, ..Composer::new(file, limits) };
    let (mut composer, _) = read(composer, false)?;
    composer.done.extend(composer.root.take());
    composer.done.retain(|root| !matches!(root.data, Data::Null));
    Ok(composer.done)
}

/// Reads a document with the full parser.
pub(super) fn compose(file: &SourceFile, limits: &Limits) -> Result<Node> {
    compose_from(file, limits, false).map(|(root, _)| root)
}

/// Reads a document with the full parser, and tells where its comments stand, in order.
pub(super) fn compose_with_comments(
    file: &SourceFile,
    limits: &Limits,
) -> Result<(Node, Vec<Range<usize>>)> {
    compose_from(file, limits, true)
}

/// How the parser is asked to read; comments are events only where somebody wants them.
pub(super) fn parser_options(limits: &Limits, comments: bool) -> Options {
    let depth = limits.depth.min(255);
    options! {
        strict_indentation: true,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
        emit_comments: comments,
        max_buffered_comment_events: usize::MAX,
    }
}

fn compose_from(
    file: &SourceFile,
    limits: &Limits,
    with_comments: bool,
) -> Result<(Node, Vec<Range<usize>>)> {
    let (composer, comments) = read(Composer::new(file, limits), with_comments)?;
    let nothing = || Node { data: Data::Null, span: Span { file: file.id(), start: 0, end: 0 } };
    Ok((composer.root.unwrap_or_else(nothing), comments))
}

/// Hands every event to a composer, and gives where comments stand.
fn read<'f>(
    mut composer: Composer<'f>,
    with_comments: bool,
) -> Result<(Composer<'f>, Vec<Range<usize>>)> {
    let file = composer.file;
    let options = parser_options(composer.limits, with_comments);
    let mut comments = Vec::new();
    for next in Parser::new_from_str_with_options(file.text(), options) {
        let (event, span) = next.map_err(|scan| syntax::error(file, &scan, composer.settled()))?;
        let range = span.byte_range().unwrap_or_default();
        match event {
            Event::Comment(..) => comments.push(range),
            event => {
                composer.event(event, range.start as u32, range.end as u32)?;
                composer.last = range.end;
            }
        }
    }
    // A comment behind the header of a block scalar is told after the scalar.
    comments.sort_unstable_by_key(|comment| comment.start);
    Ok((composer, comments))
}

/// An open collection.
struct Frame {
    start: u32,
    anchor: usize,
    intent: Option<Intent>,
    nodes_before: u64,
    open: Open,
}

enum Open {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(SmolStr, Span)>, merges: Vec<Node>, seen: Seen },
}

/// The keys of an open map: scanned while few, hashed when many.
#[derive(Default)]
struct Seen(HashMap<SmolStr, u32>);

const SCAN: usize = 16;

impl Seen {
    fn position(&mut self, entries: &[Entry], key: &str) -> Option<usize> {
        if entries.len() < SCAN {
            return entries.iter().position(|entry| entry.key == key);
        }
        for (at, entry) in entries.iter().enumerate().skip(self.0.len()) {
            self.0.insert(entry.key.clone(), at as u32);
        }
        self.0.get(key).map(|at| *at as usize)
    }
}

struct Composer<'f> {
    file: &'f SourceFile,
    limits: &'f Limits,
    stack: Vec<Frame>,
    /// Finished anchors with the number of nodes each use counts for.
    anchors: HashMap<usize, (Node, u64)>,
    open_anchors: HashSet<usize>,
    nodes: u64,
    /// Where the last event ended.
    last: usize,
    root: Option<Node>,
    /// Whether more than one document may stand in the file; those that ended are in `done`.
    several: bool,
    done: Vec<Node>,
}

impl<'f> Composer<'f> {
    fn new(file: &'f SourceFile, limits: &'f Limits) -> Self {
        Self {
            file,
            limits,
            stack: Vec::new(),
            anchors: HashMap::new(),
            open_anchors: HashSet::new(),
            nodes: 0,
            last: 0,
            root: None,
            several: false,
            done: Vec::new(),
        }
    }
}

impl Composer<'_> {
    /// A place from which on a reader sees every bracket that is open.
    fn settled(&self) -> usize {
        let starts = self.stack.iter().map(|frame| frame.start as usize);
        let is_flow =
            |at: &usize| matches!(self.file.text().as_bytes().get(*at), Some(b'[' | b'{'));
        starts.filter(is_flow).min().unwrap_or(self.last)
    }

    fn event(&mut self, event: Event<'_>, start: u32, end: u32) -> Result<()> {
        match event {
            Event::DocumentEnd if self.several => {
                // An anchor is known in its own document alone.
                self.anchors.clear();
                self.done.extend(self.root.take());
                Ok(())
            }
            Event::DocumentStart(..) if self.root.is_some() => Err(self
                .error(Code::Yaml, "the file holds more than one document", start, end)
                .help("keep one document in a file; remove the `---`")),
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text, style, anchor, tag, start, end)
            }
            Event::SequenceStart(style, anchor, tag) => {
                let intent = self.collection_tag(tag.as_deref(), "seq", start, end)?;
                let start = match style {
                    StructureStyle::Block => self.dash(start),
                    StructureStyle::Flow => start,
                };
                self.open(Open::List(Vec::new()), anchor, intent, start, end)
            }
            Event::MappingStart(_, anchor, tag) => {
                let intent = self.collection_tag(tag.as_deref(), "map", start, end)?;
                let open = Open::Map {
                    entries: Vec::new(),
                    key: None,
                    merges: Vec::new(),
                    seen: Seen::default(),
                };
                self.open(open, anchor, intent, start, end)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            Event::Alias(anchor) => self.alias(anchor, start, end),
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        start: u32,
        end: u32,
    ) -> Result<()> {
        // The parser writes `~` for a value that is not there.
        let text =
            if start == end && style == ScalarStyle::Plain { Cow::Borrowed("") } else { text };
        let span = self.span(start, end);
        if let Some(key) = self.key_slot() {
            if tag.as_ref().is_some_and(|tag| !tag.is_yaml_core_schema_tag("str")) {
                return Err(self
                    .error(Code::YamlTag, "a key carries a tag", start, end)
                    .help("remove the tag from the key"));
            }
            *key = Some((SmolStr::new(&text), span));
            let node = Node { data: Data::Text(SmolStr::new(text)), span };
            self.count(1, start, end)?;
            self.remember(anchor, &node, 1);
            return Ok(());
        }
        let (data, intent) = self.scalar_data(&text, style, tag.as_deref(), start, end)?;
        self.count(1, start, end)?;
        let span = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self.span(self.header(start), end),
            _ => span,
        };
        let node = tagged(Node { data, span }, intent);
        self.remember(anchor, &node, 1);
        self.push(node)
    }

    /// Where the first `-` of a block list stands; for one that is not indented the parser tells
    /// where its first item begins.
    fn dash(&self, start: u32) -> u32 {
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
    fn header(&self, content: u32) -> u32 {
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

    fn scalar_data(
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

    fn collection_tag(
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

    fn open(
        &mut self,
        open: Open,
        anchor: usize,
        intent: Option<Intent>,
        start: u32,
        end: u32,
    ) -> Result<()> {
        if self.key_slot().is_some() {
            let braces = self.file.text()[..start as usize].ends_with('{');
            let help = if braces { "quote a text that holds `{{`" } else { "use text as the key" };
            return Err(self
                .error(Code::Yaml, "a map or a list stands as a key", start, end)
                .help(help));
        }
        // The libraries count block and flow levels apart; a mixture counts as one here.
        if self.stack.len() >= self.limits.depth {
            return Err(self
                .error(Code::YamlLimit, "the document is nested too deeply", start, end)
                .help("flatten it, or raise `limits.depth`"));
        }
        self.count(1, start, end)?;
        if anchor != 0 {
            self.open_anchors.insert(anchor);
        }
        let nodes_before = self.nodes - 1;
        self.stack.push(Frame { start, anchor, intent, nodes_before, open });
        Ok(())
    }

    fn close(&mut self, end: u32) -> Result<()> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let (data, last) = match frame.open {
            Open::List(items) => {
                let last = items.last().map(|item| item.span);
                (Data::List(items.into()), last)
            }
            Open::Map { entries, merges, .. } => {
                let entries = merge_keys(entries, &merges);
                let last = entries.iter().map(|entry| entry.node.span).next_back();
                (Data::Map(Arc::new(Map::from_entries(entries))), last)
            }
        };
        // A block collection ends with its last value; its end event lies on the next token.
        let flow =
            matches!(self.file.text().as_bytes().get(frame.start as usize), Some(b'[' | b'{'));
        let end = match last {
            Some(last) if !flow && last.file == self.file.id() && last.end > frame.start => {
                last.end
            }
            _ => end.max(frame.start),
        };
        let node = tagged(Node { data, span: self.span(frame.start, end) }, frame.intent);
        self.open_anchors.remove(&frame.anchor);
        self.remember(frame.anchor, &node, self.nodes - frame.nodes_before);
        self.push(node)
    }

    fn alias(&mut self, anchor: usize, start: u32, end: u32) -> Result<()> {
        if self.open_anchors.contains(&anchor) {
            return Err(self
                .error(Code::Yaml, "an alias stands inside the value it names", start, end)
                .help("break the circle"));
        }
        let Some((node, nodes)) = self.anchors.get(&anchor).cloned() else {
            return Err(self
                .error(Code::Yaml, "an alias names an anchor that is not defined", start, end)
                .help("define the anchor above it"));
        };
        self.count(nodes, start, end)?;
        let span = self.span(start, end);
        if let Some(key) = self.key_slot() {
            let Some(text) = node.as_text().map(SmolStr::new) else {
                return Err(self
                    .error(Code::Yaml, "a key is an alias of something that is no text", start, end)
                    .help("write the key out"));
            };
            *key = Some((text, span));
            return Ok(());
        }
        self.push(Node { data: node.data, span })
    }

    /// The slot a key goes to, when the next node is a key.
    fn key_slot(&mut self) -> Option<&mut Option<(SmolStr, Span)>> {
        match &mut self.stack.last_mut()?.open {
            Open::Map { key, .. } if key.is_none() => Some(key),
            _ => None,
        }
    }

    fn push(&mut self, node: Node) -> Result<()> {
        let (file, text) = (self.file, self.file.text());
        match self.stack.last_mut().map(|frame| &mut frame.open) {
            None => self.root = Some(node),
            Some(Open::List(items)) => items.push(node),
            Some(Open::Map { entries, key, merges, seen }) => {
                let Some((key, key_span)) = key.take() else { return Ok(()) };
                let written = text.get(key_span.start as usize..key_span.end as usize);
                if key == "<<" && written == Some("<<") {
                    return merge_value(file, node, merges);
                }
                if let Some(first) = seen.position(entries, &key) {
                    let first = entries[first].key_span;
                    return Err(Error::new(
                        Code::DuplicateKey,
                        format!("the key `{key}` appears twice"),
                    )
                    .help("remove one of the two")
                    .at(file.place(key_span.start, key_span.end))
                    .at(file.place(first.start, first.end)));
                }
                entries.push(Entry { key, key_span, node });
            }
        }
        Ok(())
    }

    fn remember(&mut self, anchor: usize, node: &Node, nodes: u64) {
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), nodes));
        }
    }

    fn count(&mut self, nodes: u64, start: u32, end: u32) -> Result<()> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes <= self.limits.nodes {
            return Ok(());
        }
        let message = format!("the document holds more than {} values", self.limits.nodes);
        Err(self
            .error(Code::YamlLimit, message, start, end)
            .help("split it, or raise `limits.nodes`"))
    }

    fn span(&self, start: u32, end: u32) -> Span {
        Span { file: self.file.id(), start, end }
    }

    fn error(&self, code: Code, message: impl Into<String>, start: u32, end: u32) -> Error {
        Error::new(code, message).at(self.file.place(start, end))
    }
}
