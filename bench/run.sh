#!/bin/sh
# Installs the peers, writes trees and the file, and prints the tables. Arguments go to compare.py (see README.md).
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
# What fails does not keep the rest from being measured.
status=0

bench/setup.sh
cargo build --release --locked --quiet -p stageline-bench
rm -rf "$target/bench/tree"
"$target/release/stageline-bench" generate "$target/bench/tree"
"$target/release/stageline-bench" generate-many "$target/bench/many"
"$target/release/stageline-bench" generate-file "$target/bench"
"$target/release/stageline-bench" generate-pairs "$target/bench/pairs"
python3 bench/compare.py "$target/bench/tree" "$target/bench/large.yaml" "$target/bench/many" --bench "$target/release/stageline-bench" "$@" || status=1
python3 bench/differences.py "$target/bench/pairs" --bench "$target/release/stageline-bench" || status=1
"$target/release/stageline-bench" generate-flags "$target/bench"
python3 bench/flags_rust.py "$target/bench" --bench "$target/release/stageline-bench" || status=1
case $target in /*) installed=$target/bench/c ;; *) installed=$PWD/$target/bench/c ;; esac
{ sh ffi/install.sh "$installed" --release &&
    python3 bench/flags_c.py "$installed" "$target/bench" --bench "$target/release/stageline-bench"; } || status=1
python3 bench/flags_node.py "$target/bench" || status=1
python3 bench/flags_python.py "$target/bench" || status=1
exit $status
