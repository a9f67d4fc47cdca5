/// The version of the binary interface this header describes.
///
/// It changes when a program built against an older header can no longer run with the library,
/// and is then the number in the library's SONAME too. Compare it with `stageline_abi_version()`
/// where the library is loaded by hand.
pub const STAGELINE_ABI_VERSION: u32 = 1;
