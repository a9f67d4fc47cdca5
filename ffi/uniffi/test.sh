#!/bin/sh
# Tests the UniFFI bindings: generates all three, and runs the Ruby one. Run it from the root of
# the checkout.
#
# Exit 0 is a pass. What a missing tool keeps from being tested is written to the file named in
# STAGELINE_SKIPS, a line each.
set -eu

say() { printf 'uniffi: %s\n' "$*"; }
fail() { printf 'uniffi: FAILED: %s\n' "$*" >&2; exit 1; }
skip() {
    say "skipped: needs $1 ($2)"
    if [ -n "${STAGELINE_SKIPS:-}" ]; then printf 'needs %s (%s)\n' "$1" "$2" >>"$STAGELINE_SKIPS"; fi
}

target=${CARGO_TARGET_DIR:-target}
case $target in /*) ;; *) target=$PWD/$target ;; esac
export CARGO_TARGET_DIR="$target"
work=$target/uniffi
rm -rf "$work"
mkdir -p "$work"
case $(uname -s) in Darwin) library=libstageline_uniffi.dylib ;; *) library=libstageline_uniffi.so ;; esac
version=$(cargo pkgid -p stageline-uniffi | sed 's/.*[#@]//')

# generate FOLDER LANGUAGE → the binding, from the library as it was last built
generate() {
    "$target/debug/uniffi-bindgen" generate "$target/debug/$library" --crate stageline_uniffi \
        --language "$2" --no-format --out-dir "$work/$1" >"$work/generate.log" 2>&1 ||
        { cat "$work/generate.log" >&2; fail "generating $2"; }
}

say "building the library and the generator"
cargo build -q -p stageline-uniffi --features bindgen
for language in kotlin swift ruby; do
    say "generating $language"
    generate "shipped" "$language"
done
for file in dev/stageline/stageline.kt Stageline.swift stageline.rb; do
    [ -s "$work/shipped/$file" ] || fail "$file was not generated"
    grep -qi 'require_\{0,1\}version' "$work/shipped/$file" || fail "$file lacks a function"
    ! grep -qi probe "$work/shipped/$file" || fail "$file has a probe"
done

say "Ruby: the binding, with probes, over its library"
cargo build -q -p stageline-uniffi --features bindgen,probe
generate probed ruby
cp "$target/debug/$library" "$work/probed/$library"
. ffi/uniffi/tests/ruby.sh
if [ -n "$ruby" ]; then
    export EXPECTED_VERSION="$version" RUST_BACKTRACE=0
    LD_LIBRARY_PATH=$work/probed:${LD_LIBRARY_PATH:-} \
        $ruby -I "$work/probed" ffi/uniffi/tests/test.rb >"$work/out" 2>"$work/err" ||
        { cat "$work/out" "$work/err" >&2; fail "the Ruby tests"; }
    say "  $(cat "$work/out")"
    [ "$(cat "$work/out")" = "$(grep -c "^it '" ffi/uniffi/tests/test.rb) cases, 0 failed" ] ||
        fail "not every case ran"
    [ ! -s "$work/err" ] || { cat "$work/err" >&2; fail "something was written to standard error"; }
else
    skip ruby "the Ruby binding"
fi

say "passed"
