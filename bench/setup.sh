#!/bin/sh
# Installs the peers, at pinned versions, into bench/peers. What cannot be installed is said and left out:
# the table then shows those peers as skipped.
set -u
# From here on, the caller's target folder is looked for elsewhere.
case ${CARGO_TARGET_DIR:-/} in /*) ;; *) export CARGO_TARGET_DIR="$PWD/$CARGO_TARGET_DIR" ;; esac
cd "$(dirname "$0")/peers" || exit 1

# Workspaces and a target folder of their own, whatever the caller's are.
CARGO_TARGET_DIR=target cargo build --release --locked --quiet ||
    echo "not built: the Rust peers"
CARGO_TARGET_DIR=target cargo build --release --locked --quiet --manifest-path flags/Cargo.toml ||
    echo "not built: the Rust peers in feature flags"

if ! cmp -s requirements.txt .venv/installed; then
    { python3 -m venv .venv &&
        .venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt &&
        cp requirements.txt .venv/installed; } ||
        echo "not installed: the Python peers"
fi

# Our own package, built as it is released, by the checkout's maturin or by one of our own.
if [ -x .venv/bin/python ]; then
    maturin=../../.venv/bin/maturin
    [ -x "$maturin" ] || maturin=.venv/bin/maturin
    { rm -rf target/wheels &&
        { [ -x "$maturin" ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check \
            "$(grep '^maturin==' ../../bindings-python/requirements.txt)"; } &&
        "$maturin" build --quiet --release --interpreter .venv/bin/python --out target/wheels \
            --manifest-path ../../bindings-python/Cargo.toml &&
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall target/wheels/*.whl; } ||
        echo "not built: stageline for Python"
fi

if ! cmp -s package-lock.json node_modules/installed; then
    { npm ci --silent --no-audit --no-fund --ignore-scripts &&
        cp package-lock.json node_modules/installed; } ||
        echo "not installed: the Node peers"
fi

# Likewise for Node, as a package beside its peers.
library=${CARGO_TARGET_DIR:-../../target}/release
if [ -d node_modules ]; then
    { cargo build --release --locked --quiet -p stageline-node --manifest-path ../../Cargo.toml &&
        rm -rf node_modules/stageline && mkdir node_modules/stageline &&
        cp -R ../../bindings-node/package.json ../../bindings-node/lib node_modules/stageline &&
        for built in "$library/libstageline_node.so" "$library/libstageline_node.dylib" "$library/stageline_node.dll"; do
            [ ! -e "$built" ] || cp "$built" node_modules/stageline/lib/stageline.node
        done; } ||
        echo "not built: stageline for Node"
fi
exit 0
