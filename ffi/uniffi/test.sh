#!/bin/sh
# Tests the UniFFI bindings: generates all three, and runs Ruby and Kotlin. Run it from the root of
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

say "building the library with probes"
cargo build -q -p stageline-uniffi --features bindgen,probe
for language in kotlin ruby; do generate probed "$language"; done
cp "$target/debug/$library" "$work/probed/$library"
export EXPECTED_VERSION="$version" RUST_BACKTRACE=0
# A project that each language's cases may write.
export STAGELINE_SCRATCH="$work/scratch"

# vectors → how many cases the shared files hold; each has arguments, and once
vectors() {
    find ffi/tests/vectors tests/vectors -name '*.json' -exec cat {} + | grep -o '"args": *{' | wc -l
}

# run LANGUAGE ENDING CASE MORE COMMAND… → the command passes quietly, and ran every case of the
# files with that ending, where each begins with CASE, and as many more
run() {
    language=$1 expected=$(($(cat ffi/uniffi/tests/*."$2" | grep -c "$3") + $4))
    shift 4
    rm -rf "$STAGELINE_SCRATCH"
    mkdir -p "$STAGELINE_SCRATCH/config"
    "$@" >"$work/out" 2>"$work/err" || { cat "$work/out" "$work/err" >&2; fail "the $language tests"; }
    say "  $(cat "$work/out")"
    [ "$(cat "$work/out")" = "$expected cases, 0 failed" ] || fail "expected $expected cases"
    [ ! -s "$work/err" ] || { cat "$work/err" >&2; fail "something was written to standard error"; }
}

. ffi/uniffi/tests/ruby.sh
if [ -n "$ruby" ]; then
    say "Ruby: the binding over its library"
    run Ruby rb "^it '" "$(vectors)" ruby_run ffi/uniffi/tests/test.rb
else
    skip "ruby and its gem ffi" "the Ruby binding"
fi

. ffi/uniffi/tests/kotlin.sh
if [ -z "$kotlin_lacks" ]; then
    say "Kotlin: compiling the binding and its tests"
    kotlin_compile "$work/probed/dev/stageline/stageline.kt" ffi/uniffi/tests/*.kt \
        >"$work/kotlin.log" 2>&1 || { cat "$work/kotlin.log" >&2; fail "the Kotlin compiler"; }
    say "Kotlin: the binding over its library"
    run Kotlin kt '^    it("' "$(vectors)" kotlin_run
else
    skip "$kotlin_lacks" "the Kotlin binding"
fi

say "passed"
