//! Every document, every path, every operation.

use super::corpus::DOCUMENTS;
use super::*;
use crate::error::Code;

fn values() -> Vec<Node> {
    let map = tree("p: 1\nq:\n  r: [s, t]\n");
    let tagged = |intent, node| Node::detached(Data::Tagged(Tagged { intent, node }.into()));
    vec![
        Node::detached(Data::Int(42)),
        Node::detached(Data::Null),
        text("new"),
        text("no"),
        text("a: b # c"),
        text("two\nlines\n"),
        tree("{}"),
        map.clone(),
        tree("[1, {k: v, w: x}]"),
        tagged(Intent::Append, tree("[1]")),
        tagged(Intent::MergeBy("the: key".into()), tree("[{n: 1}, {n: 2}]")),
        tagged(Intent::Replace, map),
        tagged(Intent::Delete, Node::default()),
    ]
}

fn changes(root: &Node) -> Vec<Change> {
    let mut changes = Vec::new();
    let join = |path: &[SmolStr], key: &str| [path, &[key.into()]].concat();
    for path in paths(root) {
        for value in values() {
            changes.push(Change::Set { path: path.clone(), value: value.clone() });
            changes.push(Change::Append { path: path.clone(), item: value.clone() });
            changes.push(Change::Set { path: join(&path, "fresh"), value });
        }
        changes.push(Change::Set { path: join(&join(&path, "fresh"), "deep"), value: text("x") });
        changes.push(Change::Append { path: join(&path, "fresh"), item: text("x") });
        changes.push(Change::Remove { path: join(&path, "7") });
        changes.push(Change::Remove { path: path.clone() });
        if let Some((_, parent)) = path.split_last() {
            changes.push(Change::Rename { from: path.clone(), to: join(parent, "fresh") });
            changes.push(Change::Rename { from: path.clone(), to: join(parent, "a: b") });
            changes.push(Change::Rename { from: path.clone(), to: vec!["fresh".into()] });
            changes.push(Change::Rename { from: path, to: vec!["new".into(), "fresh".into()] });
        }
    }
    changes
}

/// The bytes of the old text that an edit may touch: the deepest value on the path with its key or
/// dash, the lines it stands on, and what holds it where the last of a collection goes.
fn reach(document: &str, root: &Node, change: &Change) -> std::ops::Range<usize> {
    let (path, up) = match change {
        Change::Set { path, .. } | Change::Append { path, .. } => (path, 0),
        Change::Remove { path } => (path, 1),
        Change::Rename { .. } => return 0..document.len(),
    };
    let file = file(document);
    let editor = Editor::open(&file, root, &Limits::default()).unwrap();
    let spot = editor.spot(path).unwrap();
    let slot = &spot.slots[(spot.depth() + 1).saturating_sub(up + 1)];
    if spot.slots.len() == 1 {
        return 0..document.len();
    }
    let start = editor.lines().before_break(editor.lines().start(slot.head));
    let end = editor.behind_comments(editor.lines().end(slot.end), 0);
    start..end + editor.lines().line_break(end).len()
}

fn line_breaks(text: &str) -> (usize, usize, usize) {
    let pairs = text.matches("\r\n").count();
    (pairs, text.matches('\n').count() - pairs, text.matches('\r').count() - pairs)
}

