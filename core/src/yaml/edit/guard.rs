//! The last word on every edit: the new text is parsed and must say exactly what was asked.

use super::outline::WHITE;
use super::plan::{Editor, Plan};
use super::{Edited, refused};
use crate::error::{Code, Error, Result};
use crate::source::SourceFile;
use crate::yaml::compose::compose_with_comments;
use crate::yaml::{Data, Limits, Node};

/// The document after a plan, if it says what is wanted and has kept its comments.
pub(super) fn accept(
    editor: &Editor<'_>,
    plan: &Plan,
    wanted: &Node,
    limits: &Limits,
) -> Result<Edited> {
    let place = || {
        let start = plan.cuts.iter().map(|(range, _)| range.start).min().unwrap_or_default();
        editor.place(start..start)
    };
    let text = plan.text(editor.lines().0);
    if text.len() as u64 > limits.file_bytes.min(u64::from(u32::MAX)) {
        return Err(Error::new(Code::FileTooLarge, "the file would be larger than the limit")
            .help("split it, or raise `limits.file_bytes`")
            .at(place()));
    }
    let file = SourceFile::new(editor.file.id(), editor.file.path().clone(), text);
    let (root, comments) = compose_with_comments(&file, limits).map_err(|error| {
        if error.code() == Code::YamlLimit {
            return error.at(place());
        }
        refused(
            "the change cannot be written at this place",
            "write this part as plain `key: value` lines, or edit it by hand",
        )
        .at(place())
        .cause(error)
    })?;
    if !is_same(&root, wanted) {
        let error = match plan.merges {
            true => refused(
                "the key would come back from a `<<`, or move among what it merges",
                "change the anchored map, or edit this part by hand",
            ),
            false => refused(
                "the change would alter more or less than was asked",
                "write this part as plain `key: value` lines, or edit it by hand",
            ),
        };
        return Err(error.at(place()));
    }
    let before = editor.lines().0;
    let is_gone = |at: usize| !plan.moves && plan.gone.iter().any(|range| range.contains(&at));
    let mut kept: Vec<&str> = editor
        .outline
        .comments
        .iter()
        .filter(|comment| !is_gone(comment.start))
        .map(|comment| before[comment.clone()].trim_end_matches(WHITE))
        .collect();
    let mut there: Vec<&str> =
        comments.into_iter().map(|comment| file.text()[comment].trim_end_matches(WHITE)).collect();
    if plan.moves {
        kept.sort_unstable();
        there.sort_unstable();
    }
    let mut rest = there.iter();
    let is_kept = match plan.copies {
        true => kept.iter().all(|comment| rest.any(|other| other == comment)),
        false => kept == there,
    };
    if !is_kept {
        return Err(refused(
            "the change would lose a comment",
            "move the comment to a line of its own, or edit this part by hand",
        )
        .at(place()));
    }
    Ok(Edited { text: file.text().to_owned(), root })
}

/// Whether two trees are the same to the letter: intentions, kinds of numbers, order of keys.
// Trees are as deep as `limits.depth` at most, so recursion is bounded.
pub(super) fn is_same(a: &Node, b: &Node) -> bool {
    match (&a.data, &b.data) {
        (Data::Map(a), Data::Map(b)) => {
            let pairs = || a.entries().iter().zip(b.entries());
            a.len() == b.len() && pairs().all(|(a, b)| a.key == b.key && is_same(&a.node, &b.node))
        }
        (Data::List(a), Data::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| is_same(a, b))
        }
        (Data::Tagged(a), Data::Tagged(b)) => a.intent == b.intent && is_same(&a.node, &b.node),
        (Data::Float(a), Data::Float(b)) => a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan(),
        (a, b) => a == b,
    }
}
