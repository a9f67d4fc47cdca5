//! Sections by the words that answers have for them.

use stageline::diff;

/// The word of a section, and the service where it is one.
pub(crate) fn section(section: &diff::Section) -> (&'static str, Option<&str>) {
    match section {
        diff::Section::Record => ("record", None),
        diff::Section::Configuration => ("configuration", None),
        diff::Section::Service(name) => ("service", Some(name)),
        diff::Section::Flags => ("flags", None),
        _ => ("other", None),
    }
}
