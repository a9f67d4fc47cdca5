#!/bin/sh
# Runs one test suite: `suite.sh NAME COMMAND…`. Keeps what it prints in target/suites/NAME.log, gives it a file for
# its skips in STAGELINE_SKIPS, and closes with the tally, unless `make test` will do so for all suites.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
name=$1
shift
dir=$root/target/suites
mkdir -p "$dir"
STAGELINE_SKIPS=$dir/$name.skips
export STAGELINE_SKIPS
: >"$STAGELINE_SKIPS"
echo 1 >"$dir/$name.exit"
{
    status=0
    "$@" 2>&1 || status=$?
    echo "$status" >"$dir/$name.exit"
} | tee "$dir/$name.log"
[ "${STAGELINE_TALLY:-}" = later ] || "${PYTHON:-python3}" "$root/tools/tally.py" "$name"
exit "$(cat "$dir/$name.exit")"
