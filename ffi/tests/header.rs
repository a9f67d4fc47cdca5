//! `include/stageline.h` is what the source says. `STAGELINE_UPDATE=1` writes it anew.

use std::path::Path;

#[test]
fn the_header_is_generated_from_the_source() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).expect("a configuration");
    let mut written = Vec::new();
    cbindgen::generate_with_config(root, config).expect("a header").write(&mut written);
    let written = String::from_utf8(written).expect("UTF-8");

    let path = root.join("include/stageline.h");
    if std::env::var_os("STAGELINE_UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&path, &written).expect("a writable header");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == written,
        "`ffi/include/stageline.h` differs from the source: \
         run `STAGELINE_UPDATE=1 cargo test -p stageline-ffi --test header` and review the change"
    );
}
