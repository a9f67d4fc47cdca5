#!/bin/sh
# Installs the peers, writes the tree, and prints the table. Arguments go to compare.py (see README.md).
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}

bench/setup.sh
cargo build --release --locked --quiet -p stageline-bench
rm -rf "$target/bench/tree"
"$target/release/stageline-bench" generate "$target/bench/tree"
exec python3 bench/compare.py "$target/bench/tree" --bench "$target/release/stageline-bench" "$@"
