//! The generator of the Kotlin, Swift and Ruby bindings, of the version this crate is built with.

fn main() {
    uniffi::uniffi_bindgen_main();
}
