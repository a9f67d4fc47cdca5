#!/bin/sh
# Installs the peers, at pinned versions, into bench/peers. What cannot be installed is said and left out:
# the table then shows those peers as skipped.
set -u
cd "$(dirname "$0")/peers" || exit 1

cargo build --release --locked --quiet ||
    echo "not built: the Rust peers"

if ! cmp -s requirements.txt .venv/installed; then
    { python3 -m venv .venv &&
        .venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt &&
        cp requirements.txt .venv/installed; } ||
        echo "not installed: the Python peers"
fi

if ! cmp -s package-lock.json node_modules/installed; then
    { npm ci --silent --no-audit --no-fund --ignore-scripts &&
        cp package-lock.json node_modules/installed; } ||
        echo "not installed: the Node peers"
fi
exit 0
