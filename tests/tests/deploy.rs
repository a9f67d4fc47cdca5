//! The deploy script of `examples/` runs and says what its siblings in other languages say.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

#[test]
fn the_rust_deploy_script_runs() {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "stageline-tests", "--example", "deploy"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}
