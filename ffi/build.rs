//! Gives the shared library its SONAME (its install name on macOS), numbered by the ABI.

#[allow(unreachable_pub)]
#[path = "src/abi.rs"]
mod abi;

use abi::STAGELINE_ABI_VERSION as ABI;

fn main() {
    println!("cargo::rerun-if-changed=src/abi.rs");
    println!("cargo::rerun-if-changed=build.rs");
    let target = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    match target.as_str() {
        "macos" | "ios" => println!(
            "cargo::rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libstageline.{ABI}.dylib"
        ),
        "windows" => {}
        _ => println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libstageline.so.{ABI}"),
    }
}
