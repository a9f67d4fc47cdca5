//! Details and the values of many flags, as they cross.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use stageline::Result;
use stageline::flag::{Details, Evaluations};

use crate::document::written;
use crate::json::Keys;

/// The canonical document of details, and what it leaves out. One text is all that crosses, because
/// details are asked for often.
#[derive(Serialize)]
struct Told<'d, D> {
    #[serde(flatten)]
    details: &'d D,
    decided_by: String,
    error_message: Option<String>,
    text: String,
}

pub(super) fn told<T: Serialize>(details: &Details<'_, T>) -> Result<String> {
    let told = Told {
        details,
        decided_by: details.decided_by(),
        error_message: details.error_message(),
        text: details.to_string(),
    };
    written(&told, Keys::Canonical)
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
