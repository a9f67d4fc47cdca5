//! What an edit would write: each file before and after, and as a unified diff.

use std::fmt::{self, Write};

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use crate::source::{FileId, SourceFile};
use crate::value::shown_line;

/// Lines shown around what changes.
const CONTEXT: usize = 3;

/// One file that an edit would write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FilePreview {
    /// The path relative to the root.
    pub path: String,
    /// Its text now; `None` for a file that is not there yet.
    pub before: Option<String>,
    /// Its text afterwards.
    pub after: String,
}

impl FilePreview {
    /// The change as a unified diff, as `patch` and `git apply` read it. It holds what the files
    /// hold, secrets among them; what is meant for people is the preview's `Display`.
    pub fn diff(&self) -> String {
        self.unified(&|_, _| None)
    }

    /// The diff, with each line as `shown` has it: given the side and the number of a line, it answers
    /// what stands for that line.
    fn unified(&self, shown: &dyn Fn(ChangeTag, usize) -> Option<String>) -> String {
        let before = self.before.as_deref().unwrap_or_default();
        let diff = TextDiff::from_lines(before, self.after.as_str());
        let mut out = String::new();
        let old =
            if self.before.is_some() { format!("a/{}", self.path) } else { "/dev/null".into() };
        // Writing to a string cannot fail.
        let _ = write!(out, "--- {old}\n+++ b/{}\n", self.path);
        for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
            let _ = writeln!(out, "{}", hunk.header());
            for change in hunk.iter_changes() {
                let line = match change.tag() {
                    ChangeTag::Insert => change.new_index(),
                    _ => change.old_index(),
                };
                match shown(change.tag(), line.unwrap_or_default()) {
                    Some(text) => {
                        let _ = writeln!(out, "{}{text}", change.tag());
                    }
                    None => {
                        let _ = write!(out, "{}{}", change.tag(), change.value());
                        if change.missing_newline() {
                            out.push_str("\n\\ No newline at end of file\n");
                        }
                    }
                }
            }
        }
        out
    }
}

/// The diff for people: values that look like secrets are withheld.
impl fmt::Display for FilePreview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = |text: &str| SourceFile::new(FileId::NONE, self.path.as_str(), text.to_owned());
        let before = file(self.before.as_deref().unwrap_or_default());
        let after = file(&self.after);
        let shown = |tag: ChangeTag, at: usize| {
            let side = if tag == ChangeTag::Insert { &after } else { &before };
            Some(shown_line(side, at as u32 + 1, false).unwrap_or_default())
        };
        f.write_str(&self.unified(&shown))
    }
}

/// Every file that an edit would write, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Preview {
    /// The files whose text changes.
    pub files: Vec<FilePreview>,
}

impl Preview {
    pub(super) fn new<'e>(
        files: impl Iterator<Item = (&'e str, Option<&'e str>, &'e str)>,
    ) -> Self {
        let files = files.filter(|(_, before, after)| *before != Some(*after));
        let files = files.map(|(path, before, after)| FilePreview {
            path: path.to_owned(),
            before: before.map(str::to_owned),
            after: after.to_owned(),
        });
        Self { files: files.collect() }
    }

    /// Whether nothing would be written.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All changes as one unified diff; see [`FilePreview::diff`].
    pub fn diff(&self) -> String {
        self.files.iter().map(FilePreview::diff).collect()
    }
}

/// The diffs for people: values that look like secrets are withheld.
impl fmt::Display for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_empty() {
            true => f.write_str("nothing to write"),
            false => self.files.iter().try_for_each(|file| fmt::Display::fmt(file, f)),
        }
    }
}
