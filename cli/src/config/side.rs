//! One side of a comparison: its value and where that was written.

use stageline::Place;
use stageline::diff::{Section, Side};

use crate::output::{Cell, HIDDEN, Tone, fit, inline};

/// Longer values are cut; their place says where to read on.
const MOST: usize = 48;

/// The value and the place of a side, as two fields of a table. What is missing has `instead` for
/// a place.
pub(super) fn cells(side: Option<&Side>, tone: Tone, instead: &str) -> [Cell; 2] {
    let Some(side) = side else {
        return [Cell::new(tone, "missing"), Cell::new(Tone::Quiet, instead)];
    };
    let value = match &side.value {
        Some(value) => fit(&inline(value, false), MOST),
        None if side.redacted => HIDDEN.to_owned(),
        None => "present".to_owned(),
    };
    [Cell::new(tone, value), Cell::new(Tone::Place, place(side.place.as_ref()))]
}

pub(super) fn place(place: Option<&Place>) -> String {
    place.map(ToString::to_string).unwrap_or_default()
}

/// Where a missing value would stand, as far as its parent says.
pub(super) fn below(parent: Option<&Place>) -> String {
    parent.map(|place| format!("below {place}")).unwrap_or_default()
}

/// The file that a service without any would have.
pub(super) fn service_file(service: &str, environment: &str) -> String {
    format!("would be config/services/{service}/{environment}.yaml")
}

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
