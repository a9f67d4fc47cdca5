//! What flags are asked: of which kind, for whom, and when.

use stageline::flag::{self, Context};
use stageline::value::Timestamp;
use stageline::{Code, Error, Result};

use crate::given;

/// The kinds of flags, by the default that a caller gives.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Boolean,
    Text,
    Integer,
    Number,
    Json,
}

impl Kind {
    pub(super) fn named(name: &str) -> Result<Self> {
        match name {
            "boolean" => Ok(Self::Boolean),
            "string" => Ok(Self::Text),
            "bigint" => Ok(Self::Integer),
            "number" => Ok(Self::Number),
            "object" => Ok(Self::Json),
            _ => Err(Error::new(Code::Usage, format!("no flag is of the kind `{name}`"))),
        }
    }
}

/// A time in milliseconds, as a `Date` has it.
pub(super) fn time(millis: f64) -> Timestamp {
    Timestamp::from_millis(millis as i64)
}

/// Who asks: attributes as JSON text. The time is JavaScript's to read, so that its clock counts.
pub(super) fn context(flags: &flag::Flags, attributes: &str) -> Result<Context> {
    let tree = given::tree(attributes)?;
    let entries = tree.as_map().map_or(&[][..], |map| map.entries());
    let context = flags.context_without_key();
    Ok(entries.iter().fold(context, |context, entry| context.with(&entry.key, &entry.node)))
}