fn check(document: &str, root: &Node, asked: &Change, edited: &Edited) {
    let told = || format!("{document:?}\n{asked:?}\n{:?}", edited.text);
    // The tree says what was asked, by a reading of its own.
    let wanted = apply::apply(&file(document), root, asked, &Limits::default()).unwrap();
    assert!(guard::is_same(&tree(&edited.text), &wanted), "{}", told());
    assert!(guard::is_same(&edited.root, &wanted), "{}", told());
    // Bytes outside its reach are the same.
    let reach = reach(document, root, asked);
    let (before, behind) = (&document[..reach.start], &document[reach.end..]);
    assert!(edited.text.starts_with(before) && edited.text.ends_with(behind), "{}", told());
    assert!(edited.text.len() >= before.len() + behind.len(), "{}", told());
    // No line break of another kind than the file has.
    let (crlf, lf, cr) = line_breaks(document);
    let after = line_breaks(&edited.text);
    let kinds = |(crlf, lf, cr): (usize, usize, usize)| (crlf > 0, lf > 0, cr > 0);
    if crlf + lf + cr > 0 && after.0 + after.1 + after.2 > 0 {
        let (was, is) = (kinds((crlf, lf, cr)), kinds(after));
        assert!((was.0 || !is.0) && (was.1 || !is.1) && (was.2 || !is.2), "{}", told());
    }
    // A file without a final line break gets none, unless it was empty.
    let is_open = |text: &str| !text.ends_with(['\n', '\r']);
    if is_open(document) && !document.trim_start_matches('\u{feff}').is_empty() {
        assert!(is_open(&edited.text), "{}", told());
    }
    assert_eq!(document.starts_with('\u{feff}'), edited.text.starts_with('\u{feff}'));
}

#[test]
fn every_operation_at_every_path_is_exact_or_refused_with_a_place() {
    let (mut accepted, mut refused) = (0, 0);
    for document in DOCUMENTS {
        let root = tree(document);
        for asked in changes(&root) {
            match change(document, &asked) {
                Ok(edited) => {
                    check(document, &root, &asked, &edited);
                    accepted += 1;
                }
                Err(error) => {
                    let told = format!("{document:?}\n{asked:?}\n{error}");
                    assert!(!error.places().is_empty(), "{told}");
                    assert!(error.help_text().is_some(), "{told}");
                    match error.code() {
                        Code::EditRefused => refused += 1,
                        code => assert_eq!(code, Code::Usage, "{told}"),
                    }
                }
            }
        }
    }
    // Refusals are for anchors in use, `<<`, and entries without brackets inside `[…]`.
    assert!(accepted > 6800, "{accepted} accepted");
    assert!(refused < 330, "{refused} refused");
}

#[test]
fn an_undisturbed_document_accepts_every_meaningful_change() {
    let document =
        "a: 1 # one\nb:\n  c: [x, {y: z}] # two\n  d:\n    - e\n    - f: 2\n      g: 3\n# end\n";
    let root = tree(document);
    for asked in changes(&root) {
        if let Err(error) = change(document, &asked) {
            assert_eq!(error.code(), Code::Usage, "{asked:?}\n{error}");
        }
    }
}

#[test]
fn setting_what_is_there_changes_no_byte() {
    for document in DOCUMENTS {
        let root = tree(document);
        for path in paths(&root) {
            let value = path.iter().try_fold(&root, |node, key| node.child(key)).unwrap().clone();
            let edited = change(document, &Change::Set { path, value }).unwrap();
            assert_eq!(&edited.text, document);
        }
    }
}

#[test]
fn a_scalar_changes_in_its_own_bytes_alone() {
    // A merged key is hidden by an own one instead.
    for document in DOCUMENTS.iter().filter(|document| !document.contains("<<")) {
        let root = tree(document);
        for path in paths(&root) {
            let node = path.iter().try_fold(&root, |node, key| node.child(key)).unwrap();
            let span = node.span.start as usize..node.span.end as usize;
            let is_plain = matches!(node.data, Data::Int(_) | Data::Text(_))
                && !span.is_empty()
                && !document[span.clone()].starts_with(['|', '>', '*'])
                && !document[span.clone()].contains(['\n', '\r']);
            let asked = Change::Set { path, value: Node::detached(Data::Int(777)) };
            if let (true, Ok(edited)) = (is_plain, change(document, &asked)) {
                let wanted = format!("{}777{}", &document[..span.start], &document[span.end..]);
                assert_eq!(edited.text, wanted);
            }
        }
    }
}
