#!/usr/bin/env python3
"""Compares pairs of documents with stageline and its peers, and prints CPU time and the number of changes."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from compare import PEERS, PYTHON, RUST_PEERS, verdict, works

# The pairs, what they are, and the budget in milliseconds.
PAIRS = {
    "map-2000": ("two maps of 2,000 keys", 0.18),
    "map-50000": ("two maps of 50,000 keys", 8.0),
    "list-50000": ("two lists of 50,000 named items", 25.0),
}
MOST_CHANGES = 3000

# The peers: how each is run, and what it needs.
RUST, NODE = [str(RUST_PEERS), "diff"], ["node", str(PEERS / "node" / "diff.js")]
SCRIPT = [PYTHON, str(PEERS / "python" / "deepdiff_compare.py")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="what `stageline-bench generate-pairs` wrote")
    parser.add_argument("--bench", type=Path, required=True, help="the stageline-bench executable")
    parser.add_argument("--runs", type=int, default=3, help="runs of each contestant; the best counts")
    options = parser.parse_args()
    missing = absent()
    failed = False
    for pair, (title, budget) in PAIRS.items():
        print(f"\n{title}; times in ms\n")
        sides = [str(options.folder / f"{pair}.{side}.json") for side in ("left", "right")]
        contestants = {
            "stageline": [str(options.bench), "diff", str(options.folder), pair],
            "json-patch": [*RUST, *sides],
            "microdiff": [*NODE, *sides, "microdiff"],
            "jsondiffpatch": [*NODE, *sides, "jsondiffpatch"],
            "DeepDiff": [*SCRIPT, *sides],
        }
        rows = {}
        for name, command in contestants.items():
            if name in missing:
                print(f"{name:<14} skipped: needs {missing[name]}")
                continue
            try:
                rows[name] = best_of(command, options.runs if name != "DeepDiff" else 1)
            except subprocess.CalledProcessError as error:
                print(f"{name:<14} failed: {(error.stderr.strip().splitlines() or ['no word'])[-1]}")
                failed = True
        failed |= "stageline" not in rows
        tell(rows, pair, budget)
    return 1 if failed else 0


def absent() -> dict[str, str]:
    """The peers that are not installed, each with what it needs."""
    missing = {}
    if not RUST_PEERS.exists():
        missing["json-patch"] = "bench/peers, built by setup.sh"
    for name in ("microdiff", "jsondiffpatch"):
        if not works(["node", "--version"]):
            missing[name] = "node"
        elif not (PEERS / "node_modules" / name).exists():
            missing[name] = f"{name} for Node, installed by setup.sh"
    if not works([PYTHON, "-c", "import deepdiff"]):
        missing["DeepDiff"] = "deepdiff for Python, installed by setup.sh"
    return missing


def best_of(command: list[str], runs: int) -> dict[str, float]:
    results = []
    for _ in range(runs):
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        words = done.stdout.split()
        results.append(dict(zip(words[::2], map(float, words[1::2]))))
    return min(results, key=lambda result: result["best"])


def tell(rows: dict[str, dict[str, float]], pair: str, budget: float) -> None:
    ours = rows.get("stageline")
    print(f"{'contestant':<14} {'best':>10} {'median':>10} {'× stageline':>12} {'changes':>9}")
    for name, row in rows.items():
        ratio = f"{row['best'] / ours['best']:.2f}" if ours else "–"
        times = f"{row['best']:>10,.3f} {row['median']:>10,.3f}"
        print(f"{name:<14} {times} {ratio:>12} {row['changes']:>9,.0f}")
    if ours:
        print(f"\nstageline: {ours['best']:.3f} ms at best, {verdict(ours['best'], budget)} ms")
        print(f"a tree against its twin, hashes known: {ours['twin'] * 1e6:.0f} ns")
        if pair.startswith("list"):
            print(f"changes: {ours['changes']:,.0f}, {verdict(ours['changes'], MOST_CHANGES)}")


if __name__ == "__main__":
    sys.exit(main())
