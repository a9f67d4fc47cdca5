//! An entry under another key of its map, with the comments inside it.

use smol_str::SmolStr;

use super::outline::Kind;
use super::plan::{Editor, Plan};
use super::slot::{Holder, Slot};
use super::{Edited, guard};
use crate::source::SourceFile;
use crate::yaml::write::{Quote, Style, inline};
use crate::yaml::{Limits, Node};

/// The document with entries written as others of the same maps are, all at once. `wanted` is what it
/// must say then; `None` where that cannot be written so.
pub(super) fn copied(
    file: &SourceFile,
    root: &Node,
    copies: &[(Vec<SmolStr>, Vec<SmolStr>)],
    wanted: &Node,
    limits: &Limits,
) -> Option<Edited> {
    let editor = Editor::open(file, root, limits).ok()?;
    let mut whole = Plan { copies: true, ..Plan::default() };
    for (from, to) in copies {
        let mut plan = editor.copy(from, to)?;
        whole.cuts.append(&mut plan.cuts);
        whole.gone.append(&mut plan.gone);
    }
    whole.is_clear().then(|| guard::accept(&editor, &whole, wanted, limits).ok()).flatten()
}

impl Editor<'_> {
    /// The lines of an entry below another key: in the place of what stands there, or behind the last
    /// entry of the map.
    fn copy(&self, from: &[SmolStr], to: &[SmolStr]) -> Option<Plan> {
        let (key, map) = to.split_last()?;
        if from.split_last()?.1 != map {
            return None;
        }
        let lines = self.lines();
        let spot = self.spot(from).ok()?;
        let [.., parent, source] = spot.slots.as_slice() else { return None };
        let (_, source_key) = source.key.as_ref()?;
        let pieces = &self.outline.pieces;
        let mut inside = pieces[source.piece..pieces[source.piece].next].iter();
        let has_anchor = inside.any(|piece| piece.anchor != 0 && piece.kind != Kind::Alias);
        if spot.depth() < from.len() || source.holder != Holder::Key || has_anchor {
            return None;
        }
        let body = |slot: &Slot, key_end: usize| key_end..self.own_lines(slot).end;
        let text = &lines.0[body(source, source_key.end)];
        let there = self.spot(to).ok()?;
        if there.depth() == to.len() {
            let target = self.last(&there).ok()?;
            let (_, target_key) = target.key.as_ref()?;
            self.keep_shared(&there, true).ok()?;
            let range = body(target, target_key.end);
            return (target.holder == Holder::Key)
                .then(|| Plan::cut(range.clone(), text).gone(range));
        }
        self.keep_shared(&there, false).ok()?;
        let last = self.children(parent).ok()?.last()?.clone();
        let column = lines.column(source.head);
        let at = self.behind_comments(lines.end(last.end), column);
        let style = Style { line_break: lines.style(last.end), ..self.style };
        let mut new = String::new();
        style.line(&mut new, column);
        new.push_str(&inline(key, Quote::Plain, false));
        new.push_str(text);
        Some(Plan::cut(at..at, new))
    }
}
