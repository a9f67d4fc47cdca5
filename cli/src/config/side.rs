//! Words about sections, and counts of things.

use stageline::diff::Section;

/// What the options of `explain` and `show` for a section are.
pub(super) fn options(section: &Section) -> Option<String> {
    match section {
        Section::Record => Some(" --of record".to_owned()),
        Section::Configuration => Some(String::new()),
        Section::Service(name) => Some(format!(" --service {name}")),
        _ => None,
    }
}

/// `1 difference`, `2 differences`.
pub(crate) fn many(count: usize, one: &str, more: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {more}"),
    }
}
