#!/bin/sh
# Ends with one sentence if something this machine must bring is missing: rust, lint, python, node, cc.
set -eu
cd "$(dirname "$0")/.."

missing() {
    echo "$1" >&2
    exit 1
}

at_least() { # at_least 1.89 1.95.0: does the second version reach the first?
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n | head -n 1)" = "$1" ]
}

for need in "$@"; do
    case $need in
    rust)
        msrv=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
        have=$(rustc --version 2>/dev/null | cut -d' ' -f2) || have=
        cargo --version >/dev/null 2>&1 && [ -n "$have" ] ||
            missing "Rust is missing: install rustup from your system's packages or its own site, then run \`rustup toolchain install stable\`."
        at_least "$msrv" "$have" ||
            missing "Rust $msrv or newer is needed and this is $have: run \`rustup update stable\`."
        ;;
    lint)
        cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 ||
            missing "clippy or rustfmt is missing: run \`rustup component add clippy rustfmt\`."
        ;;
    python)
        python=${PYTHON:-python3}
        "$python" -c '' 2>/dev/null ||
            missing "\`$python\` is missing: install Python 3.10 or newer (Debian: \`apt-get install python3 python3-venv\`)."
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
            missing "Python 3.10 or newer is needed and this is $("$python" -V 2>&1): install one and name it, as in \`make test PYTHON=python3.12\`."
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            missing "\`$python\` cannot make virtual environments: install its venv module (Debian: \`apt-get install python3-venv\`)."
        ;;
    node)
        have=$(node --version 2>/dev/null) || have=
        [ -n "$have" ] && npm --version >/dev/null 2>&1 ||
            missing "Node or npm is missing: install Node 20 or newer, which brings npm."
        at_least 20 "${have#v}" || missing "Node 20 or newer is needed and this is $have: install a newer one."
        ;;
    cc)
        "${CC:-cc}" --version >/dev/null 2>&1 ||
            missing "A C compiler is missing: install one as \`cc\` (Debian: \`apt-get install gcc libc6-dev\`; macOS: \`xcode-select --install\`)."
        ;;
    esac
done
