#!/usr/bin/env python3
"""Prints what one evaluation of a flag costs in Node, beside the packages that people use there.

`setup.sh` installs our package, built for release, and the peers.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from compare import PEERS, numbers, verdict, works

SCRIPT = PEERS / "node" / "flags.js"
KINDS = ("boolean", "rule", "rollout")
BUDGETS = {"boolean": 80.0, "rollout": 150.0}
# Who is asked: the row's title, and the package.
ROWS = {
    "stageline": ("stageline, handle, prepared context", "stageline"),
    "stageline-name": ("stageline, by name, prepared context", "stageline"),
    "stageline-new": ("stageline, handle, a context each time", "stageline"),
    "flagd-core": ("flagd-core", "@openfeature/flagd-core"),
    "growthbook": ("growthbook, prepared context", "@growthbook/growthbook"),
    "unleash-client": ("unleash-client", "unleash-client"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("projects", type=Path, help="the folder of `stageline-bench generate-flags`")
    options = parser.parse_args()
    if not works(["node", "--version"]):
        print("\nflags in Node: skipped: needs node")
        return 0
    failed = False
    for count in (100, 10_000):
        print(f"\nflags in Node, {count:,} of them; ns each, the best of 25 rounds\n")
        print(f"{'':40}" + "".join(f"{kind:>10}" for kind in KINDS))
        for peer, (title, package) in ROWS.items():
            if not (PEERS / "node_modules" / package).exists():
                print(f"{title:40} skipped: needs {package} for Node, installed by setup.sh")
                continue
            try:
                times = numbers(["node", str(SCRIPT), peer, str(options.projects), str(count)])
            except subprocess.CalledProcessError as error:
                print(f"{title:40} failed: {(error.stderr.strip().splitlines() or ['no word'])[-1]}")
                failed = True
                continue
            told = "".join(f"{times[kind]:>10,.1f}" for kind in KINDS)
            if peer == "stageline":
                within = (f"{kind} {verdict(times[kind], budget)} ns" for kind, budget in BUDGETS.items())
                told += f"   {', '.join(within)}"
            print(f"{title:40}{told}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
