//! Details and the values of many flags, in the forms that JavaScript reads.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use stageline::Result;
use stageline::flag::{Details, Evaluations};

use crate::document::Document;

/// Details with what their canonical document leaves out.
#[derive(Serialize)]
struct Told<'d, D> {
    #[serde(flatten)]
    details: &'d D,
    decided_by: String,
    error_message: Option<String>,
}

/// Details borrow from the flags, so all their forms are made at once.
pub(super) fn told<T: Serialize>(details: &Details<'_, T>) -> Result<Document> {
    let told =
        Told { details, decided_by: details.decided_by(), error_message: details.error_message() };
    Document::in_forms(&told, details, details.to_string())
}

/// The values of flags by name.
pub(super) struct Values<'a>(pub(super) Evaluations<'a>);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for details in self.0.iter() {
            map.serialize_entry(details.flag(), details.value())?;
        }
        map.end()
    }
}
