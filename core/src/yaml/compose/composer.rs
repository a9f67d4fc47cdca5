//! Events put together: what is open, which keys and anchors there are, how much has been read.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use granit_parser::{Event, ScalarStyle, StructureStyle, Tag};
use smol_str::SmolStr;

use super::merge_key::{merge_keys, merge_value};
use super::tag::tagged;
use crate::error::{Code, Error, Result};
use crate::source::{SourceFile, Span};
use crate::yaml::{Data, Entry, Intent, Limits, Map, Node};

/// An open collection.
pub(super) struct Frame {
    start: u32,
    anchor: usize,
    intent: Option<Intent>,
    nodes_before: u64,
    pub(super) open: Open,
}

pub(super) enum Open {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(SmolStr, Span)>, merges: Vec<Node>, seen: Seen },
}

/// The keys of an open map: scanned while few, hashed when many.
#[derive(Default)]
pub(super) struct Seen(HashMap<SmolStr, u32>);

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

pub(super) struct Composer<'f> {
    pub(super) file: &'f SourceFile,
    pub(super) limits: &'f Limits,
    pub(super) stack: Vec<Frame>,
    /// Finished anchors with the number of nodes each use counts for.
    anchors: HashMap<usize, (Node, u64)>,
    open_anchors: HashSet<usize>,
    nodes: u64,
    /// Where the last event ended.
    pub(super) last: usize,
    pub(super) root: Option<Node>,
    /// Whether more than one document may stand in the file; those that ended are in `done`.
    pub(super) several: bool,
    pub(super) done: Vec<Node>,
}

impl<'f> Composer<'f> {
    pub(super) fn new(file: &'f SourceFile, limits: &'f Limits) -> Self {
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
    pub(super) fn settled(&self) -> usize {
        let starts = self.stack.iter().map(|frame| frame.start as usize);
        let is_flow =
            |at: &usize| matches!(self.file.text().as_bytes().get(*at), Some(b'[' | b'{'));
        starts.filter(is_flow).min().unwrap_or(self.last)
    }

    pub(super) fn event(&mut self, event: Event<'_>, start: u32, end: u32) -> Result<()> {
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

    pub(super) fn error(
        &self,
        code: Code,
        message: impl Into<String>,
        start: u32,
        end: u32,
    ) -> Error {
        Error::new(code, message).at(self.file.place(start, end))
    }
}
