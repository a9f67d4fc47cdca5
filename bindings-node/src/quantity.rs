//! Quantities, read by the engine.

use napi_derive::napi;
use stageline::value::{Kind, Quantity};
use stageline::{Code, Error, Result};

use crate::given;
use crate::guard::guarded;
use crate::thrown::Thrown;

/// The amount that a value (JSON text) spells, in billionths of its unit, in decimal.
#[napi(catch_unwind)]
pub fn quantity(value: String, kind: String) -> napi::Result<String, Thrown> {
    guarded(|| {
        let kind = self::kind(&kind)?;
        Ok(Quantity::read(&given::tree(&value)?.data, kind)?.nanos().to_string())
    })
}

fn kind(word: &str) -> Result<Kind> {
    let kinds = [Kind::Cpu, Kind::Bytes, Kind::Duration, Kind::Percent];
    kinds.into_iter().find(|kind| kind.name() == word).ok_or_else(|| {
        Error::new(Code::Usage, "this is no kind of quantity")
            .help("say `cpu`, `bytes`, `duration` or `percent`")
            .suggest(stageline::error::closest(word, kinds.map(Kind::name)))
    })
}
