//! What a comparison found, in words.

use super::model::{Counts, Question};

/// What was found, in words: `8 drifted (1 error, 7 warnings), 46 differ as expected`.
pub(super) fn summary(question: Question, counts: &Counts) -> String {
    let many = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {more}"),
    };
    let mut parts = Vec::new();
    match (question, counts.drift, counts.different) {
        (Question::Drift, 0, _) => parts.push("no drift".to_owned()),
        (_, 0, 0) => parts.push("no difference".to_owned()),
        _ => {}
    }
    if counts.drift > 0 {
        let levels = [
            (counts.errors, many(counts.errors, "error", "errors")),
            (counts.warnings, many(counts.warnings, "warning", "warnings")),
            (counts.infos, many(counts.infos, "note", "notes")),
        ];
        let levels = levels.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text);
        let levels: Vec<String> = levels.collect();
        let what = match question {
            Question::Survey => many(counts.drift, "violates a shape", "violate a shape"),
            _ => format!("{} drifted", counts.drift),
        };
        parts.push(format!("{what} ({})", levels.join(", ")));
    }
    if counts.different > 0 {
        parts.push(many(counts.different, "difference", "differences"));
    }
    if counts.expected > 0 {
        parts.push(many(counts.expected, "differs as expected", "differ as expected"));
    }
    if counts.equivalent > 0 {
        let (one, more) = ("is the same, spelled differently", "are the same, spelled differently");
        parts.push(many(counts.equivalent, one, more));
    }
    parts.join(", ")
}
