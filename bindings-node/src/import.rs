//! Flags of other tools, as the text of a file of ours.

use napi_derive::napi;
use stageline::flag::import::{Format, import};

use crate::document::Document;
use crate::guard::guarded;
use crate::thrown::Thrown;

/// Reads the flags of another tool.
#[napi(catch_unwind)]
pub fn import_flags(
    text: String,
    source: String,
    file: String,
    environment: Option<String>,
) -> napi::Result<Document, Thrown> {
    guarded(|| {
        let imported = import(source.parse::<Format>()?, &file, &text)?;
        Ok(Document::new(match environment {
            Some(environment) => imported.for_environment(&environment)?,
            None => imported,
        }))
    })
}
