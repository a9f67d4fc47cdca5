//! The versions a program can ask for.

use crate::abi::STAGELINE_ABI_VERSION;
use crate::text::Text;

/// The version of the library's binary interface; equals `STAGELINE_ABI_VERSION` of the header
/// it was built with.
#[unsafe(no_mangle)]
pub extern "C" fn stageline_abi_version() -> u32 {
    STAGELINE_ABI_VERSION
}

/// The version of the library, such as `1.4.2`. The text lives as long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn stageline_version() -> Text {
    Text::of(env!("CARGO_PKG_VERSION"))
}
